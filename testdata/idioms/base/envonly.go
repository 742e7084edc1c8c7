package base

import (
	"net/http"
	"net/url"
	"os"
)

// EnvOnly has the whole URL in the environment.
func EnvOnly(string) error {
	target := os.Getenv("IDIOMS_SEND_URL")
	if target == "" {
		return nil
	}
	return done(http.PostForm(target+"?access_token="+os.Getenv("IDIOMS_TOKEN"), url.Values{"message": {"hello"}})) // want: POST ? ? kind=env
}
