package eval

import (
	"fmt"
	"slices"

	"github.com/workplacelint/workplacelint/internal/ir"
	"github.com/workplacelint/workplacelint/internal/strval"
)

// An execution is one run through the blocks of a function.
type execution struct {
	in      *Interp
	f       *Frame
	flow    *flow
	pending map[int32][]edge // edges into blocks that were not run yet
	back    map[int32][]edge // edges back to a loop header
	returns []returned
	ended   []*State // where the program ends
	// certain says of a loop header whether the last test of the loop had no
	// choice.
	certain map[int32]bool
	// abstract holds the loops whose turns are run all at once.
	abstract map[int32]*loopPhis
	// round is the turn of loops that runs, rounds are those that ran. An edge takes
	// the place of the same one of the same round.
	round  int
	rounds map[roundKey]int
	kept   kept // of the block that runs
	whole  map[int32]Val
}

// An edge leads from a block to its nth successor.
type edge struct {
	pred  int32
	nth   int
	round int
	st    *State
	phis  []Val
	kept  kept
}

// A roundKey is a turn of a loop in a turn of the loops around it; that of all turns
// at once is turn -1.
type roundKey struct {
	outer  int
	header int32
	turn   int32
}

type returned struct {
	val   Val
	st    *State
	fails bool // with an error
}

// blocks runs blocks in order; loops inside are run as a whole.
func (x *execution) blocks(order []int32, cur *loop) {
	for _, b := range order {
		if cur != nil && !cur.blocks[b] {
			continue
		}
		l := x.flow.inner[b]
		switch {
		case l == cur:
			x.block(b, cur)
		case x.flow.loops[b] != nil && x.flow.loops[b].outer == cur:
			x.loop(x.flow.loops[b])
		}
	}
}

// loop runs a loop: turn by turn as long as it is certain that there is
// another, then all further turns at once.
func (x *execution) loop(l *loop) {
	entry := x.pending[l.header]
	delete(x.pending, l.header)
	if len(entry) == 0 {
		return
	}
	if l.counts {
		x.fixpoint(l, entry, &loopPhis{})
		return
	}
	start, outer, round := x.in.steps, x.f.turn, x.round
	defer func() { x.f.turn, x.round = outer, round }()
	first := &loopPhis{exact: true}
	for i := range int32(maxUnroll) {
		x.f.turn = outer*maxUnroll + i
		x.round = x.roundOf(roundKey{round, l.header, i})
		if x.in.steps-start > x.in.most()/8 {
			break
		}
		if i == 0 {
			x.abstract[l.header], first.since = first, x.in.steps
		}
		back, certain := x.turn(l, entry)
		delete(x.abstract, l.header)
		if len(back) == 0 {
			return
		}
		if !certain {
			if i == 0 && x.alike(l, back) {
				x.round = round
				x.goOn(l, entry, back, first)
				return
			}
			entry = append(entry, back...)
			break
		}
		entry = back
	}
	x.round = round
	x.fixpoint(l, entry, &loopPhis{})
}

func (x *execution) roundOf(key roundKey) int {
	n, ok := x.rounds[key]
	if !ok {
		n = len(x.rounds) + 1
		x.rounds[key] = n
	}
	return n
}

// turn runs the blocks of a loop once and returns the edges back to its
// header; certain says that the header had no choice.
func (x *execution) turn(l *loop, entry []edge) (back []edge, certain bool) {
	x.pending[l.header] = entry
	delete(x.back, l.header)
	delete(x.certain, l.header)
	x.blocks(x.flow.order, l)
	certain = x.certain[l.header]
	back = x.back[l.header]
	delete(x.back, l.header)
	return back, certain
}

// goOn runs what is left of a loop whose first turn stands for all: nothing, if that
// changed nothing that the next one reads.
func (x *execution) goOn(l *loop, entry, back []edge, first *loopPhis) {
	stable := x.stable(first, back)
	first.exact = false
	edges := append(slices.Clone(entry), back...)
	if !stable {
		first.pass = 1
		x.fixpoint(l, edges, first)
		return
	}
	x.abstract[l.header] = first
	x.end(l, edges)
	delete(x.abstract, l.header)
}

// fixpoint runs a loop until its values are stable, joining what comes around. Phis are
// those of the passes that ran.
func (x *execution) fixpoint(l *loop, entry []edge, phis *loopPhis) {
	outer := x.round
	x.round = x.roundOf(roundKey{outer, l.header, -1})
	defer func() { x.round = outer; delete(x.abstract, l.header) }()
	x.abstract[l.header] = phis
	edges := entry
	around, passes := x.f.around, maxPasses
	if around != nil {
		passes = maxNested
	}
	x.f.around = phis
	defer func() { x.f.around = around }()
	for ; phis.pass < passes; phis.pass++ {
		phis.changed, phis.since = false, x.in.steps
		back, _ := x.turn(l, edges)
		if phis.pass > 0 && !phis.changed || x.stable(phis, back) {
			return
		}
		edges = append(append([]edge{}, entry...), back...)
		if around != nil && x.seenAround(phis, around, back) {
			x.end(l, edges)
			return
		}
	}
}

// end runs the head of a loop alone, so that what is behind the loop sees what its turns
// did.
func (x *execution) end(l *loop, edges []edge) {
	x.pending[l.header] = edges
	x.block(l.header, l)
	for b := range l.blocks {
		delete(x.pending, b)
	}
	delete(x.back, l.header)
	delete(x.certain, l.header)
}

// loopPhis are the values at the head of a loop over the turns so far.
type loopPhis struct {
	pass    int
	vals    []Val
	changed bool
	heap    *State // before the head runs
	since   int    // steps before that
	exact   bool   // counters are those of the first turn
}

func (x *execution) block(b int32, cur *loop) {
	edges := x.pending[b]
	delete(x.pending, b)
	if len(edges) == 0 || x.in.steps > x.in.most()/6*7 {
		return
	}
	states := make([]*State, 0, len(edges))
	for _, e := range edges {
		states = append(states, e.st)
	}
	st, joined := joinCounted(states)
	x.in.steps += joined // joining is as much work as running
	if around := x.abstract[b]; around != nil {
		around.heap, st = st, st.child()
	}
	block := &x.f.Fn.Blocks[b]
	x.restore(edges)
	n := x.phis(b, block, edges)
	for i := n; i < len(block.Instrs); i++ {
		in := &block.Instrs[i]
		if x.in.step(); x.in.steps > x.in.most() {
			x.in.limit(x.f, fmt.Sprintf("more than %d steps", x.in.most()))
			x.leave(b, block, st, nil, cur)
			return
		}
		if x.f.overdue(x.in.steps) {
			x.returns = append(x.returns, returned{st: st})
			return
		}
		if in.Op == ir.OpReturn {
			v := x.results(b, in)
			x.in.runReturned(x.f, st, in, v)
			x.returns = append(x.returns, returned{v, st, x.flow.fails[b]})
			return
		}
		x.in.instr(x.f, &st, in)
		delete(x.whole, in.Dst)
	}
	x.leave(b, block, st, x.chosen(block, cur), cur)
}

// overdue reports whether a call has taken as long as it may.
func (f *Frame) overdue(steps int) bool { return f.until > 0 && steps > f.until }

func (x *execution) results(b int32, in *ir.Instr) Val {
	if len(in.Args) == 1 {
		return x.result(in.Args[0])
	}
	var v Val
	if tuple, ok := x.flow.passes[b]; ok {
		v.Fine = x.f.val(x.in, tuple).Fine
	}
	for _, a := range in.Args {
		v.Tuple = append(v.Tuple, x.result(a))
	}
	return v
}

// result returns what a function returns on one way. An error of which nothing is
// known may be nil, whatever is returned on other ways.
func (x *execution) result(arg int32) Val {
	v := x.f.val(x.in, arg)
	if v.IsBottom() && v.Dyn != nilType {
		v.MayNil = true
	}
	return v
}

// phis sets the registers of the phi instructions of a block and returns how
// many there are.
func (x *execution) phis(b int32, block *ir.Block, edges []edge) int {
	n := phiCount(block)
	around := x.abstract[b]
	for i := range n {
		in := &block.Instrs[i]
		var v Val
		for _, e := range edges {
			if i < len(e.phis) {
				v = v.Join(e.phis[i])
			}
		}
		if around != nil {
			v = around.at(i, in, v)
		}
		x.f.regs[in.Dst] = v
		delete(x.whole, in.Dst)
	}
	return n
}

// at returns the value of a phi at the head of a loop: a counter is not known,
// a text that keeps growing is widened.
func (lp *loopPhis) at(i int, in *ir.Instr, v Val) Val {
	if in.Kind == ir.KindInt && !lp.exact {
		v = Hole(strval.Hole{Name: "i", Origin: strval.OriginLoop, Kind: strval.KindInt})
	}
	for len(lp.vals) <= i {
		lp.vals = append(lp.vals, Val{})
	}
	old := lp.vals[i]
	if lp.pass >= 2 {
		v = old.Widen(v)
	}
	if !old.Equal(v) {
		lp.changed = true
	}
	lp.vals[i] = v
	return v
}

func phiCount(block *ir.Block) int {
	n := 0
	for n < len(block.Instrs) && block.Instrs[n].Op == ir.OpPhi {
		n++
	}
	return n
}

// chosen returns the successor that a block certainly goes to, or nil.
func (x *execution) chosen(block *ir.Block, cur *loop) *int32 {
	if len(block.Instrs) == 0 || len(block.Succs) != 2 {
		return nil
	}
	last := &block.Instrs[len(block.Instrs)-1]
	if last.Op != ir.OpIf {
		return nil
	}
	if n := x.passed(block, cur); n >= 0 {
		return &block.Succs[n]
	}
	cond := x.f.val(x.in, last.Args[0])
	switch lits, ok := cond.Str.Literals(); {
	case !ok || len(lits) != 1 || cond.MayNil:
	case lits[0] == "true":
		return &block.Succs[0]
	case lits[0] == "false":
		return &block.Succs[1]
	}
	return nil
}

// leave hands the state to the successors of a block.
func (x *execution) leave(b int32, block *ir.Block, st *State, only *int32, cur *loop) {
	if cur != nil && cur.test == b {
		x.certain[cur.header] = only != nil
	}
	if len(block.Succs) == 0 {
		x.ended = append(x.ended, st)
	}
	for n, s := range block.Succs {
		if only != nil && s != *only {
			continue
		}
		e := edge{pred: b, nth: n, round: x.round, st: x.branched(block, st, n), kept: x.narrowed(b, block, n)}
		e.phis = x.phiInputs(b, s, e.kept)
		if cur.leadsTo(s) {
			e.kept = x.around(e.kept, s)
			x.back[s] = with(x.back[s], e)
			continue
		}
		e.kept = x.leaving(e.kept, cur, s)
		x.pending[s] = with(x.pending[s], e)
	}
}

// leadsTo reports whether a block is the header of the loop or of one around it.
// The last statement of a loop may be a loop, whose end is the next turn.
func (l *loop) leadsTo(b int32) bool {
	for ; l != nil; l = l.outer {
		if l.header == b {
			return true
		}
	}
	return false
}

// with returns edges and one more, or one in the place of the same one of its round.
func with(edges []edge, e edge) []edge {
	for i, old := range edges {
		if old.pred == e.pred && old.nth == e.nth && old.round == e.round {
			edges[i] = e
			return edges
		}
	}
	return append(edges, e)
}

// phiInputs reads what the phis of a successor take from this edge.
func (x *execution) phiInputs(b, s int32, k kept) []Val {
	block := &x.f.Fn.Blocks[s]
	n := phiCount(block)
	if n == 0 {
		return nil
	}
	at := -1
	for i, p := range block.Preds {
		if p == b {
			at = i
		}
	}
	vals := make([]Val, n)
	for i := range n {
		if args := block.Instrs[i].Args; at >= 0 && at < len(args) {
			vals[i] = k.val(x, args[at])
		}
	}
	return vals
}
