package eval

import (
	"strconv"
	"strings"

	"github.com/workplacelint/workplacelint/internal/strval"
)

// part is a piece of a text that is not known where it is cut.
func part(name string) Val {
	return Hole(strval.Hole{Name: name, Reason: "it is cut from another text"})
}

// cutText is strings.Cut. A separator that stands in a literal is taken to be
// the first: what is in a hole before it is not known.
func cutText(c *Call) Val {
	seps, ok := c.Text(1).Literals()
	if !ok || len(seps) != 1 || seps[0] == "" || c.Text(0).IsTop {
		return Val{Tuple: []Val{part("before"), part("after"), found()}}
	}
	before, after := strval.Bottom, strval.Bottom
	hits, all := 0, c.Text(0).Alternatives()
	for _, t := range all {
		head, tail, ok := t.Cut(seps[0])
		if ok {
			hits++
		}
		before, after = before.Join(strval.Single(head)), after.Join(strval.Single(tail))
	}
	out := found()
	if _, exact := c.Text(0).Literals(); hits == len(all) || exact && hits == 0 {
		out = boolean(hits > 0)
	}
	return Val{Tuple: []Val{Strings(before), Strings(after), out}}
}

// split is strings.Split and SplitN of a text whose separators are known.
func split(c *Call) Val {
	seps, ok := c.Text(1).Literals()
	text := c.Text(0)
	if !ok || len(seps) != 1 || seps[0] == "" || text.IsTop || len(text.Templates) != 1 {
		return c.pieces(nil)
	}
	limit := -1
	if len(c.Args) == 3 {
		n, known := number(c.Arg(2))
		if !known {
			return c.pieces(nil)
		}
		limit = int(n)
	}
	var list []strval.Template
	rest := text.Templates[0]
	if h, ok := rest.AsHole(); ok && h.Kind != strval.KindInt {
		return c.piecesOf(h)
	}
	for limit < 0 || len(list) < limit-1 {
		head, tail, ok := rest.Cut(seps[0])
		if !ok {
			break
		}
		list, rest = append(list, head), tail
	}
	return c.pieces(append(list, rest))
}

// fields is strings.Fields of a text that is known.
func fields(c *Call) Val {
	if h, ok := single(c.Text(0)); ok {
		return c.piecesOf(h)
	}
	lits, ok := c.Text(0).Literals()
	if !ok || len(lits) != 1 {
		return c.pieces(nil)
	}
	list := []strval.Template{}
	for word := range strings.FieldsSeq(lits[0]) {
		list = append(list, strval.Lit(word))
	}
	return c.pieces(list)
}

// pieces makes a slice of texts; nil is a slice of which nothing is known.
func (c *Call) pieces(list []strval.Template) Val {
	id := c.New("[]string", "pieces")
	o := c.Edit(id)
	o.Len = len(list)
	for i, t := range list {
		o.Fields[strconv.Itoa(i)] = Strings(strval.Single(t))
	}
	if list == nil {
		o.Len, o.Rest = -1, part("part")
	}
	return Pointer(id)
}

// piecesOf makes a slice of the pieces of a text that is not known at all: of
// each is known what is known of the text.
func (c *Call) piecesOf(h strval.Hole) Val {
	v := c.pieces(nil)
	piece := strval.Hole{Name: h.Name, Origin: strval.OriginElem, Reason: h.Reason}
	if piece.Name == "" {
		piece.Name = "part"
	}
	if h.Ref != "" {
		piece.Ref = h.Ref + "#piece"
	}
	for _, id := range c.Objects(v) {
		c.Edit(id).Rest = Hole(piece)
	}
	return v
}

const replacerType = "strings.Replacer"

var replacerModels = map[string]Model{
	"strings.NewReplacer":         newReplacer,
	"(*strings.Replacer).Replace": replaceAll,
}

// newReplacer keeps the pairs under their numbers.
func newReplacer(c *Call) Val {
	id := c.New(replacerType, "replacer")
	elems, n := c.Elems(c.Arg(0))
	o := c.Edit(id)
	o.Len = n
	for i, e := range elems {
		o.Fields[strconv.Itoa(i)] = Strings(c.TextOf(e))
	}
	return Pointer(id)
}

func replaceAll(c *Call) Val {
	_, o := c.Object(c.Arg(0))
	if o == nil || o.Type != replacerType || o.Len < 0 {
		return Hole(strval.Hole{Name: "text", Reason: "parts of it are replaced"})
	}
	var olds []string
	var news []strval.Template
	for i := 0; i+1 < o.Len; i += 2 {
		lits, ok := o.Fields[strconv.Itoa(i)].Str.Literals()
		by := o.Fields[strconv.Itoa(i+1)].Str.Alternatives()
		if !ok || len(lits) != 1 || lits[0] == "" || len(by) != 1 {
			return Hole(strval.Hole{Name: "text", Reason: "parts of it are replaced"})
		}
		olds, news = append(olds, lits[0]), append(news, by[0])
	}
	return Strings(c.Text(1).Map(func(t strval.Template) strval.Template {
		var out strval.Template
		for _, p := range t.Parts {
			if p.Hole != nil {
				out = out.Concat(strval.Make(p))
				continue
			}
			out = out.Concat(replaceEach(p.Lit, olds, news))
		}
		return out
	}))
}

// replaceEach goes through s once; of the olds that fit at a place the first
// one counts.
func replaceEach(s string, olds []string, news []strval.Template) strval.Template {
	var out strval.Template
	start := 0
scan:
	for i := 0; i < len(s); {
		for k, old := range olds {
			if strings.HasPrefix(s[i:], old) {
				out = out.Concat(strval.Lit(s[start:i])).Concat(news[k])
				i += len(old)
				start = i
				continue scan
			}
		}
		i++
	}
	return out.Concat(strval.Lit(s[start:]))
}
