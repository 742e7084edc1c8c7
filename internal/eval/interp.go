package eval

import (
	"slices"
	"strconv"

	"github.com/workplacelint/workplacelint/internal/ir"
	"github.com/workplacelint/workplacelint/internal/strval"
)

// Limits of a run. A run that passes one of them goes on with holes and says so.
const (
	MaxSteps  = 300_000 // instructions of one function run on its own; after a sixth more joining ends, too
	maxAlone  = 3_000   // the same of one that is run again for each struct of several
	maxBrief  = 6_000   // the same of a function that is run briefly
	MaxStack  = 40      // calls in calls
	maxUnroll = 256     // turns of a loop that are run one by one
	maxPasses = 4       // turns of a loop until its values must be stable
	maxNested = 2       // the same of a loop inside another
	maxWays   = 8       // ways out of a function whose objects are told apart
	perStep   = 16      // objects that are looked up count as an instruction
	maxAside  = 1_000   // instructions of a call that leads to nothing of interest
)

// A Model says what a call of a function does that has no body here, or whose
// body is better not run. It returns the result of the call.
type Model func(c *Call) Val

// A Library knows what functions do, by their full names, that have no body
// here.
type Library interface {
	// Has reports whether a function is one of the library.
	Has(name string) bool
	// Call is the model of such a function; it returns false if nothing is known
	// of its result.
	Call(c *Call) (Val, bool)
}

// An Interp runs functions.
type Interp struct {
	U      *Universe
	Tables *Tables
	// Models holds models by the full name of the function:
	// "(*net/url.URL).String"; for a method of an interface without known
	// implementation, by that of the interface.
	Models map[string]Model
	// Library knows functions of packages that are not looked into.
	Library Library
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
	// Assume says of which type the values of an interface type are; see Guess.
	Assume Assumption
	// Escaped says whether functions are run that a function returns which is run
	// on its own.
	Escaped bool
	// Favoured says which texts to look at first where one is looked at after the other.
	// It may be nil.
	Favoured func(t strval.Template) bool
	// Brief says that runs have a small part of their steps only: what is said of the
	// request close to where it is sent is better than nothing.
	Brief bool
	// Share bounds the steps of a run further, if it is set: others need some too.
	Share int
	// Ended, if it is set, is told of the heap after each run: of what was there before,
	// what is returned, and all that they lead to.
	Ended func(c *Call)
	// Limit is told of limits that were hit.
	Limit func(f *Frame, what string)

	steps   int
	lookups int // since the last step that was added for them
	choices int
	first   []int // choices that lead to favoured texts
	guesses []*Guess
	frames  map[frameKey]int32
	objs    map[objKey]ObjID
	born    []objKey   // by ObjID, from 1
	madeAt  []int      // the steps at which an instruction last made it
	running []frameKey // by the id of the frame, from 1
	dormant *dormant
	drafts  map[draft]drafted
	split   *splitting          // nil if a run takes all URLs at once
	madeBy  map[ObjID]splitSite // by URL
	mixed   map[splitSite]bool  // whose URLs were mixed
	// returned says that a function runs which the one that is run on its own
	// returns.
	returned bool
}

type frameKey struct {
	outer int32
	turn  int32
	pos   ir.Pos
	fn    string
	fork  int32 // see inlineOnce
}

type objKey struct {
	frame int32
	turn  int32
	pos   ir.Pos
	of    ObjID // the object that it is a part of
	reg   int32
	what  string
}

// A Frame is one function being run, with the call that runs it.
type Frame struct {
	Fn     *ir.Func
	Caller *Frame // nil for a function that is run on its own
	ir.Pos        // of the call in Caller

	id    int32
	turn  int32 // tells apart what the turns of a loop make
	depth int
	regs  []Val
	// until is the number of steps at which the run of the frame is given up, 0
	// if it is not.
	until int
	// around is the innermost loop around, here or in callers, whose turns are run all
	// at once, nil if there is none.
	around *loopPhis
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
	in.steps, in.lookups, in.choices, in.first, in.guesses = 0, 0, 1, nil, nil
	in.Tables.partial = false
	in.frames = map[frameKey]int32{}
	in.objs = map[objKey]ObjID{}
	in.born, in.madeAt, in.running = nil, nil, nil
	in.dormant, in.drafts = newDormant(in), map[draft]drafted{}
	in.madeBy, in.mixed = map[ObjID]splitSite{}, map[splitSite]bool{}
	in.split.begin()
	st := newState(in.dormant)
	f := &Frame{Fn: fn}
	args := make([]Val, 0, len(fn.Params))
	for i, p := range fn.Params {
		args = append(args, in.param(st, fn, i, p))
	}
	free := make([]Val, 0, len(fn.Free))
	for i, p := range fn.Free {
		free = append(free, in.param(st, fn, len(fn.Params)+i, p))
	}
	_, st = in.exec(f, st, args, free)
	in.writeDown(st)
	if in.Ended != nil {
		in.Ended(&Call{In: in, Frame: f, State: st, Instr: &ir.Instr{Dst: ir.NoValue}})
	}
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
			return Val{Refs: []Ref{{Obj: id, Field: "*"}}, MayNil: true}
		}
	}
	v := Pointer(id)
	v.MayNil = kind != ir.KindStruct
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
		in.born, in.madeAt = append(in.born, key), append(in.madeAt, 0)
		id = ObjID(len(in.born))
		in.objs[key] = id
	}
	return id
}

// fresh returns the id of the object that an instruction makes, without anything of
// what it made before.
func (in *Interp) fresh(key objKey) ObjID {
	id := in.object(key)
	in.madeAt[id-1] = in.steps
	return id
}

func (in *Interp) frameID(caller *Frame, pos ir.Pos, fn string, fork int32) int32 {
	key := frameKey{pos: pos, fn: fn, fork: fork}
	if caller != nil {
		key.outer, key.turn = caller.id, caller.turn
	}
	id, ok := in.frames[key]
	if !ok {
		in.running = append(in.running, key)
		id = int32(len(in.running))
		in.frames[key] = id
	}
	return id
}

// step counts an instruction, and the work of those before it.
func (in *Interp) step() {
	in.steps += 1 + in.lookups/perStep
	in.lookups %= perStep
}

func (in *Interp) most() int {
	switch {
	case in.Brief:
		return maxBrief
	case in.Share > 0:
		return min(in.Share, MaxSteps)
	}
	return MaxSteps
}

func (in *Interp) limit(f *Frame, what string) {
	if in.Limit != nil {
		in.Limit(f, what)
	}
}

// exec runs the body of f.Fn and returns its results and the heap after it. What
// a way out made and does not lead to is forgotten before the ways are joined: a
// request that is dropped with an error is not the one that is returned.
func (in *Interp) exec(f *Frame, st *State, args, free []Val) (Val, *State) {
	f.regs = make([]Val, f.Fn.Regs)
	copy(f.regs, args)
	copy(f.regs[min(len(f.Fn.Params), len(f.regs)):], free)
	x := &execution{in: in, f: f, flow: in.U.flow(f.Fn), pending: map[int32][]edge{}, back: map[int32][]edge{}, certain: map[int32]bool{}, abstract: map[int32]*loopPhis{}, rounds: map[roundKey]int{}, whole: map[int32]Val{}}
	x.pending[0] = []edge{{pred: -1, st: st}}
	x.blocks(x.flow.order, nil)
	switch {
	case len(x.returns) > 0:
	case len(x.ended) > 0:
		return Val{}, joinStates(x.ended)
	default:
		return Val{}, st.child()
	}
	result := x.returned()
	if f.Caller == nil {
		if in.Ended == nil {
			return result, joinReturns(x.returns)
		}
		for i, r := range x.returns {
			x.returns[i].st = prune(st, r.st, r.val)
		}
		return result, joinReturns(x.returns)
	}
	if len(x.returns) > 1 && len(x.returns) <= maxWays && result.leads() {
		for i, r := range x.returns {
			x.returns[i].st = prune(st, r.st, r.val)
		}
		return result, joinReturns(x.returns)
	}
	return result, prune(st, joinReturns(x.returns), result)
}

func joinReturns(returns []returned) *State {
	states := make([]*State, 0, len(returns))
	for _, r := range returns {
		states = append(states, r.st)
	}
	return joinStates(states)
}

// leads reports whether a value leads to objects.
func (v Val) leads() bool { return len(v.Refs) > 0 || slices.ContainsFunc(v.Tuple, Val.leads) }
