package workplace

import (
	"context"
	"net/url"
	"strings"
)

// A Person is an account.
type Person struct {
	ID         string `json:"id"`
	Name       string `json:"name"`
	Email      string `json:"email"`
	Department string `json:"department"`
	Title      string `json:"title"`
	Managers   struct {
		Data []Person `json:"data"`
	} `json:"managers"`
}

// People returns the people with these addresses.
func (c *Client) People(ctx context.Context, addresses []string) (map[string]Person, error) {
	people := make(map[string]Person)
	err := c.get(ctx, c.link("/", url.Values{
		"ids":    {strings.Join(addresses, ",")},
		"fields": {"id,name,email,department,title,managers{id,name}"},
	}), &people)
	return people, err
}

// A Group is a group that somebody belongs to.
type Group struct {
	ID      string `json:"id"`
	Name    string `json:"name"`
	Privacy string `json:"privacy"`
}

// Groups lists the groups of a person.
func (c *Client) Groups(personID string) *Pager[Group] {
	return list[Group](c, personID+"/groups", url.Values{"fields": {"id,name,privacy"}})
}
