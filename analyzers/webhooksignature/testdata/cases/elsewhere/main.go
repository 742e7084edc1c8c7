// Command elsewhere leaves the check to a package that it imports.
package main

import (
	"net/http"

	"example.com/deliveries/clean"
)

func main() {
	http.HandleFunc("/webhook", func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodGet {
			w.Write([]byte(r.URL.Query().Get("hub.challenge")))
			return
		}
		if !clean.Decoded("secret", r) {
			w.WriteHeader(http.StatusForbidden)
		}
	})
	http.ListenAndServe(":8080", nil)
}
