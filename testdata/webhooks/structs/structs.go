// Package structs decodes deliveries into structs.
package structs

import (
	"encoding/json"
	"errors"
	"net/http"
)

type delivery struct {
	Object string `json:"object"`
	Entry  []struct {
		ID      string   `json:"id"`
		Changes []change `json:"changes"`
	} `json:"entry"`
}

type change struct {
	Field string          `json:"field"`
	Value json.RawMessage `json:"value"`
}

const mention = "mention"

// Handle is the handler of deliveries.
func Handle(w http.ResponseWriter, r *http.Request) {
	var d delivery
	if json.NewDecoder(r.Body).Decode(&d) != nil {
		return
	}
	for _, e := range d.Entry {
		for _, c := range e.Changes {
			switch d.Object {
			case "page":
				if c.Field == mention { // webhook: page mention
					continue
				}
			case "group":
				switch c.Field {
				case "posts", "comments": // webhook: group posts, group comments
				case "membership": // webhook: group membership
				case "colour":
				}
			}
		}
	}
}

// Check refuses what is not about surveys, whose fields nobody knows.
func Check(d *delivery) error {
	if d.Object != "survey" { // webhook: survey
		return errors.New("expected a survey")
	}
	return nil
}
