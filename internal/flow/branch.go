package flow

import (
	"go/token"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// A branch is how a condition went that a function asks more than once about its
// parameters, which do not change:
//
//	if method == "GET" { address += "?access_token=" + token }
//	if method == "GET" { … } else { post(address) }
//
// A text that is there because it went one way is not there where it went the
// other. The zero value is no condition.
type branch struct {
	condition int // from 1, in the order of the function
	holds     bool
}

func (b branch) compare(c branch) int {
	if b.condition != c.condition {
		return b.condition - c.condition
	}
	return compareBool(b.holds, c.holds)
}

// excludes reports whether b and c cannot both be.
func (b branch) excludes(c branch) bool {
	return b.condition != 0 && b.condition == c.condition && b.holds != c.holds
}

// A condition compares two operands. Of a parameter that is true or false there
// is only x.
type condition struct{ x, y operand }

// An operand is a parameter or else a constant.
type operand struct {
	param *ssa.Parameter
	text  string
}

// branches say of blocks which conditions hold in them, the innermost first. Of
// most functions there are none.
type branches struct {
	in    map[*ssa.BasicBlock][]branch
	asked map[*ssa.If]branch // what holds if the first way is taken
}

func branchesOf(fn *ssa.Function) *branches {
	b := &branches{in: map[*ssa.BasicBlock][]branch{}, asked: map[*ssa.If]branch{}}
	ids, times := map[condition]int{}, map[int]int{}
	for _, block := range fn.Blocks {
		if i, c, holds := asks(block); i != nil {
			if ids[c] == 0 {
				ids[c] = len(ids) + 1
			}
			times[ids[c]]++
			b.asked[i] = branch{ids[c], holds}
		}
	}
	for i, at := range b.asked {
		if times[at.condition] < 2 {
			delete(b.asked, i)
		}
	}
	if len(b.asked) == 0 {
		return nil
	}
	for _, block := range fn.DomPreorder() {
		outer := block.Idom()
		if outer == nil {
			continue
		}
		b.in[block] = b.in[outer]
		if len(block.Preds) == 1 {
			b.in[block] = b.from(outer, block)
		}
	}
	return b
}

// from returns what holds on the way from a block to one that follows it.
func (b *branches) from(block, next *ssa.BasicBlock) []branch {
	if i, ok := block.Instrs[len(block.Instrs)-1].(*ssa.If); ok && block.Succs[0] != block.Succs[1] {
		if at, ok := b.asked[i]; ok {
			at.holds = at.holds == (next == block.Succs[0])
			return append([]branch{at}, b.in[block]...)
		}
	}
	return b.in[block]
}

// asks returns the condition that a block ends with, and whether it holds where
// the first way is taken.
func asks(block *ssa.BasicBlock) (*ssa.If, condition, bool) {
	if len(block.Instrs) == 0 {
		return nil, condition{}, false
	}
	i, ok := block.Instrs[len(block.Instrs)-1].(*ssa.If)
	if !ok {
		return nil, condition{}, false
	}
	v, holds := i.Cond, true
	for {
		not, ok := v.(*ssa.UnOp)
		if !ok || not.Op != token.NOT {
			break
		}
		v, holds = not.X, !holds
	}
	if op, ok := v.(*ssa.BinOp); ok && (op.Op == token.EQL || op.Op == token.NEQ) {
		x, okX := operandOf(op.X)
		y, okY := operandOf(op.Y)
		if !okX || !okY {
			return nil, condition{}, false
		}
		return i, condition{x, y}, holds == (op.Op == token.EQL)
	}
	if p, ok := v.(*ssa.Parameter); ok {
		return i, condition{x: operand{param: p}}, holds
	}
	return nil, condition{}, false
}

func operandOf(v ssa.Value) (operand, bool) {
	switch v := v.(type) {
	case *ssa.Parameter:
		return operand{param: v}, true
	case *ssa.Const:
		return operand{text: v.String()}, true
	}
	return operand{}, false
}

// pass returns the marks with which a mark of v goes into an instruction: none
// if it is only there where that is not run.
func (b *branches) pass(instr ssa.Instruction, v ssa.Value, m mark) []mark {
	if b == nil {
		return []mark{m}
	}
	phi, ok := instr.(*ssa.Phi)
	if !ok {
		return under(b.in[instr.Block()], m, nil)
	}
	var list []mark
	for n, edge := range phi.Edges {
		if edge == v {
			list = under(b.from(phi.Block().Preds[n], phi.Block()), m, list)
		}
	}
	return list
}

// under adds a mark to a list as it is where some conditions hold.
func under(conditions []branch, m mark, list []mark) []mark {
	if slices.ContainsFunc(conditions, m.branch.excludes) {
		return list
	}
	if m.branch == (branch{}) && len(conditions) > 0 {
		m.branch = conditions[0]
	}
	return append(list, m)
}
