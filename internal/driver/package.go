package driver

import (
	"errors"
	"fmt"
	"go/token"
	"runtime/debug"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/workplacelint/workplacelint/internal/load"
)

// unit is one package while it is analyzed.
type unit struct {
	run     *run
	checked *load.Checked
	facts   *view
	results map[*analysis.Analyzer]*result
	out     *Package
}

type result struct {
	value any
	err   error
}

// analyze runs all analyzers on p and forgets everything but what they say.
func (r *run) analyze(p *load.Package) *Package {
	out := &Package{Package: p, Values: Values{}}
	checked, skips := r.prog.Check(p)
	out.skips = skips
	u := &unit{
		run:     r,
		checked: checked,
		facts:   r.facts.view(checked.Types, p.Companions()),
		results: map[*analysis.Analyzer]*result{},
		out:     out,
	}
	for _, a := range r.cfg.Analyzers {
		if p.Initial || makesFacts(a) {
			u.require(a)
		}
	}
	for _, a := range r.cfg.Keep {
		out.Values[a] = u.require(a).value
	}
	own := u.facts.own()
	out.changed = r.facts.publish(p.PkgPath, own)
	if r.keeper != nil {
		if before := r.done[p]; before != nil {
			out.before = before.facts
		}
		r.keeper.put(out, own)
	}
	return out
}

// makesFacts reports whether a, or an analyzer it needs, has facts for the
// importers of a package.
func makesFacts(a *analysis.Analyzer) bool {
	if len(a.FactTypes) > 0 {
		return true
	}
	return slices.ContainsFunc(a.Requires, makesFacts)
}

// require returns the result of a, running it once.
func (u *unit) require(a *analysis.Analyzer) *result {
	if res, ok := u.results[a]; ok {
		return res
	}
	res := &result{}
	u.results[a] = res
	inputs := map[*analysis.Analyzer]any{}
	for _, req := range a.Requires {
		in := u.require(req)
		if in.err != nil {
			res.err = in.err // It has been recorded where it happened.
			return res
		}
		inputs[req] = in.value
	}
	if len(u.checked.TypeErrors) > 0 && !a.RunDespiteErrors {
		res.err = errors.New("package has type errors")
		return res
	}
	res.value, res.err = u.execute(u.pass(a, inputs))
	if res.err != nil {
		u.out.failed = true
		u.out.skips = append(u.out.skips, load.Skip{
			Package: u.checked.PkgPath,
			Reason:  reason(a.Name, res.err.Error()),
		})
	}
	return res
}

// execute runs one analyzer. A panic in it costs this package, not the run.
func (u *unit) execute(pass *analysis.Pass) (value any, err error) {
	defer func() {
		if p := recover(); p != nil {
			value, err = nil, fmt.Errorf("internal error: %v%s", p, origin(debug.Stack()))
		}
	}()
	return pass.Analyzer.Run(pass)
}

// origin returns the place of a panic: the first frame below the runtime's.
func origin(stack []byte) string {
	_, after, _ := strings.Cut(string(stack), "panic(")
	for i, line := range strings.Split(after, "\n") {
		if place, ok := strings.CutPrefix(line, "\t"); ok && i > 1 {
			place, _, _ = strings.Cut(place, " +0x")
			return " at " + place[strings.LastIndexByte(place, '/')+1:]
		}
	}
	return ""
}

func (u *unit) pass(a *analysis.Analyzer, inputs map[*analysis.Analyzer]any) *analysis.Pass {
	c := u.checked
	return &analysis.Pass{
		Analyzer:          a,
		Fset:              c.Fset,
		Files:             c.Syntax,
		OtherFiles:        c.OtherFiles,
		IgnoredFiles:      c.IgnoredFiles,
		Pkg:               c.Types,
		TypesInfo:         c.TypesInfo,
		TypesSizes:        c.TypesSizes,
		TypeErrors:        c.TypeErrors,
		Module:            module(c.Package),
		ResultOf:          inputs,
		ReadFile:          func(name string) ([]byte, error) { return u.run.prog.ReadFile(c.Package, name) },
		Report:            func(d analysis.Diagnostic) { u.report(a, d) },
		ImportObjectFact:  u.facts.importObject,
		ExportObjectFact:  u.facts.exportObject,
		AllObjectFacts:    u.facts.allObjects,
		ImportPackageFact: u.facts.importPackage,
		ExportPackageFact: u.facts.exportPackage,
		AllPackageFacts:   u.facts.allPackages,
	}
}

func module(p *load.Package) *analysis.Module {
	if p.Module == nil {
		return nil
	}
	return &analysis.Module{
		Path:      p.Module.Path,
		Version:   p.Module.Version,
		GoVersion: p.Module.GoVersion,
	}
}

// A Diagnostic is what one analyzer says about one place, with positions as
// they are in the files, whatever //line says.
type Diagnostic struct {
	Analyzer *analysis.Analyzer
	Category string
	Message  string
	Start    token.Position
	End      token.Position
	Related  []Related
	Fixes    []Fix
}

// Related is another place that a diagnostic names.
type Related struct {
	Position token.Position
	Message  string
}

// A Fix is a change of files that resolves a diagnostic.
type Fix struct {
	Message string
	Edits   []Edit
}

// An Edit replaces the bytes between Start and End.
type Edit struct {
	Start, End token.Position
	NewText    string
}

func (u *unit) report(a *analysis.Analyzer, d analysis.Diagnostic) {
	if !u.out.Initial {
		return
	}
	at := func(pos token.Pos) token.Position { return u.checked.Fset.PositionFor(pos, false) }
	diag := Diagnostic{
		Analyzer: a,
		Category: d.Category,
		Message:  d.Message,
		Start:    at(d.Pos),
		End:      at(d.End),
	}
	for _, rel := range d.Related {
		diag.Related = append(diag.Related, Related{Position: at(rel.Pos), Message: rel.Message})
	}
	for _, fix := range d.SuggestedFixes {
		f := Fix{Message: fix.Message}
		for _, e := range fix.TextEdits {
			end := e.End
			if !end.IsValid() {
				end = e.Pos
			}
			f.Edits = append(f.Edits, Edit{Start: at(e.Pos), End: at(end), NewText: string(e.NewText)})
		}
		diag.Fixes = append(diag.Fixes, f)
	}
	u.out.Diagnostics = append(u.out.Diagnostics, diag)
}
