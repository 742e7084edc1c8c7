package query

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
)

const memberFields = "?fields=first_name,last_name"

// Constant has the question mark and the fields in a constant.
func Constant(id string) error {
	return done(http.Get(graph + "/" + id + memberFields + "&locale=en")) // want: GET graph.workplace.com /{id} version=v19.0 fields=first_name,last_name
}

// Joined joins a slice of names.
func Joined(id string) error {
	names := []string{"id", "name"}
	names = append(names, "cover", "privacy")
	return done(http.Get(graph + "/" + id + "?fields=" + strings.Join(names, ","))) // want: GET graph.workplace.com /{id} version=v19.0 fields=id,name,cover,privacy
}

func profile(id string, fields ...string) error {
	return done(http.Get(fmt.Sprintf("%s/%s?fields=%s", graph, id, strings.Join(fields, ","))))
}

// Variadic has the fields as arguments of a wrapper.
func Variadic(id string) error {
	return profile(id, "name", "email") // want: GET graph.workplace.com /{id} version=v19.0 fields=name,email
}

// Nested asks for fields of fields, with modifiers.
func Nested(id string) error {
	fields := "id,message,from{name,email},comments.limit(0).summary(total_count).as(talk){from{id}},reactions.type(LIKE).limit(0)"
	return done(http.Get(graph + "/" + id + "/feed?" + url.Values{"fields": {fields}}.Encode())) // want: GET graph.workplace.com /{id}/feed version=v19.0 fields=id,message,from{name,email},comments{from{id}},reactions
}

// Raw has braces in the URL that are not escaped.
func Raw(id string) error {
	return done(http.Get(graph + "/" + id + "/members?fields=name,managers{name}&limit=5")) // want: GET graph.workplace.com /{id}/members version=v19.0 fields=name,managers{name}
}

// Escaped has a query that was escaped by hand.
func Escaped(id string) error {
	return done(http.Get(graph + "/" + id + "/members?fields=name%2Cmanagers%7Bname%7D")) // want: GET graph.workplace.com /{id}/members version=v19.0 fields=name,managers{name}
}

// Open asks for fields that only the caller knows.
func Open(id string) error {
	return done(http.Get(graph + "/" + "me" + "?fields=" + url.QueryEscape(id))) // want: GET graph.workplace.com /me version=v19.0 fields=?
}

// PartlyOpen asks for some fields that are known and others that are not.
func PartlyOpen(id string) error {
	return done(http.Get(graph + "/me?fields=name," + url.QueryEscape(id))) // want: GET graph.workplace.com /me version=v19.0 fields=name,?
}

// Segment forgets the question mark: the fields are a part of the path.
func Segment(id string) error {
	return done(http.Get(graph + "/" + id + "/fields=name")) // want: GET graph.workplace.com /{id}/fields=name version=v19.0 kind=bug
}

// Conditional asks for a further field sometimes.
func Conditional(id string) error {
	fields := "id,name"
	if len(id) > 2 {
		fields += ",email"
	}
	return done(http.Get(graph + "/" + id + "?fields=" + fields)) // want: GET graph.workplace.com /{id} version=v19.0 fields=id,name,email
}
