// Package sender knows HTTP clients and SDKs by what their functions do to a
// request. The knowledge is data: see the head of senders.yaml in package rules.
package sender

import (
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/workplacelint/workplacelint/rules"
)

// File is the name of the rule file.
const File = "senders.yaml"

// A Sender is one library.
type Sender struct {
	Name       string   `yaml:"name"`
	Packages   []string `yaml:"packages"` // import paths
	Source     string   `yaml:"source"`
	Confidence string   `yaml:"confidence"`
	// Base is the address that an SDK sends to by itself.
	Base string `yaml:"base"`
	// Join says how a path is joined to the base: "resolve" as a reference, else
	// with a slash.
	Join string `yaml:"join"`
	// Tag is the struct tag that names the parameters of a struct.
	Tag string `yaml:"tag"`
	// Fields names the fields of the library's types that hold a part, so that
	// code which sets them is understood too.
	Fields map[Part]string `yaml:"fields"`
	// Inner names, by type, the fields that hold another object of the library
	// with parts of the same request.
	Inner map[string]map[string]string `yaml:"inner"`
	// Wraps names, by type, the field that holds an http.Request.
	Wraps map[string]string `yaml:"wraps"`
	// Calls are functions by name, and methods as Type.Method.
	Calls map[string]*Call `yaml:"calls"`
}

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
)

var parts = []Part{Base, URL, Method, Query, Form, Header, Body, JSON}

// A Call says what a call of a function does.
type Call struct {
	Makes     string   `yaml:"makes"`
	Base      Arg      `yaml:"base"`
	URL       Arg      `yaml:"url"`
	Address   string   `yaml:"address"`
	Method    Arg      `yaml:"method"`
	Query     Args     `yaml:"query"`
	Form      Args     `yaml:"form"`
	Params    Arg      `yaml:"params"`
	JSON      Arg      `yaml:"json"`
	Body      Arg      `yaml:"body"`
	Header    Args     `yaml:"header"`
	Token     Arg      `yaml:"token"`
	PathParam Args     `yaml:"path_param"`
	Options   *Options `yaml:"options"`
	Result    Arg      `yaml:"result"`
	Request   Arg      `yaml:"request"`
	Parts     Arg      `yaml:"parts"`
	Send      Arg      `yaml:"send"`
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

// UnmarshalYAML implements [yaml.Unmarshaler].
func (a *Arg) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind != yaml.ScalarNode {
		return fmt.Errorf("line %d: expected the number of an argument or a text", n.Line)
	}
	if n.Decode(&a.N) == nil {
		if a.N < 1 {
			return fmt.Errorf("line %d: expected an argument from 1 on", n.Line)
		}
		return nil
	}
	return n.Decode(&a.Text)
}

// Args is one argument, or a name and a value.
type Args []Arg

// UnmarshalYAML implements [yaml.Unmarshaler].
func (a *Args) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind != yaml.SequenceNode {
		var one Arg
		err := one.UnmarshalYAML(n)
		*a = Args{one}
		return err
	}
	if len(n.Content) != 2 {
		return fmt.Errorf("line %d: expected name and value", n.Line)
	}
	for _, e := range n.Content {
		var one Arg
		if err := one.UnmarshalYAML(e); err != nil {
			return err
		}
		*a = append(*a, one)
	}
	return nil
}

// Options is an argument that is a struct, with what its fields set.
type Options struct {
	Arg    Arg
	Fields map[string]Part
}

// UnmarshalYAML implements [yaml.Unmarshaler].
func (o *Options) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind != yaml.SequenceNode || len(n.Content) != 2 {
		return fmt.Errorf("line %d: expected an argument and its fields", n.Line)
	}
	if err := o.Arg.UnmarshalYAML(n.Content[0]); err != nil {
		return err
	}
	return n.Content[1].Decode(&o.Fields)
}

// A Set finds senders by the functions of their packages.
type Set struct {
	byPath map[string]*Sender
}

// Load reads the rules.
func Load(fsys fs.FS) (*Set, error) {
	var file struct {
		Retrieved string    `yaml:"retrieved"`
		Senders   []*Sender `yaml:"senders"`
	}
	if err := rules.Decode(fsys, File, &file); err != nil {
		return nil, err
	}
	set := &Set{byPath: map[string]*Sender{}}
	for _, s := range file.Senders {
		if err := set.Add(s); err != nil {
			return nil, fmt.Errorf("%s: %s: %w", File, s.Name, err)
		}
	}
	return set, nil
}

// Default returns the senders that come with the program.
func Default() *Set {
	set, err := Load(rules.Files)
	if err != nil {
		panic(err) // a test loads them
	}
	return set
}

// Add adds a sender. Its packages must not belong to another one.
func (s *Set) Add(one *Sender) error {
	if one.Name == "" || len(one.Packages) == 0 || len(one.Calls) == 0 {
		return errors.New("expected name, packages and calls")
	}
	if u, err := url.Parse(one.Base); err != nil || one.Base != "" && u.Host == "" {
		return fmt.Errorf("expected a base with scheme and host, found %q", one.Base)
	}
	for part := range one.Fields {
		if !slices.Contains(parts, part) {
			return fmt.Errorf("fields: expected one of %v, found %q", parts, part)
		}
	}
	if err := one.checkCalls(); err != nil {
		return err
	}
	for _, path := range one.Packages {
		if other := s.byPath[path]; other != nil {
			return fmt.Errorf("package %s is one of %s", path, other.Name)
		}
		s.byPath[path] = one
	}
	return nil
}

func (s *Sender) checkCalls() error {
	for name, c := range s.Calls {
		if c == nil {
			return fmt.Errorf("%s: expected what the call does", name)
		}
		if c.Options == nil {
			continue
		}
		for field, part := range c.Options.Fields {
			if !slices.Contains(parts, part) {
				return fmt.Errorf("%s: %s: expected one of %v, found %q", name, field, parts, part)
			}
		}
	}
	return nil
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
