// Command served leaves deliveries to a package that does not check them.
package main

import (
	"net/http"

	"example.com/deliveries/answers" // want `^this program answers the verification of a webhook, but nothing in it reads X-Hub-Signature-256`
)

func main() {
	http.HandleFunc("/webhook", answers.Handle)
	http.ListenAndServe(":8080", nil)
}
