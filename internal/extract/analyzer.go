package extract

import (
	"cmp"
	"fmt"
	"go/types"
	"maps"
	"reflect"
	"slices"
	"sort"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/workplacelint/workplacelint/internal/eval"
	"github.com/workplacelint/workplacelint/internal/ir"
)

// Analyzer is the stage that finds the requests of a package. It carries the
// functions that matter over to importing packages as a fact.
var Analyzer = &analysis.Analyzer{
	Name:             "extract",
	Doc:              "find the requests that code can send",
	Run:              run,
	RunDespiteErrors: true,
	ResultType:       reflect.TypeFor[*Result](),
	FactTypes:        []analysis.Fact{new(functions)},
}

func run(pass *analysis.Pass) (any, error) {
	if len(pass.Files) == 0 {
		return &Result{}, nil
	}
	below := imported(pass)
	if !relevant(pass, below) {
		return &Result{}, nil
	}
	own, broken := ir.Lower(pass.Fset, pass.Pkg, pass.TypesInfo, sourceFiles(pass))
	own.Module = module(pass)
	p := newProgram(own, below)
	p.run()
	res := p.result()
	for _, b := range broken {
		res.Incomplete = append(res.Incomplete, Evidence{Note: "the functions of " + b + " cannot be read: it has type errors"})
	}
	fact, err := pack(p.export())
	if err != nil {
		return nil, fmt.Errorf("packing the functions of %s: %w", pass.Pkg.Path(), err)
	}
	pass.ExportPackageFact(fact)
	return res, nil
}

// imported returns what the direct imports carry over. Imports of imports come
// with them, since not every driver shows their facts.
func imported(pass *analysis.Pass) []*portable {
	var out []*portable
	imports := slices.Clone(pass.Pkg.Imports())
	slices.SortFunc(imports, func(a, b *types.Package) int { return strings.Compare(a.Path(), b.Path()) })
	for _, imp := range imports {
		fact := new(functions)
		if pass.ImportPackageFact(imp, fact) {
			if p, err := fact.unpack(); err == nil {
				out = append(out, p)
			}
		}
	}
	return out
}

// A program is one package with all below it, ready to be run.
type program struct {
	own     *ir.Package
	pkgs    []*ir.Package
	in      *eval.Interp
	rec     *recorder
	tables  *eval.Tables
	slots   []eval.Slot       // of imported packages
	modules map[string]string // by import path
	forest  *forest
	sends   map[string]bool // functions that may lead to a call that sends
	incomp  map[string]Evidence
	demand  map[string]bool
	total   int
}

// maxTotal bounds the instructions that all functions of a package take.
const maxTotal = 12_000_000

func newProgram(own *ir.Package, below []*portable) *program {
	p := &program{own: own, rec: newRecorder(), forest: newForest(own.Path), incomp: map[string]Evidence{}, demand: map[string]bool{}}
	p.modules = map[string]string{own.Path: own.Module}
	seen := map[string]bool{own.Path: true}
	p.pkgs = append(p.pkgs, own)
	for _, b := range below {
		for _, pkg := range b.Packages {
			if !seen[pkg.Path] {
				seen[pkg.Path] = true
				p.pkgs = append(p.pkgs, pkg)
				p.modules[pkg.Path] = pkg.Module
			}
		}
		p.slots = append(p.slots, b.Slots...)
	}
	p.tables = eval.NewTables(p.slots...)
	p.in = &eval.Interp{U: eval.NewUniverse(p.pkgs...), Tables: p.tables, Models: models(p.rec)}
	p.in.Shape = byShape(p.rec)
	p.in.Outside = p.outside
	p.in.Limit = p.limit
	p.sends = reaching(p.pkgs, p.in.Models)
	return p
}

func models(r *recorder) map[string]eval.Model {
	all := eval.Models()
	maps.Copy(all, nethttp(r))
	maps.Copy(all, multipartModels)
	return all
}

// outside notes packages whose functions stand between a request and what is
// known of it.
func (p *program) outside(c *eval.Call) {
	if c.Name == "" {
		return
	}
	for _, a := range c.Args {
		for _, t := range a.Str.Alternatives() {
			if strings.Contains(t.Prefix(), "://") || isRequest(c, a) {
				p.demand[packageOf(c.Name)] = true
			}
		}
	}
}

// packageOf returns the import path in the full name of a function.
func packageOf(name string) string {
	name = strings.TrimLeft(name, "(*")
	slash := strings.LastIndexByte(name, '/')
	if dot := strings.IndexByte(name[slash+1:], '.'); dot >= 0 {
		return name[:slash+1+dot]
	}
	return name
}

func (p *program) limit(f *eval.Frame, what string) {
	root := f.Root().Fn
	key := root.Name + what
	p.incomp[key] = Evidence{
		Position: Position{File: root.File, Line: int(root.Line), Column: int(root.Col)},
		Note:     root.Short + " is not followed to its end: " + what,
	}
}

// reaching returns the functions from which a call of a modelled function of a
// client, or of a method that may be one, can be reached.
func reaching(pkgs []*ir.Package, models map[string]eval.Model) map[string]bool {
	callers := map[string][]string{}
	var work []string
	out := map[string]bool{}
	mark := func(name string) {
		if !out[name] {
			out[name] = true
			work = append(work, name)
		}
	}
	for _, p := range pkgs {
		for _, f := range p.Funcs {
			if f.Outer != "" {
				callers[f.Name] = append(callers[f.Name], f.Outer)
			}
			for _, name := range f.Calls {
				callers[name] = append(callers[name], f.Name)
				if sendsByName(name, models) {
					mark(f.Name)
				}
			}
		}
	}
	for len(work) > 0 {
		name := work[len(work)-1]
		work = work[:len(work)-1]
		for _, c := range callers[name] {
			mark(c)
		}
		// A method may be called through an interface.
		if i := strings.LastIndexByte(name, '.'); i > 0 && strings.HasPrefix(name, "(") {
			for _, c := range callers[name[i:]] {
				mark(c)
			}
		}
	}
	return out
}

// sendsByName reports whether a callee may send.
func sendsByName(name string, models map[string]eval.Model) bool {
	if method, ok := strings.CutPrefix(name, "."); ok {
		return sendingMethod(method)
	}
	return models[name] != nil && strings.Contains(name, "net/http")
}

// run runs all functions that matter, until what struct fields and package
// variables hold is stable, and once more to record what is sent.
func (p *program) run() {
	fns := p.roots()
	for range 3 {
		before := p.tables.Version()
		for _, fn := range fns {
			p.one(fn)
			p.rec.take()
		}
		if p.tables.Version() == before {
			break
		}
	}
	for _, fn := range fns {
		p.one(fn)
		p.forest.add(p.rec.take())
	}
	p.runForeign()
}

// runForeign runs the functions of other packages that own functions called and
// in which something was sent, as their own package saw them: to know what the
// callers here add.
func (p *program) runForeign() {
	in := *p.in
	in.Tables = eval.NewTables(p.slots...)
	own := p.in
	p.in = &in
	defer func() { p.in = own }()
	for _, fn := range p.forest.foreign(p.own.Path) {
		p.one(fn)
		p.forest.add(p.rec.take())
	}
}

// roots returns the functions to run: all of a package in which something is
// sent, else only what sets package variables.
func (p *program) roots() []*ir.Func {
	any := false
	for _, f := range p.own.Funcs {
		any = any || p.sends[f.Name]
	}
	var out []*ir.Func
	for _, f := range p.own.Funcs {
		if f.Package != p.own.Path || f.Outer != "" {
			continue
		}
		if any && f.Line > 0 && !f.Synthetic || strings.HasSuffix(f.Name, ".init") {
			out = append(out, f)
		}
	}
	sort.SliceStable(out, func(i, j int) bool {
		return strings.HasSuffix(out[i].Name, ".init") && !strings.HasSuffix(out[j].Name, ".init")
	})
	return out
}

// one runs a function. A failure of ours in one function must not hide what
// the others do.
func (p *program) one(fn *ir.Func) {
	if p.total > maxTotal {
		p.incomp["total"] = Evidence{Note: fmt.Sprintf("%s takes more than %d steps; what is behind %s is not followed", p.own.Path, maxTotal, fn.Short)}
		return
	}
	defer func() {
		if r := recover(); r != nil {
			p.incomp["panic"+fn.Name] = Evidence{
				Position: Position{File: fn.File, Line: int(fn.Line), Column: int(fn.Col)},
				Note:     fmt.Sprintf("internal error in %s: %v", fn.Short, r),
			}
		}
	}()
	p.in.Run(fn)
	p.total += p.in.Steps()
}

// result decides which requests the package reports.
func (p *program) result() *Result {
	res := &Result{}
	for _, root := range p.forest.roots() {
		for _, n := range p.decided(root) {
			if p.reports(n) {
				res.Requests = append(res.Requests, n.requests(p.answers(n))...)
			}
		}
	}
	res.Requests = merge(res.Requests)
	res.Signed = p.signed()
	sortRequests(res.Requests)
	for _, e := range p.incomp {
		res.Incomplete = append(res.Incomplete, e)
	}
	slices.SortFunc(res.Incomplete, func(a, b Evidence) int {
		return cmp.Or(strings.Compare(a.Position.File, b.Position.File), cmp.Compare(a.Position.Line, b.Position.Line), strings.Compare(a.Note, b.Note))
	})
	for path := range p.demand {
		res.Demands = append(res.Demands, path)
	}
	sort.Strings(res.Demands)
	return res
}

// answers maps the identity of answers to the requests that got them, for one
// run of a function.
func (p *program) answers(n *node) map[string]string {
	root := n.outer()
	out := map[string]string{}
	for _, other := range p.forest.nodes {
		if other.outer() != root {
			continue
		}
		for _, s := range other.sends {
			for _, u := range s.url.Alternatives() {
				m, _ := s.method.Alternatives()[0].Literal()
				out[s.ref] = m + " " + pathOf(u)
			}
		}
	}
	return out
}

func posKey(p Position) string { return ":" + strconv.Itoa(p.Line) + ":" + strconv.Itoa(p.Column) }
