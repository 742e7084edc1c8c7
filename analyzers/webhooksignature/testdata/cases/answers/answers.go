// Package answers answers the verification of a callback, for a command that
// imports it.
package answers

import "net/http"

// Handle answers the verification, and takes deliveries from anybody.
func Handle(w http.ResponseWriter, r *http.Request) {
	if r.Method == http.MethodGet {
		w.Write([]byte(r.URL.Query().Get("hub.challenge")))
	}
}
