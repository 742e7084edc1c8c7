package right

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math"
	"math/big"
	"net/http"
	"strconv"
	"time"
)

// case G15 right: a clock behind an interface
type clock interface{ Now() time.Time }

type systemClock struct{}

func (systemClock) Now() time.Time { return time.Now() }

var theClock clock = systemClock{}

func G15(c *http.Client, token, secret string) (*http.Response, error) {
	q := with(token)
	ts := strconv.FormatInt(theClock.Now().Unix(), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(token + "|" + ts))
	q.Set("appsecret_proof", hex.EncodeToString(mac.Sum(nil)))
	q.Set("appsecret_time", ts)
	return get(c, q)
}

// case G16 right: a clock in a struct field
func G16(c *http.Client, token, secret string) (*http.Response, error) {
	q := with(token)
	cfg := struct{ now func() time.Time }{now: time.Now}
	ts := strconv.FormatInt(cfg.now().Unix(), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(token + "|" + ts))
	q.Set("appsecret_proof", hex.EncodeToString(mac.Sum(nil)))
	q.Set("appsecret_time", ts)
	return get(c, q)
}

// case G17 right: a float is converted first
func G17(c *http.Client, token, secret string) (*http.Response, error) {
	q := with(token)
	ts := strconv.FormatInt(int64(float64(time.Now().UnixNano())/1e9), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(token + "|" + ts))
	q.Set("appsecret_proof", hex.EncodeToString(mac.Sum(nil)))
	q.Set("appsecret_time", ts)
	return get(c, q)
}

// case G18 right: milliseconds are divided
func G18(c *http.Client, token, secret string) (*http.Response, error) {
	q := with(token)
	ts := strconv.FormatInt(time.Now().UnixMilli()/1000, 10)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(token + "|" + ts))
	q.Set("appsecret_proof", hex.EncodeToString(mac.Sum(nil)))
	q.Set("appsecret_time", ts)
	return get(c, q)
}

// case G19 right: nanoseconds are divided
func G19(c *http.Client, token, secret string) (*http.Response, error) {
	q := with(token)
	ts := strconv.FormatInt(time.Now().UnixNano()/int64(time.Second), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(token + "|" + ts))
	q.Set("appsecret_proof", hex.EncodeToString(mac.Sum(nil)))
	q.Set("appsecret_time", ts)
	return get(c, q)
}

// case G20 right: cut to the second
func G20(c *http.Client, token, secret string) (*http.Response, error) {
	q := with(token)
	ts := strconv.FormatInt(time.Now().UTC().Truncate(time.Second).Unix(), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(token + "|" + ts))
	q.Set("appsecret_proof", hex.EncodeToString(mac.Sum(nil)))
	q.Set("appsecret_time", ts)
	return get(c, q)
}

// case G21 right: a few seconds back
func G21(c *http.Client, token, secret string) (*http.Response, error) {
	q := with(token)
	ts := strconv.FormatInt(time.Now().Add(-10*time.Second).Unix(), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(token + "|" + ts))
	q.Set("appsecret_proof", hex.EncodeToString(mac.Sum(nil)))
	q.Set("appsecret_time", ts)
	return get(c, q)
}

// case G22 right: a float without fraction
func G22(c *http.Client, token, secret string) (*http.Response, error) {
	q := with(token)
	ts := fmt.Sprintf("%.0f", math.Floor(float64(time.Now().UnixMilli())/1000))
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(token + "|" + ts))
	q.Set("appsecret_proof", hex.EncodeToString(mac.Sum(nil)))
	q.Set("appsecret_time", ts)
	return get(c, q)
}

// case G23 right: a big integer
func G23(c *http.Client, token, secret string) (*http.Response, error) {
	q := with(token)
	ts := new(big.Int).SetInt64(time.Now().Unix()).String()
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(token + "|" + ts))
	q.Set("appsecret_proof", hex.EncodeToString(mac.Sum(nil)))
	q.Set("appsecret_time", ts)
	return get(c, q)
}

// case G24 right: kept for four minutes
var (
	freshAt time.Time
	fresh   [2]string
)

func signFresh(token, secret string, ttl time.Duration) [2]string {
	if now := time.Now(); now.Sub(freshAt) > ttl {
		ts := strconv.FormatInt(now.Unix(), 10)
		mac := hmac.New(sha256.New, []byte(secret))
		mac.Write([]byte(token + "|" + ts))
		freshAt, fresh = now, [2]string{hex.EncodeToString(mac.Sum(nil)), ts}
	}
	return fresh
}

func G24(c *http.Client, token, secret string) (*http.Response, error) {
	q := with(token)
	p := signFresh(token, secret, 4*time.Minute)
	q.Set("appsecret_proof", p[0])
	q.Set("appsecret_time", p[1])
	return get(c, q)
}
