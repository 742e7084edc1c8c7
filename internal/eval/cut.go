package eval

import (
	"slices"

	"github.com/workplacelint/workplacelint/internal/digest"
	"github.com/workplacelint/workplacelint/internal/ir"
	"github.com/workplacelint/workplacelint/internal/strval"
)

// slice cuts a slice or a text.
func (in *Interp) slice(f *Frame, st *State, i *ir.Instr) Val {
	x := f.val(in, i.Args[0])
	whole := i.Args[1] == ir.NoValue && i.Args[2] == ir.NoValue
	if whole {
		return x
	}
	if i.Kind == ir.KindString || i.Kind == ir.KindBytes {
		if n := in.offEnd(f, i); n > 0 && i.Args[1] == ir.NoValue {
			return Strings(cutEnd(x.Str, n))
		}
		if v, ok := in.cutAtMarks(f, i, x.Str); ok {
			return Strings(v)
		}
		return Strings(cut(x.Str, in.bound(f, i.Args[1]), in.bound(f, i.Args[2])))
	}
	return in.subslice(f, st, i, x)
}

// bound returns a constant bound of a slice expression, -1 for none, -2 for one
// that is not known.
func (in *Interp) bound(f *Frame, arg int32) int {
	if arg == ir.NoValue {
		return -1
	}
	if n, ok := number(f.val(in, arg)); ok && n >= 0 {
		return int(n)
	}
	return -2
}

// offEnd returns the number of bytes that s[:len(s)-n] takes off, 0 for other
// slices.
func (in *Interp) offEnd(f *Frame, i *ir.Instr) int {
	minus := f.Fn.Def(i.Args[2])
	if minus == nil || minus.Op != ir.OpBinary || f.Fn.Str(minus.Sym) != "-" {
		return 0
	}
	length := f.Fn.Def(minus.Args[0])
	if length == nil || length.Op != ir.OpBuiltin || f.Fn.Str(length.Sym) != "len" || !sameRead(f.Fn, length.Args[0], i.Args[0]) {
		return 0
	}
	return max(in.bound(f, minus.Args[1]), 0)
}

// sameRead reports whether two registers of an expression are one, or are read
// from one variable or field.
func sameRead(fn *ir.Func, a, b int32) bool {
	if a == b {
		return true
	}
	x, y := fn.Def(a), fn.Def(b)
	if x == nil || y == nil || x.Op != y.Op {
		return false
	}
	switch x.Op {
	case ir.OpLoad:
		return sameRead(fn, x.Args[0], y.Args[0])
	case ir.OpFieldAddr, ir.OpField:
		return x.Sym == y.Sym && sameRead(fn, x.Args[0], y.Args[0])
	}
	return false
}

// cutEnd takes n bytes off the end. A hole at the end stands for what is left of
// it: separators and slashes are what programs take off.
func cutEnd(v strval.Value, n int) strval.Value {
	return v.Map(func(t strval.Template) strval.Template {
		if len(t.Parts) == 0 {
			return t
		}
		before, last := t.Parts[:len(t.Parts)-1], t.Parts[len(t.Parts)-1]
		if last.Hole == nil {
			last = strval.Part{Lit: last.Lit[:max(len(last.Lit)-n, 0)]}
		} else {
			h := *last.Hole
			h.Ref = digest.Wrap(digest.Cut, h.Ref)
			last = strval.Part{Hole: &h}
		}
		return strval.Make(append(slices.Clone(before), last)...)
	})
}

func cut(v strval.Value, low, high int) strval.Value {
	return v.Map(func(t strval.Template) strval.Template {
		if lit, ok := t.Literal(); ok && low >= -1 && high >= -1 {
			lo, hi := max(low, 0), len(lit)
			if high >= 0 {
				hi = min(high, len(lit))
			}
			if lo <= hi {
				return strval.Lit(lit[lo:hi])
			}
		}
		if p := t.Prefix(); low >= 0 && high == -1 && low <= len(p) {
			rest := append([]strval.Part{{Lit: p[low:]}}, t.Parts[min(1, len(t.Parts)):]...)
			return strval.Make(rest...)
		}
		return somePart(t)
	})
}

// somePart is a part of a text, which one is not known.
func somePart(t strval.Template) strval.Template {
	h, _ := t.AsHole()
	return strval.Of(strval.Hole{Name: "part", Origin: h.Origin, Reason: "it is cut from another text", Ref: digest.Wrap(digest.Cut, h.Ref)})
}
