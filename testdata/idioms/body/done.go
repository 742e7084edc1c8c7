// Package body shows how programs make the body of a request.
package body

import "net/http"

const graph = "https://graph.facebook.com"

func done(res *http.Response, err error) error {
	if err != nil {
		return err
	}
	return res.Body.Close()
}
