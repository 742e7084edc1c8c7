package eval

import (
	"slices"

	"github.com/workplacelint/workplacelint/internal/ir"
	"github.com/workplacelint/workplacelint/internal/strval"
)

// suited returns the arguments without the objects that cannot be what a function
// takes. Code that is generic, or goes by way of any, hands over what the types of its
// time of running decide: an event to the functions that wait for others.
func (c *Call) suited(callee *Frame, args []Val) []Val {
	fn, out := callee.Fn, args
	for n, p := range fn.Params {
		if n >= len(args) || len(args[n].Refs) == 0 || p.Kind != ir.KindStruct && p.Kind != ir.KindPointer {
			continue
		}
		refs := slices.DeleteFunc(slices.Clone(args[n].Refs), func(r Ref) bool { return !c.suits(r, c.In.U.elem(p.Type)) })
		if len(refs) == len(args[n].Refs) {
			continue
		}
		if &out[0] == &args[0] {
			out = slices.Clone(args)
		}
		out[n].Refs = refs
		if len(refs) == 0 {
			h := strval.Hole{Name: p.Name, Origin: strval.OriginUnknown, Ref: "u:" + c.site()}
			out[n] = c.In.unknown(c.State, h, p.Kind, p.Type, objKey{frame: callee.id, what: "suited:" + p.Name})
		}
	}
	return out
}

// suits reports whether an object may be of a struct type: it is, or the type has the
// fields of its type, since a conversion does not change the object.
func (c *Call) suits(r Ref, typ string) bool {
	o := c.State.Get(r.Obj)
	if o == nil || r.Field != "" || o.Type == typ || o.Type == "" {
		return true
	}
	is, want := c.In.U.types[o.Type], c.In.U.types[typ]
	if is == nil || want == nil || is.Kind != ir.KindStruct || want.Kind != ir.KindStruct || len(is.Fields) == 0 || len(want.Fields) == 0 {
		return true
	}
	return slices.EqualFunc(is.Fields, want.Fields, func(a, b ir.FieldDesc) bool { return a.Name == b.Name })
}
