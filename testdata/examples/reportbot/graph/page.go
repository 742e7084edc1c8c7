package graph

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"
)

type page struct {
	Data   []json.RawMessage `json:"data"`
	Paging struct {
		Next string `json:"next"`
	} `json:"paging"`
}

// Each visits the objects listed at path, page by page.
func (c *Client) Each(ctx context.Context, path string, query url.Values, visit func(json.RawMessage) error) error {
	var p page
	if err := c.get(ctx, path, query, &p); err != nil {
		return err
	}
	for {
		for _, raw := range p.Data {
			if err := visit(raw); err != nil {
				return err
			}
		}
		next := p.Paging.Next
		if next == "" {
			return nil
		}
		p = page{}
		if err := c.follow(ctx, next, &p); err != nil {
			return err
		}
	}
}

// follow reads the page behind a link of an earlier answer. The link carries
// the parameters of the first request, but its proof may be out of date.
func (c *Client) follow(ctx context.Context, link string, out any) error {
	u, err := url.Parse(link)
	if err != nil {
		return err
	}
	query := u.Query()
	u.RawQuery = ""
	return c.call(ctx, http.MethodGet, u.String(), query, body{}, out)
}
