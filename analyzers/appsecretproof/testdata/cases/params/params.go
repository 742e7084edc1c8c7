// Package params sends a right proof in a way that does not arrive.
package params

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"net/url"
	"strconv"
	"time"
)

// case M54 proof-param: the time is not sent
func M54(c *http.Client, token, secret string) (*http.Response, error) {
	q := with(token)
	ts := strconv.FormatInt(time.Now().Unix(), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(token + "|" + ts))
	q.Set("appsecret_proof", hex.EncodeToString(mac.Sum(nil)))
	return get(c, q)
}

// case M55 proof-param: the parameters are misspelt
func M55(c *http.Client, token, secret string) (*http.Response, error) {
	q := with(token)
	ts := strconv.FormatInt(time.Now().Unix(), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(token + "|" + ts))
	q.Set("app_secret_proof", hex.EncodeToString(mac.Sum(nil)))
	q.Set("appsecret_timestamp", ts)
	return get(c, q)
}

// case M56 proof-param: sent as headers
func M56(c *http.Client, token, secret string) (*http.Response, error) {
	q := with(token)
	ts := strconv.FormatInt(time.Now().Unix(), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(token + "|" + ts))
	req, err := http.NewRequest("GET", me+"?"+q.Encode(), nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("appsecret_proof", hex.EncodeToString(mac.Sum(nil)))
	req.Header.Set("appsecret_time", ts)
	return c.Do(req)
}

// case M57 proof-not-sent: a copy of the query is changed
func M57(c *http.Client, token, secret string) (*http.Response, error) {
	ts := strconv.FormatInt(time.Now().Unix(), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(token + "|" + ts))
	u, err := url.Parse(me + "?access_token=" + token)
	if err != nil {
		return nil, err
	}
	u.Query().Set("appsecret_proof", hex.EncodeToString(mac.Sum(nil)))
	u.Query().Set("appsecret_time", ts)
	return c.Get(u.String())
}

// case M58 proof-not-sent: a second question mark
func M58(c *http.Client, token, secret string) (*http.Response, error) {
	ts := strconv.FormatInt(time.Now().Unix(), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(token + "|" + ts))
	return c.Get(me + "?access_token=" + token + "?appsecret_proof=" + hex.EncodeToString(mac.Sum(nil)) + "&appsecret_time=" + ts)
}

// case M59 proof-param: added to an older proof
func M59(c *http.Client, token, secret string) (*http.Response, error) {
	q := with(token)
	q.Add("appsecret_proof", "stale")
	ts := strconv.FormatInt(time.Now().Unix(), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(token + "|" + ts))
	q.Add("appsecret_proof", hex.EncodeToString(mac.Sum(nil)))
	q.Set("appsecret_time", ts)
	return get(c, q)
}
