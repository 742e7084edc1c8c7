package base

import (
	"cmp"
	"net/http"
	"net/url"
	"os"
	"path"
	"sync"
)

type place struct{ host, version string }

var load = sync.OnceValues(func() (*place, error) {
	return &place{
		host:    cmp.Or(os.Getenv("IDIOMS_HOST"), "graph.workplace.com"),
		version: cmp.Or(os.Getenv("IDIOMS_VERSION"), "v3.3"),
	}, nil
})

type settled struct{ s *place }

func newSettled() (*settled, error) {
	s, err := load()
	if err != nil {
		return nil, err
	}
	return &settled{s}, nil
}

func (c *settled) get(node, edge string) error {
	target := url.URL{Scheme: "https", Host: c.s.host, Path: path.Join("/", c.s.version, node, edge)}
	return done(http.Get(target.String()))
}

// Settings has host and version from the environment, each with a default, read on
// first use.
func Settings(id string) error {
	c, err := newSettled()
	if err != nil {
		return err
	}
	return c.get(id, "badges") // want: GET graph.workplace.com /{id}/badges version=v3.3
}
