package base

import "net/http"

type optionClient struct {
	base    string
	version string
}

type option func(*optionClient)

func withVersion(v string) option { return func(c *optionClient) { c.version = v } }

func newOptionClient(opts ...option) *optionClient {
	c := &optionClient{base: "https://graph.workplace.com", version: "v9.0"}
	for _, o := range opts {
		o(c)
	}
	return c
}

// Options has base and version in fields that functional options may change.
func Options(id string) error {
	c := newOptionClient(withVersion("v10.0"))
	return done(http.Get(c.base + "/" + c.version + "/" + id + "/photos")) // want: GET graph.workplace.com /{id}/photos version=v10.0
}
