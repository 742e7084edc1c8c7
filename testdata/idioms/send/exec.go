package send

import (
	"net/http"
	"net/url"
	"path"
)

// A Query describes a request and sends it. Any package may make one.
type Query struct {
	method, path, version string
	params                url.Values
}

func newQuery(method, path string, params url.Values) *Query {
	return &Query{method: method, path: path, params: params}
}

// At sets the version.
func (q *Query) At(version string) *Query {
	q.version = version
	return q
}

// Exec sends the request.
func (q *Query) Exec() error {
	p := q.path
	if q.version != "" {
		p = "/" + q.version + "/" + p
	}
	target := url.URL{Scheme: "https", Host: "graph.workplace.com", Path: path.Clean(p), RawQuery: q.params.Encode()}
	req, err := http.NewRequest(q.method, target.String(), nil)
	if err != nil {
		return err
	}
	return done(http.DefaultClient.Do(req))
}

// Exec has objects of an exported type: those that are made decide what is sent.
func Exec(id string) error {
	if err := newQuery(http.MethodGet, "/"+id+"/albums", url.Values{"fields": {"name"}}).Exec(); err != nil { // want: GET graph.workplace.com /{id}/albums fields=name
		return err
	}
	return newQuery(http.MethodPost, "/"+id+"/photos", nil).At("v19.0").Exec() // want: POST graph.workplace.com /{id}/photos version=v19.0
}
