// Package described sends requests that are described by a struct.
package described

import (
	"net/url"

	"example.com/third/plain"
)

// A Request is one.
type Request struct {
	Method, URL string
	Query       map[string]string
}

// Send sends it.
func (r Request) Send() error {
	q := url.Values{}
	for name, value := range r.Query {
		q.Set(name, value)
	}
	return plain.Fetch(r.Method, r.URL+"?"+q.Encode())
}
