package send

import (
	"errors"
	"fmt"
	"net/http"
	"os"
)

// Checked sends only if functions that check or prepare something do not fail.
func Checked(id string) error {
	if err := check(id); err != nil {
		return err
	}
	req, err := prepare(id)
	if err != nil {
		return err
	}
	return done(http.DefaultClient.Do(req)) // want: GET graph.facebook.com /{id}/managers version=v19.0
}

func check(id string) error {
	if id == "" {
		return errors.New("no id")
	}
	return nil
}

// prepare returns nil, or something else, on several ways.
func prepare(id string) (*http.Request, error) {
	if len(id) > 1000 {
		return nil, fmt.Errorf("id has %d bytes", len(id))
	}
	return http.NewRequest("GET", graph+"/"+id+"/managers", nil)
}

// Sought sends with an id that is empty where none is found.
func Sought(id string) error {
	found := sought([]pair{{os.Getenv("WANTED"), id}}, os.Getenv("WANTED"))
	return done(http.Get(graph + "/" + found + "/reports")) // want: GET graph.facebook.com /{id}/reports version=v19.0
}

type pair struct{ name, id string }

func sought(pairs []pair, name string) string {
	for _, p := range pairs {
		if p.name == name {
			return p.id
		}
	}
	return ""
}
