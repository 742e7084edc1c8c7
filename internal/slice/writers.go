package slice

import (
	"slices"

	"github.com/workplacelint/workplacelint/internal/ir"
)

// Writers returns the functions that put something that matters into a
// field or package variable, and those that hand something to such a function.
func (s *Slice) Writers() map[string]bool {
	out := map[string]bool{}
	var work []*function
	add := func(fn *function) {
		if !out[fn.f.Name] {
			out[fn.f.Name] = true
			work = append(work, fn)
		}
	}
	for _, fn := range s.funcs {
		if s.writesItself(fn) {
			add(fn)
		}
	}
	for len(work) > 0 {
		fn := work[len(work)-1]
		work = work[:len(work)-1]
		for _, caller := range s.handing(fn) {
			add(caller)
		}
	}
	return out
}

// writesItself reports whether a function has a write that matters, to anything
// but a variable of its own. What it sends to a channel another goroutine has.
func (s *Slice) writesItself(fn *function) bool {
	for _, w := range fn.writes {
		if slot := s.slotOf(fn, w.Args[0]); w.Op == ir.OpStore && slot != "" {
			if s.slots[slot] > 0 {
				return true
			}
			continue
		}
		if s.matters(fn, w.Args[0]) && (w.Op == ir.OpSend || !fn.own(w.Args[0])) {
			return true
		}
	}
	return slices.ContainsFunc(fn.calls, func(call *ir.Instr) bool { return s.addsToField(fn, call) })
}

// addsToField reports whether a call is one of a method of the library that adds
// to what a field holds.
func (s *Slice) addsToField(fn *function, call *ir.Instr) bool {
	if len(call.Args) == 0 || !s.matters(fn, call.Args[0]) || !refers(fn.kindOf(call.Args[0])) || s.cfg.Sends(fn.f, call) {
		return false
	}
	d := fn.def(call.Args[0])
	if d == nil || d.Op != ir.OpLoad || s.slotOf(fn, d.Args[0]) == "" {
		return false
	}
	bodies, _ := s.bodies(fn, call)
	return len(bodies) == 0 && s.known(fn, call)
}

func (s *Slice) matters(fn *function, arg int32) bool { return s.relevant[value{fn, arg}] > 0 }

// own reports whether a value was made in the function.
func (fn *function) own(arg int32) bool {
	for {
		d := fn.def(arg)
		if d == nil {
			return false
		}
		switch d.Op {
		case ir.OpAlloc, ir.OpMakeMap, ir.OpMakeSlice:
			return true
		case ir.OpIndexAddr, ir.OpSlice, ir.OpCopy:
			arg = d.Args[0]
		default:
			return false
		}
	}
}

// handing returns the functions that hand something that matters to fn, or that
// make it as a closure.
func (s *Slice) handing(fn *function) []*function {
	var out []*function
	for _, at := range s.made[fn.f.Name] {
		out = append(out, at.fn)
	}
	if !s.asks(fn) {
		return out
	}
	for _, at := range s.callers[fn.f.Name] {
		out = append(out, at.fn)
	}
	for _, at := range s.asValue(fn) {
		out = append(out, at.fn)
	}
	return out
}

// asks reports whether a function is given something that matters.
// A type argument says which methods are called.
func (s *Slice) asks(fn *function) bool {
	if n := len(fn.f.Free); n > 0 && fn.f.Free[n-1].Kind == ir.KindType {
		return true
	}
	for n := range fn.inputs() {
		if s.matters(fn, int32(n)) {
			return true
		}
	}
	return false
}
