// Package plain sends requests, which its exported names do not show.
package plain

import "net/http"

// Fetch sends a request without a body.
func Fetch(method, url string) error {
	req, err := http.NewRequest(method, url, nil)
	if err != nil {
		return err
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		return err
	}
	return res.Body.Close()
}
