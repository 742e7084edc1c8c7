package verdict

import (
	"bytes"
	"cmp"
	"compress/flate"
	"encoding/json"
	"go/ast"
	"io"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"sync"

	"golang.org/x/tools/go/analysis"

	"github.com/workplacelint/workplacelint/internal/extract"
)

// Analyzer is the stage that collects what a package and all that it imports
// can send. Its result is a [*Package].
var Analyzer = &analysis.Analyzer{
	Name:             "verdict",
	Doc:              "collect what a package and its imports can send",
	Run:              run,
	Requires:         []*analysis.Analyzer{extract.Analyzer},
	RunDespiteErrors: true,
	ResultType:       reflect.TypeFor[*Package](),
	FactTypes:        []analysis.Fact{new(sends)},
}

// A Package is what one package can send and handle.
type Package struct {
	Path   string
	Name   string
	Dir    string           // absolute
	Clause extract.Position // of the package clause of its first file
	// Requests, Webhooks, Callback and Incomplete are those of extract.Result.
	Requests   []extract.Request
	Webhooks   []extract.Webhook
	Callback   extract.Position
	Incomplete []extract.Evidence
	// Below are the packages of main modules that it imports, directly or not,
	// as far as they send something, sorted by path.
	Below []*Package `json:"-"`

	// Reach is what the package can run, if it is a command.
	Reach *extract.Reach `json:"-"`

	alone func() (*Verdict, error)
}

// Alone returns what can be said of the package from itself and its imports.
func (p *Package) Alone() (*Verdict, error) {
	if p.alone == nil { // It was carried on from another process.
		return p.judge()
	}
	return p.alone()
}

func (p *Package) judge() (*Verdict, error) {
	return Judge(Input{Packages: []*Package{p}, Dirs: []string{p.Dir}})
}

// isMain reports whether the package is a command.
func (p *Package) isMain() bool { return p.Name == "main" && p.Clause.Line > 0 }

// sends is the fact of a package: itself, if it sends something, and all such
// packages below. Imports of imports come with it, since not every driver shows
// their facts. It is packed so that equal facts have equal bytes, which caches
// compare.
type sends struct {
	Data []byte
}

// AFact marks a fact.
func (*sends) AFact() {}

// String names the packages.
func (s *sends) String() string {
	pkgs, err := s.unpack()
	if err != nil {
		return "sends(" + err.Error() + ")"
	}
	var paths []string
	for _, p := range pkgs {
		paths = append(paths, p.Path)
	}
	return "sends in " + strings.Join(paths, ", ")
}

func pack(pkgs []*Package) (*sends, error) {
	var buf bytes.Buffer
	w, err := flate.NewWriter(&buf, flate.BestSpeed)
	if err != nil {
		return nil, err
	}
	if err := json.NewEncoder(w).Encode(pkgs); err != nil {
		return nil, err
	}
	if err := w.Close(); err != nil {
		return nil, err
	}
	return &sends{Data: buf.Bytes()}, nil
}

func (s *sends) unpack() ([]*Package, error) {
	var pkgs []*Package
	r := flate.NewReader(bytes.NewReader(s.Data))
	err := json.NewDecoder(r).Decode(&pkgs)
	if err == io.EOF {
		err = nil
	}
	return pkgs, err
}

func run(pass *analysis.Pass) (any, error) {
	p := &Package{Path: pass.Pkg.Path(), Name: pass.Pkg.Name()}
	p.alone = sync.OnceValues(p.judge)
	if pass.Module != nil && pass.Module.Version != "" {
		// What another module sends is reported where this one calls it.
		return p, nil
	}
	p.place(pass)
	if res, ok := pass.ResultOf[extract.Analyzer].(*extract.Result); ok {
		p.Requests, p.Webhooks, p.Incomplete = res.Requests, res.Webhooks, res.Incomplete
		p.Callback, p.Reach = res.Callback, res.Reach
	}
	if err := p.collect(pass); err != nil {
		return nil, err
	}
	return p, p.export(pass)
}

// place sets where the package is: its first file that is no test and not made
// by the go command decides.
func (p *Package) place(pass *analysis.Pass) {
	files := slices.Clone(pass.Files)
	name := func(f *ast.File) string { return pass.Fset.PositionFor(f.Package, false).Filename }
	slices.SortFunc(files, func(a, b *ast.File) int { return cmp.Compare(name(a), name(b)) })
	for _, f := range files {
		at := pass.Fset.PositionFor(f.Package, false)
		base := filepath.Base(at.Filename)
		if strings.HasSuffix(base, "_test.go") || base == "_testmain.go" || !strings.HasSuffix(base, ".go") {
			continue
		}
		p.Dir = filepath.Dir(at.Filename)
		p.Clause = extract.Position{File: at.Filename, Line: at.Line, Column: at.Column}
		return
	}
}

// collect sets Below from the facts of the direct imports.
func (p *Package) collect(pass *analysis.Pass) error {
	below := map[string]*Package{}
	for _, imp := range pass.Pkg.Imports() {
		fact := new(sends)
		if !pass.ImportPackageFact(imp, fact) {
			continue
		}
		pkgs, err := fact.unpack()
		if err != nil {
			return err
		}
		for _, q := range pkgs {
			below[q.Path] = q
		}
	}
	for _, q := range below {
		p.Below = append(p.Below, q)
	}
	slices.SortFunc(p.Below, comparePackages)
	return nil
}

func comparePackages(a, b *Package) int { return cmp.Compare(a.Path, b.Path) }

// speaks reports whether there is something to say of the package to those that
// import it.
func (p *Package) speaks() bool {
	return len(p.Requests)+len(p.Webhooks)+len(p.Incomplete) > 0 || p.Callback.Line > 0
}

func (p *Package) export(pass *analysis.Pass) error {
	pkgs := p.Below
	if p.speaks() {
		pkgs = append(slices.Clone(pkgs), p)
		slices.SortFunc(pkgs, comparePackages)
	}
	if len(pkgs) == 0 {
		return nil
	}
	fact, err := pack(pkgs)
	if err != nil {
		return err
	}
	pass.ExportPackageFact(fact)
	return nil
}
