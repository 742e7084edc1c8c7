package clientfile

import (
	"cmp"
	"os"
	"slices"
	"strings"
	"sync"

	"github.com/workplacelint/workplacelint/internal/audit"
	"github.com/workplacelint/workplacelint/internal/catalog"
	"github.com/workplacelint/workplacelint/internal/credential"
	"github.com/workplacelint/workplacelint/internal/rootfs"
	"github.com/workplacelint/workplacelint/internal/suppress"
)

// MaxSize is the size in bytes above which a file is not looked at: what is
// larger is no source that people write.
const MaxSize = 512 << 10

// Options say how to look at a tree.
type Options struct {
	// Dir is the root of the tree on the disk, where files are that say what a
	// project is, and manifests. There are none if it is empty.
	Dir string
	// Literals says to report credentials that are written in delivered files,
	// too.
	Literals bool
}

// A Tree looks at the files of a repository. Its method Add may be called by
// several goroutines.
type Tree struct {
	options Options
	rules   *Rules
	use     *credential.Use
	pack    *credential.Pack
	hosts   []host
	gate    *gate
	project *project
	rulings *rulings

	mu        sync.Mutex
	found     []Finding
	comments  []Comments
	delivered map[string]bool
	skipped   []Skipped
	programs  programs
	close     func() error
}

// New returns a Tree. Its method Finish has to be called.
func New(options Options) (*Tree, error) {
	t := &Tree{
		options: options, rules: Default(), use: credential.DefaultUse(), pack: credential.Default(),
		hosts: hostsOf(catalog.Default()), gate: defaultGate(), project: &project{}, rulings: &rulings{dir: options.Dir},
		delivered: map[string]bool{},
	}
	if options.Dir == "" {
		return t, nil
	}
	root, err := os.OpenRoot(options.Dir)
	if err != nil {
		return nil, err
	}
	t.close, t.project.root = root.Close, rootfs.New(root)
	return t, nil
}

// A Result is what a tree was found to hold.
type Result struct {
	Findings []Finding
	// Delivered has the files that people get, as far as that was asked.
	Delivered map[string]bool
	// Comments are those that suppress findings.
	Comments []Comments
	// Skipped are files and directories that could not be read, with the reason.
	Skipped []Skipped
}

// Comments are the comments of a file that suppress findings.
type Comments struct {
	File       string
	Directives []*suppress.Directive
}

// A Skipped is a file that could not be read.
type Skipped struct{ File, Reason string }

// Add looks at a file. Its name is relative to the root of the tree, with
// slashes. The text may be changed when Add returns.
func (t *Tree) Add(name string, text []byte) {
	kind, lang := t.rules.kindOf(name), t.rules.language(name)
	if kind == nil && lang == nil || len(text) > MaxSize || strings.HasSuffix(name, "_test.go") {
		return // Nothing that people get, or nothing that people write.
	}
	isGo := lang != nil && lang.Name == "go"
	look := t.gate.look
	if isGo {
		look = t.gate.lookGo
	}
	open := look(text)
	if open.directive {
		t.addDirectives(name, string(text), lang)
	}
	switch {
	case isGo:
		if open.imports || open.goes || open.api || open.writes || open.shape {
			f := newFile(name, string(text), lang)
			f.isPlain = !open.imports
			t.programs.add(f)
		}
	case kind != nil && (open.credential || open.builds):
		t.keep(t.checkKind(kind, newFile(name, string(text), lang)))
	case kind == nil && open.credential:
		t.keep(t.checkCode(newFile(name, string(text), lang)))
	}
}

// checkCode looks at code and pages.
func (t *Tree) checkCode(f *file) []Finding {
	d := t.delivery(f)
	if !d.isDelivered() {
		return nil
	}
	return t.checkDelivered(f, d)
}

// checkDelivered looks at what people get. Code of a program that people run with
// credentials of their own may send them.
func (t *Tree) checkDelivered(f *file, d Delivery) []Finding {
	t.deliver(f.name)
	var found []Finding
	if d.To != program {
		found = t.check(f, d)
	}
	if f.lang.Markup {
		found = append(found, t.checkPage(f, d)...)
	}
	if t.options.Literals {
		found = withLiterals(found, t.literals(f, d))
	}
	return found
}

// deliver notes that people get a file.
func (t *Tree) deliver(name string) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.delivered[name] = true
}

// withLiterals adds credentials that are written out. They say all that is to be
// said of the place where they stand.
func withLiterals(found, literals []Finding) []Finding {
	found = slices.DeleteFunc(found, func(f Finding) bool {
		return slices.ContainsFunc(literals, func(l Finding) bool { return f.Position.covers(l.Position) })
	})
	return append(found, literals...)
}

// covers reports whether q begins in p.
func (p Position) covers(q Position) bool {
	from := cmp.Or(cmp.Compare(p.Line, q.Line), cmp.Compare(p.Column, q.Column))
	to := cmp.Or(cmp.Compare(q.Line, p.EndLine), cmp.Compare(q.Column, p.EndColumn))
	return p.File == q.File && from <= 0 && to <= 0
}

// keep keeps findings, with why the file is delivered.
func (t *Tree) keep(found []Finding) {
	for i := range found {
		f := &found[i]
		f.Severity = audit.Error
		if (credential.IsExample(f.Position.File) || f.isDoubtful) && f.Category != Literal {
			f.Severity = audit.Warning
		}
		if d := f.Delivery; d.About != "" {
			at := d.At
			if at.Line == 0 {
				at = Position{File: f.Position.File, Line: 1, Column: 1}
			}
			f.Evidence = append(f.Evidence, Evidence{at, "this file " + d.About})
		}
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.found = append(t.found, found...)
}

// Finish returns what was found in all files.
func (t *Tree) Finish() *Result {
	t.programs.finish(t)
	sortFindings(t.found)
	slices.SortFunc(t.comments, func(a, b Comments) int { return cmp.Compare(a.File, b.File) })
	if t.close != nil {
		_ = t.close() // It was only read.
	}
	return &Result{Findings: t.found, Delivered: t.delivered, Comments: t.comments, Skipped: slices.Concat(t.skipped, t.rulings.skipped())}
}

// literals reports credentials that are written in a delivered file.
func (t *Tree) literals(f *file, d Delivery) []Finding {
	var found []Finding
	for _, m := range t.pack.Find(f.name, f.text) {
		title := m.Rule.Title()
		for _, cut := range []string{" in a ", " under ", ", also"} {
			title, _, _ = strings.Cut(title, cut)
		}
		found = append(found, Finding{
			Category: Literal, Kind: m.Rule.Kind, Delivery: d, Position: f.between(m.Start, m.End),
			Message: title + " (" + credential.Redact(f.text[m.Start:m.End]).String() + ") is written in a file that " +
				t.rules.Audiences[d.To].Gets,
			Key:  m.Rule.ID,
			Help: t.rules.Audiences[d.To].Who + " can use it: reset it, and keep the new one on a server",
		})
	}
	return found
}
