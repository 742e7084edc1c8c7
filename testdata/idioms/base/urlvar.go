package base

import (
	"net/http"
	"net/url"
)

var messagesURL = &url.URL{Scheme: "https", Host: "graph.facebook.com", Path: "/v2.6/me/messages"}

type urlClient struct{ url url.URL }

func newURLClient(token string) *urlClient {
	u := *messagesURL
	q := u.Query()
	q.Set("access_token", token)
	u.RawQuery = q.Encode()
	return &urlClient{url: u}
}

// URLVar copies a package variable of type *url.URL and adds a query.
func URLVar(string) error {
	c := newURLClient("invented")
	return done(http.Post(c.url.String(), "application/json", nil)) // want: POST graph.facebook.com /me/messages version=v2.6
}
