package kept

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/workplacelint/workplacelint/internal/digest"
)

// InLoop reports whether a function, by its full name, sends the digest from a
// call in a loop that waits, has no number of turns, and does not compute the
// digest anew.
func (f *Fields) InLoop(name string, send digest.Place) bool {
	i := slices.IndexFunc(f.funcs, func(fn *ssa.Function) bool { return fn.String() == name })
	if i < 0 {
		return false
	}
	call := callAt(f.funcs[i:i+1], send)
	if call == nil {
		return false
	}
	turn := loopOf(call.Block())
	return len(turn) > 0 && waits(turn) && !isCounted(turn) && !f.computes(turn)
}

// loopOf returns the blocks that are run again and again with a block, none if it
// is run once.
func loopOf(b *ssa.BasicBlock) []*ssa.BasicBlock {
	var loop []*ssa.BasicBlock
	for _, other := range b.Parent().Blocks {
		if leads(b, other) && leads(other, b) {
			loop = append(loop, other)
		}
	}
	return loop
}

// leads reports whether one or more steps lead from one block to another.
func leads(from, to *ssa.BasicBlock) bool {
	seen := map[*ssa.BasicBlock]bool{}
	todo := slices.Clone(from.Succs)
	for len(todo) > 0 {
		b := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if b == to {
			return true
		}
		if !seen[b] {
			seen[b] = true
			todo = append(todo, b.Succs...)
		}
	}
	return false
}

// waits reports whether a loop waits for time or for something else.
func waits(loop []*ssa.BasicBlock) bool {
	return contains(loop, func(i ssa.Instruction) bool {
		switch i := i.(type) {
		case *ssa.Call:
			fn := i.Call.StaticCallee()
			return fn != nil && fn.String() == "time.Sleep"
		case *ssa.UnOp:
			return i.Op == token.ARROW
		case *ssa.Select:
			return i.Blocking
		}
		return false
	})
}

// isCounted reports whether a number or the length of something ends a loop.
func isCounted(loop []*ssa.BasicBlock) bool {
	return contains(loop, func(i ssa.Instruction) bool {
		branch, ok := i.(*ssa.If)
		if !ok || slices.Contains(loop, i.Block().Succs[0]) && slices.Contains(loop, i.Block().Succs[1]) {
			return false
		}
		switch cond := branch.Cond.(type) {
		case *ssa.BinOp:
			basic, ok := cond.X.Type().Underlying().(*types.Basic)
			return ok && basic.Info()&types.IsInteger != 0
		case *ssa.Extract:
			_, next := cond.Tuple.(*ssa.Next)
			return next
		}
		return false
	})
}

// computes reports whether a loop computes the digest.
func (f *Fields) computes(loop []*ssa.BasicBlock) bool {
	return contains(loop, func(i ssa.Instruction) bool {
		call, ok := i.(*ssa.Call)
		if !ok {
			return false
		}
		return call == f.sum || f.leadsFrom(call)
	})
}

// leadsFrom reports whether a call leads to what computes the digest. One of a
// value may.
func (f *Fields) leadsFrom(call *ssa.Call) bool {
	if call.Call.IsInvoke() {
		return hasMethod(f.fresh, call.Call.Method.Name())
	}
	callee := call.Call.StaticCallee()
	if callee == nil {
		_, builtin := call.Call.Value.(*ssa.Builtin)
		return !builtin
	}
	// The function around the loop computes it, but does not call itself.
	return f.fresh[callee] && callee != call.Parent()
}

func contains(blocks []*ssa.BasicBlock, is func(ssa.Instruction) bool) bool {
	return slices.ContainsFunc(blocks, func(b *ssa.BasicBlock) bool { return slices.ContainsFunc(b.Instrs, is) })
}
