package base

import "net/http"

type config struct {
	Graph struct {
		Host    string
		Version string
	}
	Token string
}

func defaults() config {
	var c config
	c.Graph.Host = "https://graph.facebook.com"
	c.Graph.Version = "v12.0"
	return c
}

// ConfigStruct has host and version in a nested configuration.
func ConfigStruct(id string) error {
	cfg := defaults()
	return done(http.Get(cfg.Graph.Host + "/" + cfg.Graph.Version + "/" + id + "/groups")) // want: GET graph.facebook.com /{id}/groups version=v12.0
}
