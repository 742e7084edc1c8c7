package base

import "net/http"

var mirrors = []string{"https://graph.workplace.com", "https://graph.facebook.com"}

// Slice tries one base after the other.
func Slice(id string) error {
	var err error
	for _, m := range mirrors {
		err = done(http.Get(m + "/" + id + "/docs")) // want: GET graph.workplace.com /{id}/docs; GET graph.facebook.com /{id}/docs
	}
	return err
}
