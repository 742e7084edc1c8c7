package eval

import (
	"encoding/hex"
	"path"
	"slices"
	"strings"

	"github.com/workplacelint/workplacelint/internal/strval"
)

var stringsModels = map[string]Model{
	"strings.TrimSpace":   onLit(strings.TrimSpace),
	"strings.ToLower":     mapLits(strings.ToLower),
	"strings.ToUpper":     mapLits(strings.ToUpper),
	"strings.Title":       mapLits(strings.ToTitle),
	"strings.TrimPrefix":  trim(trimPrefix),
	"strings.TrimSuffix":  trim(trimSuffix),
	"strings.Trim":        trim(func(t strval.Template, set string) strval.Template { return trimRight(trimLeft(t, set), set) }),
	"strings.TrimLeft":    trim(trimLeft),
	"strings.TrimRight":   trim(trimRight),
	"strings.Replace":     replace,
	"strings.ReplaceAll":  replace,
	"strings.Join":        joinStrings,
	"strings.Repeat":      repeat,
	"strings.Clone":       same,
	"strings.ToValidUTF8": same,
	"strings.HasPrefix":   predicate(strings.HasPrefix),
	"strings.HasSuffix":   predicate(strings.HasSuffix),
	"strings.Contains":    predicate(strings.Contains),
	"strings.EqualFold":   predicate(strings.EqualFold),
	"strings.Split":       split,
	"strings.SplitN":      split,
	"strings.Fields":      fields,
	"bytes.TrimSpace":     onLit(strings.TrimSpace),
	"bytes.Join":          joinStrings,
	"errors.New":          nothing,
	"fmt.Errorf":          nothing,
	"encoding/hex.EncodeToString": func(c *Call) Val {
		return Strings(Encoded(c.Text(0), "hex"))
	},
	"cmp.Or":       firstSet,
	"slices.Clone": same,
	"maps.Clone":   same,
	"strings.Cut":  cutText,
}

// firstSet is cmp.Or: the first argument that is not zero.
func firstSet(c *Call) Val {
	elems, _ := c.Elems(c.Arg(0))
	var out Val
	for _, v := range elems {
		if lits, ok := v.Str.Literals(); ok && len(lits) == 1 && (lits[0] == "" || lits[0] == "0") {
			continue
		}
		out = out.Join(v)
		if _, ok := v.Str.Literals(); ok {
			break
		}
	}
	return out
}

// same returns the first argument.
func same(c *Call) Val { return c.Arg(0) }

// nothing returns a value that is not looked at.
func nothing(*Call) Val { return Hole(strval.Hole{Name: "error"}) }

// onLit applies f to texts that are known as a whole.
func onLit(f func(string) string) Model {
	return func(c *Call) Val {
		return Strings(c.Text(0).Map(func(t strval.Template) strval.Template {
			if lit, ok := t.Literal(); ok {
				return strval.Lit(f(lit))
			}
			return t
		}))
	}
}

// mapLits applies f to the known parts of texts.
func mapLits(f func(string) string) Model {
	return func(c *Call) Val {
		return Strings(c.Text(0).Map(func(t strval.Template) strval.Template { return t.MapLits(f) }))
	}
}

func trim(f func(t strval.Template, cut string) strval.Template) Model {
	return func(c *Call) Val {
		cuts, ok := c.Text(1).Literals()
		if !ok || len(cuts) != 1 {
			return Strings(c.Text(0))
		}
		return Strings(c.Text(0).Map(func(t strval.Template) strval.Template { return f(t, cuts[0]) }))
	}
}

// edge applies f to the literal at one end of t.
func edgeLit(t strval.Template, last bool, f func(string) string) strval.Template {
	parts := slices.Clone(t.Parts)
	i := 0
	if last {
		i = len(parts) - 1
	}
	if len(parts) == 0 || parts[i].Hole != nil {
		return t
	}
	parts[i].Lit = f(parts[i].Lit)
	return strval.Make(parts...)
}

func trimPrefix(t strval.Template, cut string) strval.Template {
	return edgeLit(t, false, func(s string) string { return strings.TrimPrefix(s, cut) })
}

func trimSuffix(t strval.Template, cut string) strval.Template {
	return edgeLit(t, true, func(s string) string { return strings.TrimSuffix(s, cut) })
}

func trimLeft(t strval.Template, set string) strval.Template {
	return edgeLit(t, false, func(s string) string { return strings.TrimLeft(s, set) })
}

func trimRight(t strval.Template, set string) strval.Template {
	return edgeLit(t, true, func(s string) string { return strings.TrimRight(s, set) })
}

func replace(c *Call) Val {
	old, ok := c.Text(1).Literals()
	if !ok || len(old) != 1 {
		return Hole(strval.Hole{Name: "text", Reason: "parts of it are replaced"})
	}
	return Strings(c.Text(0).Map(func(t strval.Template) strval.Template {
		return replaceIn(t, old[0], c.Text(2))
	}))
}

// replaceIn replaces old in the literals of t. Several texts to put there are
// one hole.
func replaceIn(t strval.Template, old string, by strval.Value) strval.Template {
	with := strval.Of(strval.Hole{Name: "text"})
	if len(by.Templates) == 1 {
		with = by.Templates[0]
	}
	var out strval.Template
	for _, p := range t.Parts {
		if p.Hole != nil || old == "" {
			out = out.Concat(strval.Make(p))
			continue
		}
		for i, s := range strings.Split(p.Lit, old) {
			if i > 0 {
				out = out.Concat(with)
			}
			out = out.Concat(strval.Lit(s))
		}
	}
	return out
}

func joinStrings(c *Call) Val {
	sep := c.Text(1)
	lists, ok := c.Lists(c.Arg(0))
	if refs := c.Arg(0).Refs; !ok && len(refs) > 1 {
		return eachList(c, refs)
	}
	if !ok {
		elems, n := c.Elems(c.Arg(0))
		if n < 0 {
			return joinUnknown(c, elems, sep)
		}
		lists = [][]Val{elems}
	}
	out := strval.Bottom
	for _, elems := range lists {
		out = out.Join(c.joined(elems, sep))
	}
	return Strings(out)
}

// eachList joins the elements of several lists, some of which are not known: those that
// a caller gives, or the default.
func eachList(c *Call, refs []Ref) Val {
	args := c.Args
	defer func() { c.Args = args }()
	var out Val
	for _, r := range refs {
		c.Args = append([]Val{{Refs: []Ref{r}}}, args[1:]...)
		out = out.Join(joinStrings(c))
	}
	return out
}

func (c *Call) joined(elems []Val, sep strval.Value) strval.Value {
	out := strval.String("")
	for i, e := range elems {
		if i > 0 {
			out = out.Concat(sep)
		}
		out = out.Concat(c.TextOf(e))
	}
	return out
}

// joinUnknown joins a list of unknown length: a hole that is named after the
// list. Of one with slashes nobody knows how many segments it has.
func joinUnknown(c *Call, elems []Val, sep strval.Value) Val {
	h := strval.Hole{Name: c.Frame.Fn.Str(c.Instr.Name), Origin: strval.OriginElem}
	if lits, known := sep.Literals(); !known || slices.ContainsFunc(lits, func(s string) bool { return strings.Contains(s, "/") }) {
		h.Reason, h.Origin = "it is joined of a list that is not known", strval.OriginUnknown
	}
	for _, e := range elems {
		for _, t := range e.Str.Alternatives() {
			for _, inner := range t.Holes() {
				if h.Ref == "" {
					h.Ref = inner.Ref
				}
			}
		}
	}
	if id, o := c.Object(c.Arg(0)); o != nil && id >= 0 && o.Origin.Name != "" {
		h.Name, h.Ref, h.Origin = o.Origin.Name, o.Origin.Ref, o.Origin.Origin
	}
	return Hole(h)
}

func repeat(c *Call) Val {
	lits, ok := c.Text(0).Literals()
	n, exact := number(c.Arg(1))
	if ok && exact && len(lits) == 1 && n >= 0 && n*int64(len(lits[0])) <= strval.MaxLiteral {
		return Text(strings.Repeat(lits[0], int(n)))
	}
	return Hole(strval.Hole{Name: "text", Reason: "it is a repeated text"})
}

func predicate(f func(s, t string) bool) Model {
	return func(c *Call) Val {
		a, aok := c.Text(0).Literals()
		b, bok := c.Text(1).Literals()
		if aok && bok && len(a) == 1 && len(b) == 1 {
			return boolean(f(a[0], b[0]))
		}
		return Hole(strval.Hole{Name: "cond", Kind: strval.KindBool})
	}
}

// Encoded returns v in another encoding: literals are encoded, a hole keeps its
// identity with the name of the encoding in front.
func Encoded(v strval.Value, encoding string) strval.Value {
	return v.Map(func(t strval.Template) strval.Template {
		if lit, ok := t.Literal(); ok && encoding == "hex" {
			return strval.Lit(hex.EncodeToString([]byte(lit)))
		}
		h := strval.Hole{Name: encoding}
		if in, ok := t.AsHole(); ok {
			h.Name, h.Origin = in.Name, in.Origin
			if in.Ref != "" {
				h.Ref = encoding + ":" + in.Ref
			}
		}
		return strval.Of(h)
	})
}

var strconvModels = map[string]Model{
	"strconv.Itoa":        same,
	"strconv.FormatInt":   same,
	"strconv.FormatUint":  same,
	"strconv.FormatFloat": same,
	"strconv.FormatBool":  same,
	"strconv.AppendInt":   func(c *Call) Val { return Strings(c.Text(0).Concat(c.Text(1))) },
	"strconv.Quote": func(c *Call) Val {
		return Strings(strval.String(`"`).Concat(c.Text(0)).Concat(strval.String(`"`)))
	},
	"strconv.Atoi":       parsed,
	"strconv.ParseInt":   parsed,
	"strconv.ParseBool":  parsed,
	"strconv.ParseFloat": parsed,
}

// parsed returns the number in a text, and no error.
func parsed(c *Call) Val { return Val{Tuple: []Val{c.Arg(0), {}}} }

var pathModels = map[string]Model{
	"path.Join":          joinPath,
	"path/filepath.Join": joinPath,
	"path.Clean":         onLit(path.Clean),
	"path.Base":          onLit(path.Base),
	"path.Dir":           onLit(path.Dir),
}

// joinPath is path.Join: parts between single slashes.
func joinPath(c *Call) Val {
	elems, n := c.Elems(c.Arg(0))
	if n < 0 {
		return Hole(strval.Hole{Name: "path", Reason: "it is joined of a list that is not known"})
	}
	out := strval.Bottom
	for _, e := range elems {
		v := c.TextOf(e)
		if out.IsBottom() {
			out = v
			continue
		}
		out = slashed(out, v)
	}
	return Strings(out.Map(func(t strval.Template) strval.Template {
		if lit, ok := t.Literal(); ok {
			return strval.Lit(path.Clean(lit))
		}
		return trimRight(t.MapLits(singleSlashes), "/")
	}))
}

func singleSlashes(s string) string {
	for strings.Contains(s, "//") {
		s = strings.ReplaceAll(s, "//", "/")
	}
	return s
}

// slashed puts exactly one slash between the texts of a and b.
func slashed(a, b strval.Value) strval.Value {
	left := a.Map(func(t strval.Template) strval.Template { return trimRight(t, "/") })
	right := b.Map(func(t strval.Template) strval.Template { return trimLeft(t, "/") })
	return left.Concat(strval.String("/")).Concat(right)
}
