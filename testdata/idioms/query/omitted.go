package query

import (
	"net/http"
	"net/url"
	"strings"
)

// An inquiry says what is asked; most of it may be left out.
type inquiry struct {
	method, node, edge string
	fields             []string
	more               map[string]string
}

func (i inquiry) send() error {
	segments := []string{graph, i.node}
	if i.edge != "" {
		segments = append(segments, i.edge)
	}
	v := url.Values{}
	if len(i.fields) > 0 {
		v.Set("fields", strings.Join(i.fields, ","))
	}
	for name, value := range i.more {
		v.Set(name, value)
	}
	target := strings.Join(segments, "/")
	if query := v.Encode(); query != "" {
		target += "?" + query
	}
	if i.method == "" {
		i.method = http.MethodGet
	}
	req, err := http.NewRequest(i.method, target, nil)
	if err != nil {
		return err
	}
	return done(http.DefaultClient.Do(req))
}

// Omitted leaves out what it does not ask for.
func Omitted(id string) error {
	if err := (inquiry{node: "community", edge: "members", fields: []string{"name"}}).send(); err != nil { // want: GET graph.workplace.com /community/members version=v19.0 fields=name
		return err
	}
	return inquiry{method: http.MethodDelete, node: id}.send() // want: DELETE graph.workplace.com /{id} version=v19.0
}
