// Package httpx sends for whoever gives it an address.
package httpx

import (
	"io"
	"net/http"
	"net/url"
	"strings"
)

// A Client holds a token for one service.
type Client struct {
	Base, Token string
}

// Get sends the token in a header.
func (c *Client) Get(path string) (*http.Response, error) {
	req, err := http.NewRequest(http.MethodGet, c.Base+path, nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Authorization", "Bearer "+c.Token)
	return http.DefaultClient.Do(req)
}

// Post sends a form.
func Post(address string, form url.Values) (*http.Response, error) {
	return http.Post(address, "application/x-www-form-urlencoded", strings.NewReader(form.Encode()))
}

// Send sends what others made.
func Send(req *http.Request) (string, error) {
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return "", err
	}
	defer resp.Body.Close()
	data, err := io.ReadAll(resp.Body)
	return string(data), err
}
