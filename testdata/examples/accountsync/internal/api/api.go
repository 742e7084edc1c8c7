// Package api sends requests to an API that speaks JSON.
package api

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
)

// A Doer sends a request. *http.Client is one.
type Doer interface {
	Do(*http.Request) (*http.Response, error)
}

// A Client sends requests to the API at BaseURL.
type Client struct {
	BaseURL string
	HTTP    Doer
}

// A Page is one page of a list of the Graph API.
type Page[T any] struct {
	Data   []T `json:"data"`
	Paging struct {
		Cursors struct {
			After string `json:"after"`
		} `json:"cursors"`
		Next string `json:"next"`
	} `json:"paging"`
}

// Get reads what stands at path.
func Get[T any](ctx context.Context, c *Client, path string, query url.Values) (T, error) {
	target := c.BaseURL + path
	if len(query) > 0 {
		target += "?" + query.Encode()
	}
	return send[T](ctx, c, http.MethodGet, target, "", nil)
}

// List reads all pages of the list at path.
func List[T any](ctx context.Context, c *Client, path string, query url.Values) ([]T, error) {
	var all []T
	for {
		page, err := Get[Page[T]](ctx, c, path, query)
		if err != nil {
			return nil, err
		}
		all = append(all, page.Data...)
		if page.Paging.Next == "" {
			return all, nil
		}
		query.Set("after", page.Paging.Cursors.After)
	}
}

// SendJSON sends in as JSON.
func SendJSON[Out any](ctx context.Context, c *Client, method, path string, in any) (Out, error) {
	data, err := json.Marshal(in)
	if err != nil {
		var none Out
		return none, err
	}
	return send[Out](ctx, c, method, c.BaseURL+path, "application/json", bytes.NewReader(data))
}

// SendForm sends the values of a form.
func SendForm[Out any](ctx context.Context, c *Client, method, path string, form url.Values) (Out, error) {
	body := strings.NewReader(form.Encode())
	return send[Out](ctx, c, method, c.BaseURL+path, "application/x-www-form-urlencoded", body)
}

// A StatusError is the answer to a request that was refused.
type StatusError struct {
	Method string
	Path   string
	Status int
	Body   string
}

func (e *StatusError) Error() string {
	return fmt.Sprintf("%s %s: status %d: %s", e.Method, e.Path, e.Status, e.Body)
}

func send[Out any](ctx context.Context, c *Client, method, target, kind string, body io.Reader) (Out, error) {
	var out Out
	req, err := http.NewRequestWithContext(ctx, method, target, body)
	if err != nil {
		return out, err
	}
	if kind != "" {
		req.Header.Set("Content-Type", kind)
	}
	res, err := c.HTTP.Do(req)
	if err != nil {
		return out, err
	}
	defer res.Body.Close()
	data, err := io.ReadAll(res.Body)
	if err != nil {
		return out, err
	}
	if res.StatusCode >= 300 {
		return out, &StatusError{Method: method, Path: req.URL.Path, Status: res.StatusCode, Body: string(data)}
	}
	if len(data) == 0 {
		return out, nil
	}
	return out, json.Unmarshal(data, &out)
}
