// Package missing takes deliveries that are not signed.
package missing

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"log"
	"net/http"
)

const header = "X-Hub-Signature-256"

func valid(secret, got string, body []byte) bool {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write(body)
	return hmac.Equal([]byte(got), []byte("sha256="+hex.EncodeToString(mac.Sum(nil))))
}

func take(body []byte) { log.Print(len(body)) }

// Logged only logs that the signature is missing.
func Logged(secret string, w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	got := r.Header.Get(header)
	if got == "" { // want `^a delivery without X-Hub-Signature-256 is taken like one whose signature is right; refuse it$`
		log.Print("no signature")
	} else if !valid(secret, got, body) {
		w.WriteHeader(http.StatusForbidden)
		return
	}
	take(body)
}

// Skipped checks what is there.
func Skipped(secret string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		body, _ := io.ReadAll(r.Body)
		if got := r.Header.Get(header); got != "" { // want `^a delivery without X-Hub-Signature-256 is taken`
			if !valid(secret, got, body) {
				w.WriteHeader(http.StatusForbidden)
				return
			}
		}
		take(body)
	}
}

// Refused refuses it.
func Refused(secret string, w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	got := r.Header.Get(header)
	if got == "" {
		log.Print("no signature")
		w.WriteHeader(http.StatusForbidden)
		return
	}
	if !valid(secret, got, body) {
		w.WriteHeader(http.StatusForbidden)
		return
	}
	take(body)
}

// Both asks for both in one condition, and answers all alike.
func Both(secret string, w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	if got := r.Header.Get(header); got != "" && valid(secret, got, body) {
		take(body)
	} else {
		log.Print("no signature, or a wrong one")
	}
	w.WriteHeader(http.StatusOK)
}

// Noted notes the result.
func Noted(secret string, w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	ok := false
	if got := r.Header.Get(header); got != "" {
		ok = valid(secret, got, body)
	}
	if !ok {
		w.WriteHeader(http.StatusForbidden)
		return
	}
	take(body)
}

// Older takes the old signature where the new one is missing.
func Older(secret string, check func(string, string, []byte) bool, w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	got := r.Header.Get(header)
	if got == "" {
		got = r.Header.Get("X-Hub-Signature")
	}
	if !valid(secret, got, body) {
		w.WriteHeader(http.StatusForbidden)
		return
	}
	take(body)
}
