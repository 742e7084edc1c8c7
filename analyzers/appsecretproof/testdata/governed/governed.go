// Package governed belongs to an app that requires proofs.
package governed

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"net/http"
	"net/url"
	"os"
	"strconv"
	"time"

	facebook "github.com/huandu/facebook/v2"
)

func unsigned(token string) (*http.Response, error) {
	return http.Get("https://graph.facebook.com/community/groups?access_token=" + token) // want `^GET /community/groups is sent without appsecret_proof, which the manifest requires$`
}

func tokenOnly(token, secret string) (*http.Response, error) {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(token))
	q := url.Values{"access_token": {token}, "appsecret_proof": {hex.EncodeToString(mac.Sum(nil))}} // want `only the token is signed`
	return http.Get("https://graph.facebook.com/community/groups?" + q.Encode())
}

func library(s *facebook.Session) error {
	return s.EnableAppsecretProof(true) // want `^EnableAppsecretProof of github.com/huandu/facebook/v2 signs only the token; Workplace expects a time in the proof$`
}

func signed(token, secret string) (*http.Response, error) {
	ts := strconv.FormatInt(time.Now().Unix(), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(token + "|" + ts))
	q := url.Values{"access_token": {token}, "appsecret_proof": {hex.EncodeToString(mac.Sum(nil))}, "appsecret_time": {ts}}
	return http.Get("https://graph.facebook.com/community/groups?" + q.Encode())
}

func optional(token, secret string) (*http.Response, error) {
	q := url.Values{"access_token": {token}}
	if secret != "" { // want `^without the secret the request is sent without appsecret_proof$`
		ts := strconv.FormatInt(time.Now().Unix(), 10)
		mac := hmac.New(sha256.New, []byte(secret))
		mac.Write([]byte(token + "|" + ts))
		q.Set("appsecret_proof", hex.EncodeToString(mac.Sum(nil)))
		q.Set("appsecret_time", ts)
	}
	return http.Get("https://graph.facebook.com/community/groups?" + q.Encode())
}

func required(token, secret string) (*http.Response, error) {
	if secret == "" {
		return nil, errors.New("the app secret is not set")
	}
	return signed(token, secret)
}

func loaded(token string) (*http.Response, error) {
	secret := os.Getenv("WORKPLACE_APP_SECRET")
	if secret == "" {
		return nil, errors.New("the app secret is not set")
	}
	ts := strconv.FormatInt(time.Now().Unix(), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(token + "|" + ts))
	q := url.Values{"access_token": {token}, "appsecret_proof": {hex.EncodeToString(mac.Sum(nil))}, "appsecret_time": {ts}}
	return http.Get("https://graph.facebook.com/community/groups?" + q.Encode())
}
