package base

import "net/http"

type globalClient struct{ Base string }

var shared = &globalClient{Base: "https://graph.workplace.com/v3.1"}

// Global has the base in a struct that a package variable points to.
func Global(id string) error {
	return done(http.Get(shared.Base + "/" + id + "/admins")) // want: GET graph.workplace.com /{id}/admins version=v3.1
}
