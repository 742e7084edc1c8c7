package eval

import (
	"slices"
	"strings"

	"github.com/workplacelint/workplacelint/internal/ir"
	"github.com/workplacelint/workplacelint/internal/strval"
)

// Arg returns argument i, ⊥ if the call has fewer.
func (c *Call) Arg(i int) Val {
	if i < 0 || i >= len(c.Args) {
		return Val{}
	}
	return c.Args[i]
}

// Text returns the text of argument i, a hole where it has none.
func (c *Call) Text(i int) strval.Value { return c.TextOf(c.Arg(i)) }

// TextOf returns the text that fmt would print for v.
func (c *Call) TextOf(v Val) strval.Value {
	if typ := strings.TrimPrefix(v.Dyn, "*"); typ != "" && typ != nilType && c.has(typ, "String") {
		before := c.State
		out := c.as(Val{Str: v.Str, Refs: v.Refs, Dyn: v.Dyn}, typ, "String")
		if !out.Str.IsBottom() {
			return out.Str
		}
		c.State = before
	}
	if !v.Str.IsBottom() {
		return v.Str
	}
	for _, r := range v.Refs {
		o := c.State.Get(r.Obj)
		if o == nil {
			continue
		}
		if held, ok := o.Fields["*"]; ok || r.Field == "*" {
			return c.TextOf(held)
		}
		if o.Type != "" && c.has(o.Type, "String") {
			return c.as(Pointer(r.Obj), o.Type, "String").Str
		}
	}
	return strval.Single(strval.Of(strval.Hole{Name: c.Frame.Fn.Str(c.Instr.Name)}))
}

// as calls a method of v without arguments.
func (c *Call) as(v Val, typ, method string) Val {
	args, instr := c.Args, c.Instr
	defer func() { c.Args, c.Instr = args, instr }()
	c.Args = []Val{v}
	inner := *instr
	inner.Kind, inner.Name = ir.KindString, 0
	c.Instr = &inner
	return c.method(typ, method)
}

// Object returns the object that v points to, if it points to one and no other.
func (c *Call) Object(v Val) (ObjID, *Obj) {
	ids := c.Objects(v)
	if len(ids) != 1 {
		return -1, nil
	}
	return ids[0], c.State.Get(ids[0])
}

// Objects returns all objects that v may point to.
func (c *Call) Objects(v Val) []ObjID {
	var ids []ObjID
	for _, r := range v.Refs {
		for _, id := range c.In.through(c.State, r) {
			if c.State.Get(id) != nil {
				ids = append(ids, id)
			}
		}
	}
	return ids
}

// New makes an object of a type; what tells apart the objects that one call
// makes.
func (c *Call) New(typ, what string) ObjID {
	id := c.In.fresh(c.In.at(c.Frame, c.Instr, newPrefix+what))
	c.State.Put(id, &Obj{Type: typ, Fields: map[string]Val{}})
	return id
}

// newPrefix marks the objects that models make.
const newPrefix = "new:"

// Born returns where an object is made, with the calls that lead there, the innermost
// first; nothing if the run did not see that.
func (c *Call) Born(id ObjID) []Site {
	key := c.In.born[id-1]
	if key.pos.Line == 0 || key.what != "" && !strings.HasPrefix(key.what, newPrefix) {
		return nil
	}
	var out []Site
	frame, pos := key.frame, key.pos
	for frame > 0 {
		at := c.In.running[frame-1]
		out = append(out, Site{Fn: c.In.U.Func(at.fn), Pos: pos})
		frame, pos = at.outer, at.pos
	}
	out = append(out, Site{Fn: c.Frame.Root().Fn, Pos: pos})
	if slices.ContainsFunc(out, func(s Site) bool { return s.Fn == nil }) {
		return nil
	}
	return out
}

// Of returns the objects of a type that there are, without those that were not looked
// at yet.
func (c *Call) Of(typ string) []ObjID {
	var ids []ObjID
	for id, o := range c.State.flat().own {
		if o.Type == typ {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}

// Edit returns a copy of an object that may be changed, already put in place.
func (c *Call) Edit(id ObjID) *Obj { return c.State.edit(id) }

// Field returns what a field of an object holds.
func (c *Call) Field(id ObjID, name string, kind ir.Kind, typ string) Val {
	return c.In.read(c.State, Ref{Obj: id, Field: name}, kind, typ)
}

// FieldText returns the text of a field of an object.
func (c *Call) FieldText(id ObjID, name string) strval.Value {
	return c.Field(id, name, ir.KindString, "string").Str
}

// Set writes a field of an object and tells the tables.
func (c *Call) Set(id ObjID, name string, v Val) {
	c.In.setField(c.State, Ref{Obj: id, Field: name}, v, true)
}

// Cell returns what the variable holds that v points to.
func (c *Call) Cell(v Val, kind ir.Kind, typ string) Val {
	var out Val
	for _, r := range v.Refs {
		if r.Field == "" {
			out = out.Join(Pointer(r.Obj))
			continue
		}
		out = out.Join(c.In.read(c.State, r, kind, typ))
	}
	return out
}

// SetCell writes the variable that v points to.
func (c *Call) SetCell(ptr, v Val) { c.In.store(c.State, ptr, v) }

// Ref returns the identity of this call, for holes that its results are.
func (c *Call) Ref() string { return callRef + c.site() }

const callRef = "c:"

// CallOf returns the [Call.Ref] of the call that a hole is a result of, or a part of
// one, by the Ref of the hole; "" if it is something else.
func CallOf(ref string) string {
	if !strings.HasPrefix(ref, callRef) {
		return ""
	}
	if end := strings.IndexAny(ref, ".#/["); end > 0 {
		return ref[:end]
	}
	return ref
}

// A Site is a call in a stack of calls.
type Site struct {
	Fn *ir.Func // the function around the call
	ir.Pos
}

// InFile returns the name of the file that the call is in.
func (s Site) InFile() string { return s.Fn.FileOf(s.Pos) }

// Stack returns the calls that lead here, the innermost first.
func (c *Call) Stack() []Site {
	out := []Site{{Fn: c.Frame.Fn, Pos: c.Instr.Pos}}
	for f := c.Frame; f.Caller != nil; f = f.Caller {
		out = append(out, Site{Fn: f.Caller.Fn, Pos: f.Pos})
	}
	return out
}

// Invoke calls a method of what recv points to, if a body or model of it is
// known for all it may point to.
func (c *Call) Invoke(recv Val, method string, args ...Val) (Val, bool) {
	targets := c.targets(recv, method)
	if len(targets) == 0 {
		return Val{}, false
	}
	before, old := c.State, c.Args
	defer func() { c.Args = old }()
	var out Val
	var states []*State
	for _, t := range targets {
		c.State = before.child()
		c.Args = append([]Val{t.recv}, args...)
		out = out.Join(c.method(t.typ, method))
		states = append(states, c.State)
	}
	c.State = joinStates(states)
	return out, true
}
