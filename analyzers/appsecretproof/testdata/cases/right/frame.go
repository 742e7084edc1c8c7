package right

import (
	"net/http"
	"net/url"
)

const me = "https://graph.workplace.com/v19.0/me"

// with begins the parameters of a request.
func with(token string) url.Values { return url.Values{"access_token": {token}} }

func get(c *http.Client, q url.Values) (*http.Response, error) {
	return c.Get(me + "?" + q.Encode())
}
