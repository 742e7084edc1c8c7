package base

import "net/http"

// Literal has the whole URL in one literal.
func Literal(string) error {
	return done(http.Get("https://graph.facebook.com/v19.0/me?fields=id,name")) // want: GET graph.facebook.com /me version=v19.0 fields=id,name
}
