package webhooksignature

import (
	_ "embed" // the documentation
	"go/token"

	"golang.org/x/tools/go/analysis"

	"github.com/workplacelint/workplacelint/internal/analyzerdoc"
	"github.com/workplacelint/workplacelint/internal/digest"
	"github.com/workplacelint/workplacelint/internal/signature"
	"github.com/workplacelint/workplacelint/internal/ssaform"
)

//go:embed doc.go
var doc string

const name = "webhooksignature"

// Analyzer reports webhook signatures that are not checked well.
var Analyzer = &analysis.Analyzer{
	Name:      name,
	Doc:       analyzerdoc.MustExtract(doc, name),
	URL:       analyzerdoc.URL(name),
	Run:       run,
	Requires:  []*analysis.Analyzer{ssaform.Analyzer},
	FactTypes: []analysis.Fact{new(checks)},
}

// checks is the fact of a package that names a signature header, or imports
// one that does.
type checks struct{}

// AFact marks a fact.
func (*checks) AFact() {}

// String describes the fact.
func (*checks) String() string { return "names a signature header" }

func run(pass *analysis.Pass) (any, error) {
	if len(pass.Files) == 0 {
		return nil, nil
	}
	rules := signature.Default()
	use := rules.Find(pass, pass.ResultOf[ssaform.Analyzer].(*ssaform.Form))
	below := importsChecks(pass)
	if below || len(use.Headers) > 0 {
		pass.ExportPackageFact(new(checks))
	}
	if len(use.Headers) == 0 {
		if !below && use.Callback != nil && pass.Pkg.Name() == "main" {
			pass.Report(analysis.Diagnostic{
				Pos: use.Callback.Pos(), End: use.Callback.End(),
				Category: signature.CategoryUnverified, Message: rules.Unverified(),
			})
		}
		return nil, nil
	}
	for _, f := range rules.Judge(use) {
		if pos := find(pass, f.At); pos.IsValid() {
			pass.Report(analysis.Diagnostic{Pos: pos, Category: f.Category, Message: f.Message})
		}
	}
	return nil, nil
}

func importsChecks(pass *analysis.Pass) bool {
	for _, imp := range pass.Pkg.Imports() {
		if pass.ImportPackageFact(imp, new(checks)) {
			return true
		}
	}
	return false
}

// find returns the position in a file of the package, none if it is elsewhere.
func find(pass *analysis.Pass, at digest.Place) token.Pos {
	for _, f := range pass.Files {
		file := pass.Fset.File(f.FileStart)
		if file == nil || file.Name() != at.File || at.Line < 1 || at.Line > file.LineCount() {
			continue
		}
		return file.LineStart(at.Line) + token.Pos(max(at.Column-1, 0))
	}
	return token.NoPos
}
