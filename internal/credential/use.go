package credential

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"
	"sync"

	"github.com/workplacelint/workplacelint/rules"
)

// Use says where requests carry credentials and how programs get them.
type Use struct {
	Source     string          `yaml:"source"`
	Params     map[string]Kind `yaml:"params"`
	Header     string          `yaml:"header"`
	HeaderKind Kind            `yaml:"header_kind"`
	Schemes    []string        `yaml:"schemes"`
	KeyKind    Kind            `yaml:"key_kind"`
	Readers    map[string]int  `yaml:"readers"`
	// Settings are fields of structs that ask a store for a secret by its name,
	// with what does so in words.
	Settings map[string]string `yaml:"settings"`
	// Tags are keys of the tags of fields that name a variable of the environment.
	Tags []string `yaml:"tags"`
	// Vendors are words in names that tell whose a credential is.
	Vendors []string          `yaml:"vendors"`
	Words   map[Kind][]string `yaml:"words"`
}

// UseFile is the name of the rule file.
const UseFile = "credentials.yaml"

// LoadUse reads the rules.
func LoadUse(fsys fs.FS) (*Use, error) {
	u := new(Use)
	if err := rules.Decode(fsys, UseFile, u); err != nil {
		return nil, err
	}
	if len(u.Params) == 0 || u.Header == "" || len(u.Schemes) == 0 || u.KeyKind == "" {
		return nil, fmt.Errorf("%s: expected params, header, schemes and key_kind", UseFile)
	}
	return u, nil
}

// DefaultUse returns the rules of this program.
func DefaultUse() *Use { return defaultUse() }

var defaultUse = sync.OnceValue(func() *Use {
	u, err := LoadUse(rules.Files)
	if err != nil {
		panic("rules/" + err.Error())
	}
	return u
})

// Kind returns the kind of credential that a parameter carries, if it carries
// one.
func (u *Use) Kind(param string) (Kind, bool) {
	if strings.EqualFold(param, u.Header) {
		return u.HeaderKind, true
	}
	kind, ok := u.Params[param]
	return kind, ok
}

// Unscheme returns what follows the scheme of a header.
func (u *Use) Unscheme(value string) string {
	scheme, rest, ok := strings.Cut(value, " ")
	if ok && slices.ContainsFunc(u.Schemes, func(s string) bool { return strings.EqualFold(s, scheme) }) {
		return strings.TrimSpace(rest)
	}
	return value
}

// Names reports whether a name is one of a credential of a kind.
func (u *Use) Names(kind Kind, name string) bool {
	lower := strings.ToLower(name)
	return slices.ContainsFunc(u.Words[kind], func(w string) bool { return strings.Contains(lower, w) })
}
