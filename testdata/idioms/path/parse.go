package path

import (
	"net/http"
	"net/url"
)

// Resolve resolves a path that begins with a slash: the version is lost.
func Resolve(id string) error {
	base, err := url.Parse("https://graph.facebook.com/v3.3/")
	if err != nil {
		return err
	}
	ref, _ := url.Parse("/" + id)
	target := base.ResolveReference(ref)
	target.RawQuery = url.Values{"fields": {"first_name,last_name"}}.Encode()
	return done(http.Get(target.String())) // want: GET graph.facebook.com /{id} fields=first_name,last_name
}

// ResolveRelative resolves a path without a slash: the version stays.
func ResolveRelative(id string) error {
	base, err := url.Parse("https://graph.facebook.com/v3.3/")
	if err != nil {
		return err
	}
	target, err := base.Parse(id + "/messages")
	if err != nil {
		return err
	}
	return done(http.Get(target.String())) // want: GET graph.facebook.com /{id}/messages version=v3.3
}

// ResolveLast replaces the last segment of a base without a slash at its end.
func ResolveLast(string) error {
	base, err := url.Parse("https://graph.facebook.com/v3.3/me")
	if err != nil {
		return err
	}
	target := base.ResolveReference(&url.URL{Path: "community"})
	return done(http.Get(target.String())) // want: GET graph.facebook.com /community version=v3.3
}

// ParseQuery parses a URL and sets its query.
func ParseQuery(string) error {
	u, err := url.Parse(graph + "/me/messages")
	if err != nil {
		return err
	}
	q := url.Values{}
	q.Set("access_token", "invented")
	u.RawQuery = q.Encode()
	return done(http.Post(u.String(), "application/json", nil)) // want: POST graph.facebook.com /me/messages version=v19.0
}

// PathAppended adds to the Path field of a URL.
func PathAppended(id string) error {
	u, err := url.Parse(graph)
	if err != nil {
		return err
	}
	u.Path += "/" + id
	u.Path += "/likes"
	return done(http.Get(u.String())) // want: GET graph.facebook.com /{id}/likes version=v19.0
}

// Struct has all parts of the URL in a literal.
func Struct(id string) error {
	u := &url.URL{
		Scheme:   "https",
		Host:     "graph.workplace.com",
		Path:     "/v19.0/" + id,
		RawQuery: "fields=name,privacy",
	}
	return done(http.Get(u.String())) // want: GET graph.workplace.com /{id} version=v19.0 fields=name,privacy
}

// Fields sets the parts of a URL one by one.
func Fields(id string) error {
	var u url.URL
	u.Scheme = "https"
	u.Host = "graph.workplace.com"
	u.Path = id + "/members"
	return done(http.Get(u.String())) // want: GET graph.workplace.com /{id}/members
}

// ParseSegment resolves an id that is one segment.
func ParseSegment(id string) error {
	base, err := url.Parse(graph + "/")
	if err != nil {
		return err
	}
	u, err := base.Parse(url.PathEscape(id))
	if err != nil {
		return err
	}
	u.RawQuery = url.Values{"fields": {"name"}}.Encode()
	return done(http.Get(u.String())) // want: GET graph.facebook.com /{id} version=v19.0 fields=name
}
