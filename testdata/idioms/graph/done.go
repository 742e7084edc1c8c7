// Package graph shows what only the Graph API has: batches, ids, pages.
package graph

import (
	"encoding/json"
	"net/http"
)

const base = "https://graph.workplace.com/v19.0"

func done(res *http.Response, err error) error {
	if err != nil {
		return err
	}
	return res.Body.Close()
}

func read(target string, out any) error {
	res, err := http.Get(target)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	return json.NewDecoder(res.Body).Decode(out)
}
