package eval

import (
	"slices"
	"strconv"
	"strings"

	"github.com/workplacelint/workplacelint/internal/ir"
	"github.com/workplacelint/workplacelint/internal/strval"
)

// A Call is one call of a function without a body, for its model.
type Call struct {
	In    *Interp
	Frame *Frame
	State *State
	Instr *ir.Instr
	Name  string // full name of the function
	Args  []Val  // the receiver first
	// Types are the type arguments, each a value of which only the type is known.
	Types []Val
}

func (in *Interp) callInstr(f *Frame, st **State, i *ir.Instr) Val {
	args := make([]Val, 0, len(i.Args))
	for _, a := range i.Args {
		args = append(args, f.val(in, a))
	}
	c := &Call{In: in, Frame: f, State: *st, Instr: i, Args: args}
	var v Val
	switch i.Op {
	case ir.OpBuiltin:
		v = c.builtin(f.Fn.Str(i.Sym))
	case ir.OpCall:
		c.spread()
		c.Types = f.typeArgs(i.Index)
		v = c.static(f.Fn.Str(i.Sym))
	case ir.OpCallValue:
		v = c.value(args[0], args[1:])
	case ir.OpInvoke:
		c.receive()
		v = c.invoke(f.typ(i.Type), f.Fn.Str(i.Sym))
	}
	*st = c.State
	return v
}

// receive gives the call of a method of a type parameter, of whose receiver nothing is
// known, as of a zero value, a receiver of the type that was given for it.
func (c *Call) receive() {
	arg, prefix, ok := c.Frame.typeArg(c.Frame.Fn.Str(c.Instr.Type))
	recv := c.Args[0]
	if !ok || prefix != "" || len(recv.Refs) > 0 || recv.Dyn != "" && recv.Dyn != nilType {
		return
	}
	if recv.IsBottom() || arg.Dyn == "" {
		recv = arg
	}
	recv.Dyn = arg.Dyn
	c.Args[0] = recv
}

// spread takes the arguments out of the list in which a function of a library gets
// them that cannot be had.
func (c *Call) spread() {
	if !c.Instr.Flag || len(c.Args) != 1 {
		return
	}
	if elems, n := c.Elems(c.Args[0]); n >= 0 {
		c.Args = elems
	}
}

// static calls a function by its name.
func (c *Call) static(name string) Val {
	c.Name = name
	if m := c.In.Models[name]; m != nil {
		return m(c)
	}
	if fn := c.In.U.Func(name); fn != nil {
		if c.startsImport(fn) {
			return Val{}
		}
		return c.inline(fn, c.Args, c.Types)
	}
	if c.inLibrary(name) {
		if v, ok := c.In.Library.Call(c); ok {
			return v
		}
	}
	return c.outside()
}

// startsImport reports whether the call is the one with which a package initialises
// another: what that holds and sends is known where it was run on its own.
func (c *Call) startsImport(fn *ir.Func) bool {
	return strings.HasSuffix(fn.Name, ".init") && strings.HasSuffix(c.Frame.Fn.Name, ".init") && fn.Package != c.Frame.Fn.Package
}

func (c *Call) inLibrary(name string) bool { return c.In.Library != nil && c.In.Library.Has(name) }

// Call runs a function value with arguments and returns its result.
func (c *Call) Call(fn Val, args ...Val) Val { return c.value(fn, args) }

func (c *Call) value(fn Val, args []Val) Val {
	if len(fn.Fns) == 0 {
		c.Name = ""
		c.Args = args
		return c.outside()
	}
	var out Val
	before := c.State
	var states []*State
	for _, target := range fn.Fns {
		c.State = before.child()
		c.Args = args
		if body := c.In.U.Func(target.Name); body != nil && c.In.Models[target.Name] == nil {
			out = out.Join(c.inline(body, args, target.Free))
		} else {
			c.Args = append(slices.Clone(target.Free), args...)
			out = out.Join(c.static(target.Name))
		}
		states = append(states, c.State)
	}
	c.State = joinStates(states)
	return out
}

// invoke calls a method of an interface: of all types that the receiver may
// have.
func (c *Call) invoke(iface, method string) Val {
	recv := c.Args[0]
	targets := c.targets(recv, method)
	if len(targets) == 0 {
		c.Name = "(" + iface + ")." + method
		if m := c.In.Models[c.Name]; m != nil {
			return m(c)
		}
		if c.inLibrary(c.Name) {
			return c.static(c.Name)
		}
		if c.In.Shape != nil {
			if v, ok := c.In.Shape(c, method); ok {
				return v
			}
		}
		if strange := c.strange(recv); strange != "" {
			c.Name = "(" + strange + ")." + method
			if recv.Sure {
				return c.outside()
			}
		}
		for _, typ := range c.implementations(iface, method) {
			targets = append(targets, target{typ: typ, recv: c.guessed(recv, typ)})
		}
	}
	if len(targets) == 0 {
		return c.outside()
	}
	var out Val
	before, args := c.State, c.Args
	var states []*State
	for _, t := range targets {
		c.State = before.child()
		c.Args = append([]Val{t.recv}, args[1:]...)
		out = out.Join(c.method(t.typ, method))
		states = append(states, c.State)
	}
	c.State = joinStates(states)
	return out
}

// strange returns the type of what an interface holds, if its methods are not known.
func (c *Call) strange(v Val) string {
	if v.Dyn == nilType || !strings.Contains(v.Dyn, ".") || c.In.U.declares(v.Dyn) {
		return ""
	}
	return v.Dyn
}

// guessed returns a receiver that is taken to be of a type: what its fields hold
// is what any object of the type may have there.
func (c *Call) guessed(recv Val, typ string) Val {
	id := c.In.object(c.In.at(c.Frame, c.Instr, "guessed:"+typ))
	o := &Obj{Type: typ, Open: true, Len: -1, Fields: map[string]Val{}, Origin: strval.Hole{Origin: strval.OriginField}}
	for _, r := range recv.Refs {
		if held := c.State.Get(r.Obj); held != nil {
			o.Origin = held.Origin
		}
	}
	c.State.Put(id, o)
	return Pointer(id)
}

type target struct {
	typ  string
	recv Val
}

// targets returns the types of a receiver that have the method, each with the
// part of the receiver that is of the type.
func (c *Call) targets(recv Val, method string) []target {
	var out []target
	add := func(typ string, v Val) {
		for i := range out {
			if out[i].typ == typ {
				out[i].recv = out[i].recv.Join(v)
				return
			}
		}
		if c.has(typ, method) {
			out = append(out, target{typ: typ, recv: v})
		}
	}
	for _, r := range recv.Refs {
		if o := c.State.Get(r.Obj); o != nil && o.Type != "" {
			add(o.Type, Val{Refs: []Ref{r}, Dyn: recv.Dyn})
		}
	}
	if recv.Dyn != "" && recv.Dyn != nilType && len(recv.Refs) == 0 {
		add(strings.TrimPrefix(recv.Dyn, "*"), recv)
	}
	return out
}

func (c *Call) has(typ, method string) bool {
	return c.In.U.Method(typ, method) != nil ||
		c.In.Models["(*"+typ+")."+method] != nil || c.In.Models["("+typ+")."+method] != nil ||
		c.inLibrary("(*"+typ+")."+method)
}

func (c *Call) method(typ, method string) Val {
	for _, name := range []string{"(*" + typ + ")." + method, "(" + typ + ")." + method} {
		if c.In.Models[name] != nil {
			return c.static(name)
		}
	}
	if fn := c.In.U.Method(typ, method); fn != nil {
		return c.inline(fn, c.Args, nil)
	}
	if name := "(*" + typ + ")." + method; c.inLibrary(name) {
		return c.static(name)
	}
	return c.outside()
}

// inline runs the body of fn in place of the call, once for each object that an
// argument may be.
func (c *Call) inline(fn *ir.Func, args, free []Val) Val {
	return c.inlineFrom(fn, args, free, 0)
}

// inlineOnce runs the body of fn in place of the call. Fork tells runs for different
// objects apart.
func (c *Call) inlineOnce(fn *ir.Func, args, free []Val, fork int32) Val {
	in, f := c.In, c.Frame
	if f.depth >= MaxStack {
		in.limit(f, "more than "+strconv.Itoa(MaxStack)+" calls in calls")
		return c.unknown(fn.Name)
	}
	if f.recursion(fn) >= 2 {
		return c.unknown(fn.Name)
	}
	if in.steps > in.most() {
		return c.unknown(fn.Name)
	}
	callee := &Frame{Fn: fn, Caller: f, Pos: c.Instr.Pos, depth: f.depth + 1}
	callee.id = in.frameID(f, c.Instr.Pos, fn.Name, fork)
	if in.Matters != nil && !in.Matters(fn.Name) {
		callee.until = f.until
		if callee.until == 0 {
			callee.until = in.steps + maxAside
		}
	}
	callee.around = f.around
	before := c.State
	args = c.suited(callee, args)
	v, st := in.exec(callee, c.State.child(), args, free)
	if callee.overdue(in.steps) {
		c.State = before
		return c.givenUp(fn, args)
	}
	c.State = st.child()
	return v
}

// givenUp is the call of a function whose run took too long: it may have written to
// what it was given.
func (c *Call) givenUp(fn *ir.Func, args []Val) Val {
	c.Name = fn.Name
	for _, a := range args {
		c.fill(a, 0)
	}
	return c.unknown(fn.Name)
}

func (f *Frame) recursion(fn *ir.Func) int {
	n := 0
	for p := f; p != nil; p = p.Caller {
		if p.Fn == fn {
			n++
		}
	}
	return n
}

// unknown is the result of a call of which nothing is known but its name. That of a
// function value which has none is for callers to know: they hand it over.
func (c *Call) unknown(name string) Val {
	h := strval.Hole{Name: name[strings.LastIndexAny(name, "./")+1:], Origin: strval.OriginCall}
	if name == "" {
		h.Origin = strval.OriginParam
	}
	return c.Opaque(h)
}

// Opaque returns a result of the call of which only the origin is known.
func (c *Call) Opaque(h strval.Hole) Val {
	if name := c.Frame.Fn.Str(c.Instr.Name); name != "" {
		h.Name = name
	}
	if h.Ref == "" {
		h.Ref = c.Ref()
	}
	return c.In.unknown(c.State, h, c.Instr.Kind, c.Frame.Fn.Str(c.Instr.Type), c.In.at(c.Frame, c.Instr, "result"))
}

func posKey(p ir.Pos) string {
	key := strconv.Itoa(int(p.Line)) + ":" + strconv.Itoa(int(p.Col))
	if p.File > 0 {
		key += ":" + strconv.Itoa(int(p.File))
	}
	return key
}

func (c *Call) site() string {
	return strconv.Itoa(int(c.Frame.id)) + ":" + posKey(c.Instr.Pos)
}
