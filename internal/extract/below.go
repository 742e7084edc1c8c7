package extract

import (
	"go/types"
	"iter"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/workplacelint/workplacelint/internal/carry"
	"github.com/workplacelint/workplacelint/internal/eval"
	"github.com/workplacelint/workplacelint/internal/ir"
	"github.com/workplacelint/workplacelint/internal/sender"
)

// imported returns what the direct imports carry over. Imports of imports come
// with them, since not every driver shows their facts; what an import carries
// that is itself below another one is left to that one, for the same reason. Given is
// what companions carry over.
func imported(pass *analysis.Pass) (out, given []*portable, facts []*functions) {
	var all []*portable
	var paths []string
	imports := slices.Clone(pass.Pkg.Imports())
	slices.SortFunc(imports, func(a, b *types.Package) int { return strings.Compare(a.Path(), b.Path()) })
	for _, imp := range imports {
		fact := new(functions)
		if pass.ImportPackageFact(imp, fact) {
			if p, err := fact.Open(); err == nil {
				all, paths, facts = append(all, p), append(paths, imp.Path()), append(facts, fact)
			}
		}
	}
	below := map[string]bool{}
	for i, p := range all {
		for _, s := range p.Packages {
			below[s.Path] = below[s.Path] || s.Path != paths[i]
		}
	}
	for i, p := range all {
		if !below[paths[i]] {
			out = append(out, p)
		}
	}
	for fact := range companions(pass) {
		if p, err := fact.Open(); err == nil {
			given = append(given, p)
		}
	}
	return out, given, facts
}

// companions returns the facts of packages that the driver shows though nothing here
// imports them, in order of their paths: they give a host to a type that both use.
func companions(pass *analysis.Pass) iter.Seq[*functions] {
	return func(yield func(*functions) bool) {
		imported := map[*types.Package]bool{pass.Pkg: true}
		var reach func(pkg *types.Package)
		reach = func(pkg *types.Package) {
			for _, imp := range pkg.Imports() {
				if !imported[imp] {
					imported[imp] = true
					reach(imp)
				}
			}
		}
		reach(pass.Pkg)
		for _, f := range pass.AllPackageFacts() {
			fact, ok := f.Fact.(*functions)
			if ok && !imported[f.Package] && !yield(fact) {
				return
			}
		}
	}
}

// publish carries over what is known of the package. It holds all that its
// imports carry over, which the driver need not write out once more.
func publish(pass *analysis.Pass, p *portable, imports []*functions) {
	for _, fact := range imports {
		fact.cover()
	}
	pass.ExportPackageFact(&functions{Box: carry.Seal(p)})
}

// sectionOf returns the section of the package at work.
func sectionOf(pass *analysis.Pass, own *ir.Package, below []*portable) section {
	s := section{Path: own.Path, Box: carry.Seal(own), Foreign: pass.Module != nil && pass.Module.Version != ""}
	s.Able = abilityOf(pass.Pkg, map[string]bool{})
	has := map[string]bool{}
	for _, b := range below {
		for _, one := range b.Packages {
			has[one.Path] = true
			s.Able = max(s.Able, one.Able.through())
		}
	}
	for _, imp := range pass.Pkg.Imports() {
		path := imp.Path()
		s.Names = s.Names || slices.Contains(senders().SDKs(), path)
		if has[path] {
			s.Imports = append(s.Imports, path)
		}
	}
	slices.Sort(s.Imports)
	s.Names = s.Names || anyText([]*ir.Package{own}, namesHost)
	return s
}

// namesHost reports whether a text names a host of the platform.
func namesHost(text string) bool {
	return slices.ContainsFunc(listedHosts(), func(host string) bool { return strings.Contains(text, host) })
}

// knowledge is a package with what the packages below carry over.
//
// A package of another module is looked into only if it, or one below it, names
// the platform, or if something was handed to one of its functions that may be an
// address of the platform. The command line does not even load others; a driver
// that analyzes all packages knows them, and must not take minutes for the SDKs
// of clouds, nor find more.
type knowledge struct {
	sections []section     // own first
	pkgs     []*ir.Package // by section, nil for what was not opened
	slots    []eval.Slot
	given    []eval.Slot // by companions
	settled  []string
	filled   []string
	sent     []string
	opened   map[string]bool
	naming   map[string]bool // by path: names the platform, or one below does
	stranger bool            // it does only for what a companion gives
}

// gather puts together the package at work, what is below it, and what companions give,
// each package once.
func gather(own section, below, given []*portable) *knowledge {
	k := &knowledge{sections: []section{own}, opened: map[string]bool{}, naming: map[string]bool{}}
	seen := map[string]bool{own.Path: true}
	for n, b := range slices.Concat(below, given) {
		for _, s := range b.Packages {
			if !seen[s.Path] {
				seen[s.Path] = true
				k.sections = append(k.sections, s)
			}
		}
		if n < len(below) {
			k.slots = append(k.slots, b.Slots...)
		} else {
			k.given = append(k.given, b.Slots...)
		}
		k.settled = append(k.settled, b.Settled...)
		k.filled = append(k.filled, b.Filled...)
		k.sent = append(k.sent, b.Sent...)
		for _, path := range b.Opened {
			k.opened[path] = true
		}
	}
	k.name()
	k.pkgs = make([]*ir.Package, len(k.sections))
	return k
}

// name finds out which packages name the platform, or one below them.
func (k *knowledge) name() {
	byPath := map[string]section{}
	for _, s := range k.sections {
		byPath[s.Path] = s
	}
	seen := map[string]bool{}
	var names func(path string) bool
	names = func(path string) bool {
		if seen[path] {
			return k.naming[path]
		}
		seen[path] = true
		s := byPath[path]
		found := s.Names
		for _, imp := range s.Imports {
			found = names(imp) || found
		}
		k.naming[path] = found
		return found
	}
	for _, s := range k.sections {
		names(s.Path)
	}
}

// unrelated reports whether the package is one of another module that has nothing
// to do with the platform by itself. Its functions are carried over as they are.
func (k *knowledge) unrelated() bool { return k.sections[0].Foreign && !k.naming[k.sections[0].Path] }

// export returns what importing packages need of a package that is unrelated.
func (k *knowledge) export() *portable {
	p := &program{sections: k.sections, opened: k.opened, tables: eval.NewTables(k.slots...), settled: setOf(k.settled), filled: setOf(k.filled), sent: setOf(k.sent)}
	return p.export()
}

func setOf(names []string) map[string]bool {
	out := make(map[string]bool, len(names))
	for _, name := range names {
		out[name] = true
	}
	return out
}

// maxOpenings bounds how often packages are opened that a run asks for. The command
// line loads packages in as many rounds.
const maxOpenings = 5

// program runs the package. What that asks for is opened, and it runs again.
func (k *knowledge) program(newDemand func() *demand, h *hosts, set *sender.Set) *program {
	for round := 1; ; round++ {
		p := newProgram(k, newDemand(), h, set)
		p.run()
		asked := k.closed(p.demand.list())
		if len(asked) == 0 {
			return p
		}
		if round == maxOpenings {
			p.incomp["openings"] = Evidence{Note: asked[0] + ": it takes more rounds of loading than are made to reach it"}
			return p
		}
		for _, path := range asked {
			k.opened[path] = true
		}
	}
}

// closed returns those of some packages that are known and were not opened.
func (k *knowledge) closed(paths []string) []string {
	var out []string
	for i, s := range k.sections {
		if k.pkgs[i] == nil && !k.opened[s.Path] && slices.Contains(paths, s.Path) {
			out = append(out, s.Path)
		}
	}
	return out
}

// visible returns the packages that are looked into, own first.
func (k *knowledge) visible() []*ir.Package {
	var out []*ir.Package
	for i, s := range k.sections {
		if k.pkgs[i] == nil && (i == 0 || !s.Foreign || k.naming[s.Path] || k.opened[s.Path]) {
			k.pkgs[i], _ = s.Box.Open()
		}
		if k.pkgs[i] != nil {
			out = append(out, k.pkgs[i])
		}
	}
	return out
}
