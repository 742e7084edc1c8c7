package path

import (
	"net/http"
	"net/url"
	stdpath "path"
	"strings"
)

// Join joins segments.
func Join(id string) error {
	return done(http.Get(strings.Join([]string{graph, id, "managers"}, "/"))) // want: GET graph.facebook.com /{id}/managers version=v19.0
}

// JoinAppended joins a slice that grew.
func JoinAppended(id string) error {
	segments := []string{graph}
	segments = append(segments, id)
	segments = append(segments, "reports")
	return done(http.Get(strings.Join(segments, "/"))) // want: GET graph.facebook.com /{id}/reports version=v19.0
}

// PathJoin joins the path, but not the host.
func PathJoin(id string) error {
	return done(http.Get("https://graph.facebook.com" + stdpath.Join("/v19.0", id, "/skills/"))) // want: GET graph.facebook.com /{id}/skills version=v19.0
}

// PathClean cleans a path with a double slash.
func PathClean(id string) error {
	return done(http.Get("https://graph.facebook.com" + stdpath.Clean("/"+id+"//badges/."))) // want: GET graph.facebook.com /{id}/badges
}

// URLJoinPath uses the function of net/url.
func URLJoinPath(id string) error {
	target, err := url.JoinPath(graph, id, "groups")
	if err != nil {
		return err
	}
	return done(http.Get(target)) // want: GET graph.facebook.com /{id}/groups version=v19.0
}

// JoinPathMethod adds segments after the query was set.
func JoinPathMethod(id string) error {
	u, err := url.Parse(graph)
	if err != nil {
		return err
	}
	u.RawQuery = url.Values{"fields": {"message,attachments{type,unshimmed_url}"}}.Encode()
	return done(http.Get(u.JoinPath(id, "posts").String())) // want: GET graph.facebook.com /{id}/posts version=v19.0 fields=message,attachments{type,unshimmed_url}
}

func segments(parts ...string) string {
	var joined string
	for _, p := range parts {
		joined += "/" + p
	}
	return joined
}

// Variadic joins segments in a loop of its own.
func Variadic(id string) error {
	return done(http.Get(graph + segments(id, "tagged"))) // want: GET graph.facebook.com /{id}/tagged version=v19.0
}
