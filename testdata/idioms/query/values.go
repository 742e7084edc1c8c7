package query

import (
	"net/http"
	"net/url"
)

// Before encodes the values before there is a request.
func Before(id string) error {
	v := url.Values{}
	v.Set("fields", "id,message,created_time")
	v.Add("limit", "10")
	return done(http.Get(graph + "/" + id + "/feed?" + v.Encode())) // want: GET graph.workplace.com /{id}/feed version=v19.0 fields=id,message,created_time
}

// Literal has the values in a literal.
func Literal(id string) error {
	v := url.Values{"fields": {"id", "never sent"}, "limit": []string{"5"}}
	v.Del("limit")
	v["fields"] = []string{"name,email"}
	return done(http.Get(graph + "/" + id + "?" + v.Encode())) // want: GET graph.workplace.com /{id} version=v19.0 fields=name,email
}

// After sets the query of a request that exists.
func After(id string) error {
	req, err := get(graph + "/" + id + "/members")
	if err != nil {
		return err
	}
	v := make(url.Values)
	v.Set("fields", "name,administrator")
	req.URL.RawQuery = v.Encode()
	return done(http.DefaultClient.Do(req)) // want: GET graph.workplace.com /{id}/members version=v19.0 fields=name,administrator
}

// Reencoded adds to the query that is there.
func Reencoded(id string) error {
	req, err := get(graph + "/" + id + "/managers?limit=5")
	if err != nil {
		return err
	}
	q := req.URL.Query()
	q.Add("fields", "name")
	q.Set("access_token", "invented")
	req.URL.RawQuery = q.Encode()
	return done(http.DefaultClient.Do(req)) // want: GET graph.workplace.com /{id}/managers version=v19.0 fields=name
}

// Copy adds to the copy that URL.Query returns: nothing of it is sent.
func Copy(id string) error {
	req, err := get(graph + "/" + id + "/reports")
	if err != nil {
		return err
	}
	req.URL.Query().Set("fields", "email")
	q := req.URL.Query()
	q.Add("fields", "email")
	return done(http.DefaultClient.Do(req)) // want: GET graph.workplace.com /{id}/reports version=v19.0
}

// Text writes the query by hand.
func Text(string) error {
	req, err := http.NewRequest(http.MethodPost, graph+"/me/messages", nil)
	if err != nil {
		return err
	}
	req.URL.RawQuery = "access_token=" + url.QueryEscape("invented") + "&fields=id"
	return done(http.DefaultClient.Do(req)) // want: POST graph.workplace.com /me/messages version=v19.0 fields=id
}

// FromMap copies a map to the values.
func FromMap(id string) error {
	params := map[string]string{"fields": "id,title", "limit": "3"}
	v := url.Values{}
	for name, value := range params {
		v.Set(name, value)
	}
	return done(http.Get(graph + "/" + id + "/subcategories?" + v.Encode())) // want: GET graph.workplace.com /{id}/subcategories version=v19.0 fields=id,title
}

func fetch(path string, params map[string]string) error {
	req, err := get(graph + path)
	if err != nil {
		return err
	}
	q := req.URL.Query()
	for name, value := range params {
		q.Set(name, value)
	}
	req.URL.RawQuery = q.Encode()
	return done(http.DefaultClient.Do(req))
}

// MapArgument gives a map to a wrapper.
func MapArgument(id string) error {
	return fetch("/"+id+"/badges", map[string]string{"fields": "name"}) // want: GET graph.workplace.com /{id}/badges version=v19.0 fields=name
}

// Alias has parameters of a type that is another name for a map.
type Params = map[string]any

func fetchAny(path string, params Params) error {
	v := url.Values{}
	for name, value := range params {
		if s, ok := value.(string); ok {
			v.Set(name, s)
		}
	}
	return done(http.Get(graph + path + "?" + v.Encode()))
}

// AliasArgument gives parameters of any type to a wrapper.
func AliasArgument(id string) error {
	return fetchAny("/"+id+"/skills", Params{"fields": "name,id", "limit": 5}) // want: GET graph.workplace.com /{id}/skills version=v19.0 fields=name,id
}
