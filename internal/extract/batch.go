package extract

import (
	"encoding/json"
	"regexp"
	"strconv"
	"strings"

	"github.com/workplacelint/workplacelint/internal/eval"
	"github.com/workplacelint/workplacelint/internal/graphapi"
	"github.com/workplacelint/workplacelint/internal/ir"
	"github.com/workplacelint/workplacelint/internal/strval"
)

// The names in one request of a batch, see the guide on batch requests.
const (
	batchMethod = "method"
	batchURL    = "relative_url"
)

// A part is one request of a batch.
type part struct {
	method strval.Value
	url    strval.Value
}

// parts returns the requests that the batch parameter of a request holds, and
// whether it has one.
func (r *recorder) parts(c *eval.Call, s sent) (out []sent, batch bool) {
	for _, p := range batchValues(s) {
		batch = true
		for _, t := range p.Alternatives() {
			for _, one := range batchParts(c, t) {
				target := strval.Bottom
				for _, base := range s.url.Alternatives() {
					target = target.Join(one.url.Map(func(rel strval.Template) strval.Template { return below(base, rel) }))
				}
				out = append(out, sent{sender: s.sender, method: emptyIsGet(one.method), url: target, batched: true})
			}
		}
	}
	return out, batch
}

// batchValues returns the values of the batch parameter, in query or body.
func batchValues(s sent) []strval.Value {
	var out []strval.Value
	for _, p := range s.params {
		if p.Name == batchParam && p.Place != graphapi.InHeader {
			out = append(out, p.Value)
		}
	}
	for _, t := range s.url.Alternatives() {
		if !strings.Contains(t.String(), batchParam) {
			continue
		}
		for _, p := range graphapi.QueryOf(t) {
			if p.Name == batchParam {
				out = append(out, p.Value)
			}
		}
	}
	return out
}

// batchParts reads a batch: the JSON of a value, or a text in JSON.
func batchParts(c *eval.Call, t strval.Template) []part {
	if h, ok := t.AsHole(); ok {
		if v, ok := c.Encoded(h); ok {
			return partsOf(c, v)
		}
	}
	return partsOfText(t)
}

func partsOf(c *eval.Call, v eval.Val) []part {
	var out []part
	elems, _ := c.Elems(v)
	for _, e := range elems {
		for _, id := range c.Objects(e) {
			p := part{method: member(c, id, batchMethod), url: member(c, id, batchURL)}
			if !p.url.IsBottom() {
				out = append(out, p)
			}
		}
	}
	return out
}

// member returns the text that an object has under a name in JSON.
func member(c *eval.Call, id eval.ObjID, name string) strval.Value {
	o := c.State.Get(id)
	if t := c.In.U.Type(o.Type); t != nil && t.Kind == ir.KindStruct {
		for _, f := range t.Fields {
			if key, _, _ := jsonName(f); key == name {
				return c.Field(id, f.Name, f.Kind, f.Type).Str
			}
		}
		return strval.Bottom
	}
	return o.Fields[name].Str
}

// A hole in a text in JSON is written as a sequence that JSON keeps.
var holeMark = regexp.MustCompile("\u0001[0-9]+\u0002")

func partsOfText(t strval.Template) []part {
	var text strings.Builder
	var holes []strval.Hole
	for _, p := range t.Parts {
		if p.Hole == nil {
			text.WriteString(p.Lit)
			continue
		}
		text.WriteString("\\u0001" + strconv.Itoa(len(holes)) + "\\u0002")
		holes = append(holes, *p.Hole)
	}
	var list []map[string]any
	if json.Unmarshal([]byte(text.String()), &list) != nil {
		return nil
	}
	var out []part
	for _, entry := range list {
		method, _ := entry[batchMethod].(string)
		target, ok := entry[batchURL].(string)
		if ok {
			out = append(out, part{method: marked(method, holes), url: marked(target, holes)})
		}
	}
	return out
}

// marked puts holes back in the place of their marks.
func marked(s string, holes []strval.Hole) strval.Value {
	var t strval.Template
	start := 0
	for _, at := range holeMark.FindAllStringIndex(s, -1) {
		t = t.Concat(strval.Lit(s[start:at[0]]))
		if n, err := strconv.Atoi(s[at[0]+1 : at[1]-1]); err == nil && n < len(holes) {
			t = t.Concat(strval.Of(holes[n]))
		}
		start = at[1]
	}
	return strval.Single(t.Concat(strval.Lit(s[start:])))
}

var versionEnd = regexp.MustCompile(`/v[0-9]+\.[0-9]+$`)

// below returns the URL of a part: relative to the address of the batch, in the
// version of the batch unless it names one itself.
func below(base, rel strval.Template) strval.Template {
	base, _, _ = base.Cut("?")
	if first, after, ok := rel.Cut("/"); ok && first.IsEmpty() {
		rel = after
	}
	if n := len(base.Parts); n > 0 && base.Parts[n-1].Hole == nil {
		end := strings.TrimRight(base.Parts[n-1].Lit, "/")
		if graphapi.New("", strval.Lit("https://host/").Concat(rel), nil).Version != "" {
			end = versionEnd.ReplaceAllString(end, "")
		}
		parts := append([]strval.Part{}, base.Parts[:n-1]...)
		base = strval.Make(append(parts, strval.Part{Lit: end})...)
	}
	return base.Concat(strval.Lit("/")).Concat(rel)
}
