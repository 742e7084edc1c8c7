package path

import (
	"net/http"
	"net/url"
	"path"
)

const old = "https://graph.facebook.com/v6.0"

type caller struct{ override, node string }

func (c *caller) target() string {
	if len(c.override) > 0 {
		return c.override
	}
	return old + "/" + c.node + "//likes"
}

func (c *caller) call() error {
	u, err := url.Parse(c.target())
	if err != nil {
		return err
	}
	u.Path = path.Clean(u.Path)
	return done(http.Get(u.String()))
}

// Cleaned changes the path of one of two URLs.
func Cleaned(id string) error {
	c := &caller{node: id}
	return c.call() // want: GET graph.facebook.com /{id}/likes version=v6.0
}

// Overridden is the other one.
func Overridden(id string) error {
	c := &caller{override: "https://graph.workplace.com/v9.0/" + id + "/skills"}
	return c.call() // want: GET graph.workplace.com /{id}/skills version=v9.0
}
