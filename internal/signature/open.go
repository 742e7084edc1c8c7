package signature

import (
	"go/constant"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/workplacelint/workplacelint/internal/digest"
	"github.com/workplacelint/workplacelint/internal/ssaform"
)

// An Open is a place where a delivery without a signature is taken like one whose
// signature is right.
type Open struct {
	Header string
	At     digest.Place // where the header is compared with nothing
}

// opens finds the branches for a delivery without signature that end where a
// right one does and a wrong one does not.
func (r *Rules) opens(built *ssa.Package) []Open {
	funcs := ssaform.Functions(built)
	checks := checking(funcs)
	var out []Open
	for _, fn := range funcs {
		for _, b := range fn.Blocks {
			header, missing, ok := r.unsigned(b)
			if ok && taken(fn, missing, checks) {
				p := fn.Prog.Fset.PositionFor(b.Instrs[len(b.Instrs)-1].(*ssa.If).Cond.Pos(), false)
				out = append(out, Open{header, digest.Place{File: p.Filename, Line: p.Line, Column: p.Column, Function: fn.String()}})
			}
		}
	}
	return out
}

// unsigned reads a block that ends by comparing a signature header with nothing;
// missing is the block for a delivery that has none.
func (r *Rules) unsigned(b *ssa.BasicBlock) (header string, missing *ssa.BasicBlock, ok bool) {
	branch, isIf := lastOf(b).(*ssa.If)
	if !isIf {
		return "", nil, false
	}
	cond, isOp := branch.Cond.(*ssa.BinOp)
	if !isOp || cond.Op != token.EQL && cond.Op != token.NEQ || !isNothing(cond.Y) {
		return "", nil, false
	}
	call, isCall := cond.X.(*ssa.Call)
	if !isCall || calleeName(call) != headerGet || len(call.Call.Args) < 2 {
		return "", nil, false
	}
	name, isConst := call.Call.Args[1].(*ssa.Const)
	if !isConst || name.Value == nil || name.Value.Kind() != constant.String {
		return "", nil, false
	}
	if _, known := r.header(constant.StringVal(name.Value)); !known {
		return "", nil, false
	}
	side := 0
	if cond.Op == token.NEQ {
		side = 1
	}
	return constant.StringVal(name.Value), b.Succs[side], true
}

const headerGet = "(net/http.Header).Get"

func isNothing(v ssa.Value) bool {
	c, ok := v.(*ssa.Const)
	return ok && c.Value != nil && c.Value.Kind() == constant.String && constant.StringVal(c.Value) == ""
}

// taken reports whether a delivery without signature, from a block on, comes to
// something that is done for one whose signature is right, and not for one whose
// signature is wrong.
func taken(fn *ssa.Function, missing *ssa.BasicBlock, checks map[*ssa.Function]bool) bool {
	var checked []*ssa.BasicBlock
	right, wrong := map[*ssa.BasicBlock]bool{}, map[*ssa.BasicBlock]bool{}
	for _, b := range fn.Blocks {
		if !slices.ContainsFunc(b.Instrs, func(i ssa.Instruction) bool { return isCheck(i, checks) }) {
			continue
		}
		checked = append(checked, b)
		if yes, no, ok := outcome(b, checks); ok {
			reach(yes, nil, right)
			reach(no, nil, wrong)
		}
	}
	open := map[*ssa.BasicBlock]bool{}
	reach(missing, checked, open)
	for b := range open {
		if right[b] && !wrong[b] && acts(b) {
			return true
		}
	}
	return false
}

// outcome returns the blocks after a block that ends by what a check says.
func outcome(b *ssa.BasicBlock, checks map[*ssa.Function]bool) (yes, no *ssa.BasicBlock, ok bool) {
	branch, isIf := lastOf(b).(*ssa.If)
	if !isIf {
		return nil, nil, false
	}
	yes, no = b.Succs[0], b.Succs[1]
	cond := branch.Cond
	for {
		not, isNot := cond.(*ssa.UnOp)
		if !isNot || not.Op != token.NOT {
			break
		}
		cond, yes, no = not.X, no, yes
	}
	call, isCall := cond.(*ssa.Call)
	return yes, no, isCall && isCheck(call, checks)
}

// reach adds the blocks that are reached from one without passing others.
func reach(from *ssa.BasicBlock, without []*ssa.BasicBlock, seen map[*ssa.BasicBlock]bool) {
	if seen[from] || slices.Contains(without, from) {
		return
	}
	seen[from] = true
	for _, next := range from.Succs {
		reach(next, without, seen)
	}
}

// acts reports whether a block calls something. What merges values may go on by
// them, so of that nothing is known.
func acts(b *ssa.BasicBlock) bool {
	if _, merges := b.Instrs[0].(*ssa.Phi); merges {
		return false
	}
	return slices.ContainsFunc(b.Instrs, func(i ssa.Instruction) bool { _, ok := i.(*ssa.Call); return ok })
}

// checking returns the functions of a package that compare signatures.
func checking(funcs []*ssa.Function) map[*ssa.Function]bool {
	set := map[*ssa.Function]bool{}
	for before := -1; before < len(set); {
		before = len(set)
		for _, fn := range funcs {
			for _, b := range fn.Blocks {
				if slices.ContainsFunc(b.Instrs, func(i ssa.Instruction) bool { return isCheck(i, set) }) {
					set[fn] = true
				}
			}
		}
	}
	return set
}

// isCheck reports whether an instruction compares in constant time, or calls a
// function that does.
func isCheck(i ssa.Instruction, checks map[*ssa.Function]bool) bool {
	call, ok := i.(*ssa.Call)
	return ok && (checks[call.Call.StaticCallee()] || slices.Contains(constantTime, calleeName(call)))
}

// constantTime are the functions that compare in the same time whatever they
// compare.
var constantTime = []string{"crypto/hmac.Equal", "crypto/subtle.ConstantTimeCompare"}

func calleeName(call *ssa.Call) string {
	if fn := call.Call.StaticCallee(); fn != nil {
		if obj, ok := fn.Object().(*types.Func); ok {
			return obj.FullName()
		}
	}
	return ""
}

func lastOf(b *ssa.BasicBlock) ssa.Instruction {
	if len(b.Instrs) == 0 {
		return nil
	}
	return b.Instrs[len(b.Instrs)-1]
}
