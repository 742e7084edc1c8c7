package extract

import (
	"fmt"
	"go/types"
	"maps"
	"slices"
	"strings"
	"sync/atomic"

	"golang.org/x/tools/go/analysis"

	"github.com/workplacelint/workplacelint/internal/carry"
	"github.com/workplacelint/workplacelint/internal/eval"
	"github.com/workplacelint/workplacelint/internal/ir"
)

// functions is the fact of a package: what importing packages need to run its
// functions.
type functions struct {
	carry.Box[portable]
	// covered is set for a fact from another process, to whether the fact of
	// another package here holds all of it.
	covered *atomic.Bool
}

// AFact marks a fact.
func (*functions) AFact() {}

// GobEncode implements [gob.GobEncoder]. Drivers write the facts of imports beside
// those of a package, and those of their imports beside them; what is covered goes
// on as nothing.
func (f *functions) GobEncode() ([]byte, error) {
	if f.covered != nil && f.covered.Load() {
		return nil, nil
	}
	return f.Packed()
}

// GobDecode implements [gob.GobDecoder]. The whole is read at once: its parts are
// packed, and shared with the facts of other packages.
func (f *functions) GobDecode(data []byte) error {
	*f = functions{covered: new(atomic.Bool)}
	if len(data) == 0 {
		return nil
	}
	f.Box = carry.Unpacked[portable](data)
	if p, err := f.Open(); err == nil {
		f.Box = carry.Seal(p)
	}
	return nil
}

// cover says that the fact of the package at work holds what f holds.
func (f *functions) cover() {
	if f.covered != nil {
		f.covered.Store(true)
	}
}

// String counts what is known.
func (f *functions) String() string {
	p, err := f.Open()
	if err != nil {
		return "functions(" + err.Error() + ")"
	}
	return fmt.Sprintf("functions of %d packages", len(p.Packages))
}

// portable is what the fact holds.
type portable struct {
	Packages []section
	Slots    []eval.Slot // sorted by name
	// Settled are the functions that send and of whose requests callers can know
	// no more, sorted.
	Settled []string
	// Filled are the functions whose writes to fields and package variables are
	// in Slots, sorted.
	Filled []string
	// Sent are the places where requests are made that are sent, sorted.
	Sent []string
	// Opened are the packages of other modules that were asked for, sorted.
	Opened []string
}

// names reports whether a package in it names the platform.
func (p *portable) names() bool {
	return slices.ContainsFunc(p.Packages, func(s section) bool { return s.Names })
}

// A section is what is known of one package. The facts of all packages above it
// hold the same box.
type section struct {
	Path string // import path
	Box  carry.Box[ir.Package]
	// Foreign says that the package is of another module than those at work.
	Foreign bool
	// Names says that it names a host of the platform, or imports an SDK.
	Names bool
	// Able says what it can have to do with requests.
	Able    ability
	Imports []string // those of its imports that have sections
}

// Divide implements [carry.Divisible]: the parts are the sections.
func (f *functions) Divide() (rest any, parts []carry.Part, err error) {
	p, err := f.Open()
	if err != nil {
		return nil, nil, err
	}
	small := *p
	small.Packages = nil
	for _, s := range p.Packages {
		parts = append(parts, s.Box)
		s.Box = carry.Box[ir.Package]{}
		small.Packages = append(small.Packages, s)
	}
	return &functions{Box: carry.Seal(&small)}, parts, nil
}

// Part implements [carry.Divisible].
func (*functions) Part(packed []byte) carry.Part { return carry.Unpacked[ir.Package](packed) }

// Join implements [carry.Divisible].
func (f *functions) Join(parts []carry.Part) error {
	p, err := f.Open()
	if err != nil {
		return err
	}
	if len(parts) != len(p.Packages) {
		return fmt.Errorf("%d parts of %d packages", len(parts), len(p.Packages))
	}
	for i, part := range parts {
		box, ok := part.(carry.Box[ir.Package])
		if !ok {
			return fmt.Errorf("a part is a %T", part)
		}
		p.Packages[i].Box = box
	}
	f.covered = nil
	return nil
}

// export returns what importing packages need: the functions of the package and
// of those below it.
func (p *program) export() *portable {
	return &portable{
		Packages: p.sections,
		Slots:    p.tables.Slots(),
		Settled:  slices.Sorted(maps.Keys(p.settled)),
		Filled:   slices.Sorted(maps.Keys(p.filled)),
		Sent:     slices.Sorted(maps.Keys(p.sent)),
		Opened:   slices.Sorted(maps.Keys(p.opened)),
	}
}

// relevant reports whether a package can matter: code that neither builds a URL
// nor sends a request, and uses no package that does, costs no more than this.
func relevant(pass *analysis.Pass, below []*portable) bool {
	if standard(pass) || senders().Has(pass.Pkg.Path()) && pass.Module != nil && pass.Module.Version != "" {
		return false
	}
	if len(below) > 0 || pass.Module != nil && pass.Module.Version == "" {
		return true
	}
	return abilityOf(pass.Pkg, map[string]bool{}) != unable
}

// abilityOf returns what a package can do as far as its imports tell, directly or
// through packages outside the standard library. Not every driver shows facts of
// those: the command line analyzes them when somebody asks.
func abilityOf(pkg *types.Package, seen map[string]bool) ability {
	able := unable
	for _, imp := range pkg.Imports() {
		path := imp.Path()
		able = max(able, abilities[path])
		if first, _, _ := strings.Cut(path, "/"); !seen[path] && strings.Contains(first, ".") {
			seen[path] = true
			able = max(able, abilityOf(imp, seen).through())
		}
	}
	return able
}

// module returns the path of the module of a package. Packages that no module
// is known for belong together.
func module(pass *analysis.Pass) string {
	if pass.Module == nil {
		return ""
	}
	return pass.Module.Path
}

// standard reports whether a package is of the standard library, whose
// functions are known by models.
func standard(pass *analysis.Pass) bool {
	if pass.Module != nil && pass.Module.Path != "" {
		return false
	}
	first, _, _ := strings.Cut(pass.Pkg.Path(), "/")
	if strings.Contains(first, ".") || pass.Pkg.Name() == "main" {
		return false
	}
	file := pass.Fset.PositionFor(pass.Files[0].Package, false).Filename
	return strings.Contains(file, "/src/"+pass.Pkg.Path()+"/")
}
