package base

import "net/http"

type both struct{ graph, scim string }

// TwoFields has two bases in one struct.
func TwoFields(id string) error {
	b := both{graph: "https://graph.workplace.com", scim: "https://scim.workplace.com"}
	if err := done(http.Get(b.graph + "/" + id + "/former_members")); err != nil { // want: GET graph.workplace.com /{id}/former_members
		return err
	}
	return done(http.Get(b.scim + "/Users/" + id)) // want: GET scim.workplace.com /Users/{id}
}
