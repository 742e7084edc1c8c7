package query

import (
	"net/http"
	"net/url"
	"strings"
)

// A wish is a request with parameters beside the fields.
type wish struct {
	edge   string
	fields []string
	more   url.Values
}

func (w wish) grant(id string) error {
	q := url.Values{}
	for name, values := range w.more {
		for _, v := range values {
			q.Add(name, v)
		}
	}
	if len(w.fields) > 0 {
		q.Set("fields", strings.Join(w.fields, ","))
	}
	return done(http.Get(graph + "/" + id + "/" + w.edge + "?" + q.Encode()))
}

// Merged copies parameters value by value; one wish has no fields of its own.
func Merged(id string) error {
	err := wish{edge: "feed", more: url.Values{"limit": {"5"}, "fields": {"id,message"}}}.grant(id) // want: GET graph.workplace.com /{id}/feed version=v19.0 fields=id,message
	if err != nil {
		return err
	}
	return wish{edge: "members", fields: []string{"id", "email"}}.grant(id) // want: GET graph.workplace.com /{id}/members version=v19.0 fields=id,email
}
