package webhooksignature

import (
	_ "embed" // the documentation
	"go/ast"
	"go/token"
	"reflect"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/workplacelint/workplacelint/internal/analyzerdoc"
	"github.com/workplacelint/workplacelint/internal/carry"
	"github.com/workplacelint/workplacelint/internal/digest"
	"github.com/workplacelint/workplacelint/internal/ir"
	"github.com/workplacelint/workplacelint/internal/signature"
	"github.com/workplacelint/workplacelint/internal/ssaform"
)

//go:embed doc.go
var doc string

const name = "webhooksignature"

// Analyzer reports webhook signatures that are not checked well. Its result is a
// *[Result].
var Analyzer = &analysis.Analyzer{
	Name:       name,
	Doc:        analyzerdoc.MustExtract(doc, name),
	URL:        analyzerdoc.URL(name),
	Run:        run,
	Requires:   []*analysis.Analyzer{ssaform.Analyzer},
	ResultType: reflect.TypeFor[*Result](),
	FactTypes:  []analysis.Fact{new(checks), new(answers), new(digesting)},
}

// A Result says what would have to be looked at to know more.
type Result struct {
	// Demands are the import paths of packages of the same module that may compute
	// the digests of this one.
	Demands []string
}

// checks is the fact of a package that names a signature header, or imports
// one that does.
type checks struct{}

// AFact marks a fact.
func (*checks) AFact() {}

// String describes the fact.
func (*checks) String() string { return "names a signature header" }

// answers is the fact of a package that answers the verification of a callback,
// or imports one that does.
type answers struct {
	Shared bool // see service
}

// AFact marks a fact.
func (*answers) AFact() {}

// String describes the fact.
func (*answers) String() string { return "answers the verification of a callback" }

// digesting is the fact of a package that computes HMACs: the functions that do.
type digesting struct {
	carry.Box[ir.Package]
}

// AFact marks a fact.
func (*digesting) AFact() {}

// String describes the fact.
func (*digesting) String() string { return "computes digests" }

func run(pass *analysis.Pass) (any, error) {
	res := &Result{}
	if len(pass.Files) == 0 {
		return res, nil
	}
	rules, form := signature.Default(), pass.ResultOf[ssaform.Analyzer].(*ssaform.Form)
	if own := signature.Digesting(pass, form); own != nil {
		pass.ExportPackageFact(&digesting{carry.Seal(own)})
	}
	use := rules.Find(pass, form, importedDigesting(pass))
	checked := len(use.Headers) > 0 || importWith(pass, new(checks)) != nil
	if checked {
		pass.ExportPackageFact(new(checks))
	}
	answer, fact := use.Callback, new(answers)
	if answer == nil {
		answer = importWith(pass, fact)
	}
	if answer == nil && len(use.Headers) == 0 {
		return res, nil
	}
	who := serviceOf(pass, form.Files)
	who.shared = who.shared || fact.Shared
	if answer != nil {
		pass.ExportPackageFact(&answers{Shared: who.shared})
	}
	if answer != nil && !checked && pass.Pkg.Name() == "main" && !who.isOther() {
		pass.Report(analysis.Diagnostic{Pos: answer.Pos(), End: answer.End(), Category: signature.CategoryUnverified, Message: rules.Unverified()})
	}
	if len(use.Headers) == 0 {
		return res, nil
	}
	for _, imp := range pass.Pkg.Imports() {
		if pass.Module != nil && strings.HasPrefix(imp.Path(), pass.Module.Path+"/") {
			res.Demands = append(res.Demands, imp.Path())
		}
	}
	if who.isOther() {
		return res, nil
	}
	for _, f := range rules.Judge(use) {
		if pos := find(pass, f.At); pos.IsValid() {
			pass.Report(analysis.Diagnostic{Pos: pos, Category: f.Category, Message: f.Message})
		}
	}
	return res, nil
}

func importedDigesting(pass *analysis.Pass) []*ir.Package {
	var list []*ir.Package
	for _, imp := range pass.Pkg.Imports() {
		fact := new(digesting)
		if !pass.ImportPackageFact(imp, fact) {
			continue
		}
		if pkg, err := fact.Open(); err == nil { // or another version of this program wrote it
			list = append(list, pkg)
		}
	}
	return list
}

// importWith returns the first import of a package with a fact, nil if there is
// none.
func importWith(pass *analysis.Pass, fact analysis.Fact) ast.Node {
	for _, file := range pass.Files {
		for _, spec := range file.Imports {
			if name := pass.TypesInfo.PkgNameOf(spec); name != nil && pass.ImportPackageFact(name.Imported(), fact) {
				return spec
			}
		}
	}
	return nil
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
