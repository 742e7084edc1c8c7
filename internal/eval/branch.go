package eval

import (
	"github.com/workplacelint/workplacelint/internal/ir"
	"github.com/workplacelint/workplacelint/internal/strval"
)

// branched returns the state on the edge from a block to one of its successors.
// Where the block ends in a comparison of a field with a constant text, only those
// texts are left that the field may have there.
func (x *execution) branched(block *ir.Block, st *State, to int) *State {
	reg, text, same, ok := x.compared(block, to)
	if !ok {
		return st
	}
	at, ok := x.place(reg)
	if !ok {
		return st
	}
	held, ok := heldAt(st, at)
	if !ok || !held.Str.Equal(x.f.val(x.in, reg).Str) {
		return st // The field may have been set since it was read.
	}
	left, less := matching(held.Str, text, same)
	if !less {
		return st
	}
	st = st.child()
	held.Str = left
	st.edit(at.Obj).Fields[at.Field] = held
	return st
}

// compared returns the register that the condition at the end of a block compares with
// a constant text, and whether it is the same on the way to a successor.
func (x *execution) compared(block *ir.Block, to int) (reg int32, text string, same, ok bool) {
	if len(block.Succs) != 2 || len(block.Instrs) == 0 {
		return 0, "", false, false
	}
	cond := x.f.Fn.Def(block.Instrs[len(block.Instrs)-1].Args[0])
	if cond == nil || cond.Op != ir.OpBinary {
		return 0, "", false, false
	}
	reg, text, equal, ok := comparedText(x.f.Fn, cond)
	return reg, text, equal == (to == 0), ok
}

// passed returns the successor that a part of a path takes in a loop which leaves out
// empty ones, -1 if the block is another. A part of which nothing is known is not empty:
// what it is made for would not be there.
func (x *execution) passed(block *ir.Block, cur *loop) int {
	for n, s := range block.Succs {
		if cur == nil || s != cur.header {
			continue
		}
		reg, text, same, ok := x.compared(block, n)
		if !ok || !same || text != "" {
			continue
		}
		if v := x.f.val(x.in, reg).Str; !v.IsTop && len(v.Templates) == 1 && len(v.Templates[0].Holes()) > 0 {
			return 1 - n
		}
	}
	return -1
}

// matching returns those of several texts that are the same as another, or are not, and
// whether they are less.
func matching(v strval.Value, text string, same bool) (left strval.Value, less bool) {
	if v.IsTop || len(v.Templates) < 2 {
		return v, false
	}
	left = v.Filter(func(t strval.Template) bool {
		lit, known := t.Literal()
		return !known && !same || (lit == text) == same && known
	})
	return left, !left.IsBottom() && len(left.Templates) < len(v.Templates)
}

// comparedText returns the register that a condition compares with a constant text,
// and whether it asks for equality. A comparison of the length with nought, or with
// one, is one with the empty text.
func comparedText(fn *ir.Func, cond *ir.Instr) (reg int32, text string, equal, ok bool) {
	op := fn.Str(cond.Sym)
	if text, ok := constantText(fn, cond.Args[1]); ok {
		return cond.Args[0], text, op == "==", op == "==" || op == "!="
	}
	length := fn.Def(cond.Args[0])
	if length == nil || length.Op != ir.OpBuiltin || fn.Str(length.Sym) != "len" {
		return 0, "", false, false
	}
	n, _ := fn.Const(cond.Args[1])
	switch op + n.Text {
	case "==0", "<1", "<=0":
		return length.Args[0], "", true, true
	case "!=0", ">0", ">=1":
		return length.Args[0], "", false, true
	}
	return 0, "", false, false
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
