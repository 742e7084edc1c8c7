// Package graph talks to the API.
package graph

import (
	"fmt"
	"io"
	"net/http"
	"net/url"
)

type Client struct {
	base  string
	token string
}

func New(token string) *Client { return &Client{base: "https://graph.workplace.com", token: token} }

func (c *Client) link(path string, q url.Values) string {
	q.Set("access_token", c.token)
	return c.base + path + "?" + q.Encode()
}

// get returns the error of package net/http.
func (c *Client) get(path string) ([]byte, error) {
	resp, err := http.Get(c.link(path, url.Values{})) // want `returned: access token from field graph.Client.token`
	if err != nil {
		return nil, fmt.Errorf("get: %w", err)
	}
	defer resp.Body.Close()
	return io.ReadAll(resp.Body)
}

// Groups lists the groups of the community.
func (c *Client) Groups() ([]byte, error) { return c.get("/community/groups") }

// Link returns the address of a page of the API.
func (c *Client) Link(id string) string { return c.link("/"+id, url.Values{}) }
