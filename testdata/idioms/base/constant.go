package base

import "net/http"

const constantBase = "https://graph.workplace.com"

// Constant has the base in a constant.
func Constant(id string) error {
	return done(http.Get(constantBase + "/" + id + "/feed")) // want: GET graph.workplace.com /{id}/feed
}
