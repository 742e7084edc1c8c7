// Package key signs with another key than the app secret.
package key

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"net/http"
	"os"
	"strconv"
	"time"
)

// case M30 proof-key: key and message are swapped
func M30(c *http.Client, token, secret string) (*http.Response, error) {
	q := with(token)
	ts := strconv.FormatInt(time.Now().Unix(), 10)
	mac := hmac.New(sha256.New, []byte(token+"|"+ts))
	mac.Write([]byte(secret))
	q.Set("appsecret_proof", hex.EncodeToString(mac.Sum(nil)))
	q.Set("appsecret_time", ts)
	return get(c, q)
}

// case M31 proof-key: the access token is the key
func M31(c *http.Client, token, secret string) (*http.Response, error) {
	q := with(token)
	ts := strconv.FormatInt(time.Now().Unix(), 10)
	mac := hmac.New(sha256.New, []byte(token))
	mac.Write([]byte(token + "|" + ts))
	q.Set("appsecret_proof", hex.EncodeToString(mac.Sum(nil)))
	q.Set("appsecret_time", ts)
	return get(c, q)
}

// case M32 proof-key: the app id is the key
var appID = "100000000000000"

func M32(c *http.Client, token, secret string) (*http.Response, error) {
	q := with(token)
	ts := strconv.FormatInt(time.Now().Unix(), 10)
	mac := hmac.New(sha256.New, []byte(appID))
	mac.Write([]byte(token + "|" + ts))
	q.Set("appsecret_proof", hex.EncodeToString(mac.Sum(nil)))
	q.Set("appsecret_time", ts)
	return get(c, q)
}

// case M33 proof-key: the secret is decoded from hex first
func M33(c *http.Client, token, secret string) (*http.Response, error) {
	q := with(token)
	ts := strconv.FormatInt(time.Now().Unix(), 10)
	key, _ := hex.DecodeString(secret)
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(token + "|" + ts))
	q.Set("appsecret_proof", hex.EncodeToString(mac.Sum(nil)))
	q.Set("appsecret_time", ts)
	return get(c, q)
}

// case M34 proof-key: the secret is decoded from base64 first
func M34(c *http.Client, token, secret string) (*http.Response, error) {
	q := with(token)
	ts := strconv.FormatInt(time.Now().Unix(), 10)
	key, _ := base64.StdEncoding.DecodeString(secret)
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(token + "|" + ts))
	q.Set("appsecret_proof", hex.EncodeToString(mac.Sum(nil)))
	q.Set("appsecret_time", ts)
	return get(c, q)
}

// case M35 proof-key: the line end of the file is part of the key
func M35(c *http.Client, token, secret string) (*http.Response, error) {
	q := with(token)
	ts := strconv.FormatInt(time.Now().Unix(), 10)
	key, _ := os.ReadFile("app-secret.txt")
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(token + "|" + ts))
	q.Set("appsecret_proof", hex.EncodeToString(mac.Sum(nil)))
	q.Set("appsecret_time", ts)
	return get(c, q)
}

// case M36 proof-key-empty: the variable may not be set
func M36(c *http.Client, token, secret string) (*http.Response, error) {
	q := with(token)
	ts := strconv.FormatInt(time.Now().Unix(), 10)
	mac := hmac.New(sha256.New, []byte(os.Getenv("WORKPLACE_APP_SECERT")))
	mac.Write([]byte(token + "|" + ts))
	q.Set("appsecret_proof", hex.EncodeToString(mac.Sum(nil)))
	q.Set("appsecret_time", ts)
	return get(c, q)
}

// case M37 proof-fail-open: without a secret the request goes out without a proof
func M37(c *http.Client, token, secret string) (*http.Response, error) {
	q := with(token)
	if s := os.Getenv("WORKPLACE_APP_SECERT"); s != "" {
		ts := strconv.FormatInt(time.Now().Unix(), 10)
		mac := hmac.New(sha256.New, []byte(s))
		mac.Write([]byte(token + "|" + ts))
		q.Set("appsecret_proof", hex.EncodeToString(mac.Sum(nil)))
		q.Set("appsecret_time", ts)
	}
	return get(c, q)
}
