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
	"(reflect.Value).Kind": func(c *Call) Val { return c.reflectKind(c.reflected()) },
	"(reflect.Value).Interface": func(c *Call) Val {
		c.fill(c.behind(), 0) // whoever gets it may set it
		return c.reflected()
	},
	"reflect.Indirect":             indirect,
	"(reflect.Value).Elem":         elemOf,
	"(reflect.Value).Type":         func(c *Call) Val { return c.valueType() },
	"(reflect.Value).Addr":         partOf,
	"(reflect.Value).Field":        partOf,
	"(reflect.Value).FieldByIndex": partOf,
	"(reflect.Value).FieldByName":  partOf,
	"(reflect.Value).Index":        partOf,
	"(reflect.Value).Set":          setPart,
	"(reflect.Value).SetBool":      setPart,
	"(reflect.Value).SetBytes":     setPart,
	"(reflect.Value).SetFloat":     setPart,
	"(reflect.Value).SetInt":       setPart,
	"(reflect.Value).SetMapIndex":  setPart,
	"(reflect.Value).SetString":    setPart,
	"(reflect.Value).SetUint":      setPart,
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
	// behindField is the value of which another is a part, or to which it leads.
	behindField = "behind"
)

// partOf returns a part of a value, or what it leads to. Of that nothing is known but
// what it is a part of.
func partOf(c *Call) Val {
	behind := c.behind()
	id := c.New(reflectedType, "part")
	o := c.Edit(id)
	o.Open = true
	o.Fields[behindField] = behind
	return Pointer(id)
}

// elemOf returns what the value of a pointer leads to, of which the type is known.
func elemOf(c *Call) Val {
	held := c.reflected()
	v := partOf(c)
	if elem, ok := strings.CutPrefix(held.Dyn, "*"); ok && held.Sure {
		_, o := c.Object(v)
		o.Fields[typeKeyField] = Text(elem)
	}
	return v
}

// indirect returns what a value leads to if it is that of a pointer, else itself.
func indirect(c *Call) Val {
	if held := c.reflected(); held.Sure && !strings.HasPrefix(held.Dyn, "*") {
		return c.Arg(0)
	}
	return elemOf(c)
}

func (c *Call) valueType() Val {
	if id, o := c.Object(c.Arg(0)); o != nil {
		if key, ok := one(c.State.Get(id).Fields[typeKeyField]); ok {
			return c.newType(key, "type")
		}
	}
	return c.typeOf(c.reflected())
}

// setPart sets something in what the program can see.
func setPart(c *Call) Val {
	c.fill(c.behind(), 0)
	return Val{}
}

// behind returns what the receiver is a part of: for the value of a pointer, what the
// pointer is.
func (c *Call) behind() Val {
	var out Val
	for _, id := range c.Objects(c.Arg(0)) {
		if o := c.State.Get(id); o.Type == reflectedType {
			out = out.Join(o.Fields[behindField])
			if _, is := o.Fields[behindField]; !is {
				out = out.Join(o.Fields[heldField])
			}
		}
	}
	return out
}

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
