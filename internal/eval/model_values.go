package eval

import (
	"net/url"
	"strconv"
	"strings"

	"github.com/workplacelint/workplacelint/internal/strval"
)

var valuesModels = map[string]Model{
	"(net/url.Values).Set": func(c *Call) Val { c.setKey(false); return Val{} },
	"(net/url.Values).Add": func(c *Call) Val { c.setKey(true); return Val{} },
	"(net/url.Values).Del": func(c *Call) Val { c.delKey(); return Val{} },
	"(net/url.Values).Get": func(c *Call) Val { return Strings(c.valueOf(c.Arg(0), c.Arg(1))) },
	"(net/url.Values).Has": func(*Call) Val { return found() },
	"(net/url.Values).Encode": func(c *Call) Val {
		return Strings(c.EncodeValues(c.Arg(0)))
	},
	"net/url.ParseQuery": func(c *Call) Val {
		id := c.New(ValuesType, "parsed")
		c.ParseQuery(id, c.Text(0))
		return Val{Tuple: []Val{Pointer(id), {}}}
	},
}

// setKey sets a parameter to a text, or adds one to those it has.
func (c *Call) setKey(add bool) {
	keys, exact := c.Text(1).Literals()
	text := c.Text(2)
	for _, id := range c.Objects(c.Arg(0)) {
		o := c.Edit(id)
		if !exact {
			o.Rest = o.Rest.Join(c.Entry(id, elemField, text))
			continue
		}
		for _, k := range keys {
			switch old := o.Fields[k]; {
			case len(keys) > 1:
				o.Fields[k] = old.Join(c.Entry(id, k, text))
			case add && !old.IsBottom():
				o.Fields[k] = c.added(id, k, text)
			default:
				o.Fields[k] = c.Entry(id, k, text)
			}
		}
		if o.Global != "" {
			c.In.Tables.add(o.Global, freeze(c.State, Pointer(id)))
		}
	}
}

// fromParam returns the parameter of a function that a text is, or is a part of.
func fromParam(v strval.Value) (strval.Hole, bool) {
	for _, t := range v.Templates {
		for _, h := range t.Holes() {
			if strings.HasPrefix(h.Ref, ParamRef) {
				return h, true
			}
		}
	}
	return strval.Hole{}, false
}

// Entry returns an entry of parameters or a header that is one text: the text, and the
// list with it, which whoever reads them as a map gets.
func (c *Call) Entry(of ObjID, key string, text strval.Value) Val {
	return c.entryOf(of, key, text, []Val{Strings(text)})
}

// added returns an entry with one more text. One that has several is any of them where
// a text is asked for.
func (c *Call) added(of ObjID, key string, text strval.Value) Val {
	old := c.State.Get(of).Fields[key]
	both := c.Param(old).Join(text)
	elems, n := c.Elems(old)
	if n < 0 {
		return c.Entry(of, key, both)
	}
	return c.entryOf(of, key, both, append(elems, Strings(text)))
}

func (c *Call) entryOf(of ObjID, key string, text strval.Value, elems []Val) Val {
	id := c.New("[]string", "entry:"+itoa(int64(of))+":"+key)
	list := c.Edit(id)
	list.Len = len(elems)
	for i, e := range elems {
		list.Fields[strconv.Itoa(i)] = e
	}
	return Val{Str: text, Refs: []Ref{{Obj: id}}}
}

func (c *Call) delKey() {
	keys, _ := c.Text(1).Literals()
	for _, id := range c.Objects(c.Arg(0)) {
		o := c.Edit(id)
		for _, k := range keys {
			delete(o.Fields, k)
		}
	}
}

// valueOf returns the text of a parameter.
func (c *Call) valueOf(values, key Val) strval.Value {
	keys, exact := key.Str.Literals()
	out := strval.Bottom
	for _, id := range c.Objects(values) {
		o := c.State.Get(id)
		for _, k := range keys {
			if v, ok := o.Fields[k]; ok {
				out = out.Join(c.first(v))
			} else if o.Open {
				out = out.Join(strval.Single(strval.Of(strval.Hole{Name: k, Origin: o.Origin.Origin, Ref: o.Origin.Ref + "." + k})))
			} else {
				out = out.Join(strval.String(""))
			}
		}
	}
	if out.IsBottom() || !exact {
		return strval.Single(strval.Of(strval.Hole{Name: "value"}))
	}
	return out
}

// Param returns the text of an entry of url.Values, a text or a list of them.
func (c *Call) Param(v Val) strval.Value {
	if !v.Str.IsBottom() {
		return v.Str
	}
	elems, _ := c.Elems(v)
	out := strval.Bottom
	for _, e := range elems {
		out = out.Join(c.TextOf(e))
	}
	return out
}

// first returns the text that Get returns of an entry.
func (c *Call) first(v Val) strval.Value {
	if elems, n := c.Elems(v); n > 0 && len(v.Refs) > 0 {
		return c.TextOf(elems[0])
	}
	return c.Param(v)
}

// maxQueries bounds the queries that parameters with several values make.
const maxQueries = 16

// EncodeValues returns the query that parameters make. Parameters that may be
// set are taken to be set.
func (c *Call) EncodeValues(v Val) strval.Value {
	out := strval.Bottom
	for _, id := range c.Objects(v) {
		out = out.Join(c.encodeValues(id))
	}
	if out.IsBottom() {
		return strval.String("")
	}
	return out
}

func (c *Call) encodeValues(id ObjID) strval.Value {
	o := c.State.Get(id)
	out := strval.String("")
	sep := ""
	for _, k := range o.Keys() {
		v := c.Param(o.Fields[k])
		if v.IsBottom() {
			continue
		}
		v = v.Map(func(t strval.Template) strval.Template {
			return escaped(t, strval.EscapeQuery, url.QueryEscape)
		})
		if len(v.Templates)*max(len(out.Templates), 1) > maxQueries {
			v = strval.Single(strval.Of(strval.Hole{Name: k, Reason: "it takes several values"}))
		}
		out = out.Concat(strval.String(sep + url.QueryEscape(k) + "=")).Concat(v)
		sep = "&"
	}
	if !o.Rest.IsBottom() || o.Open {
		h := strval.Hole{Name: "more", Reason: "further parameters are set", Origin: o.Origin.Origin, Ref: o.Origin.Ref}
		if from, ok := fromParam(c.Param(o.Rest)); ok {
			h.Origin, h.Ref = from.Origin, from.Ref // callers know which parameters these are
		}
		out = out.Concat(strval.String(sep)).Concat(strval.Single(strval.Of(h)))
	}
	return out
}

// ParseQuery sets the parameters of a query on an object.
func (c *Call) ParseQuery(id ObjID, query strval.Value) {
	o := c.Edit(id)
	for _, t := range query.Alternatives() {
		for !t.IsEmpty() {
			var pair strval.Template
			pair, t = cutTemplate(t, "&")
			key, value, found := pair.Cut("=")
			name, exact := key.Literal()
			switch {
			case exact && name != "":
				name = unescape(name)
				o.Fields[name] = c.Entry(id, name, c.Param(o.Fields[name]).Join(strval.Single(unescaped(value))))
			case !found && !exact:
				o.Open = true
				if h, ok := key.AsHole(); ok {
					o.Origin = h
				}
			default:
				o.Rest = o.Rest.Join(c.Entry(id, elemField, strval.Single(value)))
			}
		}
	}
}

// unescaped takes the escapes of a query from a text.
func unescaped(t strval.Template) strval.Template {
	return t.MapLits(unescape).MapHoles(func(h strval.Hole) strval.Template {
		if h.Escape == strval.EscapeQuery {
			h.Escape = strval.EscapeNone
		}
		return strval.Of(h)
	})
}

func unescape(s string) string {
	if u, err := url.QueryUnescape(s); err == nil {
		return u
	}
	return strings.ReplaceAll(s, "+", " ")
}
