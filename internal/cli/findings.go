package cli

import (
	"errors"
	"slices"
	"strings"
	"time"

	"golang.org/x/tools/go/analysis"

	"github.com/workplacelint/workplacelint/analyzers"
	"github.com/workplacelint/workplacelint/analyzers/appsecretproof"
	"github.com/workplacelint/workplacelint/analyzers/hardcodedtoken"
	"github.com/workplacelint/workplacelint/analyzers/tokenleak"
	"github.com/workplacelint/workplacelint/internal/audit"
	"github.com/workplacelint/workplacelint/internal/credential"
	"github.com/workplacelint/workplacelint/internal/driver"
	"github.com/workplacelint/workplacelint/internal/load"
	"github.com/workplacelint/workplacelint/internal/manifest"
	"github.com/workplacelint/workplacelint/internal/proof"
	"github.com/workplacelint/workplacelint/internal/report"
	"github.com/workplacelint/workplacelint/internal/union"
	"github.com/workplacelint/workplacelint/internal/verdict"
)

// check collects what the chosen analyzers say of the whole program.
func (prog *program) check(chosen []*analysis.Analyzer, pedantic bool) (*report.Check, error) {
	v, err := prog.judge()
	if err != nil {
		return nil, err
	}
	c := &report.Check{}
	for i := range v.Findings {
		f := &v.Findings[i]
		if isChosen(chosen, f.Analyzer) && (pedantic || f.Severity > audit.Note || !isClaim(f.Analyzer)) {
			c.Findings = append(c.Findings, prog.finding(f))
		}
	}
	if isChosen(chosen, verdict.UnresolvedRequest) {
		c.Findings = append(c.Findings, prog.unresolved()...)
	}
	for _, p := range prog.view.Packages {
		for i := range p.Diagnostics {
			f := prog.diagnostic(&p.Diagnostics[i].What)
			f.Builds = prog.view.Rest(p.Diagnostics[i].Builds)
			c.Findings = append(c.Findings, f)
		}
	}
	prog.proofs(c, pedantic)
	prog.clientFindings(c)
	inv := prog.inventory()
	c.Complete = inv.Complete
	c.Summary.Requests, c.Summary.Packages = inv.Summary.Requests, inv.Summary.Packages
	c.Summary.Skipped, c.Summary.Workplace, c.Summary.Unread = inv.Summary.Skipped, inv.Summary.Workplace, inv.Summary.Unread
	c.Summary.Manifests = prog.manifests(v)
	c.Finish()
	prog.suppress(c, chosen)
	return c, nil
}

// proofs counts the app secret proofs, and lists on demand those of which not
// enough is known to judge them.
func (prog *program) proofs(c *report.Check, pedantic bool) {
	var sum appsecretproof.Summary
	for _, p := range prog.view.Packages {
		if !p.Initial || !p.Main {
			continue
		}
		for _, one := range p.Proofs {
			sum.Add(one)
		}
	}
	for _, one := range sum.Proofs {
		switch one.Verdict {
		case proof.None:
		case proof.Right:
			c.Summary.Proofs.Right++
		case proof.Wrong:
			c.Summary.Proofs.Wrong++
		case proof.NotProven:
			c.Summary.Proofs.NotProven++
			if pedantic {
				c.Findings = append(c.Findings, report.Finding{
					Analyzer: appsecretproof.Analyzer.Name, Category: "proof-not-proven", Severity: report.Note,
					Message: "this proof is not known: " + one.Open, Position: prog.place(one.At),
				})
			}
		}
	}
}

// isClaim reports whether the notes of an analyzer are for pedantic checks:
// they say what might be better, not what is wrong.
func isClaim(analyzer string) bool {
	return analyzer == verdict.UnusedGrant || analyzer == verdict.FaultyManifest
}

func isChosen(chosen []*analysis.Analyzer, name string) bool {
	return slices.ContainsFunc(chosen, func(a *analysis.Analyzer) bool { return a.Name == name })
}

// judge compares the program with its manifests, once. Packages whose manifest
// cannot be read are left out, and the rest is judged.
func (prog *program) judge() (*verdict.Verdict, error) {
	if prog.judged != nil {
		return prog.judged, nil
	}
	in := verdict.Input{Now: prog.now, Builds: prog.view.Builds}
	if in.Now.IsZero() {
		in.Now = time.Now()
	}
	for _, p := range prog.view.Packages {
		if p.Initial && p.Dir != "" && prog.inScope(p.Path) {
			in.Dirs = append(in.Dirs, p.Dir)
		}
	}
	for _, p := range prog.named() {
		if _, _, err := prog.gov.Load(prog.gov.File(p.Dir)); err == nil {
			in.Packages = append(in.Packages, p)
		}
	}
	for _, s := range prog.skips {
		in.Gaps = append(in.Gaps, audit.Gap{
			Position: audit.Position{File: s.What.File, Line: s.What.Line, Column: s.What.Column},
			Reason:   s.What.Package + ": " + prog.reason(s.What.Reason, s.Builds),
		})
	}
	in.Gaps = append(in.Gaps, prog.unreadGaps()...)
	v, err := verdict.Judge(in)
	prog.judged = v
	return v, err
}

// named returns the packages that patterns name, as far as they are analyzed.
func (prog *program) named() []*verdict.Package {
	var list []*verdict.Package
	for _, p := range prog.view.Packages {
		if p.Sent != nil && p.Initial && p.Main {
			list = append(list, p.Sent)
		}
	}
	return list
}

// skipManifest records what is wrong with a manifest, line by line.
func (prog *program) skipManifest(file string, err error) {
	name := report.Relative(prog.dir, file)
	if list, ok := errors.AsType[manifest.Errors](err); ok {
		for _, e := range list {
			prog.leaveOut(load.Skip{Package: name, Reason: "expected " + e.Want, File: e.File, Line: e.Line, Column: e.Column})
		}
		return
	}
	for text := range strings.SplitSeq(err.Error(), "\n") {
		prog.leaveOut(load.Skip{Package: name, Reason: text})
	}
}

// leaveOut records what is left out in whatever build, once.
func (prog *program) leaveOut(s load.Skip) {
	if !slices.ContainsFunc(prog.skips, func(known union.In[load.Skip]) bool { return known.What == s }) {
		prog.skips = append(prog.skips, union.In[load.Skip]{What: s})
	}
}

// unresolved returns a finding for each request whose endpoint is not known.
func (prog *program) unresolved() []report.Finding {
	var list []report.Finding
	for _, p := range prog.named() {
		findings, err := p.Unresolved(prog.view.Builds...)
		if err != nil {
			continue // The manifest has been reported as what is wrong.
		}
		for i := range findings {
			list = append(list, prog.finding(&findings[i]))
		}
	}
	return list
}

// manifests returns the names of the manifests that govern the program.
func (prog *program) manifests(v *verdict.Verdict) []string {
	list := []string{}
	for _, p := range v.Programs {
		if p.Manifest != nil {
			list = append(list, report.Relative(prog.dir, p.Manifest.File))
		}
	}
	return list
}

func (prog *program) finding(f *verdict.Finding) report.Finding {
	out := report.Finding{
		Analyzer: f.Analyzer, Category: f.Category, Severity: severity(f.Severity), Message: f.Message,
		Position: prog.position(f.Position), Help: f.Help, Key: f.Key, Builds: prog.view.Rest(f.Builds),
	}
	for _, e := range f.Evidence {
		out.Evidence = append(out.Evidence, report.Evidence{Note: e.Note, Position: prog.position(e.Position)})
	}
	return out
}

func severity(s audit.Severity) report.Severity {
	switch s {
	case audit.Error:
		return report.Error
	case audit.Warning:
		return report.Warning
	case audit.Note:
	}
	return report.Note
}

func (prog *program) position(p audit.Position) report.Position {
	return report.Position{File: report.Relative(prog.dir, p.File), Line: p.Line, Column: p.Column}
}

// diagnostic turns what an analyzer says of Go code into a finding.
func (prog *program) diagnostic(d *driver.Diagnostic) report.Finding {
	f := report.Finding{
		Analyzer: d.Analyzer.Name, Category: d.Category, Severity: report.Error, Message: d.Message,
		Position: report.Position{
			File: report.Relative(prog.dir, d.Start.Filename), Line: d.Start.Line, Column: d.Start.Column,
		},
	}
	if analyzers.Warns(d.Analyzer, d.Category) || isDoubtful(&f) {
		f.Severity = report.Warning
	}
	if d.End.IsValid() && d.End.Offset > d.Start.Offset {
		f.Position.EndLine, f.Position.EndColumn = d.End.Line, d.End.Column
	}
	for _, r := range d.Related {
		f.Evidence = append(f.Evidence, report.Evidence{
			Note:     r.Message,
			Position: report.Position{File: report.Relative(prog.dir, r.Position.Filename), Line: r.Position.Line, Column: r.Position.Column},
		})
	}
	for _, fix := range d.Fixes {
		one := report.Fix{Message: fix.Message, Edits: []report.Edit{}}
		for _, e := range fix.Edits {
			one.Edits = append(one.Edits, report.Edit{
				File: report.Relative(prog.dir, e.Start.Filename), Start: e.Start.Offset, End: e.End.Offset, NewText: e.NewText,
			})
		}
		f.Fixes = append(f.Fixes, one)
	}
	return f
}

// isDoubtful reports whether a finding about a credential may be about none that
// matters, by the file that it is in.
func isDoubtful(f *report.Finding) bool {
	switch f.Analyzer {
	case hardcodedtoken.Analyzer.Name:
		return credential.IsDoubtful(credential.Kind(f.Category), f.Position.File)
	case tokenleak.Analyzer.Name:
		return credential.IsExample(f.Position.File)
	}
	return false
}
