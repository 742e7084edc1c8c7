// Package clean runs on a server, and has what only looks like the mistakes.
package clean

import (
	_ "embed"
	"net/http"
	"os"
)

//go:embed page.html
var page []byte

func me(token string) (*http.Response, error) {
	return http.Get("https://graph.workplace.com/me?access_token=" + token)
}

func serve() http.Handler {
	_ = os.WriteFile("web/version.js", page, 0o600)
	return http.FileServer(http.Dir("static"))
}
