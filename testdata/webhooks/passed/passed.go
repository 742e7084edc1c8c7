// Package passed hands what it was told to other functions.
package passed

import "strings"

// A Kind is what a change is about.
type Kind string

type event struct {
	Object  string `json:"object"`
	Entries []struct {
		Changes []*struct {
			Field Kind `json:"field"`
		} `json:"changes"`
	} `json:"entry"`
}

func (e *event) about() string { return e.Object }

// Handle reads one delivery.
func Handle(e *event) {
	for _, entry := range e.Entries {
		for _, c := range entry.Changes {
			dispatch(e.about(), c.Field)
		}
	}
}

func dispatch(object string, kind Kind) {
	name := strings.ToLower(string(kind))
	if object == "user" && name == "message_sends" { // webhook: user message_sends
		return
	}
}
