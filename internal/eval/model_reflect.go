package eval

import (
	"reflect"
	"strconv"
	"strings"

	"github.com/workplacelint/workplacelint/internal/ir"
	"github.com/workplacelint/workplacelint/internal/strval"
)

// What reflection says of a value whose type is known: enough for functions that
// write any value as text.
var reflectModels = map[string]Model{
	"reflect.ValueOf": func(c *Call) Val {
		id := c.New(reflectedType, "reflected")
		c.Edit(id).Fields[heldField] = c.Arg(0)
		return Pointer(id)
	},
	"(reflect.Value).Kind":      func(c *Call) Val { return c.reflectKind(c.reflected()) },
	"(reflect.Value).Interface": func(c *Call) Val { return c.reflected() },
	"(reflect.Value).String": func(c *Call) Val {
		v := c.reflected()
		if kind, ok := c.kindOf(v); ok && kind == reflect.String {
			return Strings(v.Str)
		}
		return c.Opaque(strval.Hole{Name: "String"})
	},
}

const (
	reflectedType = "reflect.Value"
	heldField     = "held"
)

// reflected returns what the receiver holds.
func (c *Call) reflected() Val {
	id, o := c.Object(c.Arg(0))
	if o == nil || o.Type != reflectedType || o.Open {
		return c.Opaque(strval.Hole{Name: "value"})
	}
	return c.Field(id, heldField, ir.KindInterface, "any")
}

func (c *Call) reflectKind(v Val) Val {
	if kind, ok := c.kindOf(v); ok {
		return Text(strconv.Itoa(int(kind)))
	}
	return Hole(strval.Hole{Name: "kind", Kind: strval.KindInt})
}

// kindOf returns the kind of what an interface holds, if that is known.
func (c *Call) kindOf(v Val) (reflect.Kind, bool) {
	if !v.Sure || v.MayNil {
		return 0, false
	}
	for kind := reflect.Bool; kind <= reflect.Complex128; kind++ {
		if unified(kind.String()) == unified(v.Dyn) {
			return kind, true
		}
	}
	switch {
	case v.Dyn == "string":
		return reflect.String, true
	case strings.HasPrefix(v.Dyn, "[]"):
		return reflect.Slice, true
	case strings.HasPrefix(v.Dyn, "map["):
		return reflect.Map, true
	case strings.HasPrefix(v.Dyn, "*"):
		return reflect.Pointer, true
	}
	switch c.In.U.kind(v.Dyn) {
	case ir.KindString:
		return reflect.String, true
	case ir.KindStruct:
		return reflect.Struct, true
	case ir.KindMap:
		return reflect.Map, true
	}
	return 0, false
}
