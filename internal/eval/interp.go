package eval

import (
	"fmt"
	"slices"
	"strconv"

	"github.com/workplacelint/workplacelint/internal/ir"
	"github.com/workplacelint/workplacelint/internal/strval"
)

// Limits of a run. A run that passes one of them goes on with holes and says so.
const (
	MaxSteps  = 250_000 // instructions of one function run on its own
	MaxStack  = 40      // calls in calls
	maxUnroll = 256     // turns of a loop that are run one by one
	maxPasses = 4       // turns of a loop until its values must be stable
	maxNested = 2       // the same of a loop inside another
	maxAside  = 1_000   // instructions of a call that leads to nothing of interest
)

// A Model says what a call of a function does that has no body here, or whose
// body is better not run. It returns the result of the call.
type Model func(c *Call) Val

// An Interp runs functions.
type Interp struct {
	U      *Universe
	Tables *Tables
	// Models holds models by the full name of the function:
	// "(*net/url.URL).String"; for a method of an interface without known
	// implementation, by that of the interface.
	Models map[string]Model
	// Outside is told of calls of functions that have neither model nor body.
	Outside func(c *Call)
	// Shape, if it is set, is asked about calls of interface methods whose
	// receiver is not known, before implementations are guessed.
	Shape func(c *Call, method string) (Val, bool)
	// Matters says whether a call of a function can lead to what the run is for.
	// Other calls are run too, for their results, but not for long. If it is nil,
	// all functions matter.
	Matters func(name string) bool
	// Pick says which of several addresses in a field or variable a run takes;
	// see Choices.
	Pick int
	// Limit is told of limits that were hit.
	Limit func(f *Frame, what string)

	steps   int
	choices int
	frames  map[frameKey]int32
	objs    map[objKey]ObjID
	sizes   int32
}

type frameKey struct {
	outer     int32
	turn      int32
	line, col int32
	fn        string
}

type objKey struct {
	frame     int32
	turn      int32
	line, col int32
	reg       int32
	what      string
}

// A Frame is one function being run, with the call that runs it.
type Frame struct {
	Fn     *ir.Func
	Caller *Frame // nil for a function that is run on its own
	Line   int32  // of the call in Caller
	Col    int32

	id    int32
	turn  int32 // tells apart what the turns of a loop make
	depth int
	regs  []Val
	// until is the number of steps at which the run of the frame is given up, 0
	// if it is not.
	until int
	// loops is the number of loops around, here and in callers, whose turns are
	// run all at once.
	loops int
}

// Root returns the frame of the function that is run on its own.
func (f *Frame) Root() *Frame {
	for f.Caller != nil {
		f = f.Caller
	}
	return f
}

// Run runs fn on its own, with parameters that are not known.
func (in *Interp) Run(fn *ir.Func) {
	in.steps, in.choices = 0, 1
	in.frames = map[frameKey]int32{}
	in.objs = map[objKey]ObjID{}
	in.sizes = 0
	st := newState()
	f := &Frame{Fn: fn}
	args := make([]Val, 0, len(fn.Params))
	for i, p := range fn.Params {
		args = append(args, in.param(st, fn, i, p))
	}
	free := make([]Val, 0, len(fn.Free))
	for i, p := range fn.Free {
		free = append(free, in.param(st, fn, len(fn.Params)+i, p))
	}
	in.exec(f, st, args, free)
}

// Choices returns how many addresses the last run could have picked from. Run
// them one by one: what is done to one must not be mixed with the others.
func (in *Interp) Choices() int { return in.choices }

// picked returns a frozen value with one of its addresses.
func (in *Interp) picked(fz Frozen) Frozen {
	n := len(fz.Str.Templates)
	if in.Pick < 0 || n < 2 || !slices.ContainsFunc(fz.Str.Templates, placed) {
		return fz
	}
	in.choices = max(in.choices, n)
	fz.Str = strval.Single(fz.Str.Templates[in.Pick%n])
	return fz
}

// Steps returns how many instructions the last run took.
func (in *Interp) Steps() int { return in.steps }

// param returns a parameter that is not known.
func (in *Interp) param(st *State, fn *ir.Func, i int, p ir.Param) Val {
	h := strval.Hole{
		Name: p.Name, Origin: strval.OriginParam, Kind: holeKind(p.Kind),
		Ref: ParamRef + fn.Name + "#" + strconv.Itoa(i),
	}
	return in.unknown(st, h, p.Kind, p.Type, objKey{what: h.Ref})
}

func holeKind(k ir.Kind) strval.Kind {
	switch k {
	case ir.KindInt:
		return strval.KindInt
	case ir.KindFloat:
		return strval.KindFloat
	case ir.KindBool:
		return strval.KindBool
	case ir.KindBytes:
		return strval.KindBytes
	}
	return strval.KindString
}

// unknown returns a value of some kind of which only the origin is known.
func (in *Interp) unknown(st *State, h strval.Hole, kind ir.Kind, typ string, key objKey) Val {
	switch kind {
	case ir.KindString, ir.KindInt, ir.KindFloat, ir.KindBool, ir.KindBytes:
		h.Kind = holeKind(kind)
		return Hole(h)
	case ir.KindFunc:
		return Val{}
	}
	obj := &Obj{Type: typ, Open: true, Origin: h, Len: -1, Fields: map[string]Val{}}
	if kind == ir.KindPointer {
		obj.Type = in.U.elem(typ)
	}
	id := in.object(key)
	st.Put(id, obj)
	if kind == ir.KindPointer {
		switch in.U.kind(obj.Type) {
		case ir.KindStruct, ir.KindOther, ir.KindSlice, ir.KindMap:
		default:
			return Val{Refs: []Ref{{Obj: id, Field: "*"}}}
		}
	}
	v := Pointer(id)
	if kind == ir.KindInterface || kind == ir.KindOther {
		// What is behind an interface may just as well be a text.
		v.Str = strval.Single(strval.Of(h))
	}
	return v
}

// object returns the id of the object that is made at a place; the same place
// makes the same object again.
func (in *Interp) object(key objKey) ObjID {
	id, ok := in.objs[key]
	if !ok {
		in.sizes++
		id = ObjID(in.sizes)
		in.objs[key] = id
	}
	return id
}

func (in *Interp) frameID(caller *Frame, line, col int32, fn string) int32 {
	key := frameKey{line: line, col: col, fn: fn}
	if caller != nil {
		key.outer, key.turn = caller.id, caller.turn
	}
	id, ok := in.frames[key]
	if !ok {
		id = int32(len(in.frames) + 1)
		in.frames[key] = id
	}
	return id
}

func (in *Interp) limit(f *Frame, what string) {
	if in.Limit != nil {
		in.Limit(f, what)
	}
}

// exec runs the body of f.Fn and returns its results and the heap after it.
func (in *Interp) exec(f *Frame, st *State, args, free []Val) (Val, *State) {
	f.regs = make([]Val, f.Fn.Regs)
	copy(f.regs, args)
	copy(f.regs[min(len(f.Fn.Params), len(f.regs)):], free)
	x := &execution{in: in, f: f, flow: in.U.flow(f.Fn), pending: map[int32][]edge{}, back: map[int32][]edge{}, certain: map[int32]bool{}, abstract: map[int32]*loopPhis{}}
	x.pending[0] = []edge{{pred: -1, st: st}}
	x.blocks(x.flow.order, nil)
	if len(x.returns) == 0 {
		return Val{}, st.child()
	}
	states := make([]*State, 0, len(x.returns))
	var result Val
	for _, r := range x.returns {
		states = append(states, r.st)
		result = result.Join(r.val)
	}
	return result, joinStates(states)
}

// An execution is one run through the blocks of a function.
type execution struct {
	in      *Interp
	f       *Frame
	flow    *flow
	pending map[int32][]edge // edges into blocks that were not run yet
	back    map[int32][]edge // edges back to a loop header
	returns []returned
	// certain says of a loop header whether the last test of the loop had no
	// choice.
	certain map[int32]bool
	// abstract holds the loops whose turns are run all at once.
	abstract map[int32]*loopPhis
	// replace says that an edge takes the place of one from the same block.
	replace bool
}

type edge struct {
	pred int32
	st   *State
	phis []Val
}

type returned struct {
	val Val
	st  *State
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
		x.fixpoint(l, entry)
		return
	}
	start, outer := x.in.steps, x.f.turn
	defer func() { x.f.turn = outer }()
	for i := range int32(maxUnroll) {
		x.f.turn = outer*maxUnroll + i
		if x.in.steps-start > MaxSteps/8 {
			break
		}
		back, certain := x.turn(l, entry)
		if len(back) == 0 {
			return
		}
		if !certain {
			entry = append(entry, back...)
			break
		}
		entry = back
	}
	x.fixpoint(l, entry)
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

// fixpoint runs a loop until its values are stable, joining what comes around.
func (x *execution) fixpoint(l *loop, entry []edge) {
	outer := x.replace
	x.replace = true
	defer func() { x.replace = outer; delete(x.abstract, l.header) }()
	phis := &loopPhis{}
	x.abstract[l.header] = phis
	edges := entry
	passes := maxPasses
	if x.f.loops > 0 {
		passes = maxNested
	}
	x.f.loops++
	defer func() { x.f.loops-- }()
	for pass := range passes {
		phis.pass = pass
		phis.changed = false
		back, _ := x.turn(l, edges)
		if pass > 0 && !phis.changed || len(back) == 0 {
			return
		}
		edges = append(append([]edge{}, entry...), back...)
	}
}

// loopPhis are the values at the head of a loop over the turns so far.
type loopPhis struct {
	pass    int
	vals    []Val
	changed bool
}

func (x *execution) block(b int32, cur *loop) {
	edges := x.pending[b]
	delete(x.pending, b)
	if len(edges) == 0 {
		return
	}
	states := make([]*State, 0, len(edges))
	for _, e := range edges {
		states = append(states, e.st)
	}
	st, joined := joinCounted(states)
	x.in.steps += joined // joining is as much work as running
	block := &x.f.Fn.Blocks[b]
	n := x.phis(b, block, edges)
	for i := n; i < len(block.Instrs); i++ {
		in := &block.Instrs[i]
		if x.in.steps++; x.in.steps > MaxSteps {
			x.in.limit(x.f, fmt.Sprintf("more than %d steps", MaxSteps))
			x.leave(b, block, st, nil, cur)
			return
		}
		if x.f.overdue(x.in.steps) {
			x.returns = append(x.returns, returned{st: st})
			return
		}
		if in.Op == ir.OpReturn {
			x.returns = append(x.returns, returned{val: x.results(in), st: st})
			return
		}
		x.in.instr(x.f, &st, in)
	}
	x.leave(b, block, st, x.chosen(block), cur)
}

// overdue reports whether a call has taken as long as it may.
func (f *Frame) overdue(steps int) bool { return f.until > 0 && steps > f.until }

func (x *execution) results(in *ir.Instr) Val {
	if len(in.Args) == 1 {
		return x.f.val(x.in, in.Args[0])
	}
	var v Val
	for _, a := range in.Args {
		v.Tuple = append(v.Tuple, x.f.val(x.in, a))
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
	}
	return n
}

// at returns the value of a phi at the head of a loop: a counter is not known,
// a text that keeps growing is widened.
func (lp *loopPhis) at(i int, in *ir.Instr, v Val) Val {
	if in.Kind == ir.KindInt {
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
func (x *execution) chosen(block *ir.Block) *int32 {
	if len(block.Instrs) == 0 || len(block.Succs) != 2 {
		return nil
	}
	last := &block.Instrs[len(block.Instrs)-1]
	if last.Op != ir.OpIf {
		return nil
	}
	switch lits, ok := x.f.val(x.in, last.Args[0]).Str.Literals(); {
	case !ok || len(lits) != 1:
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
	for _, s := range block.Succs {
		if only != nil && s != *only {
			continue
		}
		e := edge{pred: b, st: st, phis: x.phiInputs(b, s)}
		if cur != nil && s == cur.header {
			x.back[s] = append(x.back[s], e)
			continue
		}
		x.push(s, e)
	}
}

func (x *execution) push(to int32, e edge) {
	if x.replace {
		for i, old := range x.pending[to] {
			if old.pred == e.pred {
				x.pending[to][i] = e
				return
			}
		}
	}
	x.pending[to] = append(x.pending[to], e)
}

// phiInputs reads what the phis of a successor take from this edge.
func (x *execution) phiInputs(b, s int32) []Val {
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
			vals[i] = x.f.val(x.in, args[at])
		}
	}
	return vals
}
