// Package old checks the old signature only.
package old

import (
	"crypto/hmac"
	"crypto/sha1"
	"encoding/hex"
	"io"
	"net/http"
)

func check(secret string, r *http.Request) bool {
	body, _ := io.ReadAll(r.Body)
	mac := hmac.New(sha1.New, []byte(secret))
	mac.Write(body)
	want := "sha1=" + hex.EncodeToString(mac.Sum(nil)) // want `^only the old signature with SHA-1 is checked; X-Hub-Signature-256 has the one that replaces it$`
	return hmac.Equal([]byte(want), []byte(r.Header.Get("X-Hub-Signature")))
}
