package eval

import (
	"strconv"
	"strings"

	"github.com/workplacelint/workplacelint/internal/ir"
	"github.com/workplacelint/workplacelint/internal/strval"
)

// JSONType is the type of the object that stands for a text in JSON; its field
// ValueField holds what was encoded.
const (
	JSONType   = "json"
	ValueField = "value"
)

var jsonModels = map[string]Model{
	"encoding/json.Marshal":                          func(c *Call) Val { return Val{Tuple: []Val{c.JSON(c.Arg(0)), {}}} },
	"encoding/json.MarshalIndent":                    func(c *Call) Val { return Val{Tuple: []Val{c.JSON(c.Arg(0)), {}}} },
	"encoding/json.Unmarshal":                        func(c *Call) Val { c.Decode(c.Arg(0), c.Arg(1)); return Val{} },
	"encoding/json.NewEncoder":                       holder("encoding/json.Encoder"),
	"encoding/json.NewDecoder":                       holder("encoding/json.Decoder"),
	"(*encoding/json.Encoder).Encode":                encodeTo,
	"(*encoding/json.Decoder).Decode":                decodeFrom,
	"(*encoding/json.Encoder).SetEscapeHTML":         ignore,
	"(*encoding/json.Encoder).SetIndent":             ignore,
	"(*encoding/json.Decoder).UseNumber":             ignore,
	"(*encoding/json.Decoder).DisallowUnknownFields": ignore,
}

// JSON returns the JSON of a value: a hole as a text, with the value behind it.
func (c *Call) JSON(v Val) Val {
	id := c.New(JSONType, "json")
	c.Edit(id).Fields[ValueField] = v
	return Val{Str: strval.Single(strval.Of(strval.Hole{Name: "json", Ref: jsonRef + strconv.Itoa(int(id))})), Refs: []Ref{{Obj: id}}}
}

// jsonRef begins the Ref of a hole that is a text in JSON; the number of the
// object follows that stands for it.
const jsonRef = "json:"

// Encoded returns the value whose JSON the hole h is.
func (c *Call) Encoded(h strval.Hole) (Val, bool) {
	digits, ok := strings.CutPrefix(h.Ref, jsonRef)
	if !ok {
		return Val{}, false
	}
	id, err := strconv.Atoi(digits)
	if err != nil {
		return Val{}, false
	}
	o := c.State.Get(ObjID(id))
	if o == nil || o.Type != JSONType {
		return Val{}, false
	}
	return o.Fields[ValueField], true
}

// holder makes an object that keeps the argument for a later call.
func holder(typ string) Model {
	return func(c *Call) Val {
		id := c.New(typ, "holder")
		c.Edit(id).Fields[ValueField] = c.Arg(0)
		return Pointer(id)
	}
}

func (c *Call) held(v Val) Val {
	var out Val
	for _, id := range c.Objects(v) {
		out = out.Join(c.State.Get(id).Fields[ValueField])
	}
	return out
}

func encodeTo(c *Call) Val {
	c.write(c.held(c.Arg(0)), c.JSON(c.Arg(1)))
	return Val{}
}

func decodeFrom(c *Call) Val {
	c.Decode(c.Content(c.held(c.Arg(0))), c.Arg(1))
	return Val{}
}

// Decode fills what target points to with what data holds: fields of the
// answer that data is.
func (c *Call) Decode(data, target Val) {
	h := strval.Hole{Name: "decoded", Origin: strval.OriginDecoded, Ref: "d:" + c.site()}
	for _, t := range data.Str.Alternatives() {
		if in, ok := t.AsHole(); ok && in.Ref != "" {
			h.Ref = in.Ref
		}
	}
	for _, r := range target.Refs {
		o := c.State.Get(r.Obj)
		if o == nil {
			continue
		}
		if r.Field == "" {
			c.refill(r.Obj, h)
			continue
		}
		held := c.In.read(c.State, r, ir.KindOther, "")
		if len(held.Refs) > 0 && held.Str.IsBottom() {
			for _, inner := range held.Refs {
				c.refill(inner.Obj, h)
			}
			continue
		}
		c.decodeCell(r, o, h)
	}
}

func (c *Call) refill(id ObjID, h strval.Hole) {
	o := c.State.edit(id)
	o.Open, o.Origin = true, h
	if c.In.U.kind(o.Type) != ir.KindStruct {
		o.Len = -1
		o.Fields = map[string]Val{}
	}
}

// decodeCell fills a variable that holds a text, a slice, a map or a pointer.
func (c *Call) decodeCell(r Ref, o *Obj, h strval.Hole) {
	typ := o.Type
	if r.Field != "*" {
		if d, ok := c.In.U.field(o.Type, r.Field); ok {
			typ = d.Type
		}
	}
	kind := c.In.U.kind(typ)
	if kind == ir.KindStruct || kind == ir.KindOther && typ == "" {
		kind = ir.KindInterface
	}
	v := c.In.unknown(c.State, h, kind, typ, c.In.at(c.Frame, c.Instr, "decoded"))
	c.In.setField(c.State, r, v, true)
}
