package slice

import (
	"slices"
	"strings"

	"github.com/workplacelint/workplacelint/internal/ir"
)

// origin marks what a value is made of.
func (s *Slice) origin(v value) {
	l := s.relevant[v]
	if int(v.reg) < v.fn.inputs() {
		s.given(v, l)
		return
	}
	d := v.fn.def(v.reg)
	if d == nil {
		return
	}
	if l == wholly {
		s.answers(v.fn, v.reg)
	}
	switch d.Op {
	case ir.OpAlloc, ir.OpMakeMap, ir.OpMakeSlice, ir.OpMakeClosure, ir.OpMakeChan:
		// What is put in there is marked where it is put.
	case ir.OpLoad:
		s.address(v.fn, d.Args[0], l)
	case ir.OpFieldAddr, ir.OpField:
		s.field(v.fn, d, l)
	case ir.OpExtract:
		s.part(v.fn, d, l)
	case ir.OpCall, ir.OpCallValue, ir.OpInvoke, ir.OpBuiltin:
		s.result(v.fn, d, -1, l)
	default:
		s.each(v.fn, d.Args, l)
	}
}

func (s *Slice) each(fn *function, args []int32, l level) {
	for _, a := range args {
		s.mark(fn, a, l)
	}
}

// given marks what callers hand over for a parameter, or what a closure
// captured.
func (s *Slice) given(v value, l level) {
	if n := len(v.fn.f.Params); int(v.reg) >= n {
		for _, at := range s.made[v.fn.f.Name] {
			s.argument(at, int(v.reg)-n, l)
		}
		return
	}
	for _, at := range s.callers[v.fn.f.Name] {
		s.argument(at, int(v.reg), l)
	}
	for _, at := range s.asValue(v.fn) {
		s.fed[at.fn.f.Name] = true
		s.argument(at, 0, itself)
		s.argument(at, int(v.reg)+1, l)
	}
}

// asValue returns the calls of function values that may run fn.
func (x *Index) asValue(fn *function) []site {
	if !fn.taken {
		return nil
	}
	out, done := x.runBy[fn]
	if !done {
		for _, at := range x.values[len(fn.f.Params)] {
			if mayRun(at.fn, at.at, fn) {
				out = append(out, at)
			}
		}
		x.runBy[fn] = out
	}
	return out
}

func (s *Slice) argument(at site, n int, l level) {
	if n < len(at.at.Args) {
		s.mark(at.fn, at.at.Args[n], l)
	}
}

// address marks what the variable at an address holds.
func (s *Slice) address(fn *function, addr int32, l level) {
	if d := fn.def(addr); d != nil && d.Op == ir.OpFieldAddr {
		s.field(fn, d, l)
		return
	}
	s.mark(fn, addr, l)
}

// field marks what a field may hold: of a struct that the program declares what
// any object has there, of another what is put into the object at hand.
func (s *Slice) field(fn *function, d *ir.Instr, l level) {
	if s.declared(fn, d) {
		s.slot(fn.fieldOf(d), l)
		return
	}
	if !s.addresses || !carried[fn.f.Str(d.Sym)] {
		s.mark(fn, d.Args[0], l)
	}
}

// carried are the fields of requests that do not belong to the address.
var carried = map[string]bool{"Body": true, "Header": true, "Form": true, "PostForm": true}

// part marks one result of a call, or what a tuple is made of.
func (s *Slice) part(fn *function, d *ir.Instr, l level) {
	call := fn.def(d.Args[0])
	if call == nil {
		s.mark(fn, d.Args[0], l)
		return
	}
	switch call.Op {
	case ir.OpCall, ir.OpCallValue, ir.OpInvoke:
		s.result(fn, call, int(d.Index), l)
	default:
		s.mark(fn, d.Args[0], l)
	}
}

// result marks what a call returns: result n, or all if n is negative.
func (s *Slice) result(fn *function, call *ir.Instr, n int, l level) {
	bodies, _ := s.bodies(fn, call)
	for _, target := range bodies {
		s.returned(target, n, l)
	}
	if s.known(fn, call) && (len(bodies) == 0 || call.Op == ir.OpCallValue) {
		s.external(fn, call)
	}
}

func (s *Slice) returned(fn *function, n int, l level) {
	for _, ret := range fn.returns {
		for k, a := range ret.Args {
			if n < 0 || k == n {
				s.mark(fn, a, l)
			}
		}
	}
}

// known reports whether it is known what a call without body does.
func (x *Index) known(fn *function, call *ir.Instr) bool {
	switch call.Op {
	case ir.OpBuiltin:
		return true
	case ir.OpCall, ir.OpInvoke:
		return x.cfg.Known(callee(fn, call))
	case ir.OpCallValue:
		return x.handedOn
	}
	return false
}

// external marks all that a function without body, or a package variable, is given.
func (s *Slice) external(fn *function, call *ir.Instr) {
	s.each(fn, given(call), wholly)
}

// begin marks all that a call sends, or that is in a request which is made there.
func (s *Slice) begin(at site) {
	s.external(at.fn, at.at)
	if s.makesRequest(at) {
		for _, v := range result(at, 0) {
			s.mark(v.fn, v.reg, wholly)
		}
	}
}

func given(call *ir.Instr) []int32 {
	if call.Op == ir.OpStore {
		return call.Args[1:]
	}
	return call.Args
}

// addressee marks what a function is given as an address, or a part of one, and the
// texts of functions that it may call to ask for one.
func (s *Slice) addressee(fn *function, call *ir.Instr) {
	for _, arg := range given(call) {
		s.answers(fn, arg)
	}
	args := slices.DeleteFunc(slices.Clone(given(call)), func(arg int32) bool { return s.handsOver(fn, arg) })
	s.each(fn, args, wholly)
}

// answers marks what functions return that may be called by who gets an operand, and
// the texts in them.
func (s *Slice) answers(fn *function, arg int32) {
	if s.trail == nil {
		return
	}
	for _, name := range s.callable(fn, arg) {
		if f := s.funcs[name]; f != nil {
			s.literals(f)
			s.returned(f, -1, itself)
		}
	}
}

// callable returns the functions and methods of the program that an argument is.
func (s *Slice) callable(fn *function, arg int32) []string {
	if c, ok := fn.f.Const(arg); ok && c.Kind == ir.ConstFunc {
		return []string{c.Text}
	}
	d := fn.def(arg)
	switch {
	case d == nil:
	case d.Op == ir.OpMakeClosure:
		return []string{fn.f.Str(d.Sym)}
	case boxed(d):
		if t := s.types[strings.TrimLeft(fn.typeOf(arg), "*")]; t != nil {
			names := make([]string, len(t.Methods))
			for i, m := range t.Methods {
				names[i] = m.Func
			}
			return names
		}
	}
	return nil
}

// literals marks the texts in the body of a function.
func (s *Slice) literals(fn *function) {
	for _, c := range fn.f.Consts {
		if c.Kind == ir.ConstString {
			s.trail.text(c.Text)
		}
	}
}

// handsOver reports whether an argument is an object of the program for a function
// that takes anything, such as one that stores or prints it: it is no address.
func (s *Slice) handsOver(fn *function, arg int32) bool {
	if typ := fn.typeOf(arg); typ == "[]any" || typ == "[]interface{}" {
		return true
	}
	d := fn.def(arg)
	if d == nil || !d.Hides() {
		return false
	}
	t := s.types[strings.TrimLeft(fn.typeOf(arg), "*")]
	return t != nil && len(t.Fields) > 0
}

// element returns what is behind pointers and in lists and maps.
func element(typ string) string {
	for {
		switch {
		case strings.HasPrefix(typ, "*"):
			typ = typ[1:]
		case strings.HasPrefix(typ, "[") || strings.HasPrefix(typ, "map["):
			end := strings.IndexByte(typ, ']')
			if end < 0 {
				return typ
			}
			typ = typ[end+1:]
		default:
			return typ
		}
	}
}

// uses marks what is put into something that matters.
func (s *Slice) uses(v value) {
	if !refers(v.fn.kindOf(v.reg)) {
		return
	}
	for _, use := range v.fn.uses(v.reg) {
		s.use(v, use)
	}
}

func (s *Slice) use(v value, use *ir.Instr) {
	switch use.Op {
	case ir.OpStore:
		if use.Args[0] == v.reg {
			s.mark(v.fn, use.Args[1], s.relevant[v])
			return
		}
		if slot := s.slotOf(v.fn, use.Args[0]); slot != "" {
			s.alias(slot)
			return
		}
		s.mark(v.fn, use.Args[0], itself)
	case ir.OpMapUpdate, ir.OpSend:
		if use.Args[0] == v.reg {
			s.each(v.fn, use.Args[1:], s.relevant[v])
		}
	case ir.OpPhi, ir.OpCopy, ir.OpMakeInterface, ir.OpTypeAssert, ir.OpExtract, ir.OpSlice, ir.OpIndexAddr:
		if refers(use.Kind) || use.Kind == ir.KindTuple {
			s.mark(v.fn, use.Dst, s.relevant[v])
		}
	case ir.OpLoad:
		if refers(use.Kind) {
			s.mark(v.fn, use.Dst, s.relevant[v])
		}
	case ir.OpFieldAddr:
		if !s.declared(v.fn, use) && (!s.addresses || !carried[v.fn.f.Str(use.Sym)]) {
			s.mark(v.fn, use.Dst, s.relevant[v])
		}
	case ir.OpMakeClosure:
		s.captured(v, use)
	case ir.OpCall, ir.OpCallValue, ir.OpInvoke, ir.OpBuiltin:
		s.handed(v, use)
	}
}

// captured follows a value into the closure that captures it.
func (s *Slice) captured(v value, closure *ir.Instr) {
	target := s.funcs[v.fn.f.Str(closure.Sym)]
	if target == nil {
		return
	}
	for n, a := range closure.Args {
		if a == v.reg {
			s.mark(target, int32(len(target.f.Params)+n), s.relevant[v])
		}
	}
}

// handed follows a value into the functions that may write to it. Sending
// leaves nothing of a request in the client.
func (s *Slice) handed(v value, call *ir.Instr) {
	if s.cfg.Sends(v.fn.f, call) {
		return
	}
	bodies, first := s.bodies(v.fn, call)
	for _, target := range bodies {
		for n, a := range call.Args[first:] {
			if a == v.reg && n < len(target.f.Params) {
				s.mark(target, int32(n), s.relevant[v])
			}
		}
	}
	if len(bodies) == 0 && call.Op != ir.OpCallValue && s.known(v.fn, call) {
		s.external(v.fn, call)
		if refers(call.Kind) {
			s.mark(v.fn, call.Dst, itself)
		}
	}
}
