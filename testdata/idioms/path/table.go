package path

import (
	"maps"
	"net/http"
	"slices"
)

type row struct{ method, path string }

var table = []row{
	{method: http.MethodGet, path: "/community/admins"},
	{method: http.MethodPost, path: "/community/people_sets"},
}

// Table sends each row of a table.
func Table(string) error {
	for _, r := range table {
		req, err := http.NewRequest(r.method, graph+r.path, nil)
		if err != nil {
			return err
		}
		if err := done(http.DefaultClient.Do(req)); err != nil { // want: GET graph.facebook.com /community/admins version=v19.0; POST graph.facebook.com /community/people_sets version=v19.0
			return err
		}
	}
	return nil
}

var named = map[string]string{
	"skills": "/community/skills",
	"badges": "/community/badges",
}

// Map sends what a key names.
func Map(string) error {
	return done(http.Get(graph + named["badges"])) // want: GET graph.facebook.com /community/badges version=v19.0
}

// MapRange sends every value of a map.
func MapRange(string) error {
	for _, p := range named {
		if err := done(http.Get(graph + p)); err != nil { // want: GET graph.facebook.com /community/skills version=v19.0; GET graph.facebook.com /community/badges version=v19.0
			return err
		}
	}
	return nil
}

// MapKeys sends the keys of a map in order.
func MapKeys(id string) error {
	wanted := map[string]bool{"feed": true, "docs": true}
	for _, edge := range slices.Sorted(maps.Keys(wanted)) {
		if err := done(http.Get(graph + "/" + id + "/" + edge)); err != nil { // want: GET graph.facebook.com /{id}/feed version=v19.0; GET graph.facebook.com /{id}/docs version=v19.0
			return err
		}
	}
	return nil
}

// Array sends each element of a local array by its index.
func Array(id string) error {
	edges := [...]string{"comments", "reactions"}
	for i := range edges {
		if err := done(http.Get(graph + "/" + id + "/" + edges[i])); err != nil { // want: GET graph.facebook.com /{id}/comments version=v19.0; GET graph.facebook.com /{id}/reactions version=v19.0
			return err
		}
	}
	return nil
}

type route struct {
	name  string
	build func(id string) string
}

var routes = []route{
	{name: "managers", build: func(id string) string { return "/" + id + "/managers" }},
	{name: "reports", build: func(id string) string { return "/" + id + "/reports" }},
}

// Functions has functions that make the paths in a table.
func Functions(id string) error {
	for _, r := range routes {
		if err := done(http.Get(graph + r.build(id))); err != nil { // want: GET graph.facebook.com /{id}/managers version=v19.0; GET graph.facebook.com /{id}/reports version=v19.0
			return err
		}
	}
	return nil
}

// Appended collects paths and sends them later.
func Appended(id string) error {
	var queue []string
	queue = append(queue, "/"+id+"/groups")
	queue = append(queue, "/"+id+"/events")
	for _, p := range queue {
		if err := done(http.Get(graph + p)); err != nil { // want: GET graph.facebook.com /{id}/groups version=v19.0; GET graph.facebook.com /{id}/events version=v19.0
			return err
		}
	}
	return nil
}
