package verdict

import (
	"fmt"
	"slices"
	"strings"

	"github.com/workplacelint/workplacelint/internal/audit"
	"github.com/workplacelint/workplacelint/internal/catalog"
	"github.com/workplacelint/workplacelint/internal/extract"
)

// Sent returns the requests of packages, each with the answer of the catalogue
// of the manifest that governs its package. Left out is what says nothing that
// others do not say better: what a function only forwards, what a caller in view
// decides, and what the catalogue shows to be no request at all.
// Builds are the names of those that packages were read in, if there are several.
func (g *Governor) Sent(pkgs []*Package, builds ...string) []audit.Use {
	return sent(pkgs, builds, func(p *Package) *catalog.Catalog {
		_, cat, err := g.Load(g.File(p.Dir))
		if err != nil {
			return catalog.Default() // whoever judges the manifest reports it
		}
		return cat
	})
}

// sentIn returns what one build sends, "" for the only one.
func sentIn(build string, pkgs []*Package, catalogOf func(*Package) *catalog.Catalog) []audit.Use {
	var all []request
	for _, p := range pkgs {
		if len(p.Requests) == 0 {
			continue
		}
		cat := catalogOf(p)
		for i := range p.Requests {
			if r := &p.Requests[i]; build == "" || r.In(build) {
				all = append(all, request{r, Use(cat, r)})
			}
		}
	}
	all = dropTaken(all)
	callers := callersOf(all)
	var uses []audit.Use
	for _, r := range all {
		if counts(&r.use, r.from, callers) {
			uses = append(uses, r.use)
		}
	}
	return dropRepeats(dropProducts(dropUntold(uses)))
}

// dropUntold drops requests to an unknown host if the same is known to go to the platform,
// as another package may say.
func dropUntold(uses []audit.Use) []audit.Use {
	key := func(u *audit.Use) string { return u.Request.Method + " " + u.Request.PathString() + " " + atKey(u) }
	told := map[string]bool{}
	for i := range uses {
		if u := &uses[i]; u.Request.Host != "" && u.Match.API.MayNeed() {
			told[key(u)] = true
		}
	}
	return slices.DeleteFunc(uses, func(u audit.Use) bool { return u.Request.Host == "" && told[key(&u)] })
}

// dropTaken drops the requests that one package makes and does not send if another one
// sends them.
func dropTaken(all []request) []request {
	taken := map[string]bool{}
	for _, r := range all {
		for _, key := range r.from.Takes {
			taken[key] = true
		}
	}
	return slices.DeleteFunc(all, func(r request) bool { return r.from.Unsent && taken[r.from.Calls()] })
}

// A request is one that a package reports, with the answer of the catalogue.
type request struct {
	from *extract.Request
	use  audit.Use
}

// counts reports whether a request says something of the program that its
// callers in view do not say better: what a parameter decides, they decide.
func counts(use *audit.Use, r *extract.Request, callers callers) bool {
	switch {
	case r.Forwards, SideOf(use) == Theirs, r.Unsent && SideOf(use) == NoSide:
		return false
	case r.OpenParam == "" && !r.Returned && !r.Partial || use.Match.Kind != catalog.Unresolved && use.Match.Kind != catalog.Ambiguous:
		return true
	}
	return !callers.decide(use, r.Batched)
}

// A Side says whose a request is.
type Side uint8

// The sides.
const (
	// NoSide: neither host nor path are known.
	NoSide Side = iota
	// Theirs: it goes to another service, whose host is known, or whose path is
	// one that the platform does not have.
	Theirs
	// MayBeOurs: the host is not known, and the path is one that the platform has
	// and others may have.
	MayBeOurs
	// Ours: it goes to the platform, by its host or by a path that only that has.
	Ours
)

// SideOf says whose a request is.
func SideOf(use *audit.Use) Side {
	m := &use.Match
	switch {
	case m.API != catalog.NoAPI:
		return Ours
	case !m.MayBeAPI && (use.Request.Host != "" || m.Kind == catalog.Unknown):
		return Theirs
	case m.MayBeAPI && use.Request.Open == "":
		return MayBeOurs
	}
	return NoSide
}

// callers says of calls on the way to something that is sent, by their key, which
// other calls in view lead to them, and whether those know where it goes.
type callers map[string]map[audit.Position]bool

func callersOf(all []request) callers {
	known := callers{}
	for _, r := range all {
		calls := r.use.Evidence
		for n := 1; n < len(calls); n++ {
			key := sentKey(calls[:n], r.from.Batched)
			if known[key] == nil {
				known[key] = map[audit.Position]bool{}
			}
			at := calls[n].Position
			before, seen := known[key][at]
			known[key][at] = (before || !seen) && r.use.Match.Kind != catalog.Unresolved
		}
	}
	return known
}

// decide reports whether callers know of what is sent where it goes. A function
// that is returned may have others than the one that returns it. If one of them
// does not know, it is the function that leaves it open.
func (c callers) decide(use *audit.Use, batched bool) bool {
	others := 0
	for at, knows := range c[sentKey(callsInside(use), batched)] {
		if use.Returned && at == use.Position {
			continue
		}
		if !knows {
			return false
		}
		others++
	}
	return others > 0
}

// sentKey identifies calls that lead to a request, or to a part of a batch: who
// knows the one need not know the other.
func sentKey(calls []audit.Evidence, batched bool) string {
	return fmt.Sprint(batched, callKey(calls))
}

// callsInside returns the calls up to the function that the outermost one returns,
// all of them if it returns none.
func callsInside(use *audit.Use) []audit.Evidence {
	if use.Returned && len(use.Evidence) > 1 {
		return use.Evidence[:len(use.Evidence)-1]
	}
	return use.Evidence
}

// callKey identifies the calls that lead to something that is sent.
func callKey(calls []audit.Evidence) string {
	var b strings.Builder
	for _, c := range calls {
		fmt.Fprintf(&b, "%s:%d:%d\n", c.File, c.Line, c.Column)
	}
	return b.String()
}

// atKey identifies the call that sends, as seen from where it is decided.
func atKey(u *audit.Use) string {
	return callKey([]audit.Evidence{{Position: u.Position}}) + callKey(u.Evidence)
}

// dropProducts drops requests that are put together of the parts of others. A
// call whose method, address and path each have several values is known as all
// their combinations; if the catalogue has some, the others are not meant.
func dropProducts(uses []audit.Use) []audit.Use {
	matched := map[string][]*audit.Use{} // by call
	for i := range uses {
		if isMatched(&uses[i]) {
			key := atKey(&uses[i])
			matched[key] = append(matched[key], &uses[i])
		}
	}
	kept := make([]audit.Use, 0, len(uses))
	for i := range uses {
		u := &uses[i]
		if isMatched(u) || u.Match.API == catalog.OtherProduct || !isProduct(u, matched[atKey(u)]) {
			kept = append(kept, *u)
		}
	}
	return kept
}

func isMatched(u *audit.Use) bool {
	return u.Match.API.MayNeed() && (u.Match.Kind == catalog.Exact || u.Match.Kind == catalog.Ambiguous)
}

// isProduct reports whether u is put together of parts of the requests of the
// same call that the catalogue has: their method and path at another address,
// or the method of one and the path of another at the same address.
func isProduct(u *audit.Use, matched []*audit.Use) bool {
	method, path := false, false
	for _, m := range matched {
		sameMethod := m.Request.Method == u.Request.Method
		if sameMethod && m.Request.Host != u.Request.Host && endsAlike(u, m) {
			return true
		}
		if m.Request.Host == u.Request.Host && m.Match.API == u.Match.API {
			method = method || sameMethod
			path = path || m.Request.PathString() == u.Request.PathString()
		}
	}
	return method && path && u.Match.Kind == catalog.Unknown
}

// endsAlike reports whether one of two paths is the other behind the path of a
// base, such as /scim/v1.
func endsAlike(a, b *audit.Use) bool {
	if len(a.Request.Segments) == 0 || len(b.Request.Segments) == 0 {
		return false
	}
	p, q := a.Request.PathString(), b.Request.PathString()
	return strings.HasSuffix(p, q) || strings.HasSuffix(q, p)
}

// Use returns a request with the answer of a catalogue.
func Use(cat *catalog.Catalog, r *extract.Request) audit.Use {
	use := audit.Use{
		Request: r.Request, Match: cat.Match(r.Request, r.IDOrigins),
		Position: position(r.Position), Function: r.Function, Package: r.Package,
		OpenParam: r.OpenParam, Entries: r.Entries, Returned: r.Returned, Unsent: r.Unsent,
	}
	if r.Method == "" && r.MethodOpen != "" && use.Match.Kind == catalog.Unresolved && r.Open == "" {
		use.Match.Reason = r.MethodOpen
	}
	use.Evidence, use.Made = evidence(r.Evidence), evidence(r.Made)
	return use
}

func evidence(list []extract.Evidence) []audit.Evidence {
	var out []audit.Evidence
	for _, e := range list {
		out = append(out, audit.Evidence{Position: position(e.Position), Note: e.Note})
	}
	return out
}
