package base

import "net/http"

const defaultURL = "https://graph.facebook.com/v2.8"

type configurable struct{ URL string }

func (c *configurable) buildURL(path string) string {
	if c.URL == "" {
		return defaultURL + path
	}
	return c.URL + path
}

// OrConstant falls back to a constant when a field is empty.
func OrConstant(string) error {
	c := &configurable{}
	return done(http.Get(c.buildURL("/me/messenger_profile"))) // want: GET graph.facebook.com /me/messenger_profile version=v2.8
}
