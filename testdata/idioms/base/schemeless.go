package base

import "net/http"

const bareHost = "graph.workplace.com"

func secure(host string) string { return "https://" + host }

// Schemeless has a host that a function makes a URL of.
func Schemeless(id string) error {
	return done(http.Get(secure(bareHost) + "/" + id + "/badges")) // want: GET graph.workplace.com /{id}/badges
}
