package base

import "net/http"

type lazy struct{ url, token string }

func (l *lazy) send() error {
	if l.url == "" {
		l.url = "https://graph.facebook.com/v2.6/me/messages?access_token=" + l.token
	}
	return done(http.Post(l.url, "application/json", nil)) // want: POST graph.facebook.com /me/messages version=v2.6
}

// LazyField computes the URL into a field on first use.
func LazyField(string) error {
	l := &lazy{token: "invented"}
	return l.send()
}
