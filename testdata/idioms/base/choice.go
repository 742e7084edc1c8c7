package base

import "net/http"

// Choice chooses the whole URL and sends once.
func Choice(id string) error {
	var target string
	if len(id) > 12 {
		target = "https://graph.facebook.com/v6.0/" + id + "/attachments"
	} else {
		target = "https://graph.facebook.com/v6.0/me?fields=name"
	}
	return done(http.Get(target)) // want: GET graph.facebook.com /{id}/attachments version=v6.0; GET graph.facebook.com /me version=v6.0 fields=name unseen
}
