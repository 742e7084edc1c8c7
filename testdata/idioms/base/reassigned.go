package base

import "net/http"

var mutableBase = "https://graph.facebook.com/"

// SetMutableBase is for tests, which point the base at a server of their own.
func SetMutableBase(base string) { mutableBase = base }

// Reassigned has the base in a package variable that others may set.
func Reassigned(id string) error {
	return done(http.Get(mutableBase + id + "/likes")) // want: GET graph.facebook.com /{id}/likes
}
