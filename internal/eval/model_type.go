package eval

import (
	"go/token"
	"reflect"
	"strconv"
	"strings"

	"github.com/workplacelint/workplacelint/internal/ir"
	"github.com/workplacelint/workplacelint/internal/strval"
)

// What reflection says of types: names of which paths are made, and tags of fields of
// which lists of fields are made.
var typeModels = map[string]Model{
	"reflect.TypeOf":                   func(c *Call) Val { return c.typeOf(c.Arg(0)) },
	"reflect.TypeFor":                  typeFor,
	"(reflect.Type).Elem":              func(c *Call) Val { return c.ofType(c.elemType) },
	"(reflect.Type).Field":             func(c *Call) Val { return c.ofType(c.structField) },
	"(reflect.Type).FieldByName":       func(c *Call) Val { return c.ofType(c.fieldByName) },
	"(reflect.Type).Kind":              func(c *Call) Val { return c.ofType(c.typeKind) },
	"(reflect.Type).Name":              func(c *Call) Val { return c.ofType(typeName) },
	"(reflect.Type).NumField":          func(c *Call) Val { return c.ofType(c.numField) },
	"(reflect.Type).PkgPath":           func(c *Call) Val { return c.ofType(pkgPath) },
	"(reflect.Type).String":            func(c *Call) Val { return c.ofType(typeString) },
	"(reflect.StructTag).Get":          func(c *Call) Val { return Strings(c.tag()) },
	"(reflect.StructTag).Lookup":       func(c *Call) Val { return Val{Tuple: []Val{Strings(c.tag()), c.tagged()}} },
	"(reflect.StructField).IsExported": func(c *Call) Val { return c.exportedField() },
}

const (
	typeType        = "reflect.Type"
	structFieldType = "reflect.StructField"
	// typeKeyField holds the key of the type that a reflect.Type is.
	typeKeyField = "key"
	// maxFields is the number of fields of a struct that are told apart where the
	// index is not known.
	maxFields = 64
)

func typeFor(c *Call) Val {
	if len(c.Types) != 1 {
		return c.Opaque(strval.Hole{Name: "type"})
	}
	return c.typeOf(c.Types[0])
}

// typeOf returns the type of what an interface holds; of a value that is not known, a
// type that is not known either, for the same reason.
func (c *Call) typeOf(v Val) Val {
	if v.Sure && !v.MayNil && v.Dyn != "" && v.Dyn != nilType {
		return c.newType(v.Dyn, "type")
	}
	id := c.New(typeType, "type")
	o := c.Edit(id)
	o.Open, o.Origin = true, c.originOf(v)
	return Pointer(id)
}

// one returns the text that a value is, if it is known.
func one(v Val) (string, bool) {
	lits, ok := v.Str.Literals()
	if !ok || len(lits) != 1 {
		return "", false
	}
	return lits[0], true
}

// originOf returns where a value that is not known comes from.
func (c *Call) originOf(v Val) strval.Hole {
	if h, ok := single(v.Str); ok && !v.Str.IsBottom() {
		return h
	}
	for _, id := range c.Objects(v) {
		if o := c.State.Get(id); o.Open {
			return o.Origin
		}
	}
	return strval.Hole{Origin: strval.OriginCall, Ref: c.Ref()}
}

func (c *Call) newType(key, what string) Val {
	id := c.New(typeType, what)
	c.Edit(id).Fields[typeKeyField] = Text(key)
	return Pointer(id)
}

// ofType returns what is said of the types that the receiver may be; of one that is
// not known, a value that is unknown for the same reason.
func (c *Call) ofType(say func(key string) (Val, bool)) Val {
	ids := c.Objects(c.Arg(0))
	if len(ids) == 0 {
		return c.Opaque(strval.Hole{Name: "type"})
	}
	var out Val
	for _, id := range ids {
		out = out.Join(c.said(id, say))
	}
	return out
}

func (c *Call) said(id ObjID, say func(key string) (Val, bool)) Val {
	o := c.State.Get(id)
	if o.Open {
		h := o.Origin
		h.Ref += "/type" + strconv.Itoa(int(id))
		return c.Opaque(h)
	}
	if key, ok := one(o.Fields[typeKeyField]); ok {
		if v, ok := say(key); ok {
			return v
		}
	}
	return c.Opaque(strval.Hole{Name: "type"})
}

func (c *Call) elemType(key string) (Val, bool) {
	elem := c.In.U.elem(key)
	if strings.HasPrefix(key, "*") {
		elem = key[1:]
	}
	return c.newType(elem, "elem"), elem != ""
}

func typeName(key string) (Val, bool) {
	if !declared(key) {
		return Text(""), true
	}
	return Text(key[strings.LastIndexByte(key, '.')+1:]), true
}

func pkgPath(key string) (Val, bool) {
	if !declared(key) {
		return Text(""), true
	}
	return Text(key[:max(strings.LastIndexByte(key, '.'), 0)]), true
}

// typeString writes a type as people do. How its package calls itself is not known.
func typeString(key string) (Val, bool) {
	name := strings.TrimLeft(key, "*[]")
	if !declared(name) {
		return Val{}, false
	}
	prefix := strval.Lit(key[:len(key)-len(name)])
	dot := strings.LastIndexByte(name, '.')
	if dot < 0 {
		return Text(key), true
	}
	pkg := strval.Of(strval.Hole{Name: "package", Ref: "package:" + name[:dot]})
	return Strings(strval.Single(prefix.Concat(pkg).Concat(strval.Lit(name[dot:])))), true
}

// declared reports whether the type of a key has a name.
func declared(key string) bool { return !strings.ContainsAny(key, "*[]{}( ") }

func (c *Call) typeKind(key string) (Val, bool) {
	kind, ok := c.kindOf(Val{Dyn: key, Sure: true})
	return Text(strconv.Itoa(int(kind))), ok
}

func (c *Call) numField(key string) (Val, bool) {
	t := c.In.U.Type(key)
	if t == nil || t.Kind != ir.KindStruct {
		return Val{}, false
	}
	return Text(strconv.Itoa(len(t.Fields))), true
}

// structField returns the field at an index, or any where that is not known.
func (c *Call) structField(key string) (Val, bool) {
	t := c.In.U.Type(key)
	if t == nil {
		return Val{}, false
	}
	if lit, ok := one(c.Arg(1)); ok {
		n, err := strconv.Atoi(lit)
		if err != nil || n < 0 || n >= len(t.Fields) {
			return Val{}, false
		}
		return c.newField(t.Fields[n]), true
	}
	var out Val
	for _, f := range t.Fields {
		out = out.Join(c.newField(f))
	}
	return out, len(t.Fields) > 0 && len(t.Fields) <= maxFields
}

func (c *Call) fieldByName(key string) (Val, bool) {
	name, ok := one(c.Arg(1))
	if t := c.In.U.Type(key); t != nil && ok {
		for _, f := range t.Fields {
			if f.Name == name {
				return Val{Tuple: []Val{c.newField(f), boolean(true)}}, true
			}
		}
	}
	return Val{}, false
}

func (c *Call) newField(f ir.FieldDesc) Val {
	id := c.New(structFieldType, "field "+f.Name)
	o := c.Edit(id)
	o.Fields["Name"] = Text(f.Name)
	o.Fields["Tag"] = Text(f.Tag)
	o.Fields["Anonymous"] = boolean(f.Embedded)
	o.Fields["Type"] = c.newType(f.Type, "type of "+f.Name)
	return Pointer(id)
}

// tag returns the value that a tag has for a name.
func (c *Call) tag() strval.Value {
	return c.eachTag(func(tag reflect.StructTag, name string) strval.Template { return strval.Lit(tag.Get(name)) })
}

func (c *Call) tagged() Val {
	return Strings(c.eachTag(func(tag reflect.StructTag, name string) strval.Template {
		_, ok := tag.Lookup(name)
		return strval.Lit(strconv.FormatBool(ok))
	}))
}

func (c *Call) eachTag(get func(tag reflect.StructTag, name string) strval.Template) strval.Value {
	name, known := one(c.Arg(1))
	tags, ok := c.Text(0).Literals()
	if !ok || !known {
		return c.Opaque(strval.Hole{Name: "tag"}).Str
	}
	var out strval.Value
	for _, tag := range tags {
		out = out.Join(strval.Single(get(reflect.StructTag(tag), name)))
	}
	return out
}

func (c *Call) exportedField() Val {
	if id, o := c.Object(c.Arg(0)); o != nil {
		if name, ok := one(Strings(c.FieldText(id, "Name"))); ok {
			return boolean(token.IsExported(name))
		}
	}
	return Hole(strval.Hole{Name: "ok", Kind: strval.KindBool})
}
