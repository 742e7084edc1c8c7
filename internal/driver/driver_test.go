package driver_test

import (
	"context"
	"fmt"
	"go/ast"
	"go/types"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/workplacelint/workplacelint/internal/driver"
	"github.com/workplacelint/workplacelint/internal/load"
)

// callers is a fact about a package: the functions that call into others,
// aggregated over direct imports.
type callers struct{ Names []string }

func (*callers) AFact()           {}
func (c *callers) String() string { return strings.Join(c.Names, " ") }

// noted is a fact about a function.
type noted struct{ Text string }

func (*noted) AFact()           {}
func (n *noted) String() string { return n.Text }

var stage = &analysis.Analyzer{
	Name:             "stage",
	Doc:              "collect functions",
	Run:              runStage,
	RunDespiteErrors: true,
	FactTypes:        []analysis.Fact{new(callers), new(noted)},
}

var reporter = &analysis.Analyzer{
	Name:             "reporter",
	Doc:              "report functions",
	Run:              runReporter,
	RunDespiteErrors: true,
	Requires:         []*analysis.Analyzer{stage},
}

func runStage(pass *analysis.Pass) (any, error) {
	fact := &callers{}
	for _, imp := range pass.Pkg.Imports() {
		var theirs callers
		if pass.ImportPackageFact(imp, &theirs) {
			fact.Names = append(fact.Names, theirs.Names...)
		}
	}
	for _, f := range pass.Files {
		for _, decl := range f.Decls {
			fn, ok := decl.(*ast.FuncDecl)
			if !ok {
				continue
			}
			if fn.Name.Name == "Panic" {
				panic("on purpose")
			}
			fact.Names = append(fact.Names, pass.Pkg.Name()+"."+fn.Name.Name)
			pass.ExportObjectFact(pass.TypesInfo.Defs[fn.Name], &noted{Text: "declared in " + pass.Pkg.Name()})
		}
	}
	sort.Strings(fact.Names)
	pass.ExportPackageFact(fact)
	return fact.Names, nil
}

func runReporter(pass *analysis.Pass) (any, error) {
	for id, obj := range pass.TypesInfo.Uses {
		var fact noted
		if fn, ok := obj.(*types.Func); ok && pass.ImportObjectFact(fn, &fact) {
			pass.Reportf(id.Pos(), "%s is %s", fn.Name(), fact.Text)
		}
	}
	return nil, nil
}

func write(t *testing.T, files ...string) string {
	t.Helper()
	dir := t.TempDir()
	for i := 0; i < len(files); i += 2 {
		name := filepath.Join(dir, filepath.FromSlash(files[i]))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(files[i+1]), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func run(t *testing.T, dir string, cfg driver.Config, patterns ...string) *driver.Outcome {
	t.Helper()
	prog, err := load.Load(context.Background(), load.Config{Dir: dir, Patterns: patterns, Seeds: []string{"seed"}})
	if err != nil {
		t.Fatal(err)
	}
	defer prog.Close()
	cfg.Analyzers = []*analysis.Analyzer{reporter}
	cfg.Keep = []*analysis.Analyzer{stage}
	out, err := driver.Run(context.Background(), prog, cfg)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func diagnostics(out *driver.Outcome) []string {
	var list []string
	for _, p := range out.Packages {
		for _, d := range p.Diagnostics {
			list = append(list, fmt.Sprintf("%s:%d: %s", filepath.Base(d.Start.Filename), d.Start.Line, d.Message))
		}
	}
	sort.Strings(list)
	return list
}

func names(out *driver.Outcome, path string) []string {
	for _, p := range out.Packages {
		if p.PkgPath == path {
			list, _ := p.Values[stage].([]string)
			return list
		}
	}
	return nil
}

var chain = []string{
	"go.mod", "module m\n\ngo 1.26\n",
	"a/a.go", "package a\n\nvar _ = \"seed\"\n\nfunc A() {}\n\nfunc (T) M() {}\n\ntype T struct{}\n",
	"b/b.go", "package b\n\nimport \"m/a\"\n\nfunc B() { a.A() }\n",
	"c/c.go", "package c\n\nimport (\n\t\"m/a\"\n\t\"m/b\"\n)\n\n//line other.go:100\nfunc C() { b.B(); a.T{}.M() }\n",
}

func TestFactsTravel(t *testing.T) {
	out := run(t, write(t, chain...), driver.Config{})
	want := []string{"b.go:5: A is declared in a", "c.go:9: B is declared in b", "c.go:9: M is declared in a"}
	if got := diagnostics(out); !slices.Equal(got, want) {
		t.Errorf("diagnostics %q, want %q", got, want)
	}
	if got, want := names(out, "m/c"), []string{"a.A", "a.A", "a.M", "a.M", "b.B", "c.C"}; !slices.Equal(got, want) {
		t.Errorf("names %q, want %q", got, want)
	}
}

func TestOnlyInitialPackagesReport(t *testing.T) {
	out := run(t, write(t, chain...), driver.Config{}, "./c")
	want := []string{"c.go:9: B is declared in b", "c.go:9: M is declared in a"}
	if got := diagnostics(out); !slices.Equal(got, want) {
		t.Errorf("diagnostics %q, want %q", got, want)
	}
}

func TestDemand(t *testing.T) {
	dir := write(t,
		"go.mod", "module m\n\ngo 1.26\n",
		"a/a.go", "package a\n\nfunc A() {}\n",
		"b/b.go", "package b\n\nimport \"m/a\"\n\nvar _ = \"seed\"\n\nfunc B() { a.A() }\n",
	)
	out := run(t, dir, driver.Config{Demands: func(driver.Values) []string { return []string{"m/a"} }})
	if got, want := names(out, "m/b"), []string{"a.A", "b.B"}; !slices.Equal(got, want) {
		t.Errorf("names %q, want %q", got, want)
	}
	if out.Rounds != 2 {
		t.Errorf("%d rounds, want 2", out.Rounds)
	}
}

// TestImportersWait holds that a package is not analyzed before those that it imports
// have what they ask for: what it found would have to be found again.
func TestImportersWait(t *testing.T) {
	dir := write(t,
		"go.mod", "module m\n\ngo 1.26\n",
		"a/a.go", "package a\n\nfunc A() {}\n",
		"b/b.go", "package b\n\nimport \"m/a\"\n\nvar _ = \"seed\"\n\nfunc B() { a.A() }\n",
		"c/c.go", "package c\n\nimport \"m/b\"\n\nvar _ = \"seed\"\n\nfunc C() { b.B() }\n",
	)
	var finished int
	out := run(t, dir, driver.Config{
		Demands:  func(driver.Values) []string { return []string{"m/a"} },
		Progress: func(int, int) { finished++ },
	})
	if got, want := names(out, "m/c"), []string{"a.A", "b.B", "c.C"}; !slices.Equal(got, want) {
		t.Errorf("names %q, want %q", got, want)
	}
	if finished != 4 { // b, then a, b and c
		t.Errorf("%d packages analyzed, want 4", finished)
	}
}

func TestPanicCostsOnePackage(t *testing.T) {
	dir := write(t,
		"go.mod", "module m\n\ngo 1.26\n",
		"a/a.go", "package a\n\nvar _ = \"seed\"\n\nfunc Panic() {}\n",
		"b/b.go", "package b\n\nvar _ = \"seed\"\n\nfunc B() { B() }\n",
	)
	out := run(t, dir, driver.Config{})
	if len(out.Skips) != 1 || out.Skips[0].Package != "m/a" ||
		!strings.Contains(out.Skips[0].Reason, "analyzer stage: internal error: on purpose at driver_test.go:") {
		t.Errorf("skips %+v, want the panic of m/a", out.Skips)
	}
	if got, want := diagnostics(out), []string{"b.go:5: B is declared in b"}; !slices.Equal(got, want) {
		t.Errorf("diagnostics %q, want %q", got, want)
	}
}

func TestBrokenPackageIsAnalyzedAsFarAsItGoes(t *testing.T) {
	dir := write(t,
		"go.mod", "module m\n\ngo 1.26\n",
		"a/a.go", "package a\n\nvar _ = \"seed\"\n\nfunc A() { A(); absent() }\n",
		"b/b.go", "package b\n\nimport \"m/a\"\n\nfunc B() { a.A() }\n",
	)
	out := run(t, dir, driver.Config{})
	want := []string{"a.go:5: A is declared in a", "b.go:5: A is declared in a"}
	if got := diagnostics(out); !slices.Equal(got, want) {
		t.Errorf("diagnostics %q, want %q", got, want)
	}
	if len(out.Skips) != 1 || out.Skips[0].Reason != "types: undefined: absent" {
		t.Errorf("skips %+v, want the type error", out.Skips)
	}
}
