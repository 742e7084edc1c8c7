package clientfile

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/workplacelint/workplacelint/internal/lexical"
)

// An evidence says who gets files of which all its conditions hold.
type evidence struct {
	To        Audience     `yaml:"to"`
	Languages []string     `yaml:"languages"`
	Path      string       `yaml:"path"`
	Directive string       `yaml:"directive"`
	Imports   []string     `yaml:"imports"`
	Names     []string     `yaml:"names"`
	Comment   string       `yaml:"comment"`
	Project   *projectFile `yaml:"project"`
	About     string       `yaml:"about"`

	path, comment, has *regexp.Regexp
}

// A projectFile is a file that says what a project is.
type projectFile struct {
	File string `yaml:"file"`
	Has  string `yaml:"has"`
}

func (e *evidence) check(r *Rules) (err error) {
	switch {
	case e.About == "":
		return errors.New("expected about")
	case e.To != nobody && r.Audiences[e.To] == (audienceWords{}):
		return fmt.Errorf("to is %q, expected an audience or nobody", e.To)
	case e.Path == "" && e.Directive == "" && len(e.Imports) == 0 && len(e.Names) == 0 && e.Comment == "" && e.Project == nil:
		return errors.New("expected a condition")
	}
	for _, l := range e.Languages {
		if lexical.Named(l) == nil {
			return fmt.Errorf("languages: %s is none", l)
		}
	}
	if e.path, err = optional(e.Path); err != nil {
		return err
	}
	if e.comment, err = optional(e.Comment); err != nil {
		return err
	}
	if e.Project != nil {
		e.has, err = regexp.Compile(e.Project.Has)
	}
	return err
}

func optional(pattern string) (*regexp.Regexp, error) {
	if pattern == "" {
		return nil, nil
	}
	return regexp.Compile(pattern)
}

// A Delivery says who gets a file and why that is known.
type Delivery struct {
	To    Audience
	About string   // "imports what runs in browsers"
	At    Position // zero if it is the name of the file that says so
}

// isDelivered reports whether somebody gets the file.
func (d Delivery) isDelivered() bool { return d.To != "" && d.To != nobody }

// delivery decides who gets a file of code, whose outline may be nil.
func (t *Tree) delivery(f *file) Delivery {
	if d, ok := t.override(f.name); ok {
		return d
	}
	for _, e := range t.rules.Evidence {
		if at, ok := e.holds(t, f); ok {
			return Delivery{To: e.To, About: e.About, At: at}
		}
	}
	return Delivery{}
}

// holds reports whether all conditions hold, and where the last of them does.
func (e *evidence) holds(t *Tree, f *file) (at Position, ok bool) {
	if len(e.Languages) > 0 && !slices.Contains(e.Languages, f.lang.Name) {
		return at, false
	}
	if e.path != nil && !e.path.MatchString(f.name) {
		return at, false
	}
	if e.Directive != "" {
		if at, ok = f.directive(e.Directive); !ok {
			return at, false
		}
	}
	if len(e.Imports) > 0 {
		if at, ok = f.imports(e.Imports); !ok {
			return at, false
		}
	}
	if len(e.Names) > 0 {
		if at, ok = f.uses(e.Names); !ok {
			return at, false
		}
	}
	if e.comment != nil {
		if at, ok = f.comment(e.comment); !ok {
			return at, false
		}
	}
	if e.Project != nil {
		if at, ok = t.project.find(f.name, e.Project.File, e.has); !ok {
			return at, false
		}
	}
	return at, true
}

// directive looks for a string that stands alone before the code.
func (f *file) directive(text string) (Position, bool) {
	f.lex()
	for i := range f.tokens {
		tok := &f.tokens[i]
		switch {
		case tok.kind == literal && tok.text == text:
			return f.at(int(tok.start)), true
		case tok.kind != literal && !tok.is(";"):
			return Position{}, false
		}
	}
	return Position{}, false
}

// imports looks for an import of one of the modules or of something below them.
func (f *file) imports(modules []string) (Position, bool) {
	if f.isPlain {
		return Position{}, false
	}
	f.lex()
	for _, imp := range f.imported {
		if slices.ContainsFunc(modules, func(m string) bool { return isBelow(imp.text, m) }) {
			return f.at(int(imp.start)), true
		}
	}
	return Position{}, false
}

// isBelow reports whether name is module or below it.
func isBelow(name, module string) bool {
	rest, ok := strings.CutPrefix(name, module)
	return ok && (rest == "" || strings.HasSuffix(module, ":") || strings.IndexByte("/.:", rest[0]) >= 0)
}

// uses looks for one of the names in code.
func (f *file) uses(names []string) (Position, bool) {
	f.lex()
	for i := range f.tokens {
		if f.tokens[i].kind != word || f.isSelected(i) {
			continue
		}
		spelt := f.spelt(i)
		if slices.ContainsFunc(names, func(n string) bool { return isBelow(spelt, n) }) {
			return f.at(int(f.tokens[i].start)), true
		}
	}
	return Position{}, false
}

// comment looks for a line that is a comment.
func (f *file) comment(pattern *regexp.Regexp) (Position, bool) {
	offset := 0
	for line := range strings.Lines(f.text) {
		if strings.HasPrefix(line, "//") && pattern.MatchString(line) && f.isComment(offset) {
			return f.at(offset), true
		}
		offset += len(line)
	}
	return Position{}, false
}

// isComment reports whether a comment begins at a byte.
func (f *file) isComment(offset int) bool {
	f.split()
	return slices.ContainsFunc(f.spans, func(s lexical.Span) bool { return s.Kind == lexical.Comment && s.Start == offset })
}
