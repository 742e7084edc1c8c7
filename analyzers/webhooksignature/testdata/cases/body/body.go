// Package body signs something else than the body that arrived.
package body

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"net/http"
)

type delivery struct {
	Object string           `json:"object"`
	Entry  []map[string]any `json:"entry"`
}

func reencoded(secret string, w http.ResponseWriter, r *http.Request) {
	var d delivery
	if err := json.NewDecoder(r.Body).Decode(&d); err != nil {
		return
	}
	again, err := json.Marshal(d)
	if err != nil {
		return
	}
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write(again)
	want := "sha256=" + hex.EncodeToString(mac.Sum(nil)) // want `^the signature is computed of JSON that was decoded and encoded again; it is that of the body as it arrived$`
	if !hmac.Equal([]byte(want), []byte(r.Header.Get("X-Hub-Signature-256"))) {
		w.WriteHeader(http.StatusForbidden)
	}
}
