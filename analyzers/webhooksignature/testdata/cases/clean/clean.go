// Package clean checks signatures in ways that are right.
package clean

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"hash"
	"io"
	"net/http"
	"strings"
)

const header = "X-Hub-Signature-256"

// Text compares texts.
func Text(secret string, r *http.Request) bool {
	body, _ := io.ReadAll(r.Body)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write(body)
	want := "sha256=" + hex.EncodeToString(mac.Sum(nil))
	return hmac.Equal([]byte(want), []byte(r.Header.Get(header)))
}

// Decoded compares bytes.
func Decoded(secret string, r *http.Request) bool {
	body, _ := io.ReadAll(r.Body)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write(body)
	got, err := hex.DecodeString(strings.TrimPrefix(r.Header.Get(header), "sha256="))
	return err == nil && hmac.Equal(mac.Sum(nil), got)
}

// Subtle compares with package subtle, after a look at the prefix.
func Subtle(secret string, r *http.Request) bool {
	signature := r.Header.Get(header)
	if signature == "" || !strings.HasPrefix(signature, "sha256=") {
		return false
	}
	body, _ := io.ReadAll(r.Body)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write(body)
	return subtle.ConstantTimeCompare([]byte(fmt.Sprintf("sha256=%x", mac.Sum(nil))), []byte(signature)) == 1
}

// Both checks the new signature, and the old one where the new is missing.
func Both(secret string, r *http.Request) bool {
	body, _ := io.ReadAll(r.Body)
	if s := r.Header.Get("X-Hub-Signature-256"); s != "" {
		return check(sha256.New, "sha256=", secret, s, body)
	}
	return check(sha1.New, "sha1=", secret, r.Header.Get("X-Hub-Signature"), body)
}

func check(h func() hash.Hash, prefix, secret, got string, body []byte) bool {
	mac := hmac.New(h, []byte(secret))
	mac.Write(body)
	return hmac.Equal([]byte(prefix+hex.EncodeToString(mac.Sum(nil))), []byte(got))
}

// DecodedAfter decodes the body after the check.
func DecodedAfter(secret string, r *http.Request) (d map[string]any, err error) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return nil, err
	}
	mac := hmac.New(sha256.New, []byte(secret))
	io.Copy(mac, bytes.NewReader(body))
	if !hmac.Equal([]byte("sha256="+hex.EncodeToString(mac.Sum(nil))), []byte(r.Header.Get(header))) {
		return nil, fmt.Errorf("not signed")
	}
	return d, json.Unmarshal(body, &d)
}

// Cached compares the hash of a body with one that was seen, which is no
// secret.
func Cached(seen map[string]string, r *http.Request) bool {
	body, _ := io.ReadAll(r.Body)
	sum := sha256.Sum256(body)
	return seen[r.URL.Path] == hex.EncodeToString(sum[:])
}

// SlackTime is a signature of another service beside it.
func SlackTime(key string, r *http.Request) bool {
	body, _ := io.ReadAll(r.Body)
	mac := hmac.New(sha256.New, []byte(key))
	fmt.Fprintf(mac, "v0:%s:%s", r.Header.Get("X-Slack-Request-Timestamp"), body)
	return hmac.Equal([]byte("v0="+hex.EncodeToString(mac.Sum(nil))), []byte(r.Header.Get("X-Slack-Signature")))
}
