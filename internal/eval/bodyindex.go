package eval

import (
	"strconv"
	"strings"

	"github.com/workplacelint/workplacelint/internal/ir"
)

// A bodyIndex finds definitions, calls and conditions in a function.
type bodyIndex struct {
	fn    *ir.Func
	defs  map[int32]spot
	calls []spot
	// stored holds the stores of the function.
	stored []spot
}

type spot struct{ block, index int32 }

// A guard is a condition that must hold for a block to be reached.
type guard struct {
	cond     int32 // register
	yes      bool
	from, to int32
}

// body returns the index of a function, which is made once.
func (u *Universe) body(fn *ir.Func) *bodyIndex {
	b := u.bodies[fn]
	if b == nil {
		b = newBodyIndex(fn)
		u.bodies[fn] = b
	}
	return b
}

func newBodyIndex(fn *ir.Func) *bodyIndex {
	b := &bodyIndex{fn: fn, defs: map[int32]spot{}}
	for bi := range fn.Blocks {
		for ii := range fn.Blocks[bi].Instrs {
			i, at := &fn.Blocks[bi].Instrs[ii], spot{int32(bi), int32(ii)}
			if i.Dst >= 0 {
				b.defs[i.Dst] = at
			}
			if i.Op == ir.OpCall || i.Op == ir.OpCallValue || i.Op == ir.OpInvoke {
				b.calls = append(b.calls, at)
			}
			if i.Op == ir.OpStore {
				b.stored = append(b.stored, at)
			}
		}
	}
	return b
}

func (b *bodyIndex) instr(at spot) *ir.Instr { return &b.fn.Blocks[at.block].Instrs[at.index] }

func (b *bodyIndex) def(reg int32) *ir.Instr {
	at, ok := b.defs[reg]
	if !ok {
		return nil
	}
	return b.instr(at)
}

func (b *bodyIndex) callAt(pos ir.Pos) (spot, bool) {
	for _, at := range b.calls {
		if b.instr(at).Pos == pos {
			return at, true
		}
	}
	return spot{}, false
}

// function returns the name of the function that an operand is.
func (b *bodyIndex) function(arg int32) string {
	if c, ok := b.fn.Const(arg); ok && c.Kind == ir.ConstFunc {
		return c.Text
	}
	if d := b.def(arg); d != nil && d.Op == ir.OpMakeClosure {
		return b.fn.Str(d.Sym)
	}
	return ""
}

// source follows conversions to the register that a value comes from.
func (b *bodyIndex) source(arg int32) int32 {
	for {
		d := b.def(arg)
		if d == nil || d.Op != ir.OpCopy {
			return arg
		}
		arg = d.Args[0]
	}
}

func (b *bodyIndex) isEmpty(arg int32) bool {
	c, ok := b.fn.Const(arg)
	return ok && (c.Kind == ir.ConstNil || c.Kind == ir.ConstString && c.Text == "" || c.Kind == ir.ConstInt && c.Text == "0")
}

// guards returns the conditions that must hold for a block to be reached: the
// edges without which it is not.
func (b *bodyIndex) guards(block int32) []guard {
	var out []guard
	for from := range b.fn.Blocks {
		blk := &b.fn.Blocks[from]
		if len(blk.Succs) != 2 || len(blk.Instrs) == 0 {
			continue
		}
		last := &blk.Instrs[len(blk.Instrs)-1]
		if last.Op != ir.OpIf || blk.Succs[0] == blk.Succs[1] {
			continue
		}
		for n, to := range blk.Succs {
			if !b.reachableWithout(int32(from), to, block) {
				out = append(out, guard{cond: last.Args[0], yes: n == 0, from: int32(from), to: to})
			}
		}
	}
	return out
}

// reachableWithout reports whether a block is reached from the entry without
// the edge.
func (b *bodyIndex) reachableWithout(from, to, target int32) bool {
	seen := make([]bool, len(b.fn.Blocks))
	work := []int32{0}
	seen[0] = true
	for len(work) > 0 {
		n := work[len(work)-1]
		work = work[:len(work)-1]
		if n == target {
			return true
		}
		for _, s := range b.fn.Blocks[n].Succs {
			if !seen[s] && (n != from || s != to) {
				seen[s] = true
				work = append(work, s)
			}
		}
	}
	return false
}

// emptyPlace returns the variable or field that a guard says is empty.
func (b *bodyIndex) emptyPlace(g guard) (place string, ok bool) {
	cond := b.def(g.cond)
	if cond == nil || cond.Op != ir.OpBinary || !b.isEmpty(cond.Args[1]) {
		return "", false
	}
	if op := b.fn.Str(cond.Sym); op == "==" && g.yes || op == "!=" && !g.yes {
		if load := b.def(cond.Args[0]); load != nil && load.Op == ir.OpLoad {
			return b.place(load.Args[0])
		}
	}
	return "", false
}

// place names what an address belongs to: a package variable, or a field by
// its type.
func (b *bodyIndex) place(arg int32) (string, bool) {
	if c, ok := b.fn.Const(arg); ok {
		return c.Text, c.Kind == ir.ConstGlobal
	}
	d := b.def(arg)
	if d == nil || d.Op != ir.OpFieldAddr && d.Op != ir.OpIndexAddr {
		return "", false
	}
	if c, ok := b.fn.Const(d.Args[0]); ok && c.Kind == ir.ConstGlobal {
		return c.Text, true
	}
	if d.Op == ir.OpIndexAddr {
		return b.place(d.Args[0])
	}
	return b.ownerOf(d) + "." + b.fn.Str(d.Sym), true
}

// ownerOf returns the type of the struct that a field address is in.
func (b *bodyIndex) ownerOf(d *ir.Instr) string {
	base := d.Args[0]
	if base >= 0 && int(base) < len(b.fn.Params) {
		return strings.TrimPrefix(b.fn.Params[base].Type, "*")
	}
	if n := int(base) - len(b.fn.Params); n >= 0 && n < len(b.fn.Free) {
		return strings.TrimPrefix(b.fn.Free[n].Type, "*")
	}
	if def := b.def(base); def != nil {
		return strings.TrimPrefix(b.fn.Str(def.Type), "*")
	}
	return "reg" + strconv.Itoa(int(base))
}

func (b *bodyIndex) storesAny(place string) bool {
	for _, at := range b.stored {
		if p, ok := b.place(b.instr(at).Args[0]); ok && p == place {
			return true
		}
	}
	return false
}

// stores reports whether the function stores what is made of the result of a
// call in a place.
func (b *bodyIndex) stores(place string, call spot) bool {
	for _, at := range b.stored {
		i := b.instr(at)
		if p, ok := b.place(i.Args[0]); ok && p == place && b.madeOf(i.Args[1], b.instr(call).Dst) {
			return true
		}
	}
	return false
}

// madeOf reports whether a value is made of another by texts, structs and
// functions of the standard library that make no requests.
func (b *bodyIndex) madeOf(value, of int32) bool {
	seen := map[int32]bool{}
	work := []int32{value}
	for len(work) > 0 {
		v := work[len(work)-1]
		work = work[:len(work)-1]
		if v == of {
			return true
		}
		if v < 0 || seen[v] {
			continue
		}
		seen[v] = true
		work = append(work, b.parts(v)...)
	}
	return false
}

// parts returns the registers that a register is made of, also those that were
// put into the variable, map or struct that it is.
func (b *bodyIndex) parts(reg int32) []int32 {
	var out []int32
	if d := b.def(reg); d != nil && b.follows(d) {
		out = append(out, d.Args...)
	}
	for bi := range b.fn.Blocks {
		for ii := range b.fn.Blocks[bi].Instrs {
			i := &b.fn.Blocks[bi].Instrs[ii]
			switch {
			case i.Op == ir.OpStore && b.inside(i.Args[0], reg):
				out = append(out, i.Args[1])
			case i.Op == ir.OpMapUpdate && i.Args[0] == reg:
				out = append(out, i.Args[1:]...)
			case i.Op == ir.OpCall && len(i.Args) > 1 && i.Args[0] == reg && b.follows(i):
				out = append(out, i.Args[1:]...)
			}
		}
	}
	return out
}

// inside reports whether an address is that of a variable or a part of it.
func (b *bodyIndex) inside(addr, variable int32) bool {
	for {
		if addr == variable {
			return true
		}
		d := b.def(addr)
		if d == nil || d.Op != ir.OpFieldAddr && d.Op != ir.OpIndexAddr {
			return false
		}
		addr = d.Args[0]
	}
}

// follows reports whether the result of an instruction is made of its
// operands. What a request brings back is not made of what was sent.
func (b *bodyIndex) follows(i *ir.Instr) bool {
	if i.Op == ir.OpCallValue || i.Op == ir.OpInvoke {
		return false
	}
	if i.Op != ir.OpCall {
		return true
	}
	path := strings.TrimLeft(b.fn.Str(i.Sym), "(*")
	first, _, _ := strings.Cut(path, "/")
	if strings.Contains(path, "/") && strings.Contains(first, ".") {
		return false
	}
	return !strings.HasPrefix(path, "net/http.")
}
