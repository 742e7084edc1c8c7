package base

import "net/http"

type fieldClient struct {
	http *http.Client
	base string
}

func newFieldClient() *fieldClient {
	return &fieldClient{http: http.DefaultClient, base: "https://graph.facebook.com/v3.0"}
}

// Field has the base in a field that a constructor sets.
func Field(id string) error {
	c := newFieldClient()
	return done(c.http.Get(c.base + "/" + id)) // want: GET graph.facebook.com /{id} version=v3.0
}
