package send

import "net/http"

// A chore is a request that sends itself; a runner is what can be run.
type chore struct{ method, node, edge string }

type runner interface{ run() error }

func (c *chore) run() error {
	target := graph + "/" + c.node
	if c.edge != "" {
		target += "/" + c.edge
	}
	req, err := http.NewRequest(c.method, target, nil)
	if err != nil {
		return err
	}
	return done(http.DefaultClient.Do(req))
}

// Chores runs two that are known as runners only.
func Chores(id string) error {
	var first runner = &chore{method: http.MethodGet, node: id, edge: "managers"}
	// want: GET graph.facebook.com /{id}/managers version=v19.0
	if err := first.run(); err != nil {
		return err
	}
	var second runner = &chore{method: http.MethodPost, node: id}
	// want: POST graph.facebook.com /{id} version=v19.0
	return second.run()
}
