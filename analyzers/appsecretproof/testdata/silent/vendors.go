// Package silent signs requests in ways that are right where they go.
package silent

import (
	"context"
	"crypto/hmac"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"
)

// facebook signs only the token, as Facebook has it.
func facebook(token, secret string) (*http.Response, error) {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(token))
	q := url.Values{"access_token": {token}, "appsecret_proof": {hex.EncodeToString(mac.Sum(nil))}}
	return http.Get("https://graph.facebook.com/v19.0/me?" + q.Encode())
}

// instagram does so too.
func instagram(token, secret string) (*http.Response, error) {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(token))
	return http.Get("https://graph.instagram.com/me?access_token=" + token + "&appsecret_proof=" + hex.EncodeToString(mac.Sum(nil)))
}

// dingTalk signs time and secret.
func dingTalk(token, secret string) (*http.Response, error) {
	ms := strconv.FormatInt(time.Now().UnixMilli(), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(ms + "\n" + secret))
	q := url.Values{"access_token": {token}, "timestamp": {ms}, "sign": {base64.StdEncoding.EncodeToString(mac.Sum(nil))}}
	return http.Post("https://oapi.dingtalk.com/robot/send?"+q.Encode(), "application/json", nil)
}

// oauth1 signs with SHA-1.
func oauth1(key, base string) (*http.Response, error) {
	mac := hmac.New(sha1.New, []byte(key))
	mac.Write([]byte(base))
	return http.Get("https://api.twitter.com/1.1/me.json?oauth_signature=" + url.QueryEscape(base64.StdEncoding.EncodeToString(mac.Sum(nil))))
}

// aws derives its key in steps.
func aws(secret, day, text string) (*http.Response, error) {
	sum := func(key []byte, msg string) []byte {
		mac := hmac.New(sha256.New, key)
		mac.Write([]byte(msg))
		return mac.Sum(nil)
	}
	key := sum(sum(sum(sum([]byte("AWS4"+secret), day), "us-east-1"), "s3"), "aws4_request")
	req, err := http.NewRequest("GET", "https://s3.amazonaws.com/", nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Authorization", "AWS4-HMAC-SHA256 Signature="+hex.EncodeToString(sum(key, text)))
	return http.DefaultClient.Do(req)
}

// jwt goes to Workplace beside a request that needs no proof.
func jwt(token, key, claims string) (*http.Response, error) {
	mac := hmac.New(sha256.New, []byte(key))
	mac.Write([]byte(claims))
	req, err := http.NewRequest("GET", "https://graph.workplace.com/me?access_token="+token, nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("X-Session", claims+"."+base64.RawURLEncoding.EncodeToString(mac.Sum(nil)))
	return http.DefaultClient.Do(req)
}

// signer keeps the secret somewhere else.
type signer interface {
	Sign(ctx context.Context, msg string) ([]byte, error)
}

// remote has its proof made by a service.
func remote(ctx context.Context, s signer, token string) (*http.Response, error) {
	ts := strconv.FormatInt(time.Now().Unix(), 10)
	sum, err := s.Sign(ctx, token+"|"+ts)
	if err != nil {
		return nil, err
	}
	q := url.Values{"access_token": {token}, "appsecret_proof": {hex.EncodeToString(sum)}, "appsecret_time": {ts}}
	return http.Get("https://graph.workplace.com/me?" + q.Encode())
}

// optional signs if there is a secret, which is the choice of its caller.
func optional(token, secret string) (*http.Response, error) {
	q := url.Values{"access_token": {token}}
	if secret != "" {
		ts := strconv.FormatInt(time.Now().Unix(), 10)
		mac := hmac.New(sha256.New, []byte(secret))
		mac.Write([]byte(token + "|" + ts))
		q.Set("appsecret_proof", hex.EncodeToString(mac.Sum(nil)))
		q.Set("appsecret_time", ts)
	}
	return http.Get("https://graph.workplace.com/me?" + q.Encode())
}

// client signs in a method with what its fields hold.
type client struct{ token, secret string }

func (c *client) sign() (proof, ts string) {
	ts = strconv.FormatInt(time.Now().Unix(), 10)
	mac := hmac.New(sha256.New, []byte(strings.TrimSpace(c.secret)))
	fmt.Fprintf(mac, "%s|%s", c.token, ts)
	return hex.EncodeToString(mac.Sum(nil)), ts
}

func (c *client) get(path string, q url.Values) (*http.Response, error) {
	proof, ts := c.sign()
	q.Set("appsecret_proof", proof)
	q.Set("appsecret_time", ts)
	req, err := http.NewRequest("GET", "https://graph.workplace.com"+path+"?"+q.Encode(), nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Authorization", "OAuth "+c.token)
	return http.DefaultClient.Do(req)
}

func use(c *client) {
	c.get("/me", url.Values{"fields": {"name"}})
	c.get("/community/groups", url.Values{})
}
