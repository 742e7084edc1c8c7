// Package sender knows HTTP clients and SDKs by what their functions do to a
// request. The knowledge is data: see the head of senders.yaml in package rules.
package sender

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/workplacelint/workplacelint/rules"
)

// File is the name of the rule file.
const File = "senders.yaml"

// A Sender is one library.
type Sender struct {
	Name       string
	Packages   []string // import paths
	Source     string
	Confidence string
	// Base is the address that an SDK sends to by itself.
	Base string
	// Join says how a path is joined to the base: [JoinResolve], else with a
	// slash.
	Join string
	// Tag is the struct tag that names the parameters of a struct.
	Tag string
	// Fields names the fields of the library's types that hold a part, so that
	// code which sets them is understood too.
	Fields map[Part]string
	// Inner names, by type, the fields that hold another object of the library
	// with parts of the same request.
	Inner map[string]map[string]string
	// Wraps names, by type, the field that holds an http.Request.
	Wraps map[string]string
	// Calls are functions by name, and methods as Type.Method.
	Calls map[string]*Call
	// Declared says that a person declared it for one program.
	Declared bool
	// Line is that of the entry in its file.
	Line int
}

// JoinResolve is the Join of a library that resolves paths as references.
const JoinResolve = "resolve"

// A Part is what can be set of a request.
type Part string

// The parts.
const (
	Base   Part = "base"
	URL    Part = "url"
	Method Part = "method"
	Query  Part = "query"
	Form   Part = "form"
	Header Part = "header"
	Body   Part = "body"
	JSON   Part = "json"
	// Version stands between the base of an SDK and the path.
	Version Part = "version"
)

var parts = []Part{Base, URL, Method, Query, Form, Header, Body, JSON, Version}

// A Call says what a call of a function does.
type Call struct {
	Makes   string
	Base    Arg
	URL     Arg
	Address string
	// Follows is the name under which an answer has the link that the call sends to.
	Follows   string
	Method    Arg
	Query     Args
	Form      Args
	Params    Args
	JSON      Arg
	Body      Arg
	Header    Args
	Token     Arg
	PathParam Args
	Options   *Options
	Result    Arg
	Request   Arg
	Parts     Arg
	Send      Arg
}

// SendsSet is the Send of a call that sends with the method that was set.
const SendsSet = "set"

// Sends reports whether the call sends.
func (c *Call) Sends() bool { return c.Send.Set() }

// An Arg is an argument, or a text in its place. The zero value is neither.
type Arg struct {
	N    int // of the argument, from 1
	Text string
}

// Set reports whether there is an argument or a text.
func (a Arg) Set() bool { return a.N > 0 || a.Text != "" }

// Args is one argument, or a name and a value.
type Args []Arg

// Options is an argument that is a struct, with what its fields set.
type Options struct {
	Arg    Arg
	Fields map[string]Part
}

// A Set finds senders by the functions of their packages.
type Set struct {
	byPath map[string]*Sender
}

// Load reads the rules.
func Load(fsys fs.FS) (*Set, error) {
	var file struct {
		Retrieved string    `yaml:"retrieved"`
		Senders   yaml.Node `yaml:"senders"`
	}
	if err := rules.Decode(fsys, File, &file); err != nil {
		return nil, err
	}
	senders, faults := Decode(&file.Senders)
	var errs []error
	for _, f := range faults {
		errs = append(errs, fmt.Errorf("%s:%d: %s", File, f.Node.Line, f.Want))
	}
	return newSet(senders), errors.Join(errs...)
}

func newSet(senders []*Sender) *Set {
	set := &Set{byPath: map[string]*Sender{}}
	for _, s := range senders {
		for _, path := range s.Packages {
			set.byPath[path] = s
		}
	}
	return set
}

// Default returns the senders that come with the program.
func Default() *Set {
	set, err := Load(rules.Files)
	if err != nil {
		panic(err) // a test loads them
	}
	return set
}

// With returns the set with the senders that a person declares. What is declared
// of a package takes the place of what is known of it.
func (s *Set) With(declared []*Sender) *Set {
	if len(declared) == 0 {
		return s
	}
	all := newSet(declared)
	for path, one := range s.byPath {
		if all.byPath[path] == nil {
			all.byPath[path] = one
		}
	}
	return all
}

// Has reports whether a package is one of a sender.
func (s *Set) Has(path string) bool { return s.byPath[path] != nil }

// Paths returns the import paths of all packages, sorted.
func (s *Set) Paths() []string {
	paths := make([]string, 0, len(s.byPath))
	for p := range s.byPath {
		paths = append(paths, p)
	}
	slices.Sort(paths)
	return paths
}

// SDKs returns the import paths of the packages that know the address of the
// API by themselves, sorted: a program that uses one need not name it.
func (s *Set) SDKs() []string {
	return slices.DeleteFunc(s.Paths(), func(p string) bool { return s.byPath[p].Base == "" })
}

// Addresses reports whether a function belongs to an SDK, which knows the
// address of the API by itself.
func (s *Set) Addresses(name string) bool {
	f, ok := s.Find(name)
	return ok && f.Sender.Base != ""
}

// A Func is a function of a sender.
type Func struct {
	Sender *Sender
	Path   string // of the package
	Type   string // of the receiver, "" for a function
	Call   *Call  // nil if nothing is said of it
}

// Find returns what is known of a function by its full name, such as
// "(*example.com/client.Request).Get"; ok is false for functions of packages
// that are no sender's.
func (s *Set) Find(name string) (f Func, ok bool) {
	path, typ, fn := split(name)
	one := s.byPath[path]
	if one == nil {
		return Func{}, false
	}
	key := fn
	if typ != "" {
		key = typ + "." + fn
	}
	return Func{Sender: one, Path: path, Type: typ, Call: one.Calls[key]}, true
}

// Sends reports whether a function sends.
func (s *Set) Sends(name string) bool {
	f, ok := s.Find(name)
	return ok && f.Call != nil && f.Call.Sends()
}

// Declares reports whether a person says what a function does, whatever its body
// shows.
func (s *Set) Declares(name string) bool {
	f, ok := s.Find(name)
	return ok && f.Sender.Declared && f.Call != nil
}

// split takes the full name of a function apart.
func split(name string) (path, typ, fn string) {
	rest, isMethod := strings.CutPrefix(name, "(")
	if isMethod {
		var found bool
		if rest, fn, found = strings.Cut(strings.TrimPrefix(rest, "*"), ")."); !found {
			return "", "", ""
		}
	}
	dot := strings.IndexByte(rest[strings.LastIndexByte(rest, '/')+1:], '.')
	if dot < 0 {
		return "", "", ""
	}
	dot += strings.LastIndexByte(rest, '/') + 1
	if strings.HasPrefix(rest, "gopkg.in/") { // the name of the last element has a dot
		dot = strings.LastIndexByte(rest, '.')
	}
	if isMethod {
		return rest[:dot], rest[dot+1:], fn
	}
	return rest[:dot], "", rest[dot+1:]
}
