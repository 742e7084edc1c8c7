package eval

import (
	"slices"
	"strconv"
	"strings"

	"github.com/workplacelint/workplacelint/internal/ir"
	"github.com/workplacelint/workplacelint/internal/strval"
)

// builtin runs a builtin function.
func (c *Call) builtin(name string) Val {
	switch name {
	case "append":
		return c.appendTo()
	case "copy":
		if len(c.Args) == 2 {
			c.copyInto()
		}
	case "len":
		return c.length()
	case "min", "max":
		return c.Opaque(strval.Hole{})
	}
	if c.Instr.Dst == ir.NoValue {
		return Val{}
	}
	return c.Opaque(strval.Hole{Name: name})
}

func (c *Call) length() Val {
	if len(c.Args) == 1 {
		if lits, ok := c.Args[0].Str.Literals(); ok && len(lits) == 1 && len(c.Args[0].Refs) == 0 {
			return Text(strconv.Itoa(len(lits[0])))
		}
		if refs := c.Args[0].Refs; len(refs) == 1 {
			ids := c.In.through(c.State, refs[0])
			if len(ids) == 1 {
				return c.objLen(c.State.Get(ids[0]))
			}
		}
		if a := c.Args[0]; a.Dyn == nilType && len(a.Refs) == 0 {
			return Text("0")
		}
	}
	return Hole(strval.Hole{Name: "len", Kind: strval.KindInt})
}

func (c *Call) objLen(o *Obj) Val {
	switch {
	case o == nil || o.Open || !o.Rest.IsBottom():
	case strings.HasPrefix(o.Type, "[") && o.Len >= 0:
		return Text(strconv.Itoa(o.Len))
	case c.In.U.kind(o.Type) == ir.KindMap:
		return Text(strconv.Itoa(len(o.Fields)))
	}
	return Hole(strval.Hole{Name: "len", Kind: strval.KindInt})
}

// appendTo makes the slice that append returns. Bytes are texts.
func (c *Call) appendTo() Val {
	if c.Instr.Kind == ir.KindBytes {
		return Strings(c.bytes(c.Args[0]).Concat(c.bytes(c.Args[1])))
	}
	if v, ok := c.appendToEach(); ok {
		return v
	}
	first, n := c.Elems(c.Args[0])
	more, m := []Val{}, 0
	if len(c.Args) > 1 {
		more, m = c.Elems(c.Args[1])
	}
	id := c.In.object(c.In.at(c.Frame, c.Instr, "append"))
	o := &Obj{Type: c.Frame.Fn.Str(c.Instr.Type), Fields: map[string]Val{}, Len: -1}
	// A slice that a loop appends to is the same object again: how many
	// elements it has is not known then.
	grows := false
	for _, r := range c.Args[0].Refs {
		grows = grows || r.Obj == id && n > maxUnroll/4
	}
	if n >= 0 && m >= 0 && !grows {
		for i, v := range append(first, more...) {
			o.Fields[strconv.Itoa(i)] = v
		}
		o.Len = n + m
	} else {
		for _, v := range append(first, more...) {
			o.Rest = o.Rest.Join(v)
		}
	}
	c.State.Put(id, o)
	return Pointer(id)
}

// maxLists bounds how many lists a slice may be that are told apart.
const maxLists = 8

// appendToEach is append to a slice that is one of several known lists, as it is
// after an append that a condition decides.
func (c *Call) appendToEach() (Val, bool) {
	lists, ok := c.Lists(c.Args[0])
	if !ok || len(lists) < 2 || len(c.Args) < 2 || c.Frame.around != nil {
		return Val{}, false
	}
	more, m := c.Elems(c.Args[1])
	if m < 0 {
		return Val{}, false
	}
	var out Val
	for i, first := range lists {
		id := c.In.object(c.In.at(c.Frame, c.Instr, "append"+strconv.Itoa(i)))
		o := &Obj{Type: c.Frame.Fn.Str(c.Instr.Type), Fields: map[string]Val{}, Len: len(first) + m}
		for j, v := range slices.Concat(first, more) {
			o.Fields[strconv.Itoa(j)] = v
		}
		c.State.Put(id, o)
		out = out.Join(Pointer(id))
	}
	return out, true
}

// Lists returns the lists that a slice may be, false if one of them is not known
// or there are too many.
func (c *Call) Lists(v Val) ([][]Val, bool) {
	var out [][]Val
	for _, r := range v.Refs {
		for _, id := range c.In.through(c.State, r) {
			elems, n := c.Elems(Pointer(id))
			if n < 0 || n > maxUnroll/4 || len(out) == maxLists {
				return nil, false
			}
			out = append(out, elems)
		}
	}
	if v.MayNil || v.Dyn == nilType && len(v.Refs) > 0 {
		out = append(out, nil)
	}
	return out, len(out) > 0
}

func (c *Call) copyInto() {
	from, _ := c.Elems(c.Args[1])
	for _, r := range c.Args[0].Refs {
		for _, id := range c.In.through(c.State, r) {
			o := c.State.edit(id)
			for _, v := range from {
				o.Rest = o.Rest.Join(v)
			}
			if text := c.Args[1].Str; !text.IsBottom() {
				o.Fields["*"] = Strings(text)
			}
		}
	}
}

// Elems returns the elements of a slice in order. n is their number, -1 if it
// is not known; then the elements are those that may be in it.
func (c *Call) Elems(v Val) (elems []Val, n int) {
	if len(v.Refs) == 0 {
		if v.Str.IsBottom() || v.Dyn == nilType {
			return nil, 0
		}
		return nil, -1
	}
	for _, r := range v.Refs {
		for _, id := range c.In.through(c.State, r) {
			o := c.State.Get(id)
			if o == nil {
				continue
			}
			if len(v.Refs) == 1 && o.Len >= 0 && !o.Open && o.Rest.IsBottom() {
				for i := range o.Len {
					elems = append(elems, o.Fields[strconv.Itoa(i)])
				}
				return elems, o.Len
			}
			elems = append(elems, c.In.anyElem(c.State, id, o, ir.KindOther, ""))
		}
	}
	return elems, -1
}
