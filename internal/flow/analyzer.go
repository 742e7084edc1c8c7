package flow

import (
	"reflect"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/workplacelint/workplacelint/internal/carry"
	"github.com/workplacelint/workplacelint/internal/credential"
	"github.com/workplacelint/workplacelint/internal/extract"
	"github.com/workplacelint/workplacelint/internal/sink"
	"github.com/workplacelint/workplacelint/internal/ssaform"
)

// Analyzer is the stage that finds credentials which leave the program. Its
// result is a [*Result].
var Analyzer = &analysis.Analyzer{
	Name:             "flow",
	Doc:              "find credentials that leave the program",
	Run:              run,
	Requires:         []*analysis.Analyzer{extract.Analyzer, ssaform.Analyzer},
	RunDespiteErrors: true,
	ResultType:       reflect.TypeFor[*Result](),
	FactTypes:        []analysis.Fact{new(summaries)},
}

// A Result is what leaves by one package. What is exported of it is portable.
type Result struct {
	// Demands are the import paths of packages of the program that get or hold
	// credentials and were not read.
	Demands []string

	// These are for analyzers of the same package: they are not carried on.
	findings []Finding
	written  []Written
}

// Findings returns what leaves, sorted by position.
func (r *Result) Findings() []Finding { return r.findings }

// Written returns the constants that are used as credentials, sorted by position.
func (r *Result) Written() []Written { return r.written }

func run(pass *analysis.Pass) (any, error) {
	form := pass.ResultOf[ssaform.Analyzer].(*ssaform.Form)
	files := form.Files
	if len(files) == 0 || isLibrary(pass) {
		return &Result{}, nil
	}
	below, err := imported(pass)
	if err != nil {
		return nil, err
	}
	res, ok := pass.ResultOf[extract.Analyzer].(*extract.Result)
	if !ok {
		res = &extract.Result{}
	}
	use := credential.DefaultUse()
	ev := gather(pass, res, files, use)
	if !ev.matters() && len(below.own) == 0 {
		return &Result{}, nil
	}
	p := newPkg(pass, form, ev, below)
	p.summarise()
	s := p.solve(ev)
	found, written := s.findings(), s.constants()
	pass.ExportPackageFact(&summaries{carry.Seal(p.export(s))})
	return &Result{findings: found, written: written, Demands: s.demands()}, nil
}

func newPkg(pass *analysis.Pass, form *ssaform.Form, ev *evidence, below *below) *pkg {
	p := &pkg{
		types: pass.Pkg, fset: pass.Fset, rules: sink.Default(), use: credential.DefaultUse(), below: below,
		signs: ev.signs, given: ev.params, requests: ev.requests, funcs: ssaform.Functions(form.Package()), texts: map[string]string{}, may: map[string]bool{},
	}
	if pass.Module != nil {
		p.module = pass.Module.Path
	}
	return p
}

// matters reports whether a package can have to do with credentials at all.
func (ev *evidence) matters() bool { return ev.talks || ev.governed || ev.signs || ev.named }

// isLibrary reports whether a package is of the standard library or of another
// module. What they do is known by rules.
func isLibrary(pass *analysis.Pass) bool {
	if pass.Module != nil && pass.Module.Path != "" {
		return pass.Module.Version != ""
	}
	first, _, _ := strings.Cut(pass.Pkg.Path(), "/")
	if strings.Contains(first, ".") || pass.Pkg.Name() == "main" {
		return false
	}
	file := pass.Fset.PositionFor(pass.Files[0].Package, false).Filename
	return strings.Contains(file, "/src/"+pass.Pkg.Path()+"/")
}
