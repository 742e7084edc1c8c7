package base

import (
	"context"
	"net/http"
)

type baseKey struct{}

// Context has the base in a context, where it cannot be followed by type.
func Context(id string) error {
	ctx := context.WithValue(context.Background(), baseKey{}, "https://graph.facebook.com")
	base, _ := ctx.Value(baseKey{}).(string)
	return done(http.Get(base + "/" + id + "/organization_members")) // want: GET ? /{id}/organization_members kind=dynamic
}
