package send

import (
	"fmt"
	"net/http"
	"net/url"

	"example.com/idioms/send/wire"
)

type service struct {
	base  string
	token string
}

func newService() *service { return &service{base: graph, token: "invented"} }

func (s *service) do(method, path string, q url.Values) error {
	if q == nil {
		q = url.Values{}
	}
	q.Set("access_token", s.token)
	req, err := http.NewRequest(method, s.base+path+"?"+q.Encode(), nil)
	if err != nil {
		return err
	}
	return done(http.DefaultClient.Do(req))
}

func (s *service) get(path string, q url.Values) error { return s.do(http.MethodGet, path, q) }

func (s *service) list(id, edge, fields string) error {
	return s.get(fmt.Sprintf("/%s/%s", id, edge), url.Values{"fields": {fields}})
}

func (s *service) members(id string) error {
	return s.list(id, "members", "id,name") // want: GET graph.facebook.com /{id}/members version=v19.0 fields=id,name
}

// Deep passes four functions before it is sent.
func Deep(id string) error { return newService().members(id) }

// Request gives a finished request to a function that sends it.
func Request(id string) error {
	req, err := http.NewRequest(http.MethodGet, graph+"/"+id+"/managers", nil)
	if err != nil {
		return err
	}
	return signed(req) // want: GET graph.facebook.com /{id}/managers version=v19.0
}

func signed(req *http.Request) error {
	q := req.URL.Query()
	q.Set("access_token", "invented")
	req.URL.RawQuery = q.Encode()
	return done(http.DefaultClient.Do(req))
}

func newRequest(method, path string) (*http.Request, error) {
	return http.NewRequest(method, graph+path, nil)
}

// Made sends a request that another function makes.
func Made(id string) error {
	req, err := newRequest(http.MethodPost, "/"+id+"/comments")
	if err != nil {
		return err
	}
	return done(http.DefaultClient.Do(req)) // want: POST graph.facebook.com /{id}/comments version=v19.0
}

// Package uses a wrapper in another package.
func Package(id string) error {
	c := wire.New("graph.workplace.com")
	return c.Fetch("/" + id + "/conversations") // want: GET graph.workplace.com /{id}/conversations
}

// PackageRequest has another package make the request and sends it here.
func PackageRequest(id string) error {
	req, err := wire.Request("graph.workplace.com", id, "badges")
	if err != nil {
		return err
	}
	return done(http.DefaultClient.Do(req)) // want: GET graph.workplace.com /{id}/badges
}

func variadic(parts ...string) error {
	target := graph
	for _, p := range parts {
		target += "/" + p
	}
	return done(http.Get(target))
}

// Variadic has the segments as arguments.
func Variadic(id string) error {
	return variadic(id, "skills") // want: GET graph.facebook.com /{id}/skills version=v19.0
}

type call struct {
	Method string
	Path   string
	Query  url.Values
}

func (s *service) execute(c call) error { return s.do(c.Method, c.Path, c.Query) }

// Struct describes a request in a struct.
func Struct(id string) error {
	return newService().execute(call{ // want: DELETE graph.facebook.com /{id}/likes version=v19.0
		Method: http.MethodDelete,
		Path:   "/" + id + "/likes",
	})
}

type fluent struct {
	segments []string
	fields   string
}

func (f *fluent) at(segment string) *fluent {
	f.segments = append(f.segments, segment)
	return f
}

func (f *fluent) asking(fields string) *fluent {
	f.fields = fields
	return f
}

func (f *fluent) send() error {
	target := graph
	for _, s := range f.segments {
		target += "/" + s
	}
	return done(http.Get(target + "?fields=" + f.fields))
}

// Fluent describes a request by a chain of calls.
func Fluent(id string) error {
	return new(fluent).at(id).at("groups").asking("name").send() // want: GET graph.facebook.com /{id}/groups version=v19.0 fields=name
}

type builder struct {
	node, edge string
}

func node(id string) builder             { return builder{node: id} }
func (b builder) on(edge string) builder { b.edge = edge; return b }
func (b builder) fetch() error           { return done(http.Get(graph + "/" + b.node + "/" + b.edge)) }

// FluentValue describes a request by a chain of values.
func FluentValue(id string) error {
	return node(id).on("tagged").fetch() // want: GET graph.facebook.com /{id}/tagged version=v19.0
}
