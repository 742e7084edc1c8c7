// Package proof says whether requests are signed as the server expects it: the
// parameter appsecret_proof holds the hex of an HMAC of token and time.
//
// A verdict is given on what is known of the texts in a request. Wrong is said
// only of a text that is known as a whole and differs; where something is not
// known, the proof is neither right nor wrong.
package proof

import (
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/workplacelint/workplacelint/internal/graphapi"
	"github.com/workplacelint/workplacelint/rules"
)

// Rules say how a request is signed.
type Rules struct {
	Source     string `yaml:"source"`
	Parameters struct {
		Proof string `yaml:"proof"`
		Time  string `yaml:"time"`
		Token string `yaml:"token"`
	} `yaml:"parameters"`
	Misspelt        map[string][]string `yaml:"misspelt"`
	Schemes         []string            `yaml:"schemes"`
	Hash            string              `yaml:"hash"`
	Separator       string              `yaml:"separator"`
	Window          int64               `yaml:"window"`
	WebhookPrefixes []string            `yaml:"webhook_prefixes"`
	TokenOnlyNames  map[string][]string `yaml:"token_only"`
	Names           struct {
		Token     []string `yaml:"token"`
		NotSecret []string `yaml:"not_secret"`
		Maker     []string `yaml:"maker"`
	} `yaml:"names"`
}

// File is the name of the rule file.
const File = "proof.yaml"

// Load reads the rules.
func Load(fsys fs.FS) (*Rules, error) {
	r := new(Rules)
	if err := rules.Decode(fsys, File, r); err != nil {
		return nil, err
	}
	p := r.Parameters
	if p.Proof == "" || p.Time == "" || p.Token == "" || r.Hash == "" || r.Separator == "" || r.Window <= 0 {
		return nil, fmt.Errorf("%s: expected parameters, hash, separator and window", File)
	}
	for _, name := range sortedKeys(r.Misspelt) {
		if name != p.Proof && name != p.Time {
			return nil, fmt.Errorf("%s: misspelt: expected %s or %s, found %s", File, p.Proof, p.Time, name)
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

func sortedKeys(m map[string][]string) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// Meant returns the parameter that a misspelt name stands for.
func (r *Rules) Meant(name string) (string, bool) {
	for _, right := range sortedKeys(r.Misspelt) {
		if slices.Contains(r.Misspelt[right], name) {
			return right, true
		}
	}
	return "", false
}

// TokenOnly reports whether a name of a package makes a client library sign
// only the token.
func (r *Rules) TokenOnly(pkg, name string) bool {
	for _, lib := range sortedKeys(r.TokenOnlyNames) {
		if (pkg == lib || strings.HasPrefix(pkg, lib+"/")) && slices.Contains(r.TokenOnlyNames[lib], name) {
			return true
		}
	}
	return false
}

// named reports whether a name ends with one of the lists of words.
func named(name string, lists []string) bool {
	words := " " + strings.Join(graphapi.Words(name), " ")
	for _, list := range lists {
		if strings.HasSuffix(words, " "+list) {
			return true
		}
	}
	return false
}

// Makes reports whether a function is called after the proof that it makes.
func (r *Rules) Makes(name string) bool {
	words := " " + strings.Join(graphapi.Words(name), " ") + " "
	return slices.ContainsFunc(r.Names.Maker, func(list string) bool { return strings.Contains(words, " "+list+" ") })
}

// IsProof reports whether a name is that of the parameter for the proof, or
// one that people write in place of it.
func (r *Rules) IsProof(name string) bool {
	right, misspelt := r.Meant(name)
	return name == r.Parameters.Proof || misspelt && right == r.Parameters.Proof ||
		strings.EqualFold(strings.ReplaceAll(name, "-", "_"), r.Parameters.Proof)
}

// Seeds are texts one of which a package contains that signs requests.
func (r *Rules) Seeds() []string { return []string{r.Parameters.Proof, r.Parameters.Time} }
