// Package transport authenticates the requests of the account synchroniser.
package transport

import (
	"crypto/hmac"
	"crypto/sha256"
	"errors"
	"fmt"
	"net/http"
	"strconv"
	"time"
)

// Credentials are those of the custom integration.
type Credentials struct {
	AccessToken string
	AppSecret   string
}

// auth adds to each request what both APIs of Workplace ask for.
type auth struct {
	Credentials
	agent string
	next  http.RoundTripper
}

// Client returns an HTTP client that authenticates each request it sends. The
// Account Management API refuses callers that do not name themselves, so agent
// must not be empty.
func Client(creds Credentials, agent string) (*http.Client, error) {
	if creds.AccessToken == "" || creds.AppSecret == "" || agent == "" {
		return nil, errors.New("an access token, an app secret and a name are required")
	}
	return &http.Client{
		Transport: &auth{Credentials: creds, agent: agent, next: http.DefaultTransport},
		Timeout:   time.Minute,
	}, nil
}

// RoundTrip sends a copy of req with token, name and app secret proof.
func (a *auth) RoundTrip(req *http.Request) (*http.Response, error) {
	now := time.Now().Unix()
	signed := req.Clone(req.Context())
	signed.Header.Set("Authorization", "Bearer "+a.AccessToken)
	signed.Header.Set("User-Agent", a.agent)
	q := signed.URL.Query()
	q.Set("appsecret_time", strconv.FormatInt(now, 10))
	q.Set("appsecret_proof", a.proof(now))
	signed.URL.RawQuery = q.Encode()
	return a.next.RoundTrip(signed)
}

func (a *auth) proof(now int64) string {
	mac := hmac.New(sha256.New, []byte(a.AppSecret))
	fmt.Fprintf(mac, "%s|%d", a.AccessToken, now)
	return fmt.Sprintf("%x", mac.Sum(nil))
}
