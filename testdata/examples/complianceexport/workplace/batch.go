package workplace

import (
	"context"
	"encoding/json"
	"net/url"
	"slices"
)

// maxParts is how many requests the API takes at once.
const maxParts = 50

// A Part is one request of a batch.
type Part struct {
	Method      string `json:"method"`
	RelativeURL string `json:"relative_url"`
}

// An Answer is the answer to one part of a batch.
type Answer struct {
	Code int    `json:"code"`
	Body string `json:"body"`
}

// Objects reads objects that are named by their paths.
func (c *Client) Objects(ctx context.Context, paths []string) ([]Answer, error) {
	var parts []Part
	for _, p := range paths {
		parts = append(parts, Part{Method: "GET", RelativeURL: p})
	}
	return c.batch(ctx, parts)
}

func (c *Client) batch(ctx context.Context, parts []Part) ([]Answer, error) {
	var all []Answer
	for chunk := range slices.Chunk(parts, maxParts) {
		data, err := json.Marshal(chunk)
		if err != nil {
			return nil, err
		}
		form := url.Values{"batch": {string(data)}, "include_headers": {"false"}}
		var answers []Answer
		if err := c.post(ctx, c.link("/", nil), form, &answers); err != nil {
			return nil, err
		}
		all = append(all, answers...)
	}
	return all, nil
}
