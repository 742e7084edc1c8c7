package query

import (
	"net/http"
	"strings"
)

// Appended joins parameters of which a condition leaves some out.
func Appended(id string) error {
	return appended(id, "", "name,email") // want: GET graph.workplace.com /{id} fields=email,name
}

func appended(id, token, fields string) error {
	args := []string{}
	if token != "" {
		args = append(args, "access_token="+token)
	}
	if fields != "" {
		args = append(args, "fields="+fields)
	}
	return done(http.Get("https://graph.workplace.com/" + id + "?" + strings.Join(args, "&")))
}
