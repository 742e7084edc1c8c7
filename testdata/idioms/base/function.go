package base

import "net/http"

func graphURL() string { return "https://graph.workplace.com/v7.0" }

// Function has the base in the result of a function.
func Function(id string) error {
	return done(http.Get(graphURL() + "/" + id + "/reports")) // want: GET graph.workplace.com /{id}/reports version=v7.0
}
