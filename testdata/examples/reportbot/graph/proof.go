package graph

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"net/url"
	"strconv"
	"time"
)

// sign adds the app secret proof, which the integration requires of its
// callers: an HMAC over the access token and the time, in whole seconds.
func (c *Client) sign(query url.Values) {
	now := strconv.FormatInt(time.Now().Unix(), 10)
	mac := hmac.New(sha256.New, []byte(c.appSecret))
	mac.Write([]byte(c.token + "|" + now))
	query.Set("appsecret_proof", hex.EncodeToString(mac.Sum(nil)))
	query.Set("appsecret_time", now)
}
