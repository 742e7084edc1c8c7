// Package wire sends requests for another package.
package wire

import "net/http"

// A Client sends to one host.
type Client struct{ host string }

// New returns a client of a host.
func New(host string) *Client { return &Client{host: host} }

// Fetch reads what stands at path.
func (c *Client) Fetch(path string) error {
	res, err := http.Get("https://" + c.host + path)
	if err != nil {
		return err
	}
	return res.Body.Close()
}

// Request makes a request for an edge.
func Request(host, id, edge string) (*http.Request, error) {
	return http.NewRequest(http.MethodGet, "https://"+host+"/"+id+"/"+edge, nil)
}
