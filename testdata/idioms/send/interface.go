package send

import (
	"net/http"
	"strings"
)

type doer interface {
	Do(*http.Request) (*http.Response, error)
}

type doing struct {
	http doer
	base string
}

func (d doing) get(path string) error {
	req, err := http.NewRequest(http.MethodGet, d.base+path, nil)
	if err != nil {
		return err
	}
	return done(d.http.Do(req))
}

// Doer sends through an interface that *http.Client implements.
func Doer(id string) error {
	return doing{http: http.DefaultClient, base: graph}.get("/" + id + "/admins") // want: GET graph.facebook.com /{id}/admins version=v19.0
}

type fetches interface {
	fetch(path string) error
}

type direct struct{}

func (direct) fetch(path string) error { return done(http.Get(graph + path)) }

type worker struct{ source fetches }

// Interface sends through an interface with one implementation.
func Interface(id string) error {
	w := worker{source: direct{}}
	return w.source.fetch("/" + id + "/groups") // want: GET graph.facebook.com /{id}/groups version=v19.0
}

type resource interface {
	path() string
}

type groupMembers struct{ id string }

func (g groupMembers) path() string { return "/" + g.id + "/members" }

type memberFeed struct{ id string }

func (m *memberFeed) path() string { return "/" + m.id + "/feed" }

func load(r resource) error { return done(http.Get(graph + r.path())) }

// Implementations asks one of several implementations for the path.
func Implementations(id string) error {
	if err := load(groupMembers{id}); err != nil { // want: GET graph.facebook.com /{id}/members version=v19.0
		return err
	}
	return load(&memberFeed{id}) // want: GET graph.facebook.com /{id}/feed version=v19.0
}

// Each asks every implementation in a slice.
func Each(id string) error {
	for _, r := range []resource{groupMembers{id}, &memberFeed{id}} {
		if err := done(http.Get(graph + r.path())); err != nil { // want: GET graph.facebook.com /{id}/members version=v19.0; GET graph.facebook.com /{id}/feed version=v19.0
			return err
		}
	}
	return nil
}

type reader interface{ read(path string) error }

type logged struct{ next reader }

func (l logged) read(path string) error {
	_ = strings.ToUpper(path)
	return l.next.read(path)
}

type plain struct{ base string }

func (p plain) read(path string) error { return done(http.Get(p.base + path)) }

// Decorator sends through an interface around an interface.
func Decorator(id string) error {
	var r reader = logged{next: plain{base: graph}}
	return r.read("/" + id + "/docs") // want: GET graph.facebook.com /{id}/docs version=v19.0
}
