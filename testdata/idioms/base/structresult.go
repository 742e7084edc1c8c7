package base

import (
	"fmt"
	nethttp "net/http"
)

type endpoints struct{ Graph, Site string }

func production() endpoints {
	return endpoints{Graph: "https://graph.facebook.com/v8.0", Site: "https://example.com"}
}

// StructResult has the base in a struct that a function returns, in a local
// variable that hides the name of a package.
func StructResult(id string) error {
	http := production()
	return done(nethttp.Get(fmt.Sprintf(http.Graph+"/%s/events", id))) // want: GET graph.facebook.com /{id}/events version=v8.0
}
