package right

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// case G25 right: a function signs any request
func signRequest(r *http.Request, secret string) *http.Request {
	r = r.Clone(r.Context())
	v := r.URL.Query()
	ts := strconv.FormatInt(time.Now().Unix(), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(v.Get("access_token") + "|" + ts))
	v.Set("appsecret_proof", hex.EncodeToString(mac.Sum(nil)))
	v.Set("appsecret_time", ts)
	r.URL.RawQuery = v.Encode()
	return r
}

func G25(c *http.Client, token, secret string) (*http.Response, error) {
	req, err := http.NewRequest("GET", me+"?"+with(token).Encode(), nil)
	if err != nil {
		return nil, err
	}
	return c.Do(signRequest(req, secret))
}

// case G29 right: a literal of the parameters
func G29(c *http.Client, token, secret string) (*http.Response, error) {
	ts := strconv.FormatInt(time.Now().Unix(), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(token + "|" + ts))
	v := url.Values{
		"access_token":    {token},
		"appsecret_proof": {hex.EncodeToString(mac.Sum(nil))},
		"appsecret_time":  {ts},
	}
	return c.Get(me + "?" + v.Encode())
}

// case G30 right: copied from a map
func G30(c *http.Client, token, secret string) (*http.Response, error) {
	q := with(token)
	ts := strconv.FormatInt(time.Now().Unix(), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(token + "|" + ts))
	for k, v := range map[string]string{"appsecret_proof": hex.EncodeToString(mac.Sum(nil)), "appsecret_time": ts} {
		q.Set(k, v)
	}
	return get(c, q)
}

// case G31 right: concatenated
func G31(c *http.Client, token, secret string) (*http.Response, error) {
	ts := strconv.FormatInt(time.Now().Unix(), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(token + "|" + ts))
	return c.Get(me + "?access_token=" + url.QueryEscape(token) + "&appsecret_time=" + ts + "&appsecret_proof=" + hex.EncodeToString(mac.Sum(nil)))
}

// case G32 right: a form
func G32(c *http.Client, token, secret string) (*http.Response, error) {
	q := with(token)
	ts := strconv.FormatInt(time.Now().Unix(), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(token + "|" + ts))
	q.Set("appsecret_proof", hex.EncodeToString(mac.Sum(nil)))
	q.Set("appsecret_time", ts)
	req, err := http.NewRequest("POST", me, strings.NewReader(q.Encode()))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return c.Do(req)
}

// case G33 right: the token is a header
func G33(c *http.Client, token, secret string) (*http.Response, error) {
	q := url.Values{}
	ts := strconv.FormatInt(time.Now().Unix(), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(token + "|" + ts))
	q.Set("appsecret_proof", hex.EncodeToString(mac.Sum(nil)))
	q.Set("appsecret_time", ts)
	req, err := http.NewRequest("GET", me+"?"+q.Encode(), nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Authorization", "Bearer "+token)
	return c.Do(req)
}

// case G36 right: the query is changed and written back
func G36(c *http.Client, token, secret string) (*http.Response, error) {
	ts := strconv.FormatInt(time.Now().Unix(), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(token + "|" + ts))
	u, err := url.Parse(me + "?access_token=" + url.QueryEscape(token))
	if err != nil {
		return nil, err
	}
	v := u.Query()
	v.Set("appsecret_proof", hex.EncodeToString(mac.Sum(nil)))
	v.Set("appsecret_time", ts)
	u.RawQuery = v.Encode()
	return c.Get(u.String())
}

// case G39 right: JSON with a float
func G39(c *http.Client, token, secret string) (*http.Response, error) {
	now := float64(time.Now().Unix())
	mac := hmac.New(sha256.New, []byte(secret))
	fmt.Fprintf(mac, "%s|%d", token, int64(now))
	b, err := json.Marshal(map[string]any{"access_token": token, "appsecret_proof": hex.EncodeToString(mac.Sum(nil)), "appsecret_time": now})
	if err != nil {
		return nil, err
	}
	req, err := http.NewRequest("POST", me, bytes.NewReader(b))
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", "application/json")
	return c.Do(req)
}
