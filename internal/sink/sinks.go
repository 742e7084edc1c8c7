package sink

import (
	"cmp"
	"fmt"
	"io/fs"
	"slices"
	"sync"

	"github.com/workplacelint/workplacelint/rules"
)

// The names of the rule files.
const (
	SinksFile    = "sinks.yaml"
	CarriersFile = "carriers.yaml"
)

// Sinks are the ways in which a credential leaves a server.
type Sinks struct {
	Source    string              `yaml:"source"`
	Retrieved string              `yaml:"retrieved"`
	Audiences map[string]Audience `yaml:"audiences"`
	List      []*Sink             `yaml:"sinks"`

	byCategory map[string]*Sink
}

// An Audience is who gets what leaves.
type Audience struct {
	Severity string `yaml:"severity"` // error or warning
	About    string `yaml:"about"`
	First    string `yaml:"first"` // what to do before what the sink says
}

// A Sink is one way out.
type Sink struct {
	Category   string `yaml:"category"`
	To         string `yaml:"to"`      // name of an audience
	Says       string `yaml:"says"`    // completes "access token from X"
	Reach      string `yaml:"reach"`   // who can read it then
	Instead    string `yaml:"instead"` // what to do
	Confidence string `yaml:"confidence"`
	Source     string `yaml:"source"`

	Calls []string `yaml:"calls"`
	// Pages are calls that hand a value to a template.
	Pages []string `yaml:"pages"`
	// Writers are types: what is written to a value of them leaves.
	Writers []string `yaml:"writers"`
	// Fields are struct fields: what is written to them leaves.
	Fields []string `yaml:"fields"`
	// Outputs are variables: what is written to them leaves.
	Outputs []string `yaml:"outputs"`
	// Headers are functions that return the header of a response.
	Headers []string `yaml:"headers"`
	// Proxies are types by which a proxy changes what it forwards; Directors are
	// struct fields that hold functions which do.
	Proxies   []string `yaml:"proxies"`
	Directors []string `yaml:"directors"`
	// Clients are types that log the URL of what they send, unless Quiet, a field
	// of them, is set to nil.
	Clients []string `yaml:"clients"`
	Quiet   string   `yaml:"quiet"`
	// Transports are functions that make a transport which records URLs. Helpers
	// are packages whose functions send over one.
	Transports []string `yaml:"transports"`
	Helpers    []string `yaml:"helpers"`
	// Imports are packages that show the arguments of the command.
	Imports []string `yaml:"imports"`
	// Edges are last segments of paths that answer with a redirect, which is
	// followed unless the program sets the field Unless.
	Edges  []string `yaml:"edges"`
	Unless string   `yaml:"unless"`
	// Scheme is one of URLs that are sent in the clear.
	Scheme string `yaml:"scheme"`
	// Answers says that answers leave which hold the URL of their request,
	// Returned that errors do, from an exported function, Panics that values of
	// panics do, and Hosts that clients of the server choose the host.
	Answers  bool `yaml:"answers"`
	Returned bool `yaml:"returned"`
	Panics   bool `yaml:"panics"`
	Hosts    bool `yaml:"hosts"`
}

// Category returns the sink of a category, nil if there is none.
func (s *Sinks) Category(name string) *Sink { return s.byCategory[name] }

// First returns the first sink for which ok holds, nil if there is none.
func (s *Sinks) First(ok func(*Sink) bool) *Sink {
	if i := slices.IndexFunc(s.List, ok); i >= 0 {
		return s.List[i]
	}
	return nil
}

// LoadSinks reads the ways out.
func LoadSinks(fsys fs.FS) (*Sinks, error) {
	s := &Sinks{byCategory: map[string]*Sink{}}
	if err := rules.Decode(fsys, SinksFile, s); err != nil {
		return nil, err
	}
	sorted := slices.IsSortedFunc(s.List, func(a, b *Sink) int { return cmp.Compare(a.Category, b.Category) })
	if !sorted || len(s.List) == 0 {
		return nil, fmt.Errorf("%s: expected sinks in the order of their categories", SinksFile)
	}
	for name, a := range s.Audiences {
		if a.Severity != "error" && a.Severity != "warning" {
			return nil, fmt.Errorf("%s: %s: expected severity error or warning, found %q", SinksFile, name, a.Severity)
		}
	}
	for _, one := range s.List {
		if s.byCategory[one.Category] != nil {
			return nil, fmt.Errorf("%s: expected category %s once", SinksFile, one.Category)
		}
		s.byCategory[one.Category] = one
		if err := s.check(one); err != nil {
			return nil, fmt.Errorf("%s: %s: %w", SinksFile, one.Category, err)
		}
	}
	return s, nil
}

func (s *Sinks) check(one *Sink) error {
	if _, ok := s.Audiences[one.To]; !ok {
		return fmt.Errorf("expected an audience, found %q", one.To)
	}
	for key, text := range map[string]string{"says": one.Says, "reach": one.Reach, "instead": one.Instead, "source": one.Source} {
		if text == "" {
			return fmt.Errorf("expected %s", key)
		}
	}
	if one.Confidence != "documented" && one.Confidence != "inferred" {
		return fmt.Errorf("expected documented or inferred, found %q", one.Confidence)
	}
	_, err := signatures(slices.Concat(one.Calls, one.Pages))
	return err
}

// DefaultSinks returns the ways out that this program knows.
func DefaultSinks() *Sinks { return defaultSinks() }

var defaultSinks = sync.OnceValue(func() *Sinks {
	s, err := LoadSinks(rules.Files)
	if err != nil {
		panic("rules/" + err.Error()) // A test loads them.
	}
	return s
})
