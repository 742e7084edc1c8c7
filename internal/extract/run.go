package extract

import (
	"fmt"
	"slices"
	"strings"

	"github.com/workplacelint/workplacelint/internal/eval"
	"github.com/workplacelint/workplacelint/internal/graphapi"
	"github.com/workplacelint/workplacelint/internal/ir"
	"github.com/workplacelint/workplacelint/internal/strval"
)

const (
	// maxTotal bounds the instructions that all functions of a package take.
	maxTotal = 1_200_000
	// maxForeign is the same for a package of another module.
	maxForeign = 300_000
	// maxApart bounds the instructions of one function for all its addresses.
	maxApart = 350_000
	// maxPicks bounds how many addresses in one field are looked at one by one.
	maxPicks = 64
	// maxWays bounds how many URLs that would be mixed are looked at one by one.
	maxWays = 32
	// maxSplit bounds the instructions that this takes for one function, maxSplits those
	// for all of a package.
	maxSplit  = 90_000
	maxSplits = 300_000
	// minShare is what a function may take at least, and shares how often its part of
	// what is left, while others wait.
	minShare = 30_000
	shares   = 8
	// maxRounds bounds how often fields and variables are looked at.
	maxRounds = 3
)

// run runs the functions of the package. First until what struct fields and
// package variables hold is stable; calls are not followed far for that. Then,
// callees before callers, those that send.
func (p *program) run() {
	fns := p.roots()
	p.in.Matters, p.filling = func(string) bool { return false }, true
	writers := append(p.writers(fns), p.givers()...)
	p.fill(writers)
	if taken := p.tables.Lacks(p.given); len(taken) > 0 {
		// Who sets a field by itself means that, else what others give it. All that was made
		// of it is made anew.
		p.slots = append(p.slots, taken...)
		p.tables = eval.NewTables(p.slots...)
		p.in.Tables = p.tables
		p.fill(writers)
	}
	p.filling = false
	p.in.Matters = func(name string) bool { return p.calls.leads[name] }
	p.in.Escaped = true
	order := p.calls.order(fns)
	for n, fn := range order {
		if !p.calls.matters(fn) {
			p.calls.settle(fn.Name)
			continue
		}
		p.in.Share = p.share(len(order) - n)
		p.apart(fn)
		others, sends := p.rec.others, p.rec.take()
		p.forest.add(sends)
		if (len(sends) > 0 || others) && p.settles(sends) {
			p.calls.settle(fn.Name)
			p.settled[fn.Name] = true
		}
	}
	p.in.Share = 0
	p.runForeign(p.forest)
	p.uncompared = p.total > p.limitTotal()
	p.runUncalled()
	p.runUnsent()
}

// writers returns those of the functions at hand that can add to what fields and
// package variables hold that have to do with requests, and those of other
// packages whose fields did not matter there. So do function literals that depend
// on nothing around them and that nobody may call before they are needed: those of
// sync.OnceValue.
func (p *program) writers(own []*ir.Func) []*ir.Func {
	var out []*ir.Func
	for _, pkg := range p.pkgs[1:] {
		for _, fn := range pkg.Funcs {
			if fn.Package == pkg.Path && fn.Outer == "" && !fn.Synthetic && p.writes[fn.Name] && !p.filled[fn.Name] {
				out = append(out, fn)
			}
		}
	}
	for _, fn := range own {
		if p.writes[fn.Name] {
			out = append(out, fn)
		}
	}
	for _, fn := range p.own.Funcs {
		if fn.Outer != "" && fn.Package == p.own.Path && len(fn.Free) == 0 && p.writes[fn.Name] {
			out = append(out, fn)
		}
	}
	for _, fn := range out {
		p.filled[fn.Name] = true
	}
	return out
}

// fill finds out what struct fields and package variables hold. A function is
// run again when something grew that it had read.
func (p *program) fill(fns []*ir.Func) {
	type seen struct {
		reads   map[string]bool
		version int
	}
	last := map[*ir.Func]seen{}
	for range maxRounds {
		before := p.tables.Version()
		for _, fn := range fns {
			if at, ran := last[fn]; ran && !p.tables.GrewSince(at.reads, at.version) {
				continue
			}
			p.tables.Reads()
			version := p.tables.Version()
			p.together(fn)
			p.rec.take()
			last[fn] = seen{p.tables.Reads(), version}
		}
		if p.tables.Version() == before {
			return
		}
	}
}

// settles reports whether no caller can know more of what is sent. Of what goes
// to a host that is not known only host and path count: what it carries matters
// when it goes to the platform.
func (p *program) settles(sends []sent) bool {
	if severalAt(sends) {
		return false
	}
	for _, s := range sends {
		if s.partial || improvable(s.method) {
			return false
		}
		for _, t := range s.url.Alternatives() {
			known := graphapi.HostOf(t) != ""
			if known {
				t = choosing(t)
			} else {
				t, _, _ = t.Cut("?")
			}
			if improvable(strval.Single(forgetIDs(t))) || known && (asksMore(s) || s.open != "") {
				return false
			}
		}
	}
	return true
}

// severalAt reports whether some call sends more than one request: which it is
// may depend on an object that the caller gives. Those to hosts that nobody knows, on
// paths that say nothing of the platform, do not count.
func severalAt(sends []sent) bool {
	f := newForest("")
	f.add(slices.DeleteFunc(slices.Clone(sends), func(s sent) bool { return !mayBeOurs(s) }))
	for _, n := range f.nodes {
		if n.several() {
			return true
		}
	}
	return false
}

// asksMore reports whether a caller may know more of the fields that a request
// asks for, or of the requests in it.
func asksMore(s sent) bool {
	return slices.ContainsFunc(s.params, func(p graphapi.Param) bool {
		return (p.Name == fieldsParam || p.Name == batchParam) && improvable(p.Value)
	})
}

// improvable reports whether a caller may know more of a value: it depends on a
// parameter, a field, or on how often a loop runs.
func improvable(v strval.Value) bool {
	for _, t := range v.Alternatives() {
		for _, h := range t.Holes() {
			switch {
			case strings.HasPrefix(h.Ref, eval.ParamRef):
				return true
			case h.Origin == strval.OriginField, h.Origin == strval.OriginLoop, h.Origin == strval.OriginUnknown && h.Kind == strval.KindString:
				return true
			}
		}
	}
	return false
}

// choosing returns a URL without the values of parameters that choose nothing of what is
// read. Where more than one credential is among them, each belongs to the others: a proof is
// made of a token.
func choosing(t strval.Template) strval.Template {
	path, query, found := t.Cut("?")
	if !found {
		return t
	}
	kept, credentials := path.Concat(strval.Lit("?")), 0
	for !query.IsEmpty() {
		var pair strval.Template
		pair, query, _ = query.Cut("&")
		name, _, isPair := pair.Cut("=")
		text, exact := name.Literal()
		switch {
		case !isPair || !exact || text == fieldsParam || text == batchParam:
			kept = kept.Concat(pair)
		case defaultCatalog().IsCredential(text):
			credentials++
		}
	}
	if credentials > 1 {
		return t
	}
	return kept
}

// forgetIDs replaces parameters that are named as ids of something: groupID.
// Callers give one id or another; who takes the name for what it says finds
// nothing new there.
func forgetIDs(t strval.Template) strval.Template {
	return t.MapHoles(func(h strval.Hole) strval.Template {
		words := graphapi.Words(h.Name)
		if n := len(words); n > 1 && words[n-1] == "id" && strings.HasPrefix(h.Ref, eval.ParamRef) {
			h.Ref, h.Origin = "", strval.OriginElem
		}
		return strval.Of(h)
	})
}

// runForeign runs the functions of other packages of the module that own
// functions called and in which something was sent, as their own package saw
// them: to know what the callers here add. What a library sends is decided by
// its callers in any case.
func (p *program) runForeign(f *forest) {
	in := *p.in
	in.Tables = eval.NewTables(p.slots...)
	own := p.in
	p.in = &in
	defer func() { p.in = own }()
	for _, fn := range f.foreign(p.own.Path) {
		if p.modules[fn.Package] != p.own.Module {
			continue
		}
		p.apart(fn)
		f.add(p.taken())
	}
}

// roots returns the functions to run: all of a package in which something is
// sent, else only what sets package variables.
func (p *program) roots() []*ir.Func {
	any := false
	for _, f := range p.own.Funcs {
		any = any || p.calls.leads[f.Name] || p.calls.sendsItself(f)
	}
	var inits, others []*ir.Func
	for _, f := range p.own.Funcs {
		switch {
		case f.Package != p.own.Path || f.Outer != "":
		case strings.HasSuffix(f.Name, ".init"):
			inits = append(inits, f)
		case any && f.Line > 0 && !f.Synthetic:
			others = append(others, f)
		}
	}
	return append(inits, others...)
}

// guarded runs a function, and only briefly where the package met its bound. A failure
// of ours in one function must not hide what the others do.
func (p *program) guarded(fn *ir.Func, run func()) {
	if limit := p.limitTotal(); p.total > limit {
		p.incomp[fmt.Sprint("total", p.filling)] = Evidence{Note: fmt.Sprintf("%s takes more than %d steps; what is behind %s is not followed", p.own.Path, limit, fn.Short)}
		if p.filling || p.total > limit+limit/4 {
			return
		}
		p.in.Brief = true
		defer func() { p.in.Brief = false }()
		run = func() { p.once(fn) }
	}
	defer func() {
		if r := recover(); r != nil {
			p.incomp["panic"+fn.Name] = Evidence{
				Position: Position{File: fn.File, Line: int(fn.Line), Column: int(fn.Col)},
				Note:     fmt.Sprintf("internal error in %s: %v", fn.Short, r),
			}
		}
	}()
	run()
}

// mostApart is how many steps one function may take for all its addresses.
func (p *program) mostApart() int {
	if p.in.Share > 0 {
		return min(p.in.Share, maxApart)
	}
	return maxApart
}

// share returns how many steps a function may take while some others are left: more
// than its part, since most need little, but not all.
func (p *program) share(left int) int {
	return max(minShare, shares*(p.limitTotal()-p.total)/left)
}

// limitTotal is the bound of all steps so far. What fields hold may take five eighths
// of it, so that something is left for what is sent.
func (p *program) limitTotal() int {
	limit := maxTotal
	if p.foreign {
		limit = maxForeign
	}
	if p.filling {
		return limit / 8 * 5
	}
	return limit
}

// together runs a function once, with all that its fields may hold.
func (p *program) together(fn *ir.Func) {
	p.guarded(fn, func() {
		p.in.Pick = -1
		p.in.Run(fn)
		p.total += p.in.Steps()
	})
}

// apart runs a function for each address that a field or variable may hold, so
// that what is done to one is not mixed with the others.
func (p *program) apart(fn *ir.Func) {
	p.guarded(fn, func() {
		before := p.total
		p.split = 0
		order := picks{}
		for pick, n := 0, 1; pick >= 0; pick = order.next(n, p.in.First()) {
			if p.total-before-p.split > p.mostApart() {
				p.incomp[fn.Name+"picks"] = Evidence{
					Position: Position{File: fn.File, Line: int(fn.Line), Column: int(fn.Col)},
					Note:     fmt.Sprintf("%s is not followed for each of its addresses: only for %d of %d", fn.Short, order.before(), n),
				}
				return
			}
			p.in.Pick = pick
			p.perType(fn)
			n = min(max(n, p.in.Choices()), maxPicks)
		}
	})
}

// perType runs a function; if it takes what it sends from values of an interface
// type, it does so again for each type that they may be of, so that the path of
// one is not sent with the method of another. To look at all addresses comes first.
func (p *program) perType(fn *ir.Func) {
	at := p.rec.mark()
	p.perURL(fn)
	guess := p.in.Guess()
	if guess == nil || p.rec.mark() == at || p.in.Steps()*len(guess.Types)*p.in.Choices() > p.mostApart() {
		return
	}
	p.rec.rewind(at)
	for _, typ := range guess.Types {
		p.in.Assume = eval.Assumption{Interface: guess.Interface, Type: typ}
		p.perURL(fn)
	}
	p.in.Assume = eval.Assumption{}
}

// perURL runs a function; if it mixes what several URLs are made of, it does so
// again for each of them, unless there are too many.
func (p *program) perURL(fn *ir.Func) {
	at := p.rec.mark()
	p.once(fn)
	if !p.in.Mixed() || p.rec.mark() == at || p.split > maxSplit || p.splits > maxSplits {
		return
	}
	before := p.total
	p.rec.rewind(at)
	p.in.Split()
	more := true
	for n := 0; more && n < maxWays && p.split+p.total-before < maxSplit; n++ {
		p.once(fn)
		more = p.in.Further()
	}
	p.in.Rejoin()
	p.split += p.total - before
	p.splits += p.total - before
	if more {
		p.rec.rewind(at)
		p.once(fn)
	}
}

func (p *program) once(fn *ir.Func) {
	p.in.Run(fn)
	p.total += p.in.Steps()
}
