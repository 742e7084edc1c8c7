// Package declared has credentials that only its manifest knows.
package declared

import (
	"fmt"
	"net/http"
	"os"
)

type vault struct {
	Entry string
	Label string
}

func show(w http.ResponseWriter, v vault) {
	fmt.Fprintln(w, os.Getenv("BOT_KEY")) // want `response: access token from environment variable BOT_KEY`
	fmt.Fprintln(w, os.Getenv("BOT_NAME"))
	fmt.Fprintln(w, v.Label)
	fmt.Fprintln(w, v.Entry) // want `response: access token from field declared.vault.Entry`
	fmt.Fprintln(w, v)       // want `response: access token from field declared.vault.Entry`
}
