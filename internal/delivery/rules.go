// Package delivery finds which notifications code handles: comparisons of the
// object and the field of a delivery with constants, and uses of the parts of chat.
//
// What the JSON of a delivery is called is data; see deliveries.yaml in package
// rules. Which notifications there are, the catalogue knows.
package delivery

import (
	"fmt"
	"io/fs"

	"github.com/workplacelint/workplacelint/rules"
)

// File is the name of the rule file.
const File = "deliveries.yaml"

// Rules are the names in a delivery.
type Rules struct {
	Sources []string `yaml:"sources"`
	// Verification are the parameters of the request by which a callback is
	// verified.
	Verification []string `yaml:"verification"`
	Object       string   `yaml:"object"`
	Entries      string   `yaml:"entries"`
	Changes      string   `yaml:"changes"`
	Field        string   `yaml:"field"`
	Value        string   `yaml:"value"`
	Messaging    struct {
		List   string            `yaml:"list"`
		Object string            `yaml:"object"`
		Beside []string          `yaml:"beside"`
		Parts  map[string]string `yaml:"parts"`
	} `yaml:"messaging"`
	Subscription struct {
		Method string `yaml:"method"`
		Edge   string `yaml:"edge"`
		Object string `yaml:"object"`
		Fields string `yaml:"fields"`
	} `yaml:"subscription"`
}

// Load reads the rules.
func Load(fsys fs.FS) (*Rules, error) {
	r := new(Rules)
	if err := rules.Decode(fsys, File, r); err != nil {
		return nil, err
	}
	if len(r.Verification) == 0 {
		return nil, fmt.Errorf("%s: expected verification", File)
	}
	for what, name := range map[string]string{
		"object": r.Object, "entries": r.Entries, "changes": r.Changes, "field": r.Field, "value": r.Value,
		"messaging: list": r.Messaging.List, "messaging: object": r.Messaging.Object,
		"subscription: method": r.Subscription.Method, "subscription: edge": r.Subscription.Edge,
		"subscription: object": r.Subscription.Object, "subscription: fields": r.Subscription.Fields,
	} {
		if name == "" {
			return nil, fmt.Errorf("%s: %s: expected a name", File, what)
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
