package review

import (
	"fmt"
	"math"
	"strconv"
	"sync"
	"time"

	"github.com/workplacelint/workplacelint/internal/catalog"
	"github.com/workplacelint/workplacelint/rules"
)

// panelFile is what is known of the admin panel.
const panelFile = "panel.yaml"

// text is one text in each language, by its code.
type text map[string]string

// in returns the text in a language, in English if it has none.
func (t text) in(language string) string {
	if s := t[language]; s != "" {
		return s
	}
	return t[english]
}

// panel is the admin panel and what a person at it has to know.
type panel struct {
	Source     string                     `yaml:"source"`
	Renew      int                        `yaml:"renew"` // months
	Kinds      map[string]text            `yaml:"kinds"`
	Boxes      []panelBox                 `yaml:"boxes"`
	Conditions map[string]map[string]text `yaml:"conditions"`
	Groups     map[string]text            `yaml:"groups"`
	Switches   map[string]text            `yaml:"switches"`
	Facts      map[string]text            `yaml:"facts"` // the keys source and days are no languages
}

// unused is how long a permission may go unused before it is removed.
func (p *panel) unused() time.Duration {
	days, err := strconv.Atoi(p.Facts["unused"]["days"])
	if err != nil {
		return math.MaxInt64 // check asks for it
	}
	return time.Duration(days) * 24 * time.Hour
}

type panelBox struct {
	Name   string `yaml:"name"`
	Kind   string `yaml:"kind"`
	Can    text   `yaml:"can"`
	Option text   `yaml:"option"`
}

// loadPanel reads the rules. A test loads them.
var loadPanel = sync.OnceValues(func() (*panel, error) {
	p := new(panel)
	if err := rules.Decode(rules.Files, panelFile, p); err != nil {
		return nil, err
	}
	return p, p.check()
})

// check compares the panel with the catalogue: each permission has its box,
// and each text its languages.
func (p *panel) check() error {
	cat := catalog.Default()
	boxes := map[string]bool{}
	for _, b := range p.Boxes {
		switch {
		case cat.Permission(b.Name) == nil || boxes[b.Name]:
			return fmt.Errorf("%s: boxes: expected each permission of the catalogue once, found %s", panelFile, b.Name)
		case p.Kinds[b.Kind] == nil:
			return fmt.Errorf("%s: boxes: %s: expected one of kinds, found %s", panelFile, b.Name, b.Kind)
		}
		boxes[b.Name] = true
	}
	for _, perm := range cat.Permissions() {
		if !boxes[perm.Name] {
			return fmt.Errorf("%s: boxes: expected %s too", panelFile, perm.Name)
		}
		for _, n := range perm.Prefer {
			if n.When != "" && p.Conditions[perm.Name][n.Name] == nil {
				return fmt.Errorf("%s: conditions: expected %s in place of %s", panelFile, n.Name, perm.Name)
			}
		}
	}
	if p.unused() == math.MaxInt64 {
		return fmt.Errorf("%s: facts: unused: expected days", panelFile)
	}
	for name, fact := range p.Facts {
		if _, ok := cat.Source(fact["source"]); !ok {
			return fmt.Errorf("%s: facts: %s: expected a source of the catalogue, found %q", panelFile, name, fact["source"])
		}
	}
	return p.checkTexts()
}

func (p *panel) checkTexts() error {
	var all []text
	for _, b := range p.Boxes {
		all = append(all, b.Can)
		if b.Option != nil {
			all = append(all, b.Option)
		}
	}
	for _, m := range []map[string]text{p.Kinds, p.Groups, p.Switches, p.Facts} {
		for _, t := range m {
			all = append(all, t)
		}
	}
	for _, t := range all {
		for _, lang := range Languages() {
			if t[lang] == "" {
				return fmt.Errorf("%s: expected a text in %s beside %q", panelFile, lang, t[english])
			}
		}
	}
	return nil
}

// box returns what is known of a box, and its place in the panel. What the
// catalogue of a user adds comes last.
func (p *panel) box(permission string) (panelBox, int) {
	for i, b := range p.Boxes {
		if b.Name == permission {
			return b, i
		}
	}
	return panelBox{Name: permission}, len(p.Boxes)
}
