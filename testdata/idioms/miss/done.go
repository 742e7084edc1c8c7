// Package miss looks like code that talks to the Graph, and does not.
package miss

import "net/http"

func done(res *http.Response, err error) error {
	if err != nil {
		return err
	}
	return res.Body.Close()
}
