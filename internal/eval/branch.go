package eval

import (
	"github.com/workplacelint/workplacelint/internal/ir"
	"github.com/workplacelint/workplacelint/internal/strval"
)

// branched returns the state on the edge from a block to one of its successors.
// Where the block ends in a comparison of a field with a constant text, only those
// texts are left that the field may have there.
func (x *execution) branched(block *ir.Block, st *State, to int) *State {
	if len(block.Succs) != 2 || len(block.Instrs) == 0 {
		return st
	}
	fn := x.f.Fn
	cond := fn.Def(block.Instrs[len(block.Instrs)-1].Args[0])
	if cond == nil || cond.Op != ir.OpBinary {
		return st
	}
	op := fn.Str(cond.Sym)
	text, ok := constantText(fn, cond.Args[1])
	if !ok || op != "==" && op != "!=" {
		return st
	}
	at, ok := x.place(cond.Args[0])
	if !ok {
		return st
	}
	held, ok := heldAt(st, at)
	if !ok || held.Str.IsTop || len(held.Str.Templates) < 2 || !held.Str.Equal(x.f.val(x.in, cond.Args[0]).Str) {
		return st // The field may have been set since it was read.
	}
	same := (op == "==") == (to == 0)
	left := held.Str.Filter(func(t strval.Template) bool {
		lit, known := t.Literal()
		return !known && !same || (lit == text) == same && known
	})
	if left.IsBottom() || len(left.Templates) == len(held.Str.Templates) {
		return st
	}
	st = st.child()
	held.Str = left
	st.edit(at.Obj).Fields[at.Field] = held
	return st
}

func constantText(fn *ir.Func, arg int32) (string, bool) {
	c, ok := fn.Const(arg)
	return c.Text, ok && c.Kind == ir.ConstString
}

// place returns the field that a register was read from.
func (x *execution) place(reg int32) (Ref, bool) {
	def := x.f.Fn.Def(reg)
	if def == nil {
		return Ref{}, false
	}
	switch def.Op {
	case ir.OpLoad:
		if refs := x.f.val(x.in, def.Args[0]).Refs; len(refs) == 1 && refs[0].Field != "" && refs[0].Obj != globalObj {
			return refs[0], true
		}
	case ir.OpField:
		if refs := x.f.val(x.in, def.Args[0]).Refs; len(refs) == 1 && refs[0].Field == "" {
			return Ref{Obj: refs[0].Obj, Field: x.f.Fn.Str(def.Sym)}, true
		}
	}
	return Ref{}, false
}

func heldAt(st *State, at Ref) (Val, bool) {
	o := st.Get(at.Obj)
	if o == nil {
		return Val{}, false
	}
	v, ok := o.Fields[at.Field]
	return v, ok
}
