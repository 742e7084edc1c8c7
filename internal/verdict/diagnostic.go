package verdict

import (
	"go/token"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/workplacelint/workplacelint/internal/audit"
)

// Diagnostics returns what one analyzer says of a package, for a driver that
// sees one package at a time, as far as it is worth at least a severity. Findings
// about the manifest are shown at the package clause, since not every driver
// shows positions outside Go code.
func Diagnostics(pass *analysis.Pass, analyzer string, least audit.Severity) ([]analysis.Diagnostic, error) {
	p, ok := pass.ResultOf[Analyzer].(*Package)
	if !ok {
		return nil, nil
	}
	v, err := p.Alone()
	if err != nil {
		return nil, err
	}
	var out []analysis.Diagnostic
	for i := range v.Findings {
		f := &v.Findings[i]
		if f.Analyzer != analyzer || f.Severity < least {
			continue
		}
		if d, ok := diagnostic(pass, f.Clause, f.Category, f.Message, f.Evidence); ok {
			out = append(out, d)
		}
	}
	return out, nil
}

// UnresolvedDiagnostics returns a diagnostic for each request of a package
// whose endpoint is not determined.
func UnresolvedDiagnostics(pass *analysis.Pass) ([]analysis.Diagnostic, error) {
	p, ok := pass.ResultOf[Analyzer].(*Package)
	if !ok {
		return nil, nil
	}
	findings, err := p.Unresolved()
	if err != nil {
		return nil, err
	}
	var out []analysis.Diagnostic
	for i := range findings {
		f := &findings[i]
		if d, ok := diagnostic(pass, f.Clause, f.Category, f.Message, f.Evidence); ok {
			out = append(out, d)
		}
	}
	return out, nil
}

func diagnostic(pass *analysis.Pass, at audit.Position, category, message string, evidence []audit.Evidence) (analysis.Diagnostic, bool) {
	pos := find(pass, at)
	if !pos.IsValid() {
		return analysis.Diagnostic{}, false
	}
	d := analysis.Diagnostic{Pos: pos, Category: category, Message: message}
	for _, e := range evidence {
		related := analysis.RelatedInformation{Pos: find(pass, e.Position), Message: e.Note}
		if related.Pos.IsValid() && !slices.Contains(d.Related, related) {
			d.Related = append(d.Related, related)
		}
	}
	return d, true
}

// find returns the position in a file of the package, none if it is elsewhere.
func find(pass *analysis.Pass, at audit.Position) token.Pos {
	for _, f := range pass.Files {
		file := pass.Fset.File(f.FileStart)
		if file == nil || file.Name() != at.File || at.Line < 1 || at.Line > file.LineCount() {
			continue
		}
		return file.LineStart(at.Line) + token.Pos(max(at.Column-1, 0))
	}
	return token.NoPos
}
