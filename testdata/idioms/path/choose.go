package path

import "net/http"

// Edge chooses a part of the path.
func Edge(id string) error {
	edge := "managers"
	if len(id) > 100 {
		edge = "reports"
	}
	return done(http.Get(graph + "/" + id + "/" + edge)) // want: GET graph.facebook.com /{id}/managers version=v19.0; GET graph.facebook.com /{id}/reports version=v19.0 unseen
}

type edge int

const (
	edgeFeed edge = iota
	edgeFiles
)

func (e edge) path(id string) string {
	switch e {
	case edgeFeed:
		return graph + "/" + id + "/feed"
	case edgeFiles:
		return graph + "/" + id + "/files"
	default:
		return ""
	}
}

// Switch maps a number to a path.
func Switch(id string) error {
	if err := done(http.Get(edgeFeed.path(id))); err != nil { // want: GET graph.facebook.com /{id}/feed version=v19.0
		return err
	}
	return done(http.Get(edgeFiles.path(id))) // want: GET graph.facebook.com /{id}/files version=v19.0
}

type resource string

const (
	groups resource = "/community/groups"
	people resource = "/community/members"
)

func (r resource) url() string { return graph + string(r) }

// TypedString has paths in constants of a type of its own.
func TypedString(string) error {
	if err := done(http.Get(groups.url())); err != nil { // want: GET graph.facebook.com /community/groups version=v19.0
		return err
	}
	return done(http.Get(people.url())) // want: GET graph.facebook.com /community/members version=v19.0
}

// Empty returns before it sends if a part is missing.
func Empty(id string) error {
	if id == "" {
		id = "me"
	}
	return done(http.Get(graph + "/" + id + "/photos")) // want: GET graph.facebook.com /{id}/photos version=v19.0; GET graph.facebook.com /me/photos version=v19.0 unseen
}
