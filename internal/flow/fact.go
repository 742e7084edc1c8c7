package flow

import (
	"cmp"
	"fmt"
	"go/types"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/workplacelint/workplacelint/internal/carry"
	"github.com/workplacelint/workplacelint/internal/credential"
)

// summaries is the fact of a package: what importing packages need to know of
// its functions and places, and of those below it.
type summaries struct {
	carry.Box[portable]
}

// AFact marks a fact.
func (*summaries) AFact() {}

// String counts what is known.
func (s *summaries) String() string {
	p, err := s.Open()
	if err != nil {
		return "summaries(" + err.Error() + ")"
	}
	return fmt.Sprintf("summaries of %d packages", len(p.Packages))
}

// portable is what the fact holds. All lists are sorted, so that equal facts
// have equal bytes.
type portable struct {
	Packages []string // import paths
	Evident  bool     // one of them talks to the API
	Funcs    []portableFunc
	Places   []portableExit
	Sources  []portableSource
	Strange  []string // see solution.strange
	Reported []string
}

type portableFunc struct {
	Name  string
	Exits []portableExit
}

type portableExit struct {
	Exit  exit
	Steps []Step
}

type portableSource struct {
	Place string
	Kind  credential.Kind
	Steps []Step
}

// below is what is known of imported packages.
type below struct {
	own     map[string]bool
	evident bool
	// exits are the summaries of functions by name, as their packages wrote them;
	// read are those that were asked for.
	exits    map[string][]portableExit
	read     map[string]*exitSet
	places   *exitSet
	sources  map[string]source
	strange  map[string]bool
	reported map[string]bool
}

// imported collects the facts of the direct imports, which hold those of the
// imports below them.
func imported(pass *analysis.Pass) (*below, error) {
	b := &below{
		own: map[string]bool{}, exits: map[string][]portableExit{}, read: map[string]*exitSet{}, places: newExitSet(),
		sources: map[string]source{}, strange: map[string]bool{}, reported: map[string]bool{},
	}
	imports := slices.SortedFunc(slices.Values(pass.Pkg.Imports()), func(x, y *types.Package) int { return cmp.Compare(x.Path(), y.Path()) })
	for _, imp := range imports {
		fact := new(summaries)
		if !pass.ImportPackageFact(imp, fact) {
			continue
		}
		p, err := fact.Open()
		if err != nil {
			return nil, fmt.Errorf("reading what is known of %s: %w", imp.Path(), err)
		}
		b.add(p)
	}
	return b, nil
}

func (b *below) add(p *portable) {
	b.evident = b.evident || p.Evident
	for _, path := range p.Packages {
		b.own[path] = true
	}
	for _, f := range p.Funcs {
		b.exits[f.Name] = f.Exits
	}
	for _, e := range p.Places {
		b.places.add(e.Exit, e.Steps)
	}
	for _, s := range p.Sources {
		if _, ok := b.sources[s.Place]; !ok {
			b.sources[s.Place] = source{s.Kind, s.Steps}
		}
	}
	for _, place := range p.Strange {
		b.strange[place] = true
	}
	for _, key := range p.Reported {
		b.reported[key] = true
	}
}

// summary returns what is known of a function, nil if that is nothing.
func (b *below) summary(name string) *exitSet {
	exits, ok := b.exits[name]
	if !ok {
		return nil
	}
	s := b.read[name]
	if s == nil {
		s = newExitSet()
		for _, e := range exits {
			s.add(e.Exit, e.Steps)
		}
		b.read[name] = s
	}
	return s
}

// export returns what importing packages need. Places that are no source and do
// not look like one are left out: no package will ever know that they are.
func (p *pkg) export(s *solution) *portable {
	out := &portable{Evident: s.evident, Packages: slices.Sorted(maps.Keys(p.below.own))}
	if !p.below.own[p.types.Path()] {
		out.Packages = append(out.Packages, p.types.Path())
		slices.Sort(out.Packages)
	}
	funcs := maps.Clone(p.below.exits)
	for fn, exits := range p.summaries {
		if fn.Parent() == nil && fn.Name() != "init" && fn.Name() != "main" {
			funcs[funcName(fn)] = p.portable(exits, func(exit) bool { return true }).list()
		}
	}
	for _, name := range slices.Sorted(maps.Keys(funcs)) {
		out.Funcs = append(out.Funcs, portableFunc{name, funcs[name]})
	}
	places := p.portable(p.places, func(e exit) bool {
		return p.matters(s, e.From) || e.Way == toPlace && (p.matters(s, e.Place) || isConstantOutside(e))
	})
	for _, e := range p.below.places.sorted() {
		places.add(e, p.below.places.steps[e])
	}
	out.Places = places.list()
	for _, place := range slices.Sorted(maps.Keys(s.sources)) {
		src := s.sources[place]
		out.Sources = append(out.Sources, portableSource{place, src.kind, p.portableSteps(src.steps)})
	}
	out.Strange = slices.Sorted(maps.Keys(s.strange))
	reported := maps.Clone(p.below.reported)
	maps.Copy(reported, s.reported)
	out.Reported = slices.Sorted(maps.Keys(reported))
	return out
}

func (p *pkg) matters(s *solution, place string) bool {
	if strings.HasPrefix(place, cellPlace) || strings.HasPrefix(place, callPlace) || strings.HasPrefix(place, inputPlace) {
		return false
	}
	_, known := s.sources[place]
	return known || strings.HasPrefix(place, traitPlace) || p.looksLikeCredential(place)
}

// portable returns exits whose steps make sense elsewhere.
func (p *pkg) portable(exits *exitSet, want func(exit) bool) *exitSet {
	out := newExitSet()
	for _, e := range exits.sorted() {
		if want(e) {
			out.add(e, p.portableSteps(exits.steps[e]))
		}
	}
	return out
}

func (p *pkg) portableSteps(steps []Step) []Step {
	var out []Step
	for _, s := range steps {
		if s.Pos.IsValid() {
			at := p.fset.PositionFor(s.Pos, false)
			s.File, s.Line, s.Pos = filepath.Base(at.Filename), at.Line, 0
		}
		out = append(out, s)
	}
	return out
}

func (s *exitSet) list() []portableExit {
	list := make([]portableExit, 0, len(s.steps))
	for _, e := range s.sorted() {
		list = append(list, portableExit{e, s.steps[e]})
	}
	return list
}
