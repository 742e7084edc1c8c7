package extract

import (
	"strings"

	"github.com/workplacelint/workplacelint/internal/eval"
	"github.com/workplacelint/workplacelint/internal/graphapi"
	"github.com/workplacelint/workplacelint/internal/ir"
	"github.com/workplacelint/workplacelint/internal/strval"
)

const maxBodyDepth = 4

// bodyParams returns the parameters in a body: the values of a form, the keys
// of a JSON object, dotted below the first level. open says why there may be
// more.
func bodyParams(c *eval.Call, body eval.Val) (params []graphapi.Param, open string) {
	if body.IsBottom() {
		return nil, ""
	}
	b := &bodyReader{c: c}
	for _, id := range c.Objects(body) {
		b.parts(c.State.Get(id))
	}
	if len(b.params) > 0 {
		sortParams(b.params)
		return b.params, ""
	}
	content := c.Content(body)
	if _, o := c.Object(body); o != nil && o.Type == eval.ValuesType {
		content = body
	}
	b.read(content)
	sortParams(b.params)
	return b.params, b.open
}

type bodyReader struct {
	c      *eval.Call
	params []graphapi.Param
	open   string
}

func (b *bodyReader) add(name string, v strval.Value) {
	for i := range b.params {
		if b.params[i].Name == name {
			b.params[i].Value = b.params[i].Value.Join(v)
			return
		}
	}
	b.params = append(b.params, graphapi.Param{Name: name, Place: graphapi.InBody, Value: v})
}

func (b *bodyReader) read(content eval.Val) {
	structured := false
	for _, id := range b.c.Objects(content) {
		o := b.c.State.Get(id)
		switch o.Type {
		case eval.JSONType:
			b.json("", o.Fields[eval.ValueField], 0)
			structured = true
		case eval.ValuesType:
			b.form(id)
			structured = true
		case multipartType:
			structured = true
		}
		b.parts(o)
	}
	if structured {
		return
	}
	for _, t := range content.Str.Alternatives() {
		b.text(t)
	}
}

// text reads a form or a JSON text.
func (b *bodyReader) text(t strval.Template) {
	prefix := strings.TrimSpace(t.Prefix())
	switch {
	case t.IsEmpty():
	case strings.HasPrefix(prefix, "{"):
		for _, key := range topKeys(t) {
			b.add(key, strval.Single(strval.Of(strval.Hole{Name: key})))
		}
	case prefix != "" && strings.Contains(t.String(), "="):
		id := b.c.New(eval.ValuesType, "form")
		b.c.ParseQuery(id, strval.Single(t))
		b.form(id)
	default:
		b.open = "the body is not known"
	}
}

func (b *bodyReader) form(id eval.ObjID) {
	o := b.c.State.Get(id)
	for _, k := range o.Keys() {
		if k == "[]" {
			continue
		}
		b.add(k, b.c.Param(o.Fields[k]))
	}
	if o.Open || !o.Rest.IsBottom() {
		b.open = "further parameters are set"
	}
}

// json reads the keys of a value that is encoded.
func (b *bodyReader) json(prefix string, v eval.Val, depth int) {
	if depth > maxBodyDepth {
		return
	}
	ids := b.c.Objects(v)
	if len(ids) == 0 && prefix == "" {
		for _, t := range v.Str.Alternatives() {
			b.text(t)
		}
		return
	}
	for _, id := range ids {
		b.object(prefix, id, depth)
	}
}

func (b *bodyReader) object(prefix string, id eval.ObjID, depth int) {
	o := b.c.State.Get(id)
	t := b.c.In.U.Type(o.Type)
	if t == nil || t.Kind != ir.KindStruct {
		b.entries(prefix, id, o, depth)
		return
	}
	for _, f := range t.Fields {
		b.structField(prefix, id, f, depth)
	}
}

// entries reads a map or a slice.
func (b *bodyReader) entries(prefix string, id eval.ObjID, o *eval.Obj, depth int) {
	if strings.HasPrefix(o.Type, "[") {
		elems, _ := b.c.Elems(eval.Pointer(id))
		for _, e := range elems {
			b.json(prefix, e, depth+1)
		}
		return
	}
	for _, k := range o.Keys() {
		if k == "[]" || k == "*" {
			continue
		}
		b.value(join(prefix, k), o.Fields[k], depth)
	}
	if o.Open || !o.Rest.IsBottom() {
		b.open = "the body holds more than is known"
	}
}

func (b *bodyReader) structField(prefix string, id eval.ObjID, f ir.FieldDesc, depth int) {
	name, omit, skip := jsonName(f)
	o := b.c.State.Get(id)
	v, set := o.Fields[f.Name]
	switch {
	case skip:
		return
	case !set && o.Open && o.Origin.Origin != strval.OriginUnknown:
		v = b.c.Field(id, f.Name, f.Kind, f.Type)
	case !set && omit:
		return
	}
	if f.Embedded && name == f.Name {
		b.json(prefix, v, depth+1)
		return
	}
	if v.IsBottom() && omit {
		return
	}
	b.value(join(prefix, name), v, depth)
}

// value adds one key with what stands below it.
func (b *bodyReader) value(name string, v eval.Val, depth int) {
	text := v.Str
	if text.IsBottom() {
		text = strval.Single(strval.Of(strval.Hole{Name: name}))
	}
	b.add(name, text)
	if len(v.Refs) > 0 {
		b.json(name, v, depth+1)
	}
}

func join(prefix, name string) string {
	if prefix == "" {
		return name
	}
	return prefix + "." + name
}

// jsonName reads the name of a struct field in JSON off its tag.
func jsonName(f ir.FieldDesc) (name string, omit, skip bool) {
	tag := tagValue(f.Tag, "json")
	name, opts, _ := strings.Cut(tag, ",")
	if name == "-" && opts == "" || f.Name != "" && f.Name[0] >= 'a' && f.Name[0] <= 'z' && !f.Embedded {
		return "", false, true
	}
	if name == "" {
		name = f.Name
	}
	return name, strings.Contains(opts, "omit"), false
}

func tagValue(tag, key string) string {
	_, after, ok := strings.Cut(tag, key+`:"`)
	if !ok {
		return ""
	}
	value, _, _ := strings.Cut(after, `"`)
	return value
}

// topKeys returns the keys of the outermost object of a JSON text with holes.
func topKeys(t strval.Template) []string {
	var keys []string
	depth := 0
	for _, p := range t.Parts {
		if p.Hole != nil {
			continue
		}
		for i := 0; i < len(p.Lit); i++ {
			switch p.Lit[i] {
			case '{', '[':
				depth++
			case '}', ']':
				depth--
			case '"':
				end := strings.IndexByte(p.Lit[i+1:], '"')
				if end < 0 {
					i = len(p.Lit)
					break
				}
				word := p.Lit[i+1 : i+1+end]
				i += end + 1
				if rest := strings.TrimSpace(p.Lit[min(i+1, len(p.Lit)):]); depth == 1 && strings.HasPrefix(rest, ":") {
					keys = append(keys, word)
				}
			}
		}
	}
	return keys
}

// multipartType is the type of the object that writes a body of several parts.
const multipartType = "mime/multipart.Writer"

const partField = "part:"

// parts reads the parts that a multipart writer left on a buffer.
func (b *bodyReader) parts(o *eval.Obj) {
	for _, k := range o.Keys() {
		if name, ok := strings.CutPrefix(k, partField); ok {
			b.add(name, b.c.Param(o.Fields[k]))
		}
	}
}
