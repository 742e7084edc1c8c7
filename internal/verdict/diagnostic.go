package verdict

import (
	"go/token"
	"os"
	"path/filepath"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/workplacelint/workplacelint/internal/audit"
	"github.com/workplacelint/workplacelint/internal/credential"
	"github.com/workplacelint/workplacelint/internal/extract"
	"github.com/workplacelint/workplacelint/internal/suppress"
)

// Report reports what one analyzer says of a package, for a driver that sees
// one package at a time, as far as it is worth at least a severity. Findings
// about the manifest are shown at the package clause, since not every driver
// shows positions outside Go code.
func Report(pass *analysis.Pass, analyzer string, least audit.Severity) error {
	p, ok := pass.ResultOf[Analyzer].(*Package)
	if !ok {
		return nil
	}
	v, err := p.Alone()
	if err != nil {
		return err
	}
	var ignored suppress.Set // no day is known: what is reported may be kept
	for i := range v.Findings {
		f := &v.Findings[i]
		if f.Analyzer == analyzer && f.Severity >= least && !inManifest(&ignored, f) {
			report(pass, f)
		}
	}
	return nil
}

// inManifest reports whether a comment of a manifest suppresses a finding about
// it. Comments of Go code are left to whoever shows findings.
func inManifest(set *suppress.Set, f *Finding) bool {
	file := f.Position.File
	if filepath.Ext(file) == ".go" || f.Position.Line == 0 {
		return false
	}
	text, err := os.ReadFile(file)
	if err != nil {
		return false // It was there when it was judged.
	}
	set.Add(file, text)
	return set.Match(f.Analyzer, f.Category, file, f.Position.Line) != nil
}

// ReportUnresolved reports each request of a package whose endpoint is not
// determined.
func ReportUnresolved(pass *analysis.Pass) error {
	p, ok := pass.ResultOf[Analyzer].(*Package)
	if !ok {
		return nil
	}
	findings, err := p.Unresolved()
	for i := range findings {
		report(pass, &findings[i])
	}
	return err
}

func report(pass *analysis.Pass, f *Finding) {
	pos := find(pass, f.Clause)
	if !pos.IsValid() {
		return
	}
	// Not every driver hides credentials, and the manifest may hold one.
	d := analysis.Diagnostic{Pos: pos, Category: f.Category, Message: credential.Default().Hide(f.Message)}
	for _, e := range f.Evidence {
		related := analysis.RelatedInformation{Pos: find(pass, e.Position), Message: e.Note}
		if related.Pos.IsValid() && !slices.Contains(d.Related, related) {
			d.Related = append(d.Related, related)
		}
	}
	pass.Report(d)
}

// find returns the position in a file of the package, none if it is elsewhere.
func find(pass *analysis.Pass, at audit.Position) token.Pos {
	return extract.Position{File: at.File, Line: at.Line, Column: at.Column}.In(pass)
}
