// Package driver runs analyzers over the packages of a program that matter,
// each package by itself.
//
// As under go vet, a package sees the types of its imports and the facts about
// them, never their syntax, so both drivers give the same answers. Unlike go
// vet, this one sees the whole program, drops the syntax of a package as soon
// as the package is analyzed, and goes back for packages that an analysis asks
// for.
package driver

import (
	"context"
	"slices"
	"sort"
	"strings"
	"sync"

	"golang.org/x/tools/go/analysis"

	"github.com/workplacelint/workplacelint/internal/load"
	"github.com/workplacelint/workplacelint/internal/store"
)

const (
	// MaxRounds bounds how often packages are added that an analysis asks for.
	MaxRounds = 16
	// waiting is the number of rounds in which importers wait for what a package asks
	// for. Later ones take what is there.
	waiting = 12
)

// Config says what to run.
type Config struct {
	Analyzers []*analysis.Analyzer
	// Keep are the analyzers whose results the outcome holds. They run on every
	// package, the others only where they report or make facts.
	Keep []*analysis.Analyzer
	// Demands returns the import paths of packages that the results of one
	// package ask for. It may be nil.
	Demands func(Values) []string
	// Gives returns the import paths of packages of the program that get something from
	// one package which others have to see that import them; see [load.Program.Accompany].
	// It may be nil.
	Gives func(Values) []string
	// Keeping says where results are kept between runs, and those of Keep have to
	// be such that gob can carry them. It may be nil.
	Keeping *Keeping
	// Progress is called after each package, if it is set.
	Progress func(done, total int)
}

// Values holds the results of kept analyzers.
type Values map[*analysis.Analyzer]any

// An Outcome is what the analyzers say of a program.
type Outcome struct {
	// Packages are the analyzed packages, imports before importers.
	Packages []*Package
	// Skips lists what could not be analyzed, sorted.
	Skips []load.Skip
	// Rounds says how often packages were added.
	Rounds int
}

// A Package is what the analyzers say of one package.
type Package struct {
	*load.Package
	Values      Values
	Diagnostics []Diagnostic // empty unless a pattern names the package

	skips []load.Skip
	// changed says that importers see other facts than before.
	changed bool
	// failed says that an analyzer could not do its work.
	failed bool

	key     load.Key  // for which the package is kept
	pending bool      // its facts are in the store, and not read
	facts   store.Key // digest of the facts, if they are kept
	before  store.Key // the same of the round before
}

// Run analyzes the program.
func Run(ctx context.Context, prog *load.Program, cfg Config) (*Outcome, error) {
	r := &run{prog: prog, cfg: cfg, facts: newFacts(), keeper: newKeeper(prog, cfg), done: map[*load.Package]*Package{}}
	out, accompanied := &Outcome{}, false
	for todo := prog.Needed(); len(todo) > 0; out.Rounds++ {
		if out.Rounds == MaxRounds {
			out.Skips = append(out.Skips, unfollowed(todo)...)
			break
		}
		r.waits, r.late = out.Rounds < waiting, map[*load.Package]bool{}
		if err := r.round(ctx, todo); err != nil {
			return nil, err
		}
		todo = r.next(prog.Demand(r.demands()))
		if len(todo) == 0 && !accompanied {
			accompanied, todo = true, r.next(r.accompany())
		}
	}
	for _, p := range prog.Needed() {
		if done, ok := r.done[p]; ok {
			out.Packages = append(out.Packages, done)
			out.Skips = append(out.Skips, done.skips...)
		}
	}
	out.Skips = append(out.Skips, prog.Skips...)
	load.SortSkips(out.Skips)
	return out, nil
}

type run struct {
	prog   *load.Program
	cfg    Config
	facts  *facts
	keeper *keeper

	mu    sync.Mutex
	done  map[*load.Package]*Package
	fresh map[*load.Package]bool // analyzed in this round
	waits bool
	late  map[*load.Package]bool // left to the next round
}

// round analyzes todo, which lists imports before importers, one package at a
// time: the types of imports are read when they are first asked for, into
// packages that others share.
func (r *run) round(ctx context.Context, todo []*load.Package) error {
	r.fresh = map[*load.Package]bool{}
	todo = r.recall(todo)
	if err := r.prog.Prepare(ctx, todo); err != nil {
		return err
	}
	ready := map[*load.Package]chan struct{}{}
	for _, p := range todo {
		ready[p] = make(chan struct{})
	}
	slots := make(chan struct{}, 1)
	var group sync.WaitGroup
	finished := 0
	for _, p := range todo {
		group.Go(func() {
			defer close(ready[p])
			for _, imp := range p.Direct() {
				if wait, ok := ready[imp]; ok {
					<-wait
				}
			}
			slots <- struct{}{}
			defer func() { <-slots }()
			if ctx.Err() != nil || r.postponed(p) {
				return
			}
			if !r.stale(p) {
				r.confirm(p)
				return
			}
			result := r.analyze(p)
			r.mu.Lock()
			defer r.mu.Unlock()
			r.done[p] = result
			r.fresh[p] = true
			finished++
			if r.cfg.Progress != nil {
				r.cfg.Progress(finished, len(todo))
			}
		})
	}
	group.Wait()
	return ctx.Err()
}

// postponed reports whether a package waits for the next round, since one that it
// imports asks for more: all that was found here would have to be found again.
func (r *run) postponed(p *load.Package) bool {
	if !r.waits {
		return false
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	if !slices.ContainsFunc(p.Direct(), func(imp *load.Package) bool { return r.late[imp] || r.asks(imp) }) {
		return false
	}
	r.late[p] = true
	delete(r.done, p)
	return true
}

// asks reports whether a package of this round asks for one that was not loaded.
func (r *run) asks(p *load.Package) bool {
	return r.cfg.Demands != nil && r.fresh[p] && r.prog.Adds(r.cfg.Demands(r.done[p].Values))
}

// next returns the packages to analyze after a round, imports before importers: those
// that what was asked for has to do with, and those that waited for it.
func (r *run) next(again []*load.Package) []*load.Package {
	for _, p := range again {
		r.late[p] = true
	}
	return slices.DeleteFunc(slices.Clone(r.prog.Packages), func(p *load.Package) bool { return !r.late[p] })
}

// stale reports whether a package has to be analyzed: it was not, or what it
// sees of its imports changed in this round.
func (r *run) stale(p *load.Package) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.done[p] == nil {
		return true
	}
	return slices.ContainsFunc(p.Direct(), func(imp *load.Package) bool { return r.fresh[imp] && r.done[imp].changed })
}

func (r *run) demands() []string {
	if r.cfg.Demands == nil {
		return nil
	}
	asked := map[string]bool{}
	for _, p := range r.done {
		for _, path := range r.cfg.Demands(p.Values) {
			asked[path] = true
		}
	}
	paths := make([]string, 0, len(asked))
	for path := range asked {
		paths = append(paths, path)
	}
	sort.Strings(paths)
	return paths
}

// accompany lets packages see what others give to types that both use. It returns those to
// analyze for that.
func (r *run) accompany() []*load.Package {
	if r.cfg.Gives == nil {
		return nil
	}
	again := map[*load.Package]bool{}
	for _, p := range r.prog.Needed() {
		done := r.done[p]
		if done == nil {
			continue
		}
		for _, path := range r.cfg.Gives(done.Values) {
			for _, q := range r.prog.Accompany(p.PkgPath, path) {
				again[q] = true
			}
		}
	}
	return slices.DeleteFunc(r.prog.Needed(), func(p *load.Package) bool { return !again[p] })
}

func unfollowed(todo []*load.Package) []load.Skip {
	var skips []load.Skip
	for _, p := range todo {
		skips = append(skips, load.Skip{
			Package: p.PkgPath,
			Reason:  "it takes more rounds of loading than are made to reach it",
		})
	}
	return skips
}

// reason makes one line of what went wrong inside an analyzer.
func reason(analyzer string, what string) string {
	line, _, _ := strings.Cut(what, "\n")
	return "analyzer " + analyzer + ": " + line
}
