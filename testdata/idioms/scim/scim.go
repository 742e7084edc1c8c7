// Package scim shows the base URLs of the Account Management API.
package scim

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
)

func done(res *http.Response, err error) error {
	if err != nil {
		return err
	}
	return res.Body.Close()
}

// Current is version 2.
func Current(id string) error {
	if err := done(http.Get("https://scim.workplace.com/Users?startIndex=1&count=50")); err != nil { // want: GET scim.workplace.com /Users
		return err
	}
	return done(http.Get("https://scim.workplace.com/Groups/" + id)) // want: GET scim.workplace.com /Groups/{id}
}

// Legacy is version 1 on two hosts.
func Legacy(id string) error {
	if err := done(http.Get("https://www.workplace.com/scim/v1/Users/" + id)); err != nil { // want: GET www.workplace.com /scim/v1/Users/{id}
		return err
	}
	return done(http.Post("https://www.facebook.com/scim/v1/Users", "application/json", strings.NewReader("{}"))) // want: POST www.facebook.com /scim/v1/Users
}

// Company is the oldest form, with the id of the company in the path.
func Company(id string) error {
	return done(http.Get(fmt.Sprintf("https://www.facebook.com/company/%s/scim/Users", id))) // want: GET www.facebook.com /company/{id}/scim/Users
}

// Filter looks for an account by its address.
func Filter(id string) error {
	filter := url.QueryEscape(`userName eq "` + id + `@example.com"`)
	return done(http.Get("https://scim.workplace.com/Users?filter=" + filter)) // want: GET scim.workplace.com /Users
}

type client struct{ root string }

func (c client) call(method, kind, id, body string) error {
	target := c.root + "/" + kind
	if id != "" {
		target += "/" + id
	}
	req, err := http.NewRequest(method, target, strings.NewReader(body))
	if err != nil {
		return err
	}
	req.Header.Set("User-Agent", "idioms/1.0")
	return done(http.DefaultClient.Do(req))
}

// Generic is a client for any SCIM service that is given the base of Workplace.
func Generic(id string) error {
	c := client{root: "https://scim.workplace.com"}
	if err := c.call(http.MethodPatch, "Users", id, "{}"); err != nil { // want: PATCH scim.workplace.com /Users/{id}
		return err
	}
	return c.call(http.MethodPost, "Groups", "", "{}") // want: POST scim.workplace.com /Groups
}
