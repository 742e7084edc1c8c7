package right

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"net/http"
	"os"
	"strconv"
	"time"
)

// case G12 right: proof and time are returned together
func signPair(token, secret string) (proof, ts string) {
	ts = strconv.FormatInt(time.Now().Unix(), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(token + "|" + ts))
	return hex.EncodeToString(mac.Sum(nil)), ts
}

func G12(c *http.Client, token, secret string) (*http.Response, error) {
	q := with(token)
	p, ts := signPair(token, secret)
	q.Set("appsecret_proof", p)
	q.Set("appsecret_time", ts)
	return get(c, q)
}

// case G13 right: the time is a parameter
func signAt(token, secret string, at time.Time) string {
	mac := hmac.New(sha256.New, []byte(secret))
	fmt.Fprintf(mac, "%s|%d", token, at.Unix())
	return hex.EncodeToString(mac.Sum(nil))
}

func G13(c *http.Client, token, secret string) (*http.Response, error) {
	q := with(token)
	now := time.Now()
	q.Set("appsecret_proof", signAt(token, secret, now))
	q.Set("appsecret_time", strconv.FormatInt(now.Unix(), 10))
	return get(c, q)
}

// case G14 right: a generic function
func hexHMAC[T ~string | ~[]byte](key []byte, msg T) string {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(msg))
	return hex.EncodeToString(mac.Sum(nil))
}

func G14(c *http.Client, token, secret string) (*http.Response, error) {
	q := with(token)
	ts := strconv.FormatInt(time.Now().Unix(), 10)
	q.Set("appsecret_proof", hexHMAC([]byte(secret), token+"|"+ts))
	q.Set("appsecret_time", ts)
	return get(c, q)
}

// case G26 right: a pooled hash is reset
var pooled hash.Hash

func pooledMAC(secret string) hash.Hash {
	if pooled == nil {
		pooled = hmac.New(sha256.New, []byte(secret))
	}
	return pooled
}

func G26(c *http.Client, token, secret string) (*http.Response, error) {
	q := with(token)
	ts := strconv.FormatInt(time.Now().Unix(), 10)
	mac := pooledMAC(secret)
	mac.Reset()
	mac.Write([]byte(token + "|" + ts))
	q.Set("appsecret_proof", hex.EncodeToString(mac.Sum(nil)))
	q.Set("appsecret_time", ts)
	return get(c, q)
}

// case G27 right: behind io.Writer
func G27(c *http.Client, token, secret string) (*http.Response, error) {
	q := with(token)
	ts := strconv.FormatInt(time.Now().Unix(), 10)
	mac := hmac.New(func() hash.Hash { return sha256.New() }, []byte(secret))
	var w io.Writer = mac
	fmt.Fprint(w, token, "|", ts)
	q.Set("appsecret_proof", hex.EncodeToString(mac.Sum(nil)))
	q.Set("appsecret_time", ts)
	return get(c, q)
}

// case G28 right: a method of the secret
type appSecret string

func (s appSecret) sign(msg string) string {
	mac := hmac.New(sha256.New, []byte(s))
	mac.Write([]byte(msg))
	return hex.EncodeToString(mac.Sum(nil))
}

func G28(c *http.Client, token, secret string) (*http.Response, error) {
	q := with(token)
	ts := strconv.FormatInt(time.Now().Unix(), 10)
	q.Set("appsecret_proof", appSecret(secret).sign(token+"|"+ts))
	q.Set("appsecret_time", ts)
	return get(c, q)
}

// case G34 right: the secret is read from a file and trimmed
func G34(c *http.Client, token, secret string) (*http.Response, error) {
	q := with(token)
	ts := strconv.FormatInt(time.Now().Unix(), 10)
	b, _ := os.ReadFile("app-secret.txt")
	mac := hmac.New(sha256.New, bytes.TrimSpace(b))
	mac.Write([]byte(token + "|" + ts))
	q.Set("appsecret_proof", hex.EncodeToString(mac.Sum(nil)))
	q.Set("appsecret_time", ts)
	return get(c, q)
}

// case G37 right: in a closure, with defer
func G37(c *http.Client, token, secret string) (*http.Response, error) {
	q := with(token)
	sign := func() (string, string) {
		ts := strconv.FormatInt(time.Now().Unix(), 10)
		mac := hmac.New(sha256.New, []byte(secret))
		defer mac.Reset()
		mac.Write([]byte(token + "|" + ts))
		return hex.EncodeToString(mac.Sum(nil)), ts
	}
	p, ts := sign()
	q.Set("appsecret_proof", p)
	q.Set("appsecret_time", ts)
	return get(c, q)
}
