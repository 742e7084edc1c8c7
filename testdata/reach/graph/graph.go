// Package graph has a request in each function. The command of this module may
// run all of them but those that are named Never.
package graph

import (
	"fmt"
	"net/http"
)

const base = "https://graph.workplace.com/"

// Static is called by its name.
func Static() { http.Get(base + "community/groups") }

// Value is handed over as a value.
func Value() { http.Get(base + "community/groups") }

// NeverNamed is named by nobody.
func NeverNamed() { http.Get(base + "community/groups") }

// NeverFrom is called only by what is never run.
func NeverFrom() { NeverNamed() }

var table = map[string]func(){"table": Tabled}

// Tabled stands in a table.
func Tabled() { http.Get(base + "community/groups") }

// Run runs what is in the table.
func Run(name string) { table[name]() }

func init() { Initial() }

// Initial is called by an initializer.
func Initial() { http.Get(base + "community/groups") }

// A Narrow has one method.
type Narrow interface{ First() }

// A Client is made a Narrow.
type Client struct{}

func (Client) First() { http.Get(base + "community/groups") }

func (Client) NeverSecond() { http.Get(base + "community/groups") }

// A Printed is handed to a function that may call any method.
type Printed struct{}

func (Printed) String() string { http.Get(base + "community/groups"); return "" }

// Other may be called by reflection.
func (Printed) Other() { http.Get(base + "community/groups") }

// A Widened is made a Narrow first, and any value then.
type Widened struct{}

func (*Widened) First() { http.Get(base + "community/groups") }

// Other may be called by reflection.
func (*Widened) Other() { http.Get(base + "community/groups") }

// Print makes any value of a Narrow.
func Print(n interface {
	First()
	fmt.Stringer
}) {
	fmt.Println(n)
}

// Show makes any value of one.
func Show(w interface{ First() }) { fmt.Println(w) }

// A Base is embedded.
type Base struct{}

func (Base) Promoted() { http.Get(base + "community/groups") }

func (Base) NeverPromoted() { http.Get(base + "community/groups") }

// A Derived has the methods of Base.
type Derived struct{ Base }

// A List is generic.
type List[T interface{ Each() }] struct{ Of []T }

// All calls a method of a type parameter.
func (l List[T]) All() {
	for _, one := range l.Of {
		one.Each()
	}
}

// An Element is in a List.
type Element struct{}

func (Element) Each() { http.Get(base + "community/groups") }

func (Element) NeverCalled() { http.Get(base + "community/groups") }

// A Sink takes values of a type.
type Sink[T any] interface{ Put(T) }

// Fill puts a value.
func Fill[T any](s Sink[T], v T) { s.Put(v) }

// A Texts is a Sink of texts.
type Texts struct{}

func (Texts) Put(string) { http.Get(base + "community/groups") }

// Closure returns a function.
func Closure() func() {
	return func() { http.Get(base + "community/groups") }
}

// Later is deferred, Beside is run beside the rest.
func Later() { http.Get(base + "community/groups") }

// Beside is run beside the rest.
func Beside() { http.Get(base + "community/groups") }

// A Handler is called by the server.
type Handler struct{}

func (*Handler) ServeHTTP(http.ResponseWriter, *http.Request) { http.Get(base + "community/groups") }

func (*Handler) NeverServed() { http.Get(base + "community/groups") }

// Bound is a method that is used as a value.
func (*Handler) Bound() { http.Get(base + "community/groups") }

// Expression is a method that is used as an expression.
func (*Handler) Expression() { http.Get(base + "community/groups") }
