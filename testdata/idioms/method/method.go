package method

import (
	"net/http"
	"net/url"
	"strings"
)

// Constant uses the constants of net/http.
func Constant(id string) error {
	req, err := http.NewRequest(http.MethodDelete, graph+"/"+id, nil)
	if err != nil {
		return err
	}
	return done(http.DefaultClient.Do(req)) // want: DELETE graph.workplace.com /{id}
}

// Empty has no method, which is GET.
func Empty(id string) error {
	req, err := http.NewRequest("", graph+"/"+id+"/admins", nil)
	if err != nil {
		return err
	}
	return done(http.DefaultClient.Do(req)) // want: GET graph.workplace.com /{id}/admins
}

func send(method, path string) error {
	req, err := http.NewRequest(method, graph+path, nil)
	if err != nil {
		return err
	}
	return done(http.DefaultClient.Do(req))
}

// Argument gives the method to a wrapper.
func Argument(id string) error {
	if err := send("POST", "/"+id+"/likes"); err != nil { // want: POST graph.workplace.com /{id}/likes
		return err
	}
	return send("DELETE", "/"+id+"/likes") // want: DELETE graph.workplace.com /{id}/likes
}

type verb string

const (
	read   verb = "GET"
	change verb = "POST"
)

func (v verb) call(path string) error { return send(string(v), path) }

// TypedString has the method in a type of its own.
func TypedString(id string) error {
	if err := read.call("/" + id + "/events"); err != nil { // want: GET graph.workplace.com /{id}/events
		return err
	}
	return change.call("/" + id + "/events") // want: POST graph.workplace.com /{id}/events
}

// Upper brings the method to upper case.
func Upper(id string) error {
	return send(strings.ToUpper("post"), "/"+id+"/logout") // want: POST graph.workplace.com /{id}/logout
}

// Literal has the request in a literal.
func Literal(id string) error {
	u, err := url.Parse(graph + "/" + id + "/moderators")
	if err != nil {
		return err
	}
	req := &http.Request{Method: http.MethodPost, URL: u, Header: http.Header{}}
	return done(http.DefaultClient.Do(req)) // want: POST graph.workplace.com /{id}/moderators
}

// LiteralDefault has a request literal without a method, which is GET.
func LiteralDefault(id string) error {
	req := http.Request{URL: &url.URL{Scheme: "https", Host: "graph.workplace.com", Path: "/" + id + "/seen"}}
	return done(http.DefaultClient.Do(&req)) // want: GET graph.workplace.com /{id}/seen
}

// Assigned changes the method of a request that exists.
func Assigned(id string) error {
	req, err := http.NewRequest(http.MethodGet, graph+"/"+id+"/members", nil)
	if err != nil {
		return err
	}
	req.Method = http.MethodDelete
	return done(http.DefaultClient.Do(req)) // want: DELETE graph.workplace.com /{id}/members
}

// Chosen chooses method and path together.
func Chosen(id string) error {
	method, path := http.MethodPost, "/community/people_sets"
	if id != "" {
		method, path = http.MethodDelete, "/"+id
	}
	return send(method, path) // want: DELETE graph.workplace.com /{id}; POST graph.workplace.com /community/people_sets unseen
}

type action struct {
	verb string
	edge string
}

var actions = map[string]action{
	"add":    {verb: "POST", edge: "/admins"},
	"remove": {verb: "DELETE", edge: "/admins"},
}

// Table takes method and edge out of a map of structs.
func Table(id string) error {
	a := actions["remove"]
	return send(a.verb, "/"+id+a.edge) // want: DELETE graph.workplace.com /{id}/admins
}

// Head asks for the headers only.
func Head(id string) error {
	return done(http.Head(graph + "/" + id + "/picture")) // want: HEAD graph.workplace.com /{id}/picture
}
