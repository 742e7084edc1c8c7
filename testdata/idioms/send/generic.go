package send

import (
	"encoding/json"
	"net/http"
	"reflect"
	"strings"
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

type edged interface{ edge() string }

type badge struct {
	ID   string `json:"id"`
	Name string `json:"name,omitempty"`
}

func (badge) edge() string { return "badges" }

type reaction struct{ ID string }

func (*reaction) edge() string { return "reactions" }

func listOf[T edged](id string) error {
	var none T
	return done(http.Get(graph + "/" + id + "/" + none.edge()))
}

// ZeroValue asks the zero value of a type argument for the edge.
func ZeroValue(id string) error {
	return listOf[badge](id) // want: GET graph.facebook.com /{id}/badges version=v19.0
}

func newOf[T any, P interface {
	*T
	edged
}](id string) error {
	return done(http.Get(graph + "/" + id + "/" + P(new(T)).edge()))
}

// PointerTo asks a pointer to a type argument.
func PointerTo(id string) error {
	return newOf[reaction](id) // want: GET graph.facebook.com /{id}/reactions version=v19.0
}

type repository[T edged] struct{ base string }

func (r *repository[T]) path() string {
	var none T
	return "/" + none.edge()
}

func (r *repository[T]) list(id string) error { return done(http.Get(r.base + "/" + id + r.path())) }

// GenericRepository has a type argument that says what its methods ask for.
func GenericRepository(id string) error {
	r := &repository[badge]{base: graph}
	return r.list(id) // want: GET graph.facebook.com /{id}/badges version=v19.0
}

func tagsOf(v any) string {
	t := reflect.TypeOf(v)
	if t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	var names []string
	for i := range t.NumField() {
		name, _, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
		names = append(names, name)
	}
	return strings.Join(names, ",")
}

// TaggedFields asks for the fields that the tags of a struct name.
func TaggedFields(id string) error {
	return done(http.Get(graph + "/" + id + "?fields=" + tagsOf(&badge{}))) // want: GET graph.facebook.com /{id} version=v19.0 fields=id,name
}
