// Package graph is the part of the Workplace Graph API that the report bot
// talks to.
package graph

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"
)

// DefaultBaseURL is the production Graph API of Workplace. WORKPLACE_GRAPH_URL
// replaces it in staging, where a simulator answers.
const DefaultBaseURL = "https://graph.workplace.com"

const version = "v19.0"

// A Client sends requests on behalf of one custom integration.
type Client struct {
	http      *http.Client
	base      string
	token     string
	appSecret string
	attempts  int
	wait      time.Duration
}

// An Option changes how a Client works.
type Option func(*Client)

// WithBaseURL sends requests to another host, such as a gateway.
func WithBaseURL(base string) Option {
	return func(c *Client) { c.base = strings.TrimRight(base, "/") }
}

// WithHTTPClient replaces the HTTP client, for proxies and tests.
func WithHTTPClient(h *http.Client) Option {
	return func(c *Client) { c.http = h }
}

// WithAttempts says how often a request is tried before it is given up, and
// how long to wait before the second attempt.
func WithAttempts(n int, wait time.Duration) Option {
	return func(c *Client) { c.attempts, c.wait = n, wait }
}

// New returns a Client for the integration with this access token and secret.
func New(token, appSecret string, opts ...Option) (*Client, error) {
	if token == "" || appSecret == "" {
		return nil, errors.New("an access token and an app secret are required")
	}
	c := &Client{
		http:      &http.Client{Timeout: 30 * time.Second},
		base:      baseURL(),
		token:     token,
		appSecret: appSecret,
		attempts:  3,
		wait:      2 * time.Second,
	}
	for _, opt := range opts {
		opt(c)
	}
	return c, nil
}

func baseURL() string {
	if base := os.Getenv("WORKPLACE_GRAPH_URL"); base != "" {
		return strings.TrimRight(base, "/")
	}
	return DefaultBaseURL
}

// Post publishes form at path and discards the answer.
func (c *Client) Post(ctx context.Context, path string, form url.Values) error {
	return c.postForm(ctx, path, form, nil)
}

func (c *Client) get(ctx context.Context, path string, query url.Values, out any) error {
	return c.call(ctx, http.MethodGet, c.endpoint(path), query, body{}, out)
}

func (c *Client) postForm(ctx context.Context, path string, form url.Values, out any) error {
	b := body{kind: "application/x-www-form-urlencoded", data: []byte(form.Encode())}
	return c.call(ctx, http.MethodPost, c.endpoint(path), nil, b, out)
}

func (c *Client) postJSON(ctx context.Context, path string, in, out any) error {
	data, err := json.Marshal(in)
	if err != nil {
		return err
	}
	return c.call(ctx, http.MethodPost, c.endpoint(path), nil, body{kind: "application/json", data: data}, out)
}

func (c *Client) endpoint(path string) string {
	return c.base + "/" + version + path
}

type body struct {
	kind string
	data []byte
}

// call sends a request and tries again when the service is busy.
func (c *Client) call(ctx context.Context, method, endpoint string, query url.Values, b body, out any) error {
	if query == nil {
		query = url.Values{}
	}
	var err error
	for attempt := range c.attempts {
		if attempt > 0 {
			select {
			case <-ctx.Done():
				return ctx.Err()
			case <-time.After(c.wait << attempt):
			}
		}
		// Signed anew for each attempt: a proof is good for five minutes only.
		c.sign(query)
		var req *http.Request
		req, err = http.NewRequestWithContext(ctx, method, endpoint+"?"+query.Encode(), bytes.NewReader(b.data))
		if err != nil {
			return err
		}
		if b.kind != "" {
			req.Header.Set("Content-Type", b.kind)
		}
		err = c.do(req, out)
		if !errors.Is(err, errBusy) {
			return err
		}
	}
	return fmt.Errorf("given up after %d attempts: %w", c.attempts, err)
}

var errBusy = errors.New("the service is busy")

func (c *Client) do(req *http.Request, out any) error {
	req.Header.Set("Authorization", "Bearer "+c.token)
	res, err := c.http.Do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	data, err := io.ReadAll(res.Body)
	switch {
	case err != nil:
		return err
	case res.StatusCode == http.StatusTooManyRequests, res.StatusCode >= 500:
		return fmt.Errorf("%s %s: %s: %w", req.Method, req.URL.Path, res.Status, errBusy)
	case res.StatusCode >= 400:
		return fmt.Errorf("%s %s: %s: %s", req.Method, req.URL.Path, res.Status, reason(data))
	case out == nil:
		return nil
	}
	return json.Unmarshal(data, out)
}

func reason(data []byte) string {
	var failure struct {
		Error struct {
			Message string `json:"message"`
			Code    int    `json:"code"`
		} `json:"error"`
	}
	if err := json.Unmarshal(data, &failure); err != nil || failure.Error.Message == "" {
		return "no reason given"
	}
	return fmt.Sprintf("%s (code %d)", failure.Error.Message, failure.Error.Code)
}
