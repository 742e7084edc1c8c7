package eval

import (
	"strconv"
	"strings"

	"github.com/workplacelint/workplacelint/internal/ir"
	"github.com/workplacelint/workplacelint/internal/strval"
)

// outside handles the call of a function that nothing is known of: it may call
// what it is given and fill the objects it is given.
func (c *Call) outside() Val {
	args := c.Args
	if c.In.Outside != nil {
		c.In.Outside(c)
	}
	for _, a := range args {
		c.callBack(a)
		if writes(c.Name) {
			c.fill(a, 0)
		}
		if prints(c.Name) {
			c.printed(a)
		}
	}
	c.Args = args
	return c.unknown(c.Name)
}

// writes reports whether a function may write to what its arguments point to:
// those of the standard library do so only where their name says it.
func writes(name string) bool {
	path := strings.TrimLeft(name, "(*")
	if first, _, _ := strings.Cut(path, "/"); strings.Contains(first, ".") && strings.Contains(path, "/") {
		return true
	}
	return name == "" || reads(name)
}

// reads reports whether a function says by its name that it reads something into what
// it is given, now or, as flag.BoolVar, later.
func reads(name string) bool {
	method := name[strings.LastIndexByte(name, '.')+1:]
	if strings.HasSuffix(method, "Var") {
		return true
	}
	for _, verb := range []string{"Unmarshal", "Decode", "Scan", "scan", "Read", "Parse", "Load", "Bind", "Get"} {
		if strings.Contains(method, verb) {
			return true
		}
	}
	return false
}

// prints reports whether a function may write text to a writer that it is given.
func prints(name string) bool {
	method := name[strings.LastIndexByte(name, '.')+1:]
	for _, verb := range []string{"Write", "Execute", "Render", "Encode", "Print", "Copy", "Dump", "Indent", "Compact", "Escape", "Format"} {
		if strings.Contains(method, verb) {
			return true
		}
	}
	return false
}

// printed adds a text that is not known to a builder or buffer.
func (c *Call) printed(a Val) {
	for _, r := range a.Refs {
		if o := c.State.Get(r.Obj); o != nil && buffers[o.Type] {
			c.write(Pointer(r.Obj), Hole(strval.Hole{Name: "text", Reason: "it is written by " + c.Name[strings.LastIndexAny(c.Name, "./")+1:]}))
		}
	}
}

// callBack runs the functions in an argument once, with arguments that are not
// known: handlers, hooks, work of goroutines.
func (c *Call) callBack(a Val) {
	for _, fn := range a.Fns {
		body := c.In.U.Func(fn.Name)
		if body == nil || c.Frame.recursion(body) > 0 {
			continue
		}
		args := make([]Val, 0, len(body.Params))
		for i, p := range body.Params {
			h := strval.Hole{Name: p.Name, Origin: strval.OriginCall, Ref: "a:" + c.site() + "#" + strconv.Itoa(i)}
			args = append(args, c.In.unknown(c.State, h, p.Kind, p.Type, c.In.at(c.Frame, c.Instr, "arg"+strconv.Itoa(i)+fn.Name)))
		}
		c.inline(body, args, fn.Free)
	}
}

// fill marks the objects that a function may have written to: fields nobody
// set are not known afterwards.
func (c *Call) fill(a Val, depth int) {
	if depth > 2 {
		return
	}
	for _, r := range a.Refs {
		o := c.State.Get(r.Obj)
		if c.fillReflected(o, depth) || o == nil || o.Open || r.Obj == globalObj {
			continue
		}
		if c.In.U.kind(o.Type) != ir.KindStruct && len(o.Fields) > 0 && r.Field == "" {
			if reads(c.Name) {
				c.fillAll(o, depth+1)
			}
			continue
		}
		if r.Field == "*" {
			held := o.Fields["*"]
			if len(held.Refs) > 0 {
				c.fill(held, depth+1)
				continue
			}
			if _, set := o.Fields["*"]; set {
				c.overwrite(r.Obj, held)
				continue
			}
		}
		c.Fill(r.Obj, strval.Hole{Origin: strval.OriginCall, Ref: "f:" + c.site()})
	}
}

// fillReflected marks what a value of reflection leads to, and reports whether an object
// is one.
func (c *Call) fillReflected(o *Obj, depth int) bool {
	if o == nil || o.Type != reflectedType {
		return false
	}
	c.fill(o.Fields[heldField], depth)
	c.fill(o.Fields[behindField], depth)
	return true
}

// overwrite adds to the text that a variable holds one that a function may read into
// it: fmt.Scanln(&n).
func (c *Call) overwrite(id ObjID, held Val) {
	if reads(c.Name) && !held.Str.IsBottom() {
		c.State.edit(id).Fields["*"] = held.Join(Hole(strval.Hole{Origin: strval.OriginCall, Ref: "f:" + c.site() + "/" + strconv.Itoa(int(id))}))
	}
}

// fillAll marks what the elements of a list lead to: rows.Scan(&id, &name).
func (c *Call) fillAll(list *Obj, depth int) {
	for _, k := range list.Keys() {
		c.fill(list.Fields[k], depth)
	}
}

// Fill marks an object as written to by something that is not known: its
// fields that nobody set hold what h says.
func (c *Call) Fill(id ObjID, h strval.Hole) {
	o := c.State.edit(id)
	o.Open = true
	if o.Len == 0 && o.Rest.IsBottom() && len(o.Fields) == 0 {
		o.Len = -1
	}
	h.Ref += "/" + strconv.Itoa(int(id))
	o.Origin = h
}
