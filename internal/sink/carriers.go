package sink

import (
	"fmt"
	"io/fs"
	"sync"

	"github.com/workplacelint/workplacelint/rules"
)

// Carriers say what functions of libraries do with a text on its way. Lists of
// calls are in the notation of [Signature].
type Carriers struct {
	Source     string `yaml:"source"`
	Retrieved  string `yaml:"retrieved"`
	Confidence string `yaml:"confidence"`
	// Packages pass on the text of all arguments, except for the functions in
	// Silent.
	Packages []string `yaml:"packages"`
	Silent   []string `yaml:"silent"`
	// Containers are the types of Packages whose values hold texts.
	Containers []string `yaml:"containers"`
	Carriers   []string `yaml:"carriers"`
	Wrappers   []string `yaml:"wrappers"`
	Senders    []string `yaml:"senders"`
	Makers     []string `yaml:"makers"`
	// Requests are types of requests, and Errors functions whose error repeats
	// the text they get.
	Requests []string `yaml:"requests"`
	Errors   []string `yaml:"errors"`
	// Escapers write a text so that any URL may hold it.
	Escapers []string `yaml:"escapers"`
	// Removers take the parameter out that they are given the name of.
	Removers []string `yaml:"removers"`
	// Replaced are struct fields that hold the parameters of a URL.
	Replaced []string `yaml:"replaced"`
	// Failures are types of errors that hold the URL of a request.
	Failures []string `yaml:"failures"`
	// Redirects are struct fields with a function that gets requests which were
	// sent before.
	Redirects []string          `yaml:"redirects"`
	Parts     map[string]string `yaml:"parts"`
	Empty     []string          `yaml:"empty"`
	Positions []string          `yaml:"positions"`
	Keys      []string          `yaml:"keys"`
	Readers   []struct {
		Call string `yaml:"call"`
		Kind string `yaml:"kind"` // env, flag or config
	} `yaml:"readers"`
	// Defaults are keys of the tags of fields under which a default stands.
	Defaults     []string            `yaml:"defaults"`
	Environments []string            `yaml:"environments"`
	Inputs       []string            `yaml:"inputs"`
	InputFields  []string            `yaml:"input_fields"`
	Redactors    map[string][]string `yaml:"redactors"`
}

// LoadCarriers reads what passes texts on.
func LoadCarriers(fsys fs.FS) (*Carriers, error) {
	c := new(Carriers)
	if err := rules.Decode(fsys, CarriersFile, c); err != nil {
		return nil, err
	}
	for _, list := range [][]string{c.Carriers, c.Wrappers, c.Senders, c.Makers, c.Positions, c.Keys} {
		if _, err := signatures(list); err != nil {
			return nil, fmt.Errorf("%s: %w", CarriersFile, err)
		}
	}
	for _, r := range c.Readers {
		if _, err := parseSignature(r.Call); err != nil {
			return nil, fmt.Errorf("%s: %w", CarriersFile, err)
		}
	}
	return c, nil
}

// DefaultCarriers returns what this program knows.
func DefaultCarriers() *Carriers { return defaultCarriers() }

var defaultCarriers = sync.OnceValue(func() *Carriers {
	c, err := LoadCarriers(rules.Files)
	if err != nil {
		panic("rules/" + err.Error()) // A test loads them.
	}
	return c
})

// signatures parses a list of calls. A function stands in it once.
func signatures(list []string) (map[string]*Signature, error) {
	out := map[string]*Signature{}
	for _, text := range list {
		s, err := parseSignature(text)
		if err != nil {
			return nil, err
		}
		if out[s.Func] != nil {
			return nil, fmt.Errorf("expected %s once", s.Func)
		}
		out[s.Func] = &s
	}
	return out, nil
}
