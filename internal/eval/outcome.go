package eval

import (
	"slices"

	"github.com/workplacelint/workplacelint/internal/ir"
)

// outcomes are what a function says of what failed: what is returned beside an error, an
// empty id most of the time, is nothing that who looks at the error goes on with.
type outcomes struct {
	// fails are the blocks that return with an error, or with false as the last result.
	fails map[int32]bool
	// passes are those that return all that a call returned, with the register of that.
	passes map[int32]int32
	// asks are the blocks that end with the question whether a call failed.
	asks map[int32]outcome
}

// An outcome is the question whether a call failed.
type outcome struct {
	tuple int32       // what the call returned
	parts []*ir.Instr // that are read of it
	fine  int         // the successor where it did not fail
}

func outcomesOf(b *bodyIndex) outcomes {
	o := outcomes{fails: map[int32]bool{}, passes: map[int32]int32{}, asks: map[int32]outcome{}}
	parts := map[int32][]*ir.Instr{}
	for bi := range b.fn.Blocks {
		for ii := range b.fn.Blocks[bi].Instrs {
			if i := &b.fn.Blocks[bi].Instrs[ii]; i.Op == ir.OpExtract {
				parts[i.Args[0]] = append(parts[i.Args[0]], i)
			}
		}
	}
	for bi := range b.fn.Blocks {
		instrs := b.fn.Blocks[bi].Instrs
		if len(instrs) == 0 {
			continue
		}
		block := int32(bi)
		switch last := &instrs[len(instrs)-1]; last.Op {
		case ir.OpReturn:
			o.fails[block] = b.fails(block, last)
			if tuple, ok := b.passesOn(last); ok {
				o.passes[block] = tuple
			}
		case ir.OpIf:
			if part, fine, ok := b.asks(last.Args[0]); ok {
				o.asks[block] = outcome{part.Args[0], parts[part.Args[0]], fine}
			}
		}
	}
	return o
}

// fails reports whether the last of several results says that something failed. Beside
// an error of which nothing is known stand real values, or zero values if it is one.
func (b *bodyIndex) fails(block int32, ret *ir.Instr) bool {
	n := len(ret.Args) - 1
	if n < 1 || len(b.fn.Results) != n+1 {
		return false
	}
	c, constant := b.fn.Const(ret.Args[n])
	switch {
	case b.fn.Results[n].Kind == ir.KindBool:
		return constant && c.Text == "false"
	case b.fn.Results[n].Type != "error" || constant:
		return false
	case b.isError(ret.Args[n]) || b.notNil(block, ret.Args[n]):
		return true
	}
	return !slices.ContainsFunc(ret.Args[:n], func(arg int32) bool { return !b.isEmpty(arg) })
}

// isError reports whether an operand is an error for certain.
func (b *bodyIndex) isError(arg int32) bool {
	d := b.def(arg)
	if d == nil {
		return false
	}
	name := b.fn.Str(d.Sym)
	return d.Op == ir.OpMakeInterface || d.Op == ir.OpCall && (name == "errors.New" || name == "fmt.Errorf")
}

// notNil reports whether a block is reached only where an operand is not nil. Only
// conditions with one way to the block are looked at.
func (b *bodyIndex) notNil(block, arg int32) bool {
	for range b.fn.Blocks {
		preds := b.fn.Blocks[block].Preds
		if len(preds) != 1 {
			return false
		}
		before := &b.fn.Blocks[preds[0]]
		if last := before.Instrs[len(before.Instrs)-1]; last.Op == ir.OpIf && before.Succs[0] != before.Succs[1] {
			if reg, isNil, ok := b.nilTest(last.Args[0]); ok && reg == arg && before.Succs[isNil] != block {
				return true
			}
		}
		block = preds[0]
	}
	return false
}

// nilTest returns the register that a condition compares with nil, and the successor
// where it is nil.
func (b *bodyIndex) nilTest(cond int32) (reg int32, isNil int, ok bool) {
	d := b.def(cond)
	if d == nil || d.Op != ir.OpBinary {
		return 0, 0, false
	}
	if c, constant := b.fn.Const(d.Args[1]); !constant || c.Kind != ir.ConstNil {
		return 0, 0, false
	}
	switch b.fn.Str(d.Sym) {
	case "==":
		return d.Args[0], 0, true
	case "!=":
		return d.Args[0], 1, true
	}
	return 0, 0, false
}

// asks returns the part of what a call returned of which a condition asks whether the
// call failed, and the successor where it did not.
func (b *bodyIndex) asks(cond int32) (part *ir.Instr, fine int, ok bool) {
	if reg, isNil, ok := b.nilTest(cond); ok {
		cond, fine = reg, isNil
	}
	part = b.def(cond)
	if part == nil || part.Op != ir.OpExtract || part.Index == 0 || part.Kind != ir.KindBool && b.fn.Str(part.Type) != "error" {
		return nil, 0, false
	}
	call := b.def(part.Args[0])
	return part, fine, call != nil && (call.Op == ir.OpCall || call.Op == ir.OpInvoke || call.Op == ir.OpCallValue)
}

// passesOn returns the register of what a call returned, if a return returns all of it.
func (b *bodyIndex) passesOn(ret *ir.Instr) (tuple int32, ok bool) {
	for n, arg := range ret.Args {
		d := b.def(arg)
		if d == nil || d.Op != ir.OpExtract || int(d.Index) != n || n > 0 && d.Args[0] != tuple {
			return 0, false
		}
		tuple = d.Args[0]
	}
	return tuple, len(ret.Args) > 1
}

// returned returns what a function returns on all ways.
func (x *execution) returned() Val {
	var all, fine Val
	differ := false
	for _, r := range x.returns {
		all = all.Join(r.val)
		differ = differ || r.fails || r.val.Fine != nil
		if !r.fails {
			fine = fine.Join(r.val.fine())
		}
	}
	all.Fine = nil
	if differ && !fine.IsBottom() {
		all.Fine = &fine
	}
	return all
}

// succeeded returns what is kept where a call did not fail.
func (x *execution) succeeded(o outcome) kept {
	t := x.f.val(x.in, o.tuple)
	if t.Fine == nil {
		return x.kept
	}
	out := x.kept.with(o.tuple, *t.Fine)
	x.remember(o.tuple)
	for _, part := range o.parts {
		v := t.Fine.at(int(part.Index))
		if _, narrow := x.kept[part.Dst]; narrow || v.IsBottom() {
			continue
		}
		x.remember(part.Dst)
		out[part.Dst] = v
	}
	return out
}

// remember keeps what a register is where nothing is known of the way.
func (x *execution) remember(reg int32) {
	if _, known := x.kept[reg]; !known {
		x.whole[reg] = x.f.regs[reg]
	}
}
