package ir

import (
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// inOrder returns the instructions of a block in the order in which compilers run
// them. The language leaves open whether "return v, decode(&v)" reads v before the
// call or after it; go/ssa reads operands from left to right, compilers read variables
// when all calls are done, and programs rely on it.
func inOrder(block *ssa.BasicBlock) []ssa.Instruction {
	n := len(block.Instrs)
	if n == 0 {
		return nil
	}
	ret, ok := block.Instrs[n-1].(*ssa.Return)
	if !ok || len(ret.Results) < 2 {
		return block.Instrs
	}
	late := map[ssa.Instruction]bool{ret: true}
	for _, instr := range slices.Backward(block.Instrs[:n-1]) {
		if v, ok := instr.(ssa.Value); ok && readsOnly(v) && usedBy(v, late, ret.Pos()) {
			late[instr] = true
		}
	}
	first := slices.Clone(block.Instrs)
	first = slices.DeleteFunc(first, func(i ssa.Instruction) bool { return late[i] })
	for _, instr := range block.Instrs {
		if late[instr] {
			first = append(first, instr)
		}
	}
	return first
}

// readsOnly reports whether a value is what a variable holds, or that as another type.
func readsOnly(v ssa.Value) bool {
	switch v := v.(type) {
	case *ssa.UnOp:
		return v.Op == token.MUL
	case *ssa.ChangeInterface, *ssa.ChangeType, *ssa.Convert, *ssa.Field, *ssa.MakeInterface:
		return true
	}
	return false
}

// usedBy reports whether some instructions, and no others, use a value, and no
// expression before a position is it: what an earlier statement read stays as it was.
func usedBy(v ssa.Value, by map[ssa.Instruction]bool, after token.Pos) bool {
	used := false
	for _, instr := range *v.Referrers() {
		ref, debug := instr.(*ssa.DebugRef)
		if debug && ref.Pos() < after || !debug && !by[instr] {
			return false
		}
		used = used || !debug
	}
	return used
}
