// Command unverified takes deliveries from anybody.
package main

import (
	"encoding/json"
	"net/http"
)

func main() {
	http.HandleFunc("/webhook", func(w http.ResponseWriter, r *http.Request) {
		if r.Method == http.MethodGet {
			w.Write([]byte(r.URL.Query().Get("hub.challenge"))) // want `^this program answers the verification of a webhook, but nothing in it reads X-Hub-Signature-256: anybody can send deliveries$`
			return
		}
		var d struct{ Object string }
		json.NewDecoder(r.Body).Decode(&d)
	})
	http.ListenAndServe(":8080", nil)
}
