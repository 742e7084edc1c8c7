package base

import "net/http"

type pair struct{ base string }

func newPair(base string) *pair { return &pair{base: base} }

func (p *pair) read(path string) error { return done(http.Get(p.base + path)) }

// TwoClients has two clients of one type with two bases; only one of them
// talks to the Graph.
func TwoClients(id string) error {
	graph := newPair("https://graph.facebook.com/v18.0")
	staff := newPair("https://staff.example.com/api")
	if err := graph.read("/" + id + "/seen"); err != nil { // want: GET graph.facebook.com /{id}/seen version=v18.0
		return err
	}
	return staff.read("/" + id + "/photo")
}
