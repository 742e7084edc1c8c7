package send

import (
	"net/http"
	"strings"
)

// An errand is a request that sends itself. What it leaves out has a meaning.
type errand struct{ method, node, edge string }

func (e errand) run() error {
	segments := []string{graph, e.node}
	if e.edge != "" {
		segments = append(segments, e.edge)
	}
	if e.method == "" {
		e.method = http.MethodGet
	}
	req, err := http.NewRequest(e.method, strings.Join(segments, "/"), nil)
	if err != nil {
		return err
	}
	return done(http.DefaultClient.Do(req))
}

// Errands makes two, each with what the other leaves out.
func Errands(id string) error {
	// want: GET graph.facebook.com /community/members version=v19.0
	if err := (errand{node: "community", edge: "members"}).run(); err != nil {
		return err
	}
	// want: DELETE graph.facebook.com /{id} version=v19.0
	return errand{method: http.MethodDelete, node: id}.run()
}
