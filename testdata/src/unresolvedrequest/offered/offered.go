// Package offered sends what its callers ask for.
package offered

import "net/http"

// Fetch leaves the path to its callers.
func Fetch(path string) { http.Get("https://graph.workplace.com" + path) }

// A Client leaves the path to its callers, too.
type Client struct{ Base string }

// Get sends a request.
func (c *Client) Get(path string) { http.Get("https://graph.workplace.com" + path) }

// Twice decides half of it.
func Twice(edge string) { Fetch("/me/" + edge) }
