// Package secret signs requests with the app secret.
package secret

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"log"
	"net/http"
	"net/url"
	"strconv"
	"time"
)

type app struct {
	ID     string
	Secret string
	Token  string
}

func (a *app) me() (*http.Response, error) {
	now := strconv.FormatInt(time.Now().Unix(), 10)
	mac := hmac.New(sha256.New, []byte(a.Secret))
	mac.Write([]byte(a.Token + "|" + now))
	q := url.Values{
		"appsecret_proof": {hex.EncodeToString(mac.Sum(nil))},
		"appsecret_time":  {now},
	}
	req, err := http.NewRequest(http.MethodGet, "https://graph.workplace.com/me?"+q.Encode(), nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Authorization", "Bearer "+a.Token)
	return http.DefaultClient.Do(req)
}

func (a *app) start(w http.ResponseWriter) {
	log.Println("app", a.ID)
	fmt.Fprintf(w, "<script>const secret = %q</script>", a.Secret) // want `response: app secret from field secret.app.Secret`
	log.Println("app", a.Token)                                    // want `log: access token from field secret.app.Token`
}

// An app access token is the id and the secret.
func (a *app) debug(token string) {
	_, err := http.Get("https://graph.workplace.com/debug_token?input_token=" + token + "&access_token=" + a.ID + "|" + a.Secret)
	if err != nil {
		log.Println(err) // want `log`
	}
	log.Println(a.ID)
}

type call struct{ url string }

func (c *call) to(url string) *call {
	c.url = url
	return c
}

// Submit sends what a setter was given.
func (c *call) Submit() (*http.Response, error) {
	return http.Get(c.url) // want `returned: app secret from field secret.app.Secret is in an error .* and whoever logs it logs that too; send the app secret in the body of a POST request, or`
}

// A code is exchanged for a token with the secret in the URL.
func (a *app) exchange(code string) (*http.Response, error) {
	const address = "https://graph.workplace.com/oauth/access_token?client_id="
	return new(call).to(address + a.ID + "&client_secret=" + a.Secret + "&code=" + code).Submit()
}
