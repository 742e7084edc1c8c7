package right

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// case G09 right: a hex encoder
func G09(c *http.Client, token, secret string) (*http.Response, error) {
	q := with(token)
	ts := strconv.FormatInt(time.Now().Unix(), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(token + "|" + ts))
	var out strings.Builder
	hex.NewEncoder(&out).Write(mac.Sum(nil))
	q.Set("appsecret_proof", out.String())
	q.Set("appsecret_time", ts)
	return get(c, q)
}

// case G10 right: encoded into a buffer
func G10(c *http.Client, token, secret string) (*http.Response, error) {
	q := with(token)
	ts := strconv.FormatInt(time.Now().Unix(), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(token + "|" + ts))
	dst := make([]byte, hex.EncodedLen(sha256.Size))
	hex.Encode(dst, mac.Sum(nil))
	q.Set("appsecret_proof", string(dst))
	q.Set("appsecret_time", ts)
	return get(c, q)
}

// case G11 right: the sum is taken into an array
func G11(c *http.Client, token, secret string) (*http.Response, error) {
	q := with(token)
	ts := strconv.FormatInt(time.Now().Unix(), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(token + "|" + ts))
	var sum [sha256.Size]byte
	q.Set("appsecret_proof", string(hex.AppendEncode(nil, mac.Sum(sum[:0]))))
	q.Set("appsecret_time", ts)
	return get(c, q)
}

// case G40 right: checked against a second sum
func G40(c *http.Client, token, secret string) (*http.Response, error) {
	q := with(token)
	ts := strconv.FormatInt(time.Now().Unix(), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(token + "|" + ts))
	sum := mac.Sum(nil)
	again := hmac.New(sha256.New, []byte(secret))
	again.Write([]byte(token + "|" + ts))
	if !hmac.Equal(sum, again.Sum(nil)) {
		panic("unreachable")
	}
	q.Set("appsecret_proof", hex.EncodeToString(sum))
	q.Set("appsecret_time", ts)
	return get(c, q)
}
