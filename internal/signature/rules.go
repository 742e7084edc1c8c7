package signature

import (
	"fmt"
	"io/fs"
	"net/textproto"
	"slices"
	"strings"

	"github.com/workplacelint/workplacelint/internal/delivery"
	"github.com/workplacelint/workplacelint/internal/graphapi"
	"github.com/workplacelint/workplacelint/rules"
)

// Rules say how deliveries are signed.
type Rules struct {
	Source       string            `yaml:"source"`
	Headers      map[string]Header `yaml:"headers"`
	Verification []string          `yaml:"-"` // see package delivery
	Names        struct {
		NotSecret []string `yaml:"not_secret"`
	} `yaml:"names"`
}

// A Header is one that holds a signature.
type Header struct {
	Hash string `yaml:"hash"`
	Old  bool   `yaml:"old"`
}

// File is the name of the rule file.
const File = "signature.yaml"

// Load reads the rules.
func Load(fsys fs.FS) (*Rules, error) {
	r := new(Rules)
	if err := rules.Decode(fsys, File, r); err != nil {
		return nil, err
	}
	if len(r.Headers) == 0 {
		return nil, fmt.Errorf("%s: expected headers", File)
	}
	d, err := delivery.Load(fsys)
	if err != nil {
		return nil, err
	}
	r.Verification = d.Verification
	for name := range r.Headers {
		if name != textproto.CanonicalMIMEHeaderKey(name) {
			return nil, fmt.Errorf("%s: headers: expected %s, found %s", File, textproto.CanonicalMIMEHeaderKey(name), name)
		}
	}
	return r, nil
}

// Default returns the rules that come with the program.
func Default() *Rules {
	r, err := Load(rules.Files)
	if err != nil {
		panic(err) // a test loads them
	}
	return r
}

// header returns what is known of a header by its name.
func (r *Rules) header(name string) (Header, bool) {
	h, ok := r.Headers[textproto.CanonicalMIMEHeaderKey(name)]
	return h, ok
}

// notSecret reports whether a variable is by its name not the app secret.
func (r *Rules) notSecret(name string) bool {
	words := " " + strings.Join(graphapi.Words(name), " ")
	for _, list := range r.Names.NotSecret {
		if strings.HasSuffix(words, " "+list) {
			return true
		}
	}
	return false
}

// Seeds are texts one of which a package contains that takes deliveries.
func (r *Rules) Seeds() []string {
	seeds := append([]string(nil), r.Verification...)
	for name := range r.Headers {
		seeds = append(seeds, name)
	}
	slices.Sort(seeds)
	return seeds
}
