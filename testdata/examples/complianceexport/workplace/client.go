// Package workplace reads what an export needs from the Graph API.
package workplace

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"time"
)

const (
	graphHost  = "graph.workplace.com"
	apiVersion = "v17.0"
)

// Settings say which API is used and on whose behalf.
type Settings struct {
	// Host and Version are those of the production API if they are empty.
	Host      string
	Version   string
	Token     string
	AppSecret string
}

// A Client sends requests on behalf of one custom integration.
type Client struct {
	*http.Client
	settings Settings
}

// New returns a client.
func New(s Settings) *Client {
	if s.Host == "" {
		s.Host = graphHost
	}
	if s.Version == "" {
		s.Version = apiVersion
	}
	return &Client{Client: &http.Client{Timeout: time.Minute}, settings: s}
}

// link returns the URL of what stands at path.
func (c *Client) link(path string, params url.Values) string {
	u := &url.URL{Scheme: "https", Host: c.settings.Host, Path: "/" + c.settings.Version}
	u = u.JoinPath(path)
	u.RawQuery = params.Encode()
	return u.String()
}

func (c *Client) get(ctx context.Context, link string, out any) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, link, nil)
	if err != nil {
		return err
	}
	return c.send(req, out)
}

func (c *Client) post(ctx context.Context, link string, form url.Values, out any) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, link, strings.NewReader(form.Encode()))
	if err != nil {
		return err
	}
	req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	return c.send(req, out)
}

// send signs a request and decodes the answer.
func (c *Client) send(req *http.Request, out any) error {
	c.sign(req)
	res, err := c.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	if res.StatusCode != http.StatusOK {
		return fmt.Errorf("%s %s: %s", req.Method, req.URL.Path, res.Status)
	}
	return json.NewDecoder(res.Body).Decode(out)
}
