// Package middleware checks signatures in closures, which a library calls.
package middleware

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/http"
	"os"
)

const header = "X-Hub-Signature-256"

func sum(secret string, body []byte) string {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write(body)
	return "sha256=" + hex.EncodeToString(mac.Sum(nil))
}

// Compare compares with an operator.
func Compare(secret string, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		if r.Header[header][0] != sum(secret, body) { // want `^the signature is compared in a time`
			w.WriteHeader(http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// Switch compares in a switch.
func Switch(secret string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		switch r.Header.Get(header) {
		case sum(secret, body): // want `^the signature is compared in a time`
		default:
			w.WriteHeader(http.StatusForbidden)
		}
	}
}

// Named has another token for the key, which a helper does not know.
func Named() http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		if !hmac.Equal([]byte(r.Header.Get(header)), []byte(sum(os.Getenv("WORKPLACE_VERIFY_TOKEN"), body))) { // want `^the signature is keyed with WORKPLACE_VERIFY_TOKEN, by its name no app secret`
			w.WriteHeader(http.StatusForbidden)
		}
	}
}

// Right is right.
func Right(secret string, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		if !hmac.Equal([]byte(r.Header.Get(header)), []byte(sum(secret, body))) {
			w.WriteHeader(http.StatusForbidden)
			return
		}
		next.ServeHTTP(w, r)
	})
}
