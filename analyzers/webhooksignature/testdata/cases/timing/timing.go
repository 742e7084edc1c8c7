// Package timing compares signatures in a time that depends on them.
package timing

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/http"
	"strings"
)

type hook struct{ appSecret string }

func (h hook) equalStrings(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return
	}
	mac := hmac.New(sha256.New, []byte(h.appSecret))
	mac.Write(body)
	want := "sha256=" + hex.EncodeToString(mac.Sum(nil))
	if want != r.Header.Get("X-Hub-Signature-256") { // want `^the signature is compared in a time that depends on how much of it is right; use hmac.Equal$`
		w.WriteHeader(http.StatusForbidden)
	}
}

func (h hook) equalBytes(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	got, _ := hex.DecodeString(strings.TrimPrefix(r.Header.Get("X-Hub-Signature-256"), "sha256="))
	if !bytes.Equal(sum(h.appSecret, body), got) { // want `depends on how much of it is right`
		w.WriteHeader(http.StatusForbidden)
	}
}

func (h hook) inHelper(w http.ResponseWriter, r *http.Request) {
	body, _ := io.ReadAll(r.Body)
	if !same(hex.EncodeToString(sum(h.appSecret, body)), strings.TrimPrefix(r.Header.Get("x-hub-signature-256"), "sha256=")) {
		w.WriteHeader(http.StatusForbidden)
	}
}

func (h hook) inHelperToo(r *http.Request) bool {
	body, _ := io.ReadAll(r.Body)
	return same("sha256="+hex.EncodeToString(sum(h.appSecret, body)), r.Header.Get("X-Hub-Signature-256"))
}

func same(want, got string) bool {
	return want == got // want `depends on how much of it is right`
}

func sum(secret string, body []byte) []byte {
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write(body)
	return mac.Sum(nil)
}
