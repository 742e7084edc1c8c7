// Package traps does what looks like care and is none.
package traps

import (
	"encoding/json"
	"errors"
	"fmt"
	"log"
	"net/http"
	"net/url"
	"os"
	"strings"
)

const graph = "https://graph.workplace.com"

var token = os.Getenv("WP_TOKEN")

// Redacted hides the password of a URL, not its query.
func redacted() {
	u, err := url.Parse(graph + "/me?access_token=" + token)
	if err != nil {
		log.Print(err) // want `log: access token from variable traps.token`
		return
	}
	http.Get(u.String())
	log.Print(u.Redacted()) // want `log`
}

// The token stands early in the URL.
func truncated() {
	_, err := http.Get(graph + "/me?access_token=" + token)
	text := fmt.Sprint(err)
	if len(text) > 200 {
		text = text[:200]
	}
	log.Print(text) // want `log`
}

// A wrapped error is still there.
func wrapped() {
	_, err := http.Get(graph + "/me?access_token=" + token)
	err = errors.Join(errors.New("graph"), fmt.Errorf("me: %w", err))
	log.Print(err) // want `log`
}

type Secret string

func (Secret) String() string               { return "[redacted]" }
func (Secret) MarshalJSON() ([]byte, error) { return []byte(`"[redacted]"`), nil }

type shown struct{ Token Secret }

type hidden struct{ token Secret }

// Package fmt cannot call methods of unexported fields.
func unexported() {
	log.Print(shown{Secret(token)})
	log.Print(hidden{Secret(token)}) // want `log`
	json.NewEncoder(os.Stdout).Encode(shown{Secret(token)})
}

type half string

// It shows the beginning.
func (h half) String() string { return string(h[:8]) + "..." }

func beginning() {
	log.Print(half(token)) // want `log`
}

// A type that hides itself in JSON only.
type jsonOnly string

func (jsonOnly) MarshalJSON() ([]byte, error) { return []byte(`""`), nil }

func otherMethod(w http.ResponseWriter) {
	json.NewEncoder(w).Encode(jsonOnly(token))
	fmt.Fprintln(w, jsonOnly(token)) // want `response`
}

// A token that was read with its line end makes no URL, and the error holds it.
func RawInURL() (*http.Request, error) {
	return http.NewRequest(http.MethodGet, "https://graph.workplace.com/me?access_token="+token, nil) // want `returned`
}

// The method is another one when it is asked for again.
func Reassigned(method string, form url.Values) error {
	address := graph + "/me"
	if method == "GET" {
		address += "?access_token=" + token
		method = "POST"
	}
	if method == "GET" {
		return nil
	}
	_, err := http.PostForm(address, form) // want `returned`
	return err
}

// The other way of the same question, and one that is asked of the same list.
func sameWay(quiet bool, names []string) {
	line := []string{"names"}
	if !quiet {
		line = append(line, names...)
		line = append(line, token)
	}
	if !quiet {
		log.Print(strings.Join(line, " ")) // want `log`
		log.Print("token", token)          // want `log`
	}
}
