// Package fix applies the fixes of findings to Go files.
//
// Each fix is applied whole or not at all. Two that change the same text
// differently are not both applied: the first one wins, and the other one is
// left for another run. What comes out is as gofmt writes it, without the
// imports that lost their last use.
package fix

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/workplacelint/workplacelint/internal/report"
)

// A Plan is what applying fixes would do. Nothing is written.
type Plan struct {
	Files []File // those that change, sorted by name
	Fixes int    // how many fixes these changes are
	Left  []Left // what is not applied, in the order of the findings
}

// A File is the text of a file before and after.
type File struct {
	Name          string
	Before, After []byte
}

// Left is a fix that is not applied.
type Left struct {
	Finding *report.Finding
	Reason  string
}

// A Tree is where files are.
type Tree interface {
	// Read returns the text of a file that may be changed, or an error that says
	// why it may not.
	Read(name string) ([]byte, error)
}

// New plans the first fix of each finding, in their order.
func New(findings []report.Finding, tree Tree) (*Plan, error) {
	p := &planner{tree: tree, files: map[string]*patched{}}
	for i := range findings {
		if f := &findings[i]; len(f.Fixes) > 0 && len(f.Fixes[0].Edits) > 0 {
			p.add(f)
		}
	}
	return p.finish()
}

type planner struct {
	tree  Tree
	files map[string]*patched
	plan  Plan
}

// patched is a file with the edits that are accepted, sorted by place.
type patched struct {
	text  []byte
	err   error // why the file stays as it is
	edits []report.Edit
}

func (p *planner) file(name string) *patched {
	f, ok := p.files[name]
	if !ok {
		f = &patched{}
		if f.text, f.err = p.tree.Read(name); f.err == nil && isGenerated(name, f.text) {
			f.err = fmt.Errorf("%s is generated", name)
		}
		p.files[name] = f
	}
	return f
}

// add accepts the first fix of a finding, or says why not.
func (p *planner) add(f *report.Finding) {
	if reason := p.accept(f.Fixes[0].Edits); reason != "" {
		p.plan.Left = append(p.plan.Left, Left{f, reason})
		return
	}
	p.plan.Fixes++
}

func (p *planner) accept(edits []report.Edit) (reason string) {
	for i, e := range edits {
		f := p.file(e.File)
		switch {
		case f.err != nil:
			return f.err.Error()
		case e.Start < 0 || e.Start > e.End || e.End > len(f.text):
			return e.File + " has changed since it was analyzed"
		case conflicts(f.edits, e):
			return "it changes the same text as another fix; apply fixes once more"
		case conflicts(edits[:i], e):
			return "its changes overlap"
		}
	}
	for _, e := range edits {
		if f := p.files[e.File]; !slices.Contains(f.edits, e) {
			f.edits = append(f.edits, e)
		}
	}
	return ""
}

// conflicts reports whether e and another edit of the same file cannot both be
// made. Equal ones can, such as two that add the same import.
func conflicts(edits []report.Edit, e report.Edit) bool {
	return slices.ContainsFunc(edits, func(o report.Edit) bool {
		return o != e && o.File == e.File && (o.Start == e.Start || o.Start < e.End && e.Start < o.End)
	})
}

func (p *planner) finish() (*Plan, error) {
	for name, f := range p.files {
		if len(f.edits) == 0 {
			continue
		}
		after, err := tidy(name, f.text, apply(f.text, f.edits))
		if err != nil {
			return nil, fmt.Errorf("the fixes of %s do not fit together: %w", name, err)
		}
		if !bytes.Equal(f.text, after) {
			p.plan.Files = append(p.plan.Files, File{name, f.text, after})
		}
	}
	slices.SortFunc(p.plan.Files, func(a, b File) int { return strings.Compare(a.Name, b.Name) })
	return &p.plan, nil
}

// apply makes edits that do not overlap.
func apply(text []byte, edits []report.Edit) []byte {
	slices.SortFunc(edits, func(a, b report.Edit) int { return a.Start - b.Start })
	var out []byte
	at := 0
	for _, e := range edits {
		out = append(out, text[at:e.Start]...)
		out = append(out, e.NewText...)
		at = e.End
	}
	return append(out, text[at:]...)
}
