// Package facebook takes deliveries of Facebook: nothing tells it from a program
// that has nothing to do with Workplace.
package facebook

import (
	"crypto/hmac"
	"crypto/sha1"
	"fmt"
	"net/http"
)

const messages = "https://graph.facebook.com/v3.2/me/messages"

// Check compares with an operator.
func Check(secret string, body []byte, r *http.Request) bool {
	mac := hmac.New(sha1.New, []byte(secret))
	mac.Write(body)
	want := fmt.Sprintf("sha1=%x", mac.Sum(nil))
	return want == r.Header.Get("X-Hub-Signature")
}

// Send answers a message.
func Send(token string) (*http.Response, error) {
	return http.Post(messages+"?access_token="+token, "application/json", nil)
}
