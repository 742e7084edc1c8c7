// Package right signs in forty ways that the server accepts.
package right

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"net/http"
	"strconv"
	"strings"
	"time"
)

// case G01 right: plain
func G01(c *http.Client, token, secret string) (*http.Response, error) {
	q := with(token)
	ts := strconv.FormatInt(time.Now().Unix(), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(token + "|" + ts))
	q.Set("appsecret_proof", hex.EncodeToString(mac.Sum(nil)))
	q.Set("appsecret_time", ts)
	return get(c, q)
}

// case G02 right: the message is formatted
func G02(c *http.Client, token, secret string) (*http.Response, error) {
	q := with(token)
	now := time.Now().Unix()
	msg := fmt.Sprintf("%s|%d", token, now)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(msg))
	q.Set("appsecret_proof", hex.EncodeToString(mac.Sum(nil)))
	q.Set("appsecret_time", fmt.Sprintf("%d", now))
	return get(c, q)
}

// case G03 right: formatted into the MAC
func G03(c *http.Client, token, secret string) (*http.Response, error) {
	q := with(token)
	now := time.Now().Unix()
	mac := hmac.New(sha256.New, []byte(secret))
	fmt.Fprintf(mac, "%s|%d", token, now)
	q.Set("appsecret_proof", fmt.Sprintf("%x", mac.Sum(nil)))
	q.Set("appsecret_time", fmt.Sprint(now))
	return get(c, q)
}

// case G04 right: written in three parts
func G04(c *http.Client, token, secret string) (*http.Response, error) {
	q := with(token)
	ts := strconv.FormatInt(time.Now().Unix(), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	io.WriteString(mac, token)
	io.WriteString(mac, "|")
	io.WriteString(mac, ts)
	q.Set("appsecret_proof", hex.EncodeToString(mac.Sum(nil)))
	q.Set("appsecret_time", ts)
	return get(c, q)
}

// case G05 right: joined
func G05(c *http.Client, token, secret string) (*http.Response, error) {
	q := with(token)
	ts := strconv.FormatInt(time.Now().Unix(), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(strings.Join([]string{token, ts}, "|")))
	q.Set("appsecret_proof", hex.EncodeToString(mac.Sum(nil)))
	q.Set("appsecret_time", ts)
	return get(c, q)
}

// case G06 right: built
func G06(c *http.Client, token, secret string) (*http.Response, error) {
	q := with(token)
	ts := strconv.FormatInt(time.Now().Unix(), 10)
	var b strings.Builder
	b.WriteString(token)
	b.WriteByte('|')
	b.WriteString(ts)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(b.String()))
	q.Set("appsecret_proof", hex.EncodeToString(mac.Sum(nil)))
	q.Set("appsecret_time", ts)
	return get(c, q)
}

// case G07 right: copied from a buffer
func G07(c *http.Client, token, secret string) (*http.Response, error) {
	q := with(token)
	ts := strconv.FormatInt(time.Now().Unix(), 10)
	buf := bytes.NewBufferString(token + "|")
	buf.WriteString(ts)
	mac := hmac.New(sha256.New, []byte(secret))
	io.Copy(mac, buf)
	q.Set("appsecret_proof", hex.EncodeToString(mac.Sum(nil)))
	q.Set("appsecret_time", ts)
	return get(c, q)
}

// case G08 right: appended
func G08(c *http.Client, token, secret string) (*http.Response, error) {
	q := with(token)
	now := time.Now().Unix()
	msg := append([]byte(token), '|')
	msg = strconv.AppendInt(msg, now, 10)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write(msg)
	q.Set("appsecret_proof", hex.EncodeToString(mac.Sum(nil)))
	q.Set("appsecret_time", strconv.Itoa(int(now)))
	return get(c, q)
}

// case G35 right: the bar is a constant
func G35(c *http.Client, token, secret string) (*http.Response, error) {
	q := with(token)
	ts := strconv.FormatInt(time.Now().Unix(), 10)
	const bar rune = 124
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(token + string(bar) + ts))
	q.Set("appsecret_proof", hex.EncodeToString(mac.Sum(nil)))
	q.Set("appsecret_time", ts)
	return get(c, q)
}

// case G38 right: the error of Write is handled
func G38(c *http.Client, token, secret string) (*http.Response, error) {
	q := with(token)
	ts := strconv.FormatInt(time.Now().Unix(), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	if _, err := mac.Write([]byte(token + "|" + ts)); err != nil {
		return nil, err
	}
	q.Set("appsecret_proof", hex.EncodeToString(mac.Sum(nil)))
	q.Set("appsecret_time", ts)
	return get(c, q)
}
