// Package scim keeps accounts and people sets through the Account Management
// API, for what the Graph API does not offer.
package scim

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strconv"

	"example.com/accountsync/internal/api"
)

const (
	baseURL   = "https://scim.workplace.com"
	legacyURL = "https://www.workplace.com/scim/v1"

	userSchema  = "urn:ietf:params:scim:schemas:core:2.0:User"
	patchSchema = "urn:ietf:params:scim:api:messages:2.0:PatchOp"
)

// A User is an account.
type User struct {
	Schemas    []string `json:"schemas,omitempty"`
	ID         string   `json:"id,omitempty"`
	UserName   string   `json:"userName"`
	ExternalID string   `json:"externalId,omitempty"`
	Active     bool     `json:"active"`
	Name       Name     `json:"name"`
}

// A Name is the name of a person.
type Name struct {
	Formatted string `json:"formatted"`
}

// A Set is a people set, which SCIM calls a group.
type Set struct {
	ID          string   `json:"id,omitempty"`
	DisplayName string   `json:"displayName"`
	Members     []Member `json:"members"`
}

// A Member is somebody in a people set.
type Member struct {
	Value string `json:"value"`
}

type list[T any] struct {
	TotalResults int `json:"totalResults"`
	ItemsPerPage int `json:"itemsPerPage"`
	Resources    []T `json:"Resources"`
}

// A Client talks to the Account Management API.
type Client struct {
	*api.Client
}

// New returns a client. Communities that have not moved yet are served by the
// first version of the API, under another address.
func New(http api.Doer, legacy bool) Client {
	base := baseURL
	if legacy {
		base = legacyURL
	}
	return Client{&api.Client{BaseURL: base, HTTP: http}}
}

// Users returns all accounts.
func (c Client) Users(ctx context.Context) ([]User, error) {
	const count = 100
	var users []User
	for start := 1; ; start += count {
		query := url.Values{"startIndex": {strconv.Itoa(start)}, "count": {strconv.Itoa(count)}}
		page, err := api.Get[list[User]](ctx, c.Client, "/Users", query)
		if err != nil {
			return nil, err
		}
		users = append(users, page.Resources...)
		if len(page.Resources) == 0 || len(users) >= page.TotalResults {
			return users, nil
		}
	}
}

// UserByName returns the account with this address.
func (c Client) UserByName(ctx context.Context, email string) (User, error) {
	filter := fmt.Sprintf("userName eq %q", email)
	found, err := api.Get[list[User]](ctx, c.Client, "/Users?filter="+url.QueryEscape(filter), nil)
	if err != nil {
		return User{}, err
	}
	if len(found.Resources) != 1 {
		return User{}, fmt.Errorf("%d accounts are named %s", len(found.Resources), email)
	}
	return found.Resources[0], nil
}

// Create makes an account and returns it with its id.
func (c Client) Create(ctx context.Context, u User) (User, error) {
	u.Schemas = []string{userSchema}
	return api.SendJSON[User](ctx, c.Client, http.MethodPost, "/Users", u)
}

type patch struct {
	Schemas    []string `json:"schemas"`
	Operations []change `json:"Operations"`
}

type change struct {
	Op    string `json:"op"`
	Path  string `json:"path"`
	Value any    `json:"value"`
}

// Rename changes the user name of an account, after a marriage for example.
func (c Client) Rename(ctx context.Context, userID, email string) error {
	path := "/Users/" + url.PathEscape(userID)
	_, err := api.SendJSON[User](ctx, c.Client, http.MethodPatch, path, patch{
		Schemas:    []string{patchSchema},
		Operations: []change{{Op: "replace", Path: "userName", Value: email}},
	})
	return err
}

// Sets returns the people sets.
func (c Client) Sets(ctx context.Context) ([]Set, error) {
	found, err := api.Get[list[Set]](ctx, c.Client, "/Groups", nil)
	return found.Resources, err
}

// Save replaces a people set, or makes it if it has no id.
func (c Client) Save(ctx context.Context, s Set) error {
	method, path := http.MethodPost, "/Groups"
	if s.ID != "" {
		method, path = http.MethodPut, "/Groups/"+s.ID
	}
	_, err := api.SendJSON[Set](ctx, c.Client, method, path, s)
	return err
}

// Drop deletes a people set.
func (c Client) Drop(ctx context.Context, setID string) error {
	target := fmt.Sprintf("%s/Groups/%s", c.BaseURL, setID)
	req, err := http.NewRequestWithContext(ctx, http.MethodDelete, target, nil)
	if err != nil {
		return err
	}
	do := c.HTTP.Do
	res, err := do(req)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	if res.StatusCode >= 300 {
		return &api.StatusError{Method: req.Method, Path: req.URL.Path, Status: res.StatusCode}
	}
	return nil
}
