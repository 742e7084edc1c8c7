package ir

import (
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// deferred returns the calls at the end of a function that may change what it returns:
// function literals that capture a named result. Where they are deferred they run, too,
// as do all others: a function that panics has no other end.
func (b *body) deferred(instr ssa.Instruction) []Instr {
	end, ok := instr.(*ssa.RunDefers)
	if !ok {
		return nil
	}
	var out []Instr
	for _, block := range end.Parent().Blocks {
		for _, in := range block.Instrs {
			if d, ok := in.(*ssa.Defer); ok && capturesResult(d) && block.Dominates(end.Block()) {
				if call, ok := b.instr(d); ok {
					out = append(out, call)
				}
			}
		}
	}
	slices.Reverse(out)
	return out
}

func capturesResult(d *ssa.Defer) bool {
	closure, ok := d.Call.Value.(*ssa.MakeClosure)
	return ok && slices.ContainsFunc(closure.Bindings, isResult)
}

// isResult reports whether a variable is a named result: what it holds is returned.
func isResult(v ssa.Value) bool {
	variable, ok := v.(*ssa.Alloc)
	return ok && slices.ContainsFunc(*variable.Referrers(), func(use ssa.Instruction) bool {
		load, ok := use.(*ssa.UnOp)
		return ok && load.Op == token.MUL && slices.ContainsFunc(*load.Referrers(), func(use ssa.Instruction) bool {
			_, returns := use.(*ssa.Return)
			return returns
		})
	})
}
