// Package encoding sends a right digest in another form than lower-case hex.
package encoding

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// case M45 proof-encoding: base64
func M45(c *http.Client, token, secret string) (*http.Response, error) {
	q := with(token)
	ts := strconv.FormatInt(time.Now().Unix(), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(token + "|" + ts))
	q.Set("appsecret_proof", base64.StdEncoding.EncodeToString(mac.Sum(nil)))
	q.Set("appsecret_time", ts)
	return get(c, q)
}

// case M46 proof-encoding: raw bytes
func M46(c *http.Client, token, secret string) (*http.Response, error) {
	q := with(token)
	ts := strconv.FormatInt(time.Now().Unix(), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(token + "|" + ts))
	q.Set("appsecret_proof", string(mac.Sum(nil)))
	q.Set("appsecret_time", ts)
	return get(c, q)
}

// case M47 proof-encoding: a list of numbers
func M47(c *http.Client, token, secret string) (*http.Response, error) {
	q := with(token)
	ts := strconv.FormatInt(time.Now().Unix(), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(token + "|" + ts))
	q.Set("appsecret_proof", fmt.Sprintf("%v", mac.Sum(nil)))
	q.Set("appsecret_time", ts)
	return get(c, q)
}

// case M48 proof-encoding: a pointer to the array is printed, with its ampersand
func M48(c *http.Client, token, secret string) (*http.Response, error) {
	q := with(token)
	ts := strconv.FormatInt(time.Now().Unix(), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(token + "|" + ts))
	var sum [32]byte
	copy(sum[:], mac.Sum(nil))
	q.Set("appsecret_proof", fmt.Sprintf("%x", &sum))
	q.Set("appsecret_time", ts)
	return get(c, q)
}

// case M49 proof-encoding: hex of hex
func M49(c *http.Client, token, secret string) (*http.Response, error) {
	q := with(token)
	ts := strconv.FormatInt(time.Now().Unix(), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(token + "|" + ts))
	q.Set("appsecret_proof", fmt.Sprintf("%x", hex.EncodeToString(mac.Sum(nil))))
	q.Set("appsecret_time", ts)
	return get(c, q)
}

// case M50 proof-encoding: the prefix of webhook signatures
func M50(c *http.Client, token, secret string) (*http.Response, error) {
	q := with(token)
	ts := strconv.FormatInt(time.Now().Unix(), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(token + "|" + ts))
	q.Set("appsecret_proof", "sha256="+hex.EncodeToString(mac.Sum(nil)))
	q.Set("appsecret_time", ts)
	return get(c, q)
}

// case M51 proof-encoding: half of it
func M51(c *http.Client, token, secret string) (*http.Response, error) {
	q := with(token)
	ts := strconv.FormatInt(time.Now().Unix(), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(token + "|" + ts))
	q.Set("appsecret_proof", hex.EncodeToString(mac.Sum(nil))[:32])
	q.Set("appsecret_time", ts)
	return get(c, q)
}

// case M52 proof-encoding: a leading 0x
func M52(c *http.Client, token, secret string) (*http.Response, error) {
	q := with(token)
	ts := strconv.FormatInt(time.Now().Unix(), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(token + "|" + ts))
	q.Set("appsecret_proof", fmt.Sprintf("%#x", mac.Sum(nil)))
	q.Set("appsecret_time", ts)
	return get(c, q)
}

// case M53 proof-encoding: upper case
func M53(c *http.Client, token, secret string) (*http.Response, error) {
	q := with(token)
	ts := strconv.FormatInt(time.Now().Unix(), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(token + "|" + ts))
	q.Set("appsecret_proof", strings.ToUpper(hex.EncodeToString(mac.Sum(nil))))
	q.Set("appsecret_time", ts)
	return get(c, q)
}
