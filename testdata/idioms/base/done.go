// Package base shows where programs keep the base URL.
package base

import "net/http"

func done(res *http.Response, err error) error {
	if err != nil {
		return err
	}
	return res.Body.Close()
}
