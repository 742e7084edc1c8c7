package send

import (
	"net/http"
	"net/url"
)

// An order says where a request goes: to a place, or to a node that a parameter
// names.
type order struct{ method, path string }

func (o order) place() error {
	target := url.URL{Scheme: "https", Host: "graph.facebook.com", Path: "/v19.0/" + o.path}
	req, err := http.NewRequest(o.method, target.String(), nil)
	if err != nil {
		return err
	}
	return done(http.DefaultClient.Do(req))
}

func rename(id string) error {
	return order{http.MethodPost, id}.place() // want: POST graph.facebook.com /{id} version=v19.0
}

// Orders places two of the same kind.
func Orders(id string) error {
	if err := rename(id); err != nil {
		return err
	}
	return order{http.MethodPost, "community/accounts"}.place() // want: POST graph.facebook.com /community/accounts version=v19.0
}
