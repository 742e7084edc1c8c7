// Package load finds the packages of a Go program that matter to an analysis
// and type-checks those, and no more.
//
// Loading decides the time and the memory of the whole tool, so it is done in
// three steps. The go command first lists the import graph, which runs no
// compiler. The files of that graph are then searched for the bytes of seeds;
// packages without a seed that import none with one are left alone. Only the
// rest is parsed and type-checked, one package at a time, against export data
// of the packages outside the main modules.
//
// Nothing of the program is executed: main modules are never compiled, cgo is
// never run outside the standard library, and the environment of the go
// command is cleared of settings that name programs.
package load

import (
	"context"
	"crypto/sha256"
	"fmt"
	"go/token"
	"go/types"
	"slices"
	"sort"
	"sync/atomic"

	"golang.org/x/tools/go/packages"

	"github.com/workplacelint/workplacelint/internal/builds"
)

// Config says what to load.
type Config struct {
	Dir      string   // working directory, "" for the current one
	Patterns []string // as for go list; none means ./...
	Tags     []string // build tags of every build
	Build    builds.Build
	Env      []string // nil means the environment of the process
	// Seeds are the texts one of which a package contains if it can matter by
	// itself.
	Seeds []string
	// Known are the import paths of packages that need not be looked into, since
	// what their functions do is known, unless they are the program itself.
	Known []string
	// Relevant returns those of the packages of main modules that matter for
	// another reason, such as a manifest that governs them. It may be nil.
	Relevant func(main []*Package) []*Package
	// NoCompile takes the types of dependencies from their source alone, so
	// that no compiler runs either.
	NoCompile bool
	// Progress is called at the start of each step, if it is set.
	Progress func(step string)
}

// A Package is one package of the program.
type Package struct {
	*packages.Package
	// Initial says that a pattern names the package.
	Initial bool
	// Main says that the package is of a main module, so it is never compiled.
	Main bool
	// Std says that the package is of the standard library.
	Std bool
	// Cgo says that a file of the package imports "C".
	Cgo bool
	// Needed says that the package is analyzed.
	Needed bool
	// Seed says that a file of the package contains a seed.
	Seed bool

	imports    []*Package                   // sorted by path
	companions []*Package                   // seen as if they were imported; see Accompany
	sums       map[string][sha256.Size]byte // of the files that were searched
}

// ImportsPath reports whether p imports the package of that path directly.
func (p *Package) ImportsPath(path string) bool {
	return slices.ContainsFunc(p.imports, func(imp *Package) bool { return imp.PkgPath == path })
}

// A Skip is a package, or a part of it, that was not analyzed.
type Skip struct {
	Package string
	Reason  string
	File    string // where, if it is known
	Line    int
	Column  int
}

// A Program is the packages that patterns name and all they import.
type Program struct {
	Fset *token.FileSet
	Dir  string
	// Packages is the whole import graph, imports before importers.
	Packages []*Package
	// Skips lists what could not be loaded, sorted.
	Skips []Skip
	// AdHoc says that there was no module and one was assumed, with its path.
	AdHoc string

	goDir    string // where the go command works
	goroot   string // the directory of the standard library
	moved    atomic.Bool
	work     workspace
	within   []string // directories of a workspace that patterns mean
	byID     map[string]*Package
	cfg      Config
	universe *universe
}

// Load lists the program and decides which packages matter. The program must be closed when it is read.
func Load(ctx context.Context, cfg Config) (*Program, error) {
	prog, err := list(ctx, cfg)
	if err != nil {
		return nil, err
	}
	prog.step("searching source files")
	if err := prog.markSeeds(ctx); err != nil {
		prog.Close()
		return nil, err
	}
	prog.spread()
	prog.lower()
	prog.universe = newUniverse(prog)
	return prog, nil
}

// Prepare makes the types of what packages import ready, before they are checked.
// It asks the go command for export data, and compiles what has none.
func (prog *Program) Prepare(ctx context.Context, pkgs []*Package) error {
	if len(pkgs) == 0 {
		return nil
	}
	prog.step("reading types of dependencies")
	return prog.universe.findExports(ctx, pkgs)
}

func (prog *Program) step(name string) {
	if prog.cfg.Progress != nil {
		prog.cfg.Progress(name)
	}
}

// spread marks every package that imports a needed one as needed: values and
// requests travel up the import graph.
func (prog *Program) spread() {
	for _, p := range prog.Packages {
		if p.Std || prog.known(p) {
			continue
		}
		for _, imp := range p.imports {
			p.Needed = p.Needed || imp.Needed
		}
	}
}

// lower marks the packages of main modules that a needed one imports and that
// can send or address requests: what they do to values is as good as asked for.
func (prog *Program) lower() {
	sends := prog.sending()
	for _, p := range slices.Backward(prog.Packages) {
		if !p.Needed || !p.Main {
			continue
		}
		for _, imp := range p.imports {
			imp.Needed = imp.Needed || imp.Main && sends[imp] && len(imp.GoFiles) > 0
		}
	}
}

// sending says which packages can send or address requests, as far as imports tell.
func (prog *Program) sending() map[*Package]bool {
	sends := map[*Package]bool{}
	for _, p := range prog.Packages {
		sends[p] = p.PkgPath == "net/http" || p.PkgPath == "net/url"
		for _, imp := range p.imports {
			sends[p] = sends[p] || !p.Std && sends[imp]
		}
	}
	return sends
}

func (prog *Program) known(p *Package) bool {
	return !p.Main && slices.Contains(prog.cfg.Known, p.PkgPath)
}

// Needed returns the packages to analyze, imports before importers.
func (prog *Program) Needed() []*Package {
	var needed []*Package
	for _, p := range prog.Packages {
		if p.Needed {
			needed = append(needed, p)
		}
	}
	return needed
}

// Demand marks packages as needed that an analysis asks for by import path. It
// returns the packages to analyze for that, imports before importers: the new
// ones and all needed packages that import one of them.
func (prog *Program) Demand(paths []string) []*Package {
	asked := map[string]bool{}
	for _, path := range paths {
		asked[path] = true
	}
	var added []*Package
	for _, p := range prog.Packages {
		if asked[p.PkgPath] && prog.addable(p) {
			p.Needed = true
			added = append(added, p)
		}
	}
	if len(added) == 0 {
		return nil
	}
	return prog.above(added)
}

// Adds reports whether [Program.Demand] would find a package that is not needed yet.
func (prog *Program) Adds(paths []string) bool {
	return len(paths) > 0 && slices.ContainsFunc(prog.Packages, func(p *Package) bool {
		return prog.addable(p) && slices.Contains(paths, p.PkgPath)
	})
}

func (prog *Program) addable(p *Package) bool {
	return !p.Needed && !p.Std && !prog.known(p) && len(p.GoFiles) > 0
}

// Counts says how much of a program was looked at.
type Counts struct {
	Listed   int // packages outside the standard library
	Analyzed int
}

// Counts counts the packages of the program outside the standard library.
func (prog *Program) Counts() Counts {
	var c Counts
	for _, p := range prog.Packages {
		if p.Std {
			continue
		}
		c.Listed++
		if p.Needed {
			c.Analyzed++
		}
	}
	return c
}

func (prog *Program) skip(s Skip) { prog.Skips = append(prog.Skips, s) }

// SortSkips sorts skips by package, file and reason.
func SortSkips(skips []Skip) {
	sort.Slice(skips, func(i, j int) bool {
		a, b := skips[i], skips[j]
		return fmt.Sprint(a.Package, "\x00", a.File, "\x00", a.Reason) < fmt.Sprint(b.Package, "\x00", b.File, "\x00", b.Reason)
	})
}

// Sizes returns the sizes of types on the platform of the program.
func (p *Package) sizes() types.Sizes {
	if p.TypesSizes != nil {
		return p.TypesSizes
	}
	return types.SizesFor("gc", "amd64")
}
