package eval

import (
	"slices"

	"github.com/workplacelint/workplacelint/internal/ir"
)

// maxReturned bounds how deep functions are looked for in what a function
// returns: a list of tasks is objects with functions in them.
const maxReturned = 3

// Returned reports whether what runs now is a function that the function which is
// run on its own returns: whoever calls that may call it, or not.
func (c *Call) Returned() bool { return c.In.returned }

// runReturned runs the functions in what a function returns that is run on its
// own, as a caller that nothing is known of may. What they set, options say, is
// up to that caller: the tables learn nothing of it.
func (in *Interp) runReturned(f *Frame, st *State, ret *ir.Instr, v Val) {
	if f.Caller != nil || in.returned || !in.Escaped {
		return
	}
	closed := in.Tables.closed
	in.returned, in.Tables.closed = true, true
	defer func() { in.returned, in.Tables.closed = false, closed }()
	c := &Call{In: in, Frame: f, State: st.child(), Instr: ret}
	c.runHeld(v, map[ObjID]bool{}, 0)
}

// runHeld runs the function literals in v and in the objects that it points to.
// A function with a name is run on its own anyway.
func (c *Call) runHeld(v Val, seen map[ObjID]bool, depth int) {
	c.callBack(Val{Fns: slices.DeleteFunc(slices.Clone(v.Fns), func(fn FnVal) bool {
		body := c.In.U.Func(fn.Name)
		return body == nil || body.Outer == ""
	})})
	for _, part := range v.Tuple {
		c.runHeld(part, seen, depth)
	}
	if depth == maxReturned {
		return
	}
	for _, r := range v.Refs {
		o := c.State.Get(r.Obj)
		if o == nil || seen[r.Obj] || r.Obj == globalObj {
			continue
		}
		seen[r.Obj] = true
		for _, k := range o.Keys() {
			c.runHeld(o.Fields[k], seen, depth+1)
		}
		c.runHeld(o.Rest, seen, depth+1)
	}
}
