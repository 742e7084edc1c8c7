package workplace

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strconv"
	"time"
)

// sign adds the access token and the proof that the caller has the app secret.
func (c *Client) sign(req *http.Request) {
	now := strconv.FormatInt(time.Now().Unix(), 10)
	mac := hmac.New(sha256.New, []byte(c.settings.AppSecret))
	mac.Write([]byte(c.settings.Token + "|" + now))
	query := req.URL.Query()
	query.Set("appsecret_time", now)
	query.Set("appsecret_proof", hex.EncodeToString(mac.Sum(nil)))
	req.URL.RawQuery = query.Encode()
	req.Header.Set("Authorization", "Bearer "+c.settings.Token)
}
