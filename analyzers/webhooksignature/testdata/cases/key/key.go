// Package key checks signatures with another key than the app secret.
package key

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"io"
	"net/http"
	"os"
)

type config struct{ verifyToken, accessToken string }

func byVerifyToken(cfg config, r *http.Request) bool {
	body, _ := io.ReadAll(r.Body)
	mac := hmac.New(sha256.New, []byte(cfg.verifyToken))
	mac.Write(body)
	want := "sha256=" + hex.EncodeToString(mac.Sum(nil)) // want `^the signature is keyed with verifyToken, by its name no app secret; the key is the app secret$`
	return hmac.Equal([]byte(want), []byte(r.Header.Get("X-Hub-Signature-256")))
}

func byAccessToken(cfg config, r *http.Request) bool {
	body, _ := io.ReadAll(r.Body)
	mac := hmac.New(sha256.New, []byte(cfg.accessToken))
	mac.Write(body)
	want := "sha256=" + hex.EncodeToString(mac.Sum(nil)) // want `keyed with accessToken`
	return hmac.Equal([]byte(want), []byte(r.Header.Get("X-Hub-Signature-256")))
}

func byVariable(r *http.Request) bool {
	body, _ := io.ReadAll(r.Body)
	mac := hmac.New(sha256.New, []byte(os.Getenv("WORKPLACE_ACCESS_TOKEN")))
	mac.Write(body)
	want := "sha256=" + hex.EncodeToString(mac.Sum(nil)) // want `keyed with WORKPLACE_ACCESS_TOKEN`
	return hmac.Equal([]byte(want), []byte(r.Header.Get("X-Hub-Signature-256")))
}
