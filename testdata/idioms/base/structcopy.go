package base

import "net/http"

type copied struct{ base, version string }

func (c copied) with(version string) copied {
	c.version = version
	return c
}

// StructCopy changes the version in a copy of a client.
func StructCopy(id string) error {
	old := copied{base: "https://graph.facebook.com", version: "v2.0"}
	latest := old.with("v20.0")
	return done(http.Get(latest.base + "/" + latest.version + "/" + id + "/moderators")) // want: GET graph.facebook.com /{id}/moderators version=v20.0
}
