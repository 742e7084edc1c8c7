// Package path shows how programs put the path of a request together.
package path

import "net/http"

const graph = "https://graph.facebook.com/v19.0"

func done(res *http.Response, err error) error {
	if err != nil {
		return err
	}
	return res.Body.Close()
}
