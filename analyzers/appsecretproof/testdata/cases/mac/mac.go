// Package mac uses another algorithm, or the hash in another way than it is meant.
package mac

import (
	"crypto/hmac"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"encoding/hex"
	"hash"
	"net/http"
	"strconv"
	"time"
)

// case M38 proof-algorithm: a plain hash
func M38(c *http.Client, token, secret string) (*http.Response, error) {
	q := with(token)
	ts := strconv.FormatInt(time.Now().Unix(), 10)
	sum := sha256.Sum256([]byte(token + "|" + ts + secret))
	q.Set("appsecret_proof", hex.EncodeToString(sum[:]))
	q.Set("appsecret_time", ts)
	return get(c, q)
}

// case M39 proof-algorithm: SHA-1
func M39(c *http.Client, token, secret string) (*http.Response, error) {
	q := with(token)
	ts := strconv.FormatInt(time.Now().Unix(), 10)
	mac := hmac.New(sha1.New, []byte(secret))
	mac.Write([]byte(token + "|" + ts))
	q.Set("appsecret_proof", hex.EncodeToString(mac.Sum(nil)))
	q.Set("appsecret_time", ts)
	return get(c, q)
}

// case M40 proof-algorithm: SHA-512/256
func M40(c *http.Client, token, secret string) (*http.Response, error) {
	q := with(token)
	ts := strconv.FormatInt(time.Now().Unix(), 10)
	mac := hmac.New(sha512.New512_256, []byte(secret))
	mac.Write([]byte(token + "|" + ts))
	q.Set("appsecret_proof", hex.EncodeToString(mac.Sum(nil)))
	q.Set("appsecret_time", ts)
	return get(c, q)
}

// case M41 proof-mac-misuse: the message is handed to Sum
func M41(c *http.Client, token, secret string) (*http.Response, error) {
	q := with(token)
	ts := strconv.FormatInt(time.Now().Unix(), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	q.Set("appsecret_proof", hex.EncodeToString(mac.Sum([]byte(token+"|"+ts))))
	q.Set("appsecret_time", ts)
	return get(c, q)
}

// case M42 proof-mac-misuse: the token is handed to Sum and sent in clear
func M42(c *http.Client, token, secret string) (*http.Response, error) {
	q := with(token)
	ts := strconv.FormatInt(time.Now().Unix(), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(token + "|" + ts))
	q.Set("appsecret_proof", hex.EncodeToString(mac.Sum([]byte(token))))
	q.Set("appsecret_time", ts)
	return get(c, q)
}

// case M43 proof-mac-misuse: a shared hash is not reset
var shared hash.Hash

func sharedMAC(secret string) hash.Hash {
	if shared == nil {
		shared = hmac.New(sha256.New, []byte(secret))
	}
	return shared
}

func M43(c *http.Client, token, secret string) (*http.Response, error) {
	q := with(token)
	ts := strconv.FormatInt(time.Now().Unix(), 10)
	sharedMAC(secret).Write([]byte(token + "|" + ts))
	q.Set("appsecret_proof", hex.EncodeToString(sharedMAC(secret).Sum(nil)))
	q.Set("appsecret_time", ts)
	return get(c, q)
}

// case M44 proof-mac-misuse: the sum is taken before anything is written
func M44(c *http.Client, token, secret string) (*http.Response, error) {
	q := with(token)
	ts := strconv.FormatInt(time.Now().Unix(), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	sum := mac.Sum(nil)
	mac.Write([]byte(token + "|" + ts))
	q.Set("appsecret_proof", hex.EncodeToString(sum))
	q.Set("appsecret_time", ts)
	return get(c, q)
}
