package base

import "net/http"

type transportBase struct {
	*http.Client
	root string
}

func (b *transportBase) read(path string) error {
	return done(b.Get(b.root + path))
}

type peopleService struct{ transportBase }

// Embedded has base and client in an embedded struct.
func Embedded(id string) error {
	s := peopleService{transportBase{Client: http.DefaultClient, root: "https://graph.facebook.com/v17.0"}}
	return s.read("/" + id + "/picture") // want: GET graph.facebook.com /{id}/picture version=v17.0
}
