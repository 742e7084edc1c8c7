package send

import (
	"net/http"
	"net/url"
)

type based struct{ next http.RoundTripper }

func (b based) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	req.URL.Scheme = "https"
	req.URL.Host = "graph.workplace.com"
	req.URL.Path = "/v19.0" + req.URL.Path
	return b.next.RoundTrip(req)
}

// TransportBase has host and version in the transport; the request has the
// path only.
func TransportBase(id string) error {
	c := &http.Client{Transport: based{next: http.DefaultTransport}}
	req := &http.Request{Method: http.MethodGet, URL: &url.URL{Path: "/" + id + "/members"}, Header: http.Header{}}
	return done(c.Do(req)) // want: GET graph.workplace.com /{id}/members version=v19.0
}

type resolving struct{ base *url.URL }

func (r resolving) RoundTrip(req *http.Request) (*http.Response, error) {
	copied := *req
	copied.URL = r.base.ResolveReference(req.URL)
	return http.DefaultTransport.RoundTrip(&copied)
}

// TransportResolve resolves the path of the request against a base.
func TransportResolve(id string) error {
	c := http.Client{Transport: resolving{base: &url.URL{Scheme: "https", Host: "graph.facebook.com", Path: "/v5.0/"}}}
	req := &http.Request{Method: http.MethodGet, URL: &url.URL{Path: id + "/groups"}, Header: http.Header{}}
	return done(c.Do(req)) // want: GET graph.facebook.com /{id}/groups version=v5.0
}

type tokenTransport struct {
	token string
	next  http.RoundTripper
}

func (t *tokenTransport) RoundTrip(req *http.Request) (*http.Response, error) {
	req = req.Clone(req.Context())
	q := req.URL.Query()
	q.Set("access_token", t.token)
	req.URL.RawQuery = q.Encode()
	return t.next.RoundTrip(req)
}

// TransportToken adds the token in the transport.
func TransportToken(id string) error {
	c := &http.Client{Transport: &tokenTransport{token: "invented", next: http.DefaultTransport}}
	return done(c.Get(graph + "/" + id + "/feed?fields=message")) // want: GET graph.facebook.com /{id}/feed version=v19.0 fields=message
}

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(req *http.Request) (*http.Response, error) { return f(req) }

func versioned(next http.RoundTripper) http.RoundTripper {
	return roundTrip(func(req *http.Request) (*http.Response, error) {
		req = req.Clone(req.Context())
		req.URL.Path = "/v2.12" + req.URL.Path
		return next.RoundTrip(req)
	})
}

// Middleware adds the version in a function around the transport.
func Middleware(id string) error {
	c := &http.Client{Transport: versioned(http.DefaultTransport)}
	return done(c.Get("https://graph.facebook.com/" + id + "/events")) // want: GET graph.facebook.com /{id}/events version=v2.12
}
