// Package token signs another token than it sends.
package token

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"net/url"
	"strconv"
	"time"
)

// case M08 proof-token-mismatch: the token of another integration is signed
const reportToken = "another-integration"

func M08(c *http.Client, token, secret string) (*http.Response, error) {
	q := with(token)
	ts := strconv.FormatInt(time.Now().Unix(), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(reportToken + "|" + ts))
	q.Set("appsecret_proof", hex.EncodeToString(mac.Sum(nil)))
	q.Set("appsecret_time", ts)
	return get(c, q)
}

// case M09 proof-token-mismatch: the scheme of the Authorization header is signed too
func M09(c *http.Client, token, secret string) (*http.Response, error) {
	q := with(token)
	ts := strconv.FormatInt(time.Now().Unix(), 10)
	auth := "Bearer " + token
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(auth + "|" + ts))
	q.Set("appsecret_proof", hex.EncodeToString(mac.Sum(nil)))
	q.Set("appsecret_time", ts)
	return get(c, q)
}

// case M10 proof-token-mismatch: the signed token ends in a line end, the sent one does not
func M10(c *http.Client, token, secret string) (*http.Response, error) {
	q := with(token)
	ts := strconv.FormatInt(time.Now().Unix(), 10)
	line := token + "\n" // as it stands in a file
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(line + "|" + ts))
	q.Set("appsecret_proof", hex.EncodeToString(mac.Sum(nil)))
	q.Set("appsecret_time", ts)
	return get(c, q)
}

// case M60 proof-token-mismatch: signed before the token is known
func M60(c *http.Client, token, secret string) (*http.Response, error) {
	q := url.Values{}
	sign := func(t string) {
		ts := strconv.FormatInt(time.Now().Unix(), 10)
		mac := hmac.New(sha256.New, []byte(secret))
		mac.Write([]byte(t + "|" + ts))
		q.Set("appsecret_proof", hex.EncodeToString(mac.Sum(nil)))
		q.Set("appsecret_time", ts)
	}
	sign("")
	q.Set("access_token", token)
	return get(c, q)
}
