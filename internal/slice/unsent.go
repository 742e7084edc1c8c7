package slice

import (
	"maps"
	"slices"
	"strings"

	"github.com/workplacelint/workplacelint/internal/ir"
)

// A Make is a place where a request is made that no call is seen to send.
type Make struct {
	Send // the place, as if it sent what it makes
	Pos  ir.Pos
	// Ends are the functions that give the request to somebody who is not in view, or
	// put it somewhere, sorted. Of a closure it is the function around it.
	Ends []string
}

// Unsent returns the places that make a request which reaches no call that sends, as
// far as the request goes as an argument, a result or a variable: what is put into a
// field or a list may be sent by whoever reads that. A request that one caller sends
// and another returns has the other for an end; one that is dropped has none. Counts
// says which are asked for, before it is known what texts they have.
func (x *Index) Unsent(counts func(m *Make) bool) []Make {
	var out []Make
	c := x.climber()
	c.outside = c.mayWrite
	for _, at := range x.sends {
		c.sending[at.at] = true
	}
	for _, at := range x.makes {
		m := Make{Send: Send{Function: at.fn.f.Name}, Pos: at.at.Pos, Ends: c.from(at)}
		if len(m.Ends) > 0 && counts(&m) {
			m.Send, _ = x.addressed(at, 0)
			out = append(out, m)
		}
	}
	return out
}

// makesRequest reports whether an instruction makes a request.
func (x *Index) makesRequest(at site) bool { return x.cfg.Makes != nil && x.cfg.Makes(at.fn.f, at.at) }

// A climber follows values, such as requests from where they are made. What a call of a
// function value runs, and which of them runs a function, it does not decide: those that
// may are too many. A value that is handed over that way leaves.
type climber struct {
	*Index
	sending map[*ir.Instr]bool // calls at which a value is sent
	ways    map[value]*way
	// outside returns what a call of a function without body makes of an argument.
	outside func(w *way, v value, call *ir.Instr) []value
}

func (x *Index) climber() *climber {
	return &climber{Index: x, sending: map[*ir.Instr]bool{}, ways: map[value]*way{}}
}

// A way says what becomes of a value in a function and those that it calls.
type way struct {
	sent    bool
	leaves  bool         // nobody knows where to
	results map[int]bool // of the function that it is returned as
}

// from returns the functions that are the ends of a request which is made at a place.
func (c *climber) from(at site) []string {
	ends := map[string]bool{}
	c.climb(result(at, 0), func(v value, w *way) bool {
		if w.sent {
			return false
		}
		if w.leaves || len(w.results) > 0 && len(c.callers[v.fn.f.Name]) == 0 {
			ends[c.outermost(v.fn)] = true
		}
		return true
	})
	return slices.Sorted(maps.Keys(ends))
}

// climb visits values, and what they are in the callers of functions that return them as
// long as visit says to go on there.
func (c *climber) climb(work []value, visit func(v value, w *way) bool) {
	work, seen := slices.Clone(work), map[value]bool{}
	for len(work) > 0 {
		v := work[len(work)-1]
		work = work[:len(work)-1]
		if seen[v] {
			continue
		}
		seen[v] = true
		w := c.way(v)
		if !visit(v, w) {
			continue
		}
		for _, caller := range c.callers[v.fn.f.Name] {
			for n := range w.results {
				work = append(work, result(caller, n)...)
			}
		}
	}
}

// outermost returns the function that a closure is in.
func (x *Index) outermost(fn *function) string {
	for x.funcs[fn.f.Outer] != nil {
		fn = x.funcs[fn.f.Outer]
	}
	return fn.f.Name
}

// result returns the values that result n of a call is, none if nothing takes it.
func result(at site, n int) []value {
	if at.at.Dst < 0 {
		return nil
	}
	if at.at.Kind != ir.KindTuple {
		return []value{{at.fn, at.at.Dst}}
	}
	var out []value
	for _, use := range at.fn.uses(at.at.Dst) {
		if use.Op == ir.OpExtract && int(use.Index) == n {
			out = append(out, value{at.fn, use.Dst})
		}
	}
	return out
}

// way follows a value. What is known of one that leads to itself is what was found so
// far.
func (c *climber) way(from value) *way {
	if w := c.ways[from]; w != nil {
		return w
	}
	w := &way{results: map[int]bool{}}
	c.ways[from] = w
	work, seen := []value{from}, map[value]bool{from: true}
	for len(work) > 0 && !w.sent {
		v := work[len(work)-1]
		work = work[:len(work)-1]
		for _, use := range v.fn.uses(v.reg) {
			if use.Op == ir.OpReturn && v.fn == from.fn {
				w.returned(use, v.reg)
			}
			w.leaves = w.leaves || use.Op == ir.OpReturn && v.fn != from.fn
			for _, next := range c.next(w, v, use) {
				if next.reg >= 0 && !seen[next] {
					seen[next] = true
					work = append(work, next)
				}
			}
		}
	}
	return w
}

func (w *way) returned(ret *ir.Instr, reg int32) {
	for n, a := range ret.Args {
		if a == reg {
			w.results[n] = true
		}
	}
}

// next returns the values that a use makes of a value.
func (c *climber) next(w *way, v value, use *ir.Instr) []value {
	switch use.Op {
	case ir.OpPhi, ir.OpCopy, ir.OpMakeInterface, ir.OpLoad:
		return []value{{v.fn, use.Dst}}
	case ir.OpTypeAssert:
		return result(site{v.fn, use}, 0)
	case ir.OpStore:
		if use.Args[1] == v.reg && v.fn.isVariable(use.Args[0]) {
			return []value{{v.fn, use.Args[0]}}
		}
		w.leaves = w.leaves || use.Args[1] == v.reg
	case ir.OpMapUpdate, ir.OpSend:
		w.leaves = w.leaves || use.Args[0] != v.reg
	case ir.OpMakeClosure:
		return c.inside(v, use)
	case ir.OpCall, ir.OpCallValue, ir.OpInvoke:
		return c.handedTo(w, v, use)
	}
	return nil
}

// isVariable reports whether an address is that of a whole variable, of this function
// or of one around it.
func (fn *function) isVariable(addr int32) bool {
	d := fn.def(addr)
	return addr >= 0 && (int(addr) < fn.inputs() || d != nil && d.Op == ir.OpAlloc)
}

// inside returns what a value is in the closure that captures it.
func (c *climber) inside(v value, closure *ir.Instr) []value {
	target := c.funcs[v.fn.f.Str(closure.Sym)]
	if target == nil {
		return nil
	}
	var out []value
	for n, a := range closure.Args {
		if a == v.reg {
			out = append(out, value{target, int32(len(target.f.Params) + n)})
		}
	}
	return out
}

// handedTo returns what a call makes of an argument.
func (c *climber) handedTo(w *way, v value, call *ir.Instr) []value {
	if c.sending[call] {
		w.sent = true
		return nil
	}
	if call.Op == ir.OpCallValue && !slices.Contains(call.Args[1:], v.reg) {
		return nil // it is what is called
	}
	bodies, first := c.bodies(v.fn, call)
	if len(bodies) == 0 {
		return c.outside(w, v, call)
	}
	w.leaves = w.leaves || call.Op == ir.OpCallValue
	var out []value
	for _, target := range bodies {
		for n, a := range call.Args[first:] {
			if a != v.reg || n >= len(target.f.Params) {
				continue
			}
			inner := c.way(value{target, int32(n)})
			w.sent, w.leaves = w.sent || inner.sent, w.leaves || inner.leaves
			for k := range inner.results {
				out = append(out, result(site{v.fn, call}, k)...)
			}
		}
	}
	return out
}

// mayWrite says of a request that a function without body which is not known may send
// it, or return it in another form. Methods of the value itself give a copy of it, or a
// part.
func (c *climber) mayWrite(w *way, v value, call *ir.Instr) []value {
	switch typ := v.fn.typeOf(v.reg); {
	case call.Op != ir.OpCallValue && v.fn.typeOf(call.Dst) == typ:
		return result(site{v.fn, call}, 0)
	case call.Op != ir.OpCallValue && (c.known(v.fn, call) || reads(callee(v.fn, call), typ)):
		return nil
	}
	w.leaves = true
	return result(site{v.fn, call}, 0)
}

// reads reports whether a function is a method of a type that does not write the value.
func reads(name, typ string) bool {
	method, ok := strings.CutPrefix(name, "("+typ+").")
	return ok && !strings.HasPrefix(method, "Write")
}
