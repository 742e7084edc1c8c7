package base

import "net/http"

var domains = map[string]string{
	"graph": "https://graph.facebook.com/",
	"video": "https://graph-video.facebook.com/",
}

// MapBase takes the base out of a map.
func MapBase(id string) error {
	return done(http.Get(domains["graph"] + "v15.0/" + id + "/skills")) // want: GET graph.facebook.com /{id}/skills version=v15.0
}
