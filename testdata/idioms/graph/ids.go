package graph

import (
	"net/http"
	"net/url"
	"strings"
)

// IDs reads several nodes at once.
func IDs(id string) error {
	v := url.Values{"ids": {strings.Join([]string{id, "4711"}, ",")}, "fields": {"name,email"}}
	return done(http.Get(base + "/?" + v.Encode())) // want: GET graph.workplace.com / version=v19.0 fields=name,email
}

// FromAnswer reads the members of each group of the community.
func FromAnswer(string) error {
	var groups struct {
		Data []struct {
			ID string `json:"id"`
		} `json:"data"`
	}
	if err := read(base+"/community/groups?fields=id", &groups); err != nil { // want: GET graph.workplace.com /community/groups version=v19.0 fields=id
		return err
	}
	for _, g := range groups.Data {
		if err := done(http.Get(base + "/" + g.ID)); err != nil { // want: GET graph.workplace.com /{id} version=v19.0
			return err
		}
	}
	return nil
}

// FromMap reads an id out of an answer without a type.
func FromMap(string) error {
	var me map[string]any
	if err := read(base+"/me", &me); err != nil { // want: GET graph.workplace.com /me version=v19.0
		return err
	}
	id, _ := me["id"].(string)
	return done(http.Get(base + "/" + id + "/badges")) // want: GET graph.workplace.com /{id}/badges version=v19.0
}
