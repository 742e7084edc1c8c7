package base

import (
	"net/http"
	"os"
)

func envBase() string {
	if base := os.Getenv("IDIOMS_GRAPH_URL"); base != "" {
		return base
	}
	return "https://graph.workplace.com"
}

// EnvDefault has a base from the environment, with a default.
func EnvDefault(id string) error {
	return done(http.Get(envBase() + "/v19.0/" + id + "/docs")) // want: GET graph.workplace.com /{id}/docs version=v19.0
}
