// Package shared takes deliveries of Workplace, as a name in it tells, and sends to
// a host that Facebook shares.
package shared

import (
	"crypto/hmac"
	"crypto/sha1"
	"fmt"
	"net/http"
	"os"
)

const messages = "https://graph.facebook.com/v3.2/me/messages"

// Check compares with an operator.
func Check(secret string, body []byte, r *http.Request) bool {
	mac := hmac.New(sha1.New, []byte(secret))
	mac.Write(body)
	want := fmt.Sprintf("sha1=%x", mac.Sum(nil))   // want `^only the old signature with SHA-1`
	return want == r.Header.Get("X-Hub-Signature") // want `^the signature is compared in a time`
}

// Send answers a message.
func Send() (*http.Response, error) {
	return http.Post(messages+"?access_token="+os.Getenv("WORKPLACE_TOKEN"), "application/json", nil)
}
