package path

import (
	"net/http"
	"strings"
)

// Loop makes a path of unknown length.
func Loop(id string) error {
	target := graph
	for part := range strings.SplitSeq(id, "/") {
		target += "/" + part
	}
	return done(http.Get(target)) // want: GET graph.facebook.com ? kind=unresolvable
}
