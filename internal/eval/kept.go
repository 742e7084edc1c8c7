package eval

import (
	"maps"

	"github.com/workplacelint/workplacelint/internal/ir"
)

// kept holds what registers are on the way into a block, if that is something else than
// what they were set to last: on a way out of a loop, since another turn sets them again
// before the blocks behind the loop run, and where a comparison leaves some of the texts
// only.
type kept map[int32]Val

// val returns what an operand is on the way.
func (k kept) val(x *execution, arg int32) Val {
	if v, ok := k[arg]; ok {
		return v
	}
	return x.f.val(x.in, arg)
}

// with returns what is kept with one more register.
func (k kept) with(reg int32, v Val) kept {
	out := make(kept, len(k)+1)
	maps.Copy(out, k)
	out[reg] = v
	return out
}

// narrowed returns what is kept on the way from the block at hand to one of its
// successors: if it ends in the comparison of a register with a constant text, that
// holds the texts which may be there, and if it asks whether a call failed, what that
// returned holds what it does if it did not.
func (x *execution) narrowed(b int32, block *ir.Block, to int) kept {
	if o, ok := x.flow.asks[b]; ok && o.fine == to {
		return x.succeeded(o)
	}
	reg, text, same, ok := x.compared(block, to)
	if !ok || reg < 0 || int(reg) >= len(x.f.regs) {
		return x.kept
	}
	v := x.f.regs[reg]
	left, less := matching(v.Str, text, same)
	if !less {
		return x.kept
	}
	x.remember(reg)
	v.Str = left
	return x.kept.with(reg, v)
}

// around returns what is kept on the way back to the head of a loop: not what the loop
// sets again.
func (x *execution) around(k kept, header int32) kept {
	out := kept{}
	for reg, v := range k {
		if !x.flow.made[reg].within(x.flow.loops[header]) {
			out[reg] = v
		}
	}
	return out
}

// leaving returns what is kept on the way out of loops to a block.
func (x *execution) leaving(k kept, cur *loop, to int32) kept {
	for l := cur; l != nil && !l.blocks[to]; l = l.outer {
		for _, reg := range l.out {
			if _, known := k[reg]; !known {
				k = k.with(reg, x.f.regs[reg])
			}
		}
	}
	return k
}

// restore sets the registers to what they are on the ways into a block.
func (x *execution) restore(edges []edge) {
	x.kept = x.joined(edges)
	for reg, v := range x.whole {
		x.f.regs[reg] = v
	}
	for reg, v := range x.kept {
		x.f.regs[reg] = v
	}
}

// joined returns what is kept on all of the ways. A register of which one says nothing
// is whole there.
func (x *execution) joined(edges []edge) kept {
	if len(edges) == 1 {
		return edges[0].kept
	}
	out := kept{}
	for _, e := range edges {
		for reg := range e.kept {
			if _, done := out[reg]; !done {
				out[reg] = x.over(edges, reg)
			}
		}
	}
	return out
}

func (x *execution) over(edges []edge, reg int32) Val {
	var v Val
	for _, e := range edges {
		one, known := e.kept[reg]
		if !known {
			one = x.whole[reg]
		}
		v = v.Join(one)
	}
	return v
}
