// Package doc holds the example of the documentation.
package doc

import "net/http"

// Fetch sends what others ask for.
func Fetch(path string) {
	http.Get("https://graph.workplace.com" + path) // want `^path of this request is not known: it is decided by parameter path of Fetch$`
}
