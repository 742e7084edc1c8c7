package slice

import (
	"maps"
	"slices"
	"strings"

	"github.com/workplacelint/workplacelint/internal/ir"
)

// maxHidden is how many values may reach a call for it to be told what it is
// handed: what everything reaches is handed nothing in particular.
const maxHidden = 2_000

// Hidden returns the calls of functions without body that may send, are some of those
// asked for, and are handed a text that is wanted, and the stores to variables of
// their packages: those in the package of that path, and in others those of which a
// caller decides what is handed over.
func (x *Index) Hidden(path string, of func(callee string) bool, wanted func(text string) bool) []Send {
	var sites []site
	for _, at := range x.hides {
		if slices.ContainsFunc(x.hiding(at), of) && (at.fn.f.Package == path || at.fn.given(at.at)) {
			sites = append(sites, at)
		}
	}
	if len(sites) == 0 {
		return nil
	}
	var out []Send
	for _, at := range x.reaching(sites, wanted) {
		if send, whole := x.addressed(at, maxHidden); whole {
			out = append(out, send)
		}
	}
	return out
}

// reaching returns those of the calls that a wanted text reaches.
func (x *Index) reaching(sites []site, wanted func(text string) bool) []site {
	s := x.slice(true)
	s.trail = newTrail(wanted)
	places := make([]int, len(sites))
	for i, at := range sites {
		places[i] = s.trail.begin()
		s.addressee(at.fn, at.at)
	}
	s.follow(0)
	reached := s.trail.reached()
	var out []site
	for i, at := range sites {
		if reached[places[i]] {
			out = append(out, at)
		}
	}
	return out
}

// hiding returns the functions without body that a call may run and that may send
// what they are given.
func (x *Index) hiding(at site) []string {
	switch at.at.Op {
	case ir.OpCallValue:
		return x.valued(at.fn, at.at)
	case ir.OpInvoke:
		return slices.DeleteFunc(x.held(at.fn, at.at), func(name string) bool { return !x.hidesBody(name) })
	}
	if name := callee(at.fn, at.at); at.at.Op == ir.OpStore || x.hidesBody(name) {
		return []string{name}
	}
	return nil
}

// hidesBody reports whether a function has no body here and may send what it is
// given.
func (x *Index) hidesBody(name string) bool {
	return x.funcs[name] == nil && !x.cfg.Known(name) && x.cfg.Hides(name)
}

// valued returns the functions that may send what they are given which a call of a
// function value may run: those that are used as values of the type, or all where it
// has a name.
func (x *Index) valued(fn *function, call *ir.Instr) []string {
	typ := fn.typeOf(call.Args[0])
	if c, ok := fn.f.Const(call.Args[0]); ok {
		typ = c.Type
	}
	if strings.Contains(typ, "(") {
		return x.hidden[typ]
	}
	return slices.Concat(slices.Collect(maps.Values(x.hidden))...)
}

// held returns the methods that a call of a method of an interface may run: of the
// interface, and of the types that become ones of it.
func (x *Index) held(fn *function, call *ir.Instr) []string {
	out := []string{callee(fn, call)}
	work, seen := []string{fn.f.Str(call.Type)}, map[string]bool{}
	for len(work) > 0 {
		typ := work[len(work)-1]
		work = work[:len(work)-1]
		if seen[typ] {
			continue
		}
		seen[typ] = true
		for _, from := range x.become[typ] {
			out = append(out, "("+from+")."+fn.f.Str(call.Sym))
			work = append(work, from)
		}
	}
	return out
}

// convert takes note of conversions to interface types.
func (x *Index) convert(all []ir.Conversion) {
	for _, c := range all {
		if !slices.Contains(x.become[c.To], c.From) {
			x.become[c.To] = append(x.become[c.To], c.From)
		}
	}
}
