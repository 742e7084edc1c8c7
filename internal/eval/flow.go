package eval

import (
	"slices"
	"sort"

	"github.com/workplacelint/workplacelint/internal/ir"
)

// A flow is what a run needs to know of the shape of a function.
type flow struct {
	order []int32         // blocks in reverse post-order
	loops map[int32]*loop // by header
	inner map[int32]*loop // innermost loop around a block
	made  []*loop         // innermost loop in which a register is set
	outcomes
}

type loop struct {
	header int32
	blocks map[int32]bool
	outer  *loop
	// test is the block that decides whether there is another turn: the header,
	// or a block at the end that leads back to it. It is -1 in a loop without.
	test int32
	// out are the registers that blocks behind the loop read.
	out []int32
	// counts says that the turns of the loop differ in a number only, which
	// nothing depends on but how often it runs: a loop that tries again.
	counts bool
	// lists are the registers of lists that numbers of the loop are indexes of, if they
	// are nothing else: which turn it is matters only where elements are known.
	lists []int32
	even  bool
}

func (u *Universe) flow(f *ir.Func) *flow {
	if fl := u.flows[f.Name]; fl != nil {
		return fl
	}
	fl := newFlow(f)
	fl.outcomes = outcomesOf(u.body(f))
	u.flows[f.Name] = fl
	return fl
}

func newFlow(f *ir.Func) *flow {
	fl := &flow{loops: map[int32]*loop{}, inner: map[int32]*loop{}}
	fl.order = postOrder(f)
	rank := make(map[int32]int, len(fl.order))
	for i, b := range fl.order {
		rank[b] = i
	}
	for _, b := range fl.order {
		for _, s := range f.Blocks[b].Succs {
			if rank[s] <= rank[b] {
				fl.addBack(f, b, s, rank)
			}
		}
	}
	fl.nest()
	fl.outlive(f)
	for _, l := range fl.loops {
		l.test = tested(f, l)
		l.counts = onlyCounts(f, l)
		l.lists, l.even = indexed(f, l)
	}
	return fl
}

// outlive finds the registers of loops that blocks behind them read. What a phi
// takes is read at the end of the block that it comes from.
func (fl *flow) outlive(f *ir.Func) {
	fl.made = make([]*loop, f.Regs)
	for b, l := range fl.inner {
		for i := range f.Blocks[b].Instrs {
			if dst := f.Blocks[b].Instrs[i].Dst; dst >= 0 {
				fl.made[dst] = l
			}
		}
	}
	for _, b := range fl.order {
		for i := range f.Blocks[b].Instrs {
			fl.reads(&f.Blocks[b].Instrs[i], b, f.Blocks[b].Preds)
		}
	}
}

// reads takes note of what an instruction of a block reads.
func (fl *flow) reads(in *ir.Instr, block int32, preds []int32) {
	for n, reg := range in.Args {
		at := block
		if in.Op == ir.OpPhi && n < len(preds) {
			at = preds[n]
		}
		if reg >= 0 {
			fl.made[reg].outlives(reg, at)
		}
	}
}

// outlives takes note that a block reads a register that is made in the loop.
func (l *loop) outlives(reg, at int32) {
	for ; l != nil && !l.blocks[at]; l = l.outer {
		if !slices.Contains(l.out, reg) {
			l.out = append(l.out, reg)
		}
	}
}

// within reports whether a loop is another one or inside it.
func (l *loop) within(outer *loop) bool {
	for ; l != nil; l = l.outer {
		if l == outer {
			return true
		}
	}
	return false
}

func tested(f *ir.Func, l *loop) int32 {
	leaves := func(b int32) bool {
		return slices.ContainsFunc(f.Blocks[b].Succs, func(s int32) bool { return !l.blocks[s] })
	}
	if leaves(l.header) {
		return l.header
	}
	test := int32(-1)
	for _, b := range f.Blocks[l.header].Preds {
		if l.blocks[b] && leaves(b) {
			test = b
		}
	}
	return test
}

// onlyCounts reports whether the values that a loop carries around are numbers
// and errors, and the numbers are only computed with and compared.
func onlyCounts(f *ir.Func, l *loop) bool {
	header := &f.Blocks[l.header]
	numbers := map[int32]bool{}
	for i := range phiCount(header) {
		switch phi := &header.Instrs[i]; phi.Kind {
		case ir.KindInt:
			numbers[phi.Dst] = true
		case ir.KindInterface, ir.KindBool:
		default:
			return false
		}
	}
	derive(f, l, numbers)
	for b := range l.blocks {
		for i := range f.Blocks[b].Instrs {
			in := &f.Blocks[b].Instrs[i]
			if !computes(in) && in.Op != ir.OpPhi && in.Op != ir.OpIf && slices.ContainsFunc(in.Args, func(a int32) bool { return numbers[a] }) {
				return false
			}
		}
	}
	return len(numbers) > 0
}

// indexed returns the lists of which the numbers that a loop carries around are indexes,
// and whether they are that only, and computed with. What a comparison says that is not the
// test of the loop may be another thing in another turn.
func indexed(f *ir.Func, l *loop) (lists []int32, only bool) {
	header := &f.Blocks[l.header]
	numbers := map[int32]bool{}
	for i := range phiCount(header) {
		if phi := &header.Instrs[i]; phi.Kind == ir.KindInt {
			numbers[phi.Dst] = true
		}
	}
	derive(f, l, numbers)
	for b := range l.blocks {
		for i := range f.Blocks[b].Instrs {
			in := &f.Blocks[b].Instrs[i]
			switch {
			case !slices.ContainsFunc(in.Args, func(a int32) bool { return numbers[a] }):
			case in.Op == ir.OpIndexAddr && !numbers[in.Args[0]]:
				lists = append(lists, in.Args[0])
			case in.Op == ir.OpPhi && b == l.header:
			case !computes(in) || in.Kind != ir.KindInt && !decides(f, l, b, in):
				return nil, false
			}
		}
	}
	return lists, true
}

// decides reports whether an instruction of a block is what the test of a loop looks at.
func decides(f *ir.Func, l *loop, block int32, in *ir.Instr) bool {
	instrs := f.Blocks[block].Instrs
	last := &instrs[len(instrs)-1]
	return block == l.test && last.Op == ir.OpIf && last.Args[0] == in.Dst
}

// computes reports whether an instruction makes a number or a truth of numbers.
func computes(in *ir.Instr) bool {
	return in.Op == ir.OpBinary || in.Op == ir.OpCopy && in.Kind == ir.KindInt
}

// derive adds what is computed of numbers in a loop.
func derive(f *ir.Func, l *loop, numbers map[int32]bool) {
	for before := -1; before != len(numbers); {
		before = len(numbers)
		for b := range l.blocks {
			for i := range f.Blocks[b].Instrs {
				in := &f.Blocks[b].Instrs[i]
				if computes(in) && in.Kind == ir.KindInt && slices.ContainsFunc(in.Args, func(a int32) bool { return numbers[a] }) {
					numbers[in.Dst] = true
				}
			}
		}
	}
}

// postOrder returns the blocks of f that its entry reaches in reverse
// post-order, without recursion: generated functions can be very deep.
func postOrder(f *ir.Func) []int32 {
	type visit struct {
		block int32
		next  int
	}
	seen := make([]bool, len(f.Blocks))
	var order []int32
	stack := []visit{{}}
	seen[0] = true
	for len(stack) > 0 {
		top := &stack[len(stack)-1]
		succs := f.Blocks[top.block].Succs
		if top.next < len(succs) {
			// The last successor first, so that the first comes first in the end.
			s := succs[len(succs)-1-top.next]
			top.next++
			if !seen[s] {
				seen[s] = true
				stack = append(stack, visit{block: s})
			}
			continue
		}
		order = append(order, top.block)
		stack = stack[:len(stack)-1]
	}
	for i, j := 0, len(order)-1; i < j; i, j = i+1, j-1 {
		order[i], order[j] = order[j], order[i]
	}
	return order
}

// addBack adds the natural loop of the edge from tail to header.
func (fl *flow) addBack(f *ir.Func, tail, header int32, rank map[int32]int) {
	l := fl.loops[header]
	if l == nil {
		l = &loop{header: header, blocks: map[int32]bool{header: true}}
		fl.loops[header] = l
	}
	work := []int32{tail}
	for len(work) > 0 {
		b := work[len(work)-1]
		work = work[:len(work)-1]
		r, reached := rank[b]
		if l.blocks[b] || !reached || r < rank[header] {
			continue
		}
		l.blocks[b] = true
		work = append(work, f.Blocks[b].Preds...)
	}
}

// nest finds for each loop the next one around it, and for each block the
// innermost loop.
func (fl *flow) nest() {
	headers := make([]int32, 0, len(fl.loops))
	for h := range fl.loops {
		headers = append(headers, h)
	}
	sort.Slice(headers, func(i, j int) bool {
		a, b := fl.loops[headers[i]], fl.loops[headers[j]]
		if len(a.blocks) != len(b.blocks) {
			return len(a.blocks) > len(b.blocks)
		}
		return a.header < b.header
	})
	for _, h := range headers {
		l := fl.loops[h]
		l.outer = fl.inner[h]
		for b := range l.blocks {
			fl.inner[b] = l
		}
	}
}
