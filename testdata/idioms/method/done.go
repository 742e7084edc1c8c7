// Package method shows where the method of a request comes from.
package method

import "net/http"

const graph = "https://graph.workplace.com"

func done(res *http.Response, err error) error {
	if err != nil {
		return err
	}
	return res.Body.Close()
}
