// Package rewritten takes the token out of URLs and errors before it shows them.
package rewritten

import (
	"errors"
	"fmt"
	"log"
	"net/http"
	"net/url"
	"os"
)

const graph = "https://graph.workplace.com"

var token = os.Getenv("WP_TOKEN")

func address() *url.URL {
	u, _ := url.Parse(graph + "/me?access_token=" + url.QueryEscape(token))
	return u
}

// The query is replaced by one without the parameter.
func query(req *http.Request) {
	req.URL.RawQuery = "access_token=" + token
	http.DefaultClient.Do(req)
	shown := *req.URL
	q := shown.Query()
	for _, name := range []string{"access_token", "appsecret_proof"} {
		q.Del(name)
	}
	shown.RawQuery = q.Encode()
	log.Print(shown.String())
	log.Print(req.URL.String()) // want `log`
}

// There is none.
func none() {
	u := address()
	http.Get(u.String())
	u.RawQuery = ""
	log.Print(u)
	log.Print(u.String())
}

// It is shown before it is replaced.
func late() {
	u := address()
	log.Print(u.String()) // want `log`
	u.RawQuery = ""
	log.Print(u.String())
}

// It is replaced now and then.
func sometimes(quiet bool) {
	u := address()
	if quiet {
		u.RawQuery = ""
	}
	log.Print(u.String()) // want `log`
}

// It is replaced by a query with the token.
func again() {
	u := address()
	q := u.Query()
	q.Del("fields")
	u.RawQuery = q.Encode()
	log.Print(u.String()) // want `log`
}

// The error gets another URL.
func failed() {
	_, err := http.Get(address().String())
	var failure *url.Error
	if errors.As(err, &failure) {
		failure.URL = graph + "/me"
	}
	log.Print(err)
}

// It is asserted to be one.
func Asserted() error {
	resp, err := http.Get(address().String())
	if err == nil {
		return resp.Body.Close()
	}
	wrapped := fmt.Errorf("no answer: %w", err)
	failure, ok := err.(*url.Error)
	if !ok || failure.URL == "" {
		return wrapped
	}
	failure.URL = failure.Op
	return wrapped
}

// The URL is only read.
func read() {
	_, err := http.Get(address().String())
	var failure *url.Error
	if errors.As(err, &failure) && failure.URL != "" {
		failure.Op = "get"
	}
	log.Print(err) // want `log`
}

// It is replaced by one with the token.
func kept() {
	_, err := http.Get(address().String())
	var failure *url.Error
	if errors.As(err, &failure) {
		failure.URL = "api: " + failure.URL
	}
	log.Print(err) // want `log`
}
