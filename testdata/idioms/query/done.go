// Package query shows how programs add parameters to a request.
package query

import "net/http"

const graph = "https://graph.workplace.com/v19.0"

func done(res *http.Response, err error) error {
	if err != nil {
		return err
	}
	return res.Body.Close()
}

func get(target string) (*http.Request, error) { return http.NewRequest(http.MethodGet, target, nil) }
