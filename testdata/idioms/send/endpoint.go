package send

import (
	"net/http"
	"path"
)

// An endpoint knows how it is asked.
type endpoint interface {
	Method() string
	Path() string
}

type listEvents struct{ group string }

func (l listEvents) Method() string { return http.MethodGet }
func (l listEvents) Path() string   { return path.Join("/", l.group, "events") }

type createAlbum struct{ group string }

func (c *createAlbum) Method() string { return http.MethodPost }
func (c *createAlbum) Path() string   { return "/" + c.group + "/albums" }

func ask(e endpoint) error {
	req, err := http.NewRequest(e.Method(), graph+e.Path(), nil)
	if err != nil {
		return err
	}
	return done(http.DefaultClient.Do(req)) // want: GET graph.facebook.com /{id}/events version=v19.0; POST graph.facebook.com /{id}/albums version=v19.0
}

// Endpoint sends what objects say of themselves.
func Endpoint(id string) error {
	if err := ask(listEvents{id}); err != nil {
		return err
	}
	return ask(&createAlbum{id})
}
