package extract

import (
	"cmp"
	"maps"
	"reflect"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/workplacelint/workplacelint/internal/eval"
	"github.com/workplacelint/workplacelint/internal/ir"
	"github.com/workplacelint/workplacelint/internal/sender"
	"github.com/workplacelint/workplacelint/internal/slice"
	"github.com/workplacelint/workplacelint/internal/ssaform"
)

// Analyzer is the stage that finds the requests of a package. It carries the
// functions that matter over to importing packages as a fact.
var Analyzer = &analysis.Analyzer{
	Name:             "extract",
	Doc:              "find the requests that code can send",
	Run:              run,
	RunDespiteErrors: true,
	Requires:         []*analysis.Analyzer{ssaform.Analyzer},
	ResultType:       reflect.TypeFor[*Result](),
	FactTypes:        []analysis.Fact{new(functions)},
}

func run(pass *analysis.Pass) (any, error) {
	if len(pass.Files) == 0 {
		return &Result{}, nil
	}
	form := pass.ResultOf[ssaform.Analyzer].(*ssaform.Form)
	below, given, facts := imported(pass)
	if !relevant(pass, slices.Concat(below, given)) {
		res := &Result{}
		res.settle(pass, form.Files)
		res.webhooks(pass, form.Files)
		return res, nil
	}
	own := &ir.Package{Path: pass.Pkg.Path()}
	built := form.Package()
	if built != nil {
		own = ir.Lower(built)
	}
	own.Module = module(pass)
	hosts, set := platform(pass)
	known := gather(sectionOf(pass, own, below), below, given)
	if known.unrelated() {
		res := &Result{}
		res.settle(pass, form.Files)
		res.webhooks(pass, form.Files)
		publish(pass, known.export(), facts)
		return res, nil
	}
	known.stranger = len(given) > 0 && !known.sections[0].Names && !slices.ContainsFunc(below, (*portable).names)
	p := known.program(func() *demand { return newDemand(pass.Pkg, own.Module, known.sections[1:], hosts, set) }, hosts, set)
	res := p.result()
	res.Incomplete = append(res.Incomplete, hosts.strangers...)
	res.settle(pass, form.Files)
	res.webhooks(pass, form.Files)
	if pass.Pkg.Name() == "main" {
		res.Reach = p.reached()
	}
	if built == nil {
		res.Incomplete = append(res.Incomplete, Evidence{Note: "the functions of " + own.Path + " cannot be read: it has type errors"})
	}
	publish(pass, p.export(), facts)
	return res, nil
}

// A program is one package with all below it, ready to be run.
type program struct {
	own  *ir.Package
	pkgs []*ir.Package // own first
	// sections hold pkgs for the packages above.
	sections []section
	opened   map[string]bool // packages of other modules that were asked for
	in       *eval.Interp
	rec      *recorder
	tables   *eval.Tables
	slots    []eval.Slot       // of imported packages
	given    []eval.Slot       // of companions
	modules  map[string]string // by import path
	forest   *forest
	// uncalledSends are what functions send that nobody here calls.
	uncalledSends []sent
	unsent        *forest         // of requests that are made and not sent
	making        map[place]bool  // where those are made
	sent          map[string]bool // where requests are made that are sent
	takers        *takers         // what is sent, once that is known
	hosts         *hosts
	calls         *calls
	// settled are the functions of all packages whose requests are decided.
	settled map[string]bool
	// slice is the part of the program that has to do with what is sent; filled
	// are the functions whose writes are in the tables.
	slice   *slice.Slice
	writes  map[string]bool
	filled  map[string]bool
	incomp  map[string]Evidence
	demand  *demand
	total   int  // instructions so far
	split   int  // those of a function that were run for one URL after the other
	splits  int  // the same of all functions
	foreign bool // the package is of another module than the one at work
	// stranger says that the package has nothing to do with the platform but through a
	// type to which another one gives a host. What it sends elsewhere is not listed.
	stranger bool
	// filling says that what fields hold is found out first.
	filling bool
	// uncompared says that time was out before it was known what functions of other
	// packages send by themselves.
	uncompared bool
}

func newProgram(k *knowledge, d *demand, h *hosts, set *sender.Set) *program {
	pkgs := k.visible()
	own := pkgs[0]
	p := &program{own: own, demand: d, rec: newRecorder(h.has, d.sent), forest: newForest(own.Path), unsent: newForest(own.Path), making: map[place]bool{}, incomp: map[string]Evidence{}, settled: map[string]bool{}, filled: map[string]bool{}}
	p.foreign, p.stranger = k.sections[0].Foreign, k.stranger
	p.pkgs, p.sections, p.slots, p.given, p.opened = pkgs, k.sections, k.slots, k.given, k.opened
	p.modules = map[string]string{}
	for _, pkg := range p.pkgs {
		p.modules[pkg.Path] = pkg.Module
	}
	p.tables = eval.NewTables(p.slots...)
	p.in = &eval.Interp{U: eval.NewUniverse(bodies(p.pkgs, set)...), Tables: p.tables, Models: models(p.rec)}
	p.in.Library = &library{set: set, rec: p.rec, ours: d.own}
	p.in.Shape = byShape(p.rec)
	p.in.Outside, p.in.Favoured = p.demand.call, p.demand.hosted
	p.in.Limit = p.limit
	p.calls = newCalls(p.pkgs, set)
	p.aim(bodies(p.pkgs, set), h)
	p.sent = setOf(k.sent)
	for _, name := range k.filled {
		p.filled[name] = true
	}
	for _, name := range k.settled {
		p.settled[name] = true
		if fn := p.calls.funcs[name]; fn != nil && p.modules[fn.Package] == own.Module {
			p.calls.settle(name)
		}
	}
	return p
}

func models(r *recorder) map[string]eval.Model {
	all := eval.Models()
	maps.Copy(all, nethttp(r))
	maps.Copy(all, multipartModels)
	return all
}

func (p *program) limit(f *eval.Frame, what string) {
	if p.in.Brief {
		return // The package is said to be incomplete.
	}
	root := f.Root().Fn
	key := root.Name + what
	p.incomp[key] = Evidence{
		Position: Position{File: root.File, Line: int(root.Line), Column: int(root.Col)},
		Note:     root.Short + " is not followed to its end: " + what,
	}
}

// result decides which requests the package reports.
func (p *program) result() *Result {
	res := &Result{}
	answers := p.answers()
	for _, root := range p.forest.roots() {
		for _, n := range p.decided(root) {
			if p.reports(n) {
				res.Requests = append(res.Requests, n.requests(answers, p.rec.strange[stackKey(n.stack)])...)
			}
		}
	}
	res.Requests = merge(slices.Concat(res.Requests, p.uncalledRequests(answers), p.unsentRequests(answers)))
	res.Signed = p.signed()
	sortRequests(res.Requests)
	for _, e := range p.incomp {
		res.Incomplete = append(res.Incomplete, e)
	}
	slices.SortFunc(res.Incomplete, func(a, b Evidence) int {
		return cmp.Or(strings.Compare(a.Position.File, b.Position.File), cmp.Compare(a.Position.Line, b.Position.Line), strings.Compare(a.Note, b.Note))
	})
	res.elsewhere = p.rec.elsewhere
	res.Demands, res.Gives = p.demand.list(), p.gives()
	return res
}

// answers maps the identity of answers to the requests that got them.
func (p *program) answers() map[string][]string {
	out := map[string][]string{}
	for _, key := range p.forest.keys() {
		for _, s := range p.forest.nodes[key].sends {
			for _, u := range s.url.Alternatives() {
				m, _ := s.method.Alternatives()[0].Literal()
				if what := m + " " + pathOf(u); !slices.Contains(out[s.ref], what) {
					out[s.ref] = append(out[s.ref], what)
				}
			}
		}
	}
	return out
}

func posKey(p Position) string { return ":" + strconv.Itoa(p.Line) + ":" + strconv.Itoa(p.Column) }
