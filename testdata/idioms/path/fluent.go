package path

import (
	"net/http"
	"strings"
	"text/template"
)

// A node is a path that methods make longer.
type node struct{ segments []string }

func (n *node) at(segment string) *node {
	n.segments = append(n.segments, segment)
	return n
}

func (n *node) get() error {
	return done(http.Get(graph + "/" + strings.Join(n.segments, "/")))
}

// Fluent appends segments in methods of an object.
func Fluent(id string) error {
	if err := new(node).at("community").at("former_members").get(); err != nil { // want: GET graph.facebook.com /community/former_members version=v19.0
		return err
	}
	return (&node{}).at(id).at("managers").get() // want: GET graph.facebook.com /{id}/managers version=v19.0
}

var address = template.Must(template.New("address").Parse("/{{.}}/skills"))

// Template has a path that a template writes.
func Template(id string) error {
	var b strings.Builder
	if err := address.Execute(&b, id); err != nil {
		return err
	}
	return done(http.Get(graph + b.String())) // want: GET graph.facebook.com /{id}/skills version=v19.0
}
