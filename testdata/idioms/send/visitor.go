package send

import (
	"encoding/json"
	"net/http"
	"strconv"
)

type statusError struct{ code int }

func (e *statusError) Error() string { return strconv.Itoa(e.code) }

type entries[T any] struct {
	Data []T `json:"data"`
}

type person struct {
	ID string `json:"id"`
}

// decode has an error of its own beside those of others.
func decode(path string, into any) error {
	res, err := http.Get(graph + path)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	if res.StatusCode/100 != 2 {
		return &statusError{res.StatusCode}
	}
	if into == nil {
		return nil
	}
	return json.NewDecoder(res.Body).Decode(into)
}

// visit hands every entry of a list to a function.
func visit[T any](path string, f func(T) error) error {
	var list entries[T]
	if err := decode(path, &list); err != nil {
		return err
	}
	for _, entry := range list.Data {
		if err := f(entry); err != nil {
			return err
		}
	}
	return nil
}

// Visitor sends from a function that is called for every entry of a list.
func Visitor(id string) error {
	return visit("/"+id+"/members", func(p person) error { // want: GET graph.facebook.com /{id}/members version=v19.0; GET graph.facebook.com /{id}/badges version=v19.0
		return decode("/"+p.ID+"/badges", nil)
	})
}
