package eval

import (
	"slices"
	"strconv"
	"strings"

	"github.com/workplacelint/workplacelint/internal/digest"
	"github.com/workplacelint/workplacelint/internal/ir"
)

// memo says whether the calls that lead here happen only once in a program:
// when it starts, or under package sync.
func (c *Call) memo() digest.Life {
	for f := c.Frame; f != nil; f = f.Caller {
		if c.In.U.once(f.Fn) {
			return digest.Life{Kind: digest.LifeOnce, Where: "package sync"}
		}
		if f.Caller == nil && (strings.HasSuffix(f.Fn.Name, ".init") || strings.Contains(f.Fn.Name, ".init#")) {
			return digest.Life{Kind: digest.LifeProgram, Where: "a package variable"}
		}
	}
	return digest.Life{}
}

// onceFuncs are the functions of package sync that call a function once.
var onceFuncs = []string{"(*sync.Once).Do", "sync.OnceFunc", "sync.OnceValue", "sync.OnceValues"}

// once reports whether fn is a closure that its outer function hands to
// package sync to be called once.
func (u *Universe) once(fn *ir.Func) bool {
	outer := u.funcs[fn.Outer]
	if outer == nil {
		return false
	}
	b := newBodyIndex(outer)
	for _, at := range b.calls {
		i := b.instr(at)
		if i.Op != ir.OpCall || !slices.Contains(onceFuncs, outer.Str(i.Sym)) {
			continue
		}
		for _, arg := range i.Args {
			if b.function(arg) == fn.Name {
				return true
			}
		}
	}
	return false
}

// life says for how long the result of this call is kept: a call that is only
// made while the variable is empty that takes its result, or that is older
// than some limit.
func (c *Call) life() digest.Life {
	if l := c.memo(); l.Kind != digest.LifeFresh {
		return l
	}
	line, col := c.Instr.Line, c.Instr.Col
	for f := c.Frame; f != nil; f = f.Caller {
		if l := c.lifeIn(f, line, col); l.Kind != digest.LifeFresh {
			return l
		}
		line, col = f.Line, f.Col
	}
	return digest.Life{}
}

// lifeIn looks at the conditions under which a function makes one of its
// calls.
func (c *Call) lifeIn(f *Frame, line, col int32) digest.Life {
	b := newBodyIndex(f.Fn)
	at, ok := b.callAt(line, col)
	if !ok {
		return digest.Life{}
	}
	var kept digest.Life
	for _, g := range b.guards(at.block) {
		if seconds, ok := c.limit(f, b, g); ok {
			return digest.Life{Kind: digest.LifeLimited, Seconds: seconds, Where: "a cache"}
		}
		place, ok := b.emptyPlace(g)
		if !ok || !b.stores(place, at) || c.In.U.storedElsewhere(f.Fn, place) {
			continue
		}
		kept = digest.Life{Kind: digest.LifeKept, Where: place[strings.LastIndexAny(place, "./")+1:]}
	}
	return kept
}

// keyBranch returns the branch in which the key of this call of hmac.New is
// not empty, if the call stands in one.
func (c *Call) keyBranch() *digest.Branch {
	if len(c.Instr.Args) < 2 {
		return nil
	}
	b := newBodyIndex(c.Frame.Fn)
	at, ok := b.callAt(c.Instr.Line, c.Instr.Col)
	if !ok {
		return nil
	}
	key := b.source(c.Instr.Args[1])
	for _, g := range b.guards(at.block) {
		cond := b.def(g.cond)
		if cond == nil || cond.Op != ir.OpBinary || !b.isEmpty(cond.Args[1]) || b.source(cond.Args[0]) != key || key < 0 {
			continue
		}
		if op := b.fn.Str(cond.Sym); op == "!=" && g.yes || op == "==" && !g.yes {
			where := digest.Place{File: b.fn.File, Line: int(cond.Line), Column: int(cond.Col), Function: b.fn.Name}
			return &digest.Branch{Function: b.fn.Name, From: g.from, To: g.to, At: where}
		}
	}
	return nil
}

// Avoids reports whether the call at a place of fn can be reached without
// taking the branch.
func Avoids(fn *ir.Func, branch digest.Branch, line, col int32) bool {
	b := newBodyIndex(fn)
	at, ok := b.callAt(line, col)
	return ok && b.reachableWithout(branch.From, branch.To, at.block)
}

// limit returns the age in seconds that a condition compares a time with: what
// is made under it is made again when it is older.
func (c *Call) limit(f *Frame, b *bodyIndex, g guard) (seconds int64, ok bool) {
	cond := b.def(g.cond)
	if cond == nil {
		return 0, false
	}
	switch {
	case cond.Op == ir.OpBinary && strings.ContainsAny(b.fn.Str(cond.Sym), "<>"):
		for n, arg := range cond.Args {
			if age := b.def(arg); age != nil && age.Op == ir.OpCall && ages[b.fn.Str(age.Sym)] {
				return c.seconds(f, cond.Args[1-n])
			}
		}
	case cond.Op == ir.OpCall && ordered[b.fn.Str(cond.Sym)]:
		for _, arg := range cond.Args {
			if end := b.def(arg); end != nil && end.Op == ir.OpCall && b.fn.Str(end.Sym) == "(time.Time).Add" {
				return c.seconds(f, end.Args[1])
			}
		}
	}
	return 0, false
}

var (
	ages    = map[string]bool{"(time.Time).Sub": true, "time.Since": true, "time.Until": true}
	ordered = map[string]bool{"(time.Time).After": true, "(time.Time).Before": true}
)

// seconds returns a duration that is known; zero if there is one that is not.
func (c *Call) seconds(f *Frame, arg int32) (int64, bool) {
	n, ok := number(f.val(c.In, arg))
	if !ok {
		return 0, true
	}
	return n / 1_000_000_000, true
}

// storedElsewhere reports whether another function writes to a place.
func (u *Universe) storedElsewhere(fn *ir.Func, place string) bool {
	for _, other := range u.funcs {
		if other != fn && !strings.HasSuffix(other.Name, ".init") && newBodyIndex(other).storesAny(place) {
			return true
		}
	}
	return false
}

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

func newBodyIndex(fn *ir.Func) *bodyIndex {
	b := &bodyIndex{fn: fn, defs: map[int32]spot{}}
	for bi := range fn.Blocks {
		for ii := range fn.Blocks[bi].Instrs {
			i, at := &fn.Blocks[bi].Instrs[ii], spot{int32(bi), int32(ii)}
			if i.Dst >= 0 {
				b.defs[i.Dst] = at
			}
			switch i.Op {
			case ir.OpCall, ir.OpCallValue, ir.OpInvoke:
				b.calls = append(b.calls, at)
			case ir.OpStore:
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

func (b *bodyIndex) callAt(line, col int32) (spot, bool) {
	for _, at := range b.calls {
		if i := b.instr(at); i.Line == line && i.Col == col {
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
	switch i.Op {
	case ir.OpCallValue, ir.OpInvoke:
		return false
	case ir.OpCall:
		path := strings.TrimLeft(b.fn.Str(i.Sym), "(*")
		first, _, _ := strings.Cut(path, "/")
		if strings.Contains(path, "/") && strings.Contains(first, ".") {
			return false
		}
		return !strings.HasPrefix(path, "net/http.")
	default:
		return true
	}
}
