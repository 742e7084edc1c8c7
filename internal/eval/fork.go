package eval

import (
	"slices"

	"github.com/workplacelint/workplacelint/internal/ir"
)

// maxForks bounds for how many objects a call is run one by one.
const maxForks = 16

// inlineFrom runs the body of fn for each object that an argument may be: the path of
// one endpoint must not be sent with the fields of another. Fork tells the runs apart.
func (c *Call) inlineFrom(fn *ir.Func, args, free []Val, fork int32) Val {
	at := c.forking(fn, args)
	if at < 0 {
		return c.inlineOnce(fn, args, free, fork)
	}
	var out Val
	before := c.State
	var states []*State
	for n, r := range args[at].Refs {
		c.State = before.child()
		one := slices.Clone(args)
		one[at].Refs = []Ref{r}
		out = out.Join(c.inlineFrom(fn, one, free, fork*(maxForks+1)+int32(n)+1))
		states = append(states, c.State)
	}
	c.State = joinStates(states)
	return out
}

// forking returns the first argument that is one of several objects of a struct type
// of the program which differ in more than one text, -1 if there is none or nothing is
// sent.
func (c *Call) forking(fn *ir.Func, args []Val) int {
	if c.In.Matters == nil || !c.In.Matters(fn.Name) || c.In.steps > c.In.most()/2 {
		return -1
	}
	for n, a := range args {
		if c.In.differ(c.State, a.Refs) {
			return n
		}
	}
	return -1
}

// differ reports whether some objects, which are few, are of one struct type of the
// program and differ in more than one field that says something of a request.
func (in *Interp) differ(st *State, refs []Ref) bool {
	if len(refs) < 2 || len(refs) > maxForks {
		return false
	}
	first := st.Get(refs[0].Obj)
	if first == nil || first.Type == URLType || in.U.kind(first.Type) != ir.KindStruct {
		return false
	}
	fields := map[string]bool{}
	for _, r := range refs {
		o := st.Get(r.Obj)
		if o == nil || r.Field != "" || o.Type != first.Type {
			return false
		}
		for name, v := range o.Fields {
			if !v.Equal(first.Fields[name]) && (!v.Str.IsBottom() || len(v.Refs) > 0) {
				fields[name] = true
			}
		}
	}
	return len(fields) > 1
}
