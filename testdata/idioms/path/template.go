package path

import (
	"bytes"
	"net/http"
	"strings"
	"text/template"
)

var groupURLs = template.Must(template.New("group").Parse(
	`{{define "members"}}https://graph.facebook.com/v19.0/{{.ID | urlquery}}/members?fields={{.Fields}}{{end}}` +
		`{{define "feed"}}https://graph.facebook.com/v19.0/{{.ID}}/feed{{if .Limit}}?limit={{.Limit}}{{end}}{{end}}`))

type groupURL struct {
	ID, Fields string
	Limit      int
}

// TextTemplate has the path in a template.
func TextTemplate(id string) error {
	t, err := template.New("group").Parse("https://graph.facebook.com/v19.0/{{.}}/groups")
	if err != nil {
		return err
	}
	var b strings.Builder
	if err := t.Execute(&b, id); err != nil {
		return err
	}
	return done(http.Get(b.String())) // want: GET graph.facebook.com /{id}/groups version=v19.0
}

// NamedTemplates has one template for each endpoint.
func NamedTemplates(id string) error {
	u, err := executed("members", groupURL{ID: id, Fields: "id,name"})
	if err != nil {
		return err
	}
	if err := done(http.Get(u)); err != nil { // want: GET graph.facebook.com /{id}/members version=v19.0 fields=id,name
		return err
	}
	u, err = executed("feed", groupURL{ID: id, Limit: 10})
	if err != nil {
		return err
	}
	return done(http.Get(u)) // want: GET graph.facebook.com /{id}/feed version=v19.0
}

func executed(name string, data groupURL) (string, error) {
	var b bytes.Buffer
	if err := groupURLs.ExecuteTemplate(&b, name, data); err != nil {
		return "", err
	}
	return b.String(), nil
}

// CutAtIndex cuts a query off a text.
func CutAtIndex(id string) error {
	u := graph + "/" + id + "/members?fields=id"
	if i := strings.IndexByte(u, '?'); i >= 0 {
		u = u[:i]
	}
	return done(http.Get(u)) // want: GET graph.facebook.com /{id}/members version=v19.0
}

// CutElsewhere asks another function where the query begins.
func CutElsewhere(id string) error {
	u := graph + "/" + id + "/events?fields=id"
	if i := query(u); i >= 0 {
		u = u[:i]
	}
	return done(http.Get(u)) // want: GET graph.facebook.com /{id}/events version=v19.0
}

func query(u string) int { return strings.IndexByte(u, '?') }
