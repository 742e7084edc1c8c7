// Package clock signs or sends a time that is no count of seconds near now.
package clock

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"strconv"
	"time"
)

// case M11 proof-two-clocks: the clock is read once to sign and once to send
func M11(c *http.Client, token, secret string) (*http.Response, error) {
	q := with(token)
	mac := hmac.New(sha256.New, []byte(secret))
	fmt.Fprintf(mac, "%s|%d", token, time.Now().Unix())
	q.Set("appsecret_proof", hex.EncodeToString(mac.Sum(nil)))
	q.Set("appsecret_time", strconv.FormatInt(time.Now().Unix(), 10))
	return get(c, q)
}

// case M12 proof-time-unit: milliseconds
func M12(c *http.Client, token, secret string) (*http.Response, error) {
	q := with(token)
	ts := strconv.FormatInt(time.Now().UnixMilli(), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(token + "|" + ts))
	q.Set("appsecret_proof", hex.EncodeToString(mac.Sum(nil)))
	q.Set("appsecret_time", ts)
	return get(c, q)
}

// case M13 proof-time-unit: nanoseconds
func M13(c *http.Client, token, secret string) (*http.Response, error) {
	q := with(token)
	ts := fmt.Sprint(time.Now().UnixNano())
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(token + "|" + ts))
	q.Set("appsecret_proof", hex.EncodeToString(mac.Sum(nil)))
	q.Set("appsecret_time", ts)
	return get(c, q)
}

// case M14 proof-time-text: a float is printed
func M14(c *http.Client, token, secret string) (*http.Response, error) {
	q := with(token)
	ts := fmt.Sprint(float64(time.Now().UnixNano()) / 1e9)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(token + "|" + ts))
	q.Set("appsecret_proof", hex.EncodeToString(mac.Sum(nil)))
	q.Set("appsecret_time", ts)
	return get(c, q)
}

// case M15 proof-time-text: a float is formatted with its fraction
func M15(c *http.Client, token, secret string) (*http.Response, error) {
	q := with(token)
	ts := strconv.FormatFloat(float64(time.Now().UnixNano())/1e9, 'f', -1, 64)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(token + "|" + ts))
	q.Set("appsecret_proof", hex.EncodeToString(mac.Sum(nil)))
	q.Set("appsecret_time", ts)
	return get(c, q)
}

// case M16 proof-time-text: a float is signed, an integer is sent
func M16(c *http.Client, token, secret string) (*http.Response, error) {
	q := with(token)
	now := time.Now()
	mac := hmac.New(sha256.New, []byte(secret))
	fmt.Fprintf(mac, "%s|%f", token, float64(now.Unix()))
	q.Set("appsecret_proof", hex.EncodeToString(mac.Sum(nil)))
	q.Set("appsecret_time", strconv.FormatInt(now.Unix(), 10))
	return get(c, q)
}

// case M17 proof-time-text: a date
func M17(c *http.Client, token, secret string) (*http.Response, error) {
	q := with(token)
	ts := time.Now().UTC().Format(time.RFC3339)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(token + "|" + ts))
	q.Set("appsecret_proof", hex.EncodeToString(mac.Sum(nil)))
	q.Set("appsecret_time", ts)
	return get(c, q)
}

// case M18 proof-time-text: one character in place of digits
func M18(c *http.Client, token, secret string) (*http.Response, error) {
	q := with(token)
	ts := string(rune(time.Now().Unix()))
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(token + "|" + ts))
	q.Set("appsecret_proof", hex.EncodeToString(mac.Sum(nil)))
	q.Set("appsecret_time", ts)
	return get(c, q)
}

// case M19 proof-time-text: base sixteen
func M19(c *http.Client, token, secret string) (*http.Response, error) {
	q := with(token)
	ts := strconv.FormatInt(time.Now().Unix(), 16)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(token + "|" + ts))
	q.Set("appsecret_proof", hex.EncodeToString(mac.Sum(nil)))
	q.Set("appsecret_time", ts)
	return get(c, q)
}

// case M20 proof-time-value: cut to the hour
func M20(c *http.Client, token, secret string) (*http.Response, error) {
	q := with(token)
	ts := strconv.FormatInt(time.Now().Truncate(time.Hour).Unix(), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(token + "|" + ts))
	q.Set("appsecret_proof", hex.EncodeToString(mac.Sum(nil)))
	q.Set("appsecret_time", ts)
	return get(c, q)
}

// case M21 proof-time-value: the offset of a zone is added
func M21(c *http.Client, token, secret string) (*http.Response, error) {
	q := with(token)
	now := time.Now().In(time.FixedZone("CET", 3600))
	_, off := now.Zone()
	ts := strconv.FormatInt(now.Unix()+int64(off), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(token + "|" + ts))
	q.Set("appsecret_proof", hex.EncodeToString(mac.Sum(nil)))
	q.Set("appsecret_time", ts)
	return get(c, q)
}

// case M22 proof-time-value: ten minutes back
func M22(c *http.Client, token, secret string) (*http.Response, error) {
	q := with(token)
	ts := strconv.FormatInt(time.Now().Add(-10*time.Minute).Unix(), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(token + "|" + ts))
	q.Set("appsecret_proof", hex.EncodeToString(mac.Sum(nil)))
	q.Set("appsecret_time", ts)
	return get(c, q)
}
