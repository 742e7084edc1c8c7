package base

import (
	"cmp"
	"net/http"
	"os"
)

// EnvOr has a base from the environment, with a default by cmp.Or.
func EnvOr(id string) error {
	base := cmp.Or(os.Getenv("IDIOMS_GRAPH_URL"), "https://graph.facebook.com")
	return done(http.Get(base + "/" + id + "/files")) // want: GET graph.facebook.com /{id}/files
}
