package driver

import (
	"errors"
	"flag"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/workplacelint/workplacelint/internal/carry"
	"github.com/workplacelint/workplacelint/internal/load"
	"github.com/workplacelint/workplacelint/internal/store"
)

// Keeping says how results are kept between runs.
type Keeping struct {
	Store *store.Store
	// Identity stands for the executable, since analyzers are a part of it.
	Identity string
	// Outside tells what decides the results of a package beside Go code: what the
	// manifest says that governs it. It is asked before and after the analysis.
	Outside func(*load.Package) string
	// Beside tells what else decides the diagnostics that a package has.
	Beside func(*load.Package, []Diagnostic) string
}

var errGone = errors.New("it is in the store no more")

// A keeper finds and keeps the results of one run. The nil keeper has none.
type keeper struct {
	*Keeping
	prog     *load.Program
	known    []*analysis.Analyzer // all that run
	keep     []*analysis.Analyzer
	identity []byte

	keys    map[*load.Package]load.Key // as things are in this round
	outside map[*load.Package]string   // what Outside said
	parts   map[store.Key]carry.Part   // that are in the store
	// lapsed says that what is analyzed is not what the keys stand for.
	lapsed bool
}

func newKeeper(prog *load.Program, cfg Config) *keeper {
	if cfg.Keeping == nil || cfg.Keeping.Store == nil {
		return nil
	}
	k := &keeper{Keeping: cfg.Keeping, prog: prog, keep: cfg.Keep, parts: map[store.Key]carry.Part{}}
	for _, a := range slices.Concat(cfg.Analyzers, cfg.Keep) {
		k.learn(a)
	}
	slices.SortFunc(k.known, func(a, b *analysis.Analyzer) int { return strings.Compare(a.Name, b.Name) })
	k.identity = []byte(k.Identity + "\x00" + names(cfg.Analyzers) + "\x00" + names(cfg.Keep) + "\x00" + flags(k.known))
	return k
}

// learn adds an analyzer and those that it requires.
func (k *keeper) learn(a *analysis.Analyzer) {
	if slices.Contains(k.known, a) {
		return
	}
	k.known = append(k.known, a)
	for _, req := range a.Requires {
		k.learn(req)
	}
}

// names returns the names of analyzers in the order in which they run, which is
// that of their diagnostics.
func names(list []*analysis.Analyzer) string {
	var all []string
	for _, a := range list {
		all = append(all, a.Name)
	}
	return strings.Join(all, " ")
}

// flags returns what the flags of analyzers are set to.
func flags(list []*analysis.Analyzer) string {
	var b strings.Builder
	for _, a := range list {
		a.Flags.VisitAll(func(f *flag.Flag) { fmt.Fprintf(&b, "%s.%s=%q ", a.Name, f.Name, f.Value) })
	}
	return b.String()
}

func (k *keeper) analyzer(name string) *analysis.Analyzer {
	i := slices.IndexFunc(k.known, func(a *analysis.Analyzer) bool { return a.Name == name })
	if i < 0 {
		return nil
	}
	return k.known[i]
}

// resultKey and factsKey are where the results and the facts of a package are.
func (k *keeper) resultKey(p *load.Package, key load.Key) store.Key {
	return store.KeyOf([]byte("result"), k.identity, key[:], fmt.Append(nil, p.Initial))
}

func (k *keeper) factsKey(key load.Key) store.Key {
	return store.KeyOf([]byte("facts"), k.identity, key[:])
}

// begin looks at what decides the results of a round.
func (k *keeper) begin() {
	k.outside = map[*load.Package]string{}
	k.keys = k.prog.Keys(func(p *load.Package) string {
		k.outside[p] = k.Outside(p)
		return k.outside[p]
	})
}

// result returns what was kept of a package, nil if nothing was.
func (k *keeper) result(p *load.Package) *Package {
	key := k.keys[p]
	data, ok := k.Store.Get(k.resultKey(p, key))
	if !ok || hasFacts(p) && !k.Store.Has(k.factsKey(key)) {
		return nil
	}
	out, beside, err := k.decodeResult(p, data)
	if err != nil || beside != k.Beside(p, out.Diagnostics) {
		return nil
	}
	out.key, out.pending, out.changed = key, hasFacts(p), true
	return out
}

// hasFacts reports whether anybody can ask for facts about a package.
func hasFacts(p *load.Package) bool { return p.Name != "main" }

// put keeps what was found of a package, unless the package, or one that it
// imports, was changed while it was read.
func (k *keeper) put(p *Package, own []ownFact) {
	if k.lapsed || p.failed || k.prog.Moved() || k.outside[p.Package] != k.Outside(p.Package) {
		k.lapsed = true
		return
	}
	p.key = k.keys[p.Package]
	// The facts come first: a result counts only with them. A failure costs the
	// next run the time that this one took, and nothing else.
	if hasFacts(p.Package) {
		data, err := k.encodeFacts(own)
		if err != nil || k.Store.Put(k.factsKey(p.key), data) != nil {
			return
		}
		digest := store.KeyOf(data)
		p.changed = p.changed && digest != p.before
		p.facts = digest
	}
	if data, err := k.encodeResult(p); err == nil {
		_ = k.Store.Put(k.resultKey(p.Package, p.key), data)
	}
}

// again keeps what is known of a package for what it looks like in this round: a
// package that it imports is analyzed now, and that made no difference.
func (k *keeper) again(p *Package) {
	key := k.keys[p.Package]
	if k.lapsed || key == p.key {
		return
	}
	facts, ok := k.Store.Get(k.factsKey(p.key))
	if hasFacts(p.Package) && (!ok || k.Store.Put(k.factsKey(key), facts) != nil) {
		return
	}
	if data, ok := k.Store.Get(k.resultKey(p.Package, p.key)); ok {
		_ = k.Store.Put(k.resultKey(p.Package, key), data)
	}
}

// recall takes from the packages to analyze those whose results are kept, and
// makes the facts ready that the analysis of the others may ask for. It returns
// the others, imports before importers.
func (r *run) recall(todo []*load.Package) []*load.Package {
	if r.keeper == nil {
		return todo
	}
	r.keeper.begin()
	missing := map[*load.Package]bool{}
	for _, p := range todo {
		if out := r.keeper.result(p); out != nil {
			r.done[p], r.fresh[p] = out, true
		} else {
			missing[p] = true
		}
	}
	asked := map[*load.Package]bool{} // for their facts
	for _, p := range slices.Backward(r.prog.Packages) {
		if asked[p] && !missing[p] && r.readFacts(p) != nil {
			missing[p] = true
			delete(r.done, p)
		}
		for _, imp := range p.Direct() {
			asked[imp] = asked[imp] || missing[p] || asked[p]
		}
	}
	return slices.DeleteFunc(slices.Clone(r.prog.Packages), func(p *load.Package) bool { return !missing[p] })
}

// readFacts publishes the facts of a package that is kept.
func (r *run) readFacts(p *load.Package) error {
	out := r.done[p]
	if out == nil || !out.pending {
		return nil
	}
	own, digest, err := r.keeper.facts(out.key)
	if err != nil {
		return err
	}
	r.facts.publish(p.PkgPath, own)
	out.pending, out.facts = false, digest
	return nil
}

// confirm says that the results of a package are those of the round before.
func (r *run) confirm(p *load.Package) {
	if r.keeper != nil {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.keeper.again(r.done[p])
	}
}
