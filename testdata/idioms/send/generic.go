package send

import (
	"encoding/json"
	"net/http"
)

func fetch[T any](path string) (T, error) {
	var out T
	res, err := http.Get(graph + path)
	if err != nil {
		return out, err
	}
	defer res.Body.Close()
	return out, json.NewDecoder(res.Body).Decode(&out)
}

// Generic calls a generic wrapper.
func Generic(id string) error {
	_, err := fetch[struct{ ID string }]("/" + id + "/picture") // want: GET graph.facebook.com /{id}/picture version=v19.0
	return err
}

type store[T any] struct {
	edge string
	last T
}

func (s *store[T]) load(id string) (err error) {
	s.last, err = fetch[T]("/" + id + "/" + s.edge)
	return err
}

// GenericType has the edge in a field of a generic type.
func GenericType(id string) error {
	s := &store[map[string]any]{edge: "reports"}
	return s.load(id) // want: GET graph.facebook.com /{id}/reports version=v19.0
}

type hasPath interface{ ~struct{ ID string } }

type album struct{ ID string }

func of[T hasPath](v T, edge string) error {
	return done(http.Get(graph + "/" + struct{ ID string }(v).ID + "/" + edge))
}

// Constraint has the id in a type parameter.
func Constraint(id string) error {
	return of(album{ID: id}, "photos") // want: GET graph.facebook.com /{id}/photos version=v19.0
}
