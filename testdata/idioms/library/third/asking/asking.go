// Package asking asks who uses it where to send to.
package asking

import "example.com/third/plain"

// Settings say where.
type Settings interface{ Base() string }

// A Client sends there.
type Client struct{ settings Settings }

// New returns a client.
func New(s Settings) *Client { return &Client{s} }

// Read reads what stands at a path.
func (c *Client) Read(path string) error { return plain.Fetch("GET", c.settings.Base()+"/"+path) }
