package eval

import (
	"slices"
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
	b := u.body(outer)
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
	pos := c.Instr.Pos
	outlives := false
	for f := c.Frame; f != nil; f = f.Caller {
		b := c.In.U.body(f.Fn)
		if at, ok := b.callAt(pos); ok {
			outlives = outlives || c.In.outlives(b, at)
			if l := c.lifeIn(f, b, at, outlives); l.Kind != digest.LifeFresh {
				return l
			}
		}
		pos = f.Pos
	}
	return digest.Life{}
}

// outlives reports whether what is made of the result of a call is kept when the
// function goes on: in a package variable, in a field of the program, or in a
// variable that has another value where the call is not made.
func (in *Interp) outlives(b *bodyIndex, call spot) bool {
	made := b.instr(call).Dst
	for _, at := range b.stored {
		i := b.instr(at)
		if p, ok := b.place(i.Args[0]); ok && in.isKept(p) && b.madeOf(i.Args[1], made) {
			return true
		}
	}
	for reg := range b.defs {
		if d := b.def(reg); d.Op == ir.OpPhi && (d.Kind == ir.KindString || d.Kind == ir.KindBytes) && b.madeOf(reg, made) {
			return true
		}
	}
	return false
}

// isKept reports whether a place is a package variable or a field of a type that
// the program declares, and not a part of a request.
func (in *Interp) isKept(place string) bool {
	dot := strings.LastIndexByte(place, '.')
	return in.U.declares(place) || dot > 0 && in.U.declares(place[:dot])
}

// lifeIn looks at the conditions under which a function makes one of its
// calls. outlives says that what comes of the call is kept.
func (c *Call) lifeIn(f *Frame, b *bodyIndex, at spot, outlives bool) digest.Life {
	var kept digest.Life
	for _, g := range b.guards(at.block) {
		if seconds, ok := c.limit(f, b, g); ok && outlives {
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
	b := c.In.U.body(c.Frame.Fn)
	at, ok := b.callAt(c.Instr.Pos)
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
			where := digest.Place{File: b.fn.FileOf(cond.Pos), Line: int(cond.Line), Column: int(cond.Col), Function: b.fn.Name}
			return &digest.Branch{Function: b.fn.Name, From: g.from, To: g.to, At: where}
		}
	}
	return nil
}

// Avoids reports whether the call at a place of fn can be reached without
// taking the branch.
func Avoids(fn *ir.Func, branch digest.Branch, pos ir.Pos) bool {
	b := newBodyIndex(fn)
	at, ok := b.callAt(pos)
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
		if other != fn && !strings.HasSuffix(other.Name, ".init") && u.body(other).storesAny(place) {
			return true
		}
	}
	return false
}
