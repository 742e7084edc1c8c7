// Package send shows how a request gets from the place that knows its path to
// the place that sends it.
package send

import "net/http"

const graph = "https://graph.facebook.com/v19.0"

func done(res *http.Response, err error) error {
	if err != nil {
		return err
	}
	return res.Body.Close()
}
