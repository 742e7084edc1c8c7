// Package lifetime keeps a proof for longer than it is valid.
package lifetime

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"strconv"
	"sync"
	"time"
)

// case M23 proof-stale: the time of program start
var started = strconv.FormatInt(time.Now().Unix(), 10)

func signStarted(token, secret string) string {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(token + "|" + started))
	return hex.EncodeToString(mac.Sum(nil))
}

func M23(c *http.Client, token, secret string) (*http.Response, error) {
	q := with(token)
	q.Set("appsecret_proof", signStarted(token, secret))
	q.Set("appsecret_time", started)
	return get(c, q)
}

// case M24 proof-stale: made with the client and kept
type signer struct{ proof, ts string }

var kept *signer

func newSigner(token, secret string) *signer {
	if kept != nil {
		return kept
	}
	ts := strconv.FormatInt(time.Now().Unix(), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(token + "|" + ts))
	kept = &signer{proof: hex.EncodeToString(mac.Sum(nil)), ts: ts}
	return kept
}

func M24(c *http.Client, token, secret string) (*http.Response, error) {
	q := with(token)
	s := newSigner(token, secret)
	q.Set("appsecret_proof", s.proof)
	q.Set("appsecret_time", s.ts)
	return get(c, q)
}

// case M25 proof-stale: made once
var (
	once     sync.Once
	onceSign [2]string
)

func signOnce(token, secret string) [2]string {
	once.Do(func() {
		ts := strconv.FormatInt(time.Now().Unix(), 10)
		mac := hmac.New(sha256.New, []byte(secret))
		mac.Write([]byte(token + "|" + ts))
		onceSign = [2]string{hex.EncodeToString(mac.Sum(nil)), ts}
	})
	return onceSign
}

func M25(c *http.Client, token, secret string) (*http.Response, error) {
	q := with(token)
	p := signOnce(token, secret)
	q.Set("appsecret_proof", p[0])
	q.Set("appsecret_time", p[1])
	return get(c, q)
}

// case M26 proof-stale: kept for ten minutes
var (
	signedAt  time.Time
	lastProof [2]string
)

func signCached(token, secret string, ttl time.Duration) [2]string {
	if now := time.Now(); now.Sub(signedAt) > ttl {
		ts := strconv.FormatInt(now.Unix(), 10)
		mac := hmac.New(sha256.New, []byte(secret))
		mac.Write([]byte(token + "|" + ts))
		signedAt, lastProof = now, [2]string{hex.EncodeToString(mac.Sum(nil)), ts}
	}
	return lastProof
}

func M26(c *http.Client, token, secret string) (*http.Response, error) {
	q := with(token)
	p := signCached(token, secret, 10*time.Minute)
	q.Set("appsecret_proof", p[0])
	q.Set("appsecret_time", p[1])
	return get(c, q)
}

// case M27 proof-time-unsigned: the time is renewed, the proof is not
var oldProof string

func M27(c *http.Client, token, secret string) (*http.Response, error) {
	q := with(token)
	if oldProof == "" {
		mac := hmac.New(sha256.New, []byte(secret))
		fmt.Fprintf(mac, "%s|%d", token, time.Now().Unix())
		oldProof = hex.EncodeToString(mac.Sum(nil))
	}
	q.Set("appsecret_proof", oldProof)
	q.Set("appsecret_time", strconv.FormatInt(time.Now().Unix(), 10))
	return get(c, q)
}

// case M28 proof-stale: a signed URL is used again
var signedURL string

func M28(c *http.Client, token, secret string) (*http.Response, error) {
	if signedURL == "" {
		q := with(token)
		ts := strconv.FormatInt(time.Now().Unix(), 10)
		mac := hmac.New(sha256.New, []byte(secret))
		mac.Write([]byte(token + "|" + ts))
		q.Set("appsecret_proof", hex.EncodeToString(mac.Sum(nil)))
		q.Set("appsecret_time", ts)
		signedURL = me + "?" + q.Encode()
	}
	return c.Get(signedURL)
}

// case M29 proof-time-unsigned: the inner ts hides the outer one
func M29(c *http.Client, token, secret string) (*http.Response, error) {
	q := with(token)
	ts := "0"
	mac := hmac.New(sha256.New, []byte(secret))
	if token != "" {
		ts := strconv.FormatInt(time.Now().Unix(), 10)
		mac.Write([]byte(token + "|" + ts))
	}
	q.Set("appsecret_proof", hex.EncodeToString(mac.Sum(nil)))
	q.Set("appsecret_time", ts)
	return get(c, q)
}
