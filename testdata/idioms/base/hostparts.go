package base

import (
	"net/http"
	"net/url"
)

const (
	partScheme  = "https"
	partHost    = "graph.facebook.com"
	partVersion = "/v16.0"
)

// HostParts has scheme, host and version in a url.URL.
func HostParts(id string) error {
	u := url.URL{Scheme: partScheme, Host: partHost, Path: partVersion + "/" + id + "/tagged"}
	return done(http.Get(u.String())) // want: GET graph.facebook.com /{id}/tagged version=v16.0
}
