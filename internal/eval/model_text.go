package eval

import (
	"encoding/hex"
	"path"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"github.com/workplacelint/workplacelint/internal/strval"
)

var stringsModels = map[string]Model{
	"strings.TrimSpace":   onLit(strings.TrimSpace),
	"strings.ToLower":     mapLits(strings.ToLower),
	"strings.ToUpper":     mapLits(strings.ToUpper),
	"strings.Title":       onLit(titled),
	"strings.ToTitle":     mapLits(strings.ToTitle),
	"strings.CutPrefix":   cutOff(strings.HasPrefix, trimPrefix),
	"strings.CutSuffix":   cutOff(strings.HasSuffix, trimSuffix),
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
	"strings.Split":       split,
	"strings.SplitN":      split,
	"strings.Fields":      fields,
	"bytes.TrimSpace":     onLit(strings.TrimSpace),
	"bytes.TrimPrefix":    trim(trimPrefix),
	"bytes.TrimLeft":      trim(trimLeft),
	"bytes.ToLower":       mapLits(strings.ToLower),
	"bytes.ToUpper":       mapLits(strings.ToUpper),
	"bytes.Replace":       replace,
	"bytes.ReplaceAll":    replace,
	"bytes.Repeat":        repeat,
	"bytes.Clone":         same,
	"bytes.Cut":           cutText,
	"bytes.Split":         split,
	"bytes.SplitN":        split,
	"bytes.Fields":        fields,
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

// onKnown applies f to texts that are known. Of others nothing is known.
func onKnown(f func(string) string) Model {
	return func(c *Call) Val {
		return Strings(c.Text(0).Map(func(t strval.Template) strval.Template {
			if lit, ok := t.Literal(); ok {
				return strval.Lit(f(lit))
			}
			return somePart(t)
		}))
	}
}

// titled is strings.Title.
func titled(s string) string {
	before := ' '
	return strings.Map(func(r rune) rune {
		word := unicode.IsLetter(before) || unicode.IsDigit(before) || before == '_' || before == '\''
		if before = r; !word {
			return unicode.ToTitle(r)
		}
		return r
	}, s)
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
	"strconv.ParseInt":   parsedInt,
	"strconv.ParseUint":  parsedInt,
	"strconv.ParseBool":  parsed,
	"strconv.ParseFloat": parsed,
}

// parsedInt is parsed for a number in some base.
func parsedInt(c *Call) Val {
	if base, ok := number(c.Arg(1)); ok && base >= 0 && base <= 36 && base != 10 {
		return Val{Tuple: []Val{Strings(c.Text(0).Map(func(t strval.Template) strval.Template {
			lit, _ := t.Literal()
			if n, err := strconv.ParseInt(lit, int(base), 64); err == nil {
				return strval.Lit(strconv.FormatInt(n, 10))
			}
			return t
		})), {}}}
	}
	return parsed(c)
}

// parsed returns the number in a text, and no error.
func parsed(c *Call) Val { return Val{Tuple: []Val{c.Arg(0), {}}} }

var pathModels = map[string]Model{
	"path.Join":               joinPath,
	"path.Clean":              onLit(path.Clean),
	"path.Base":               onLit(path.Base),
	"path.Dir":                onLit(path.Dir),
	"path.Ext":                onKnown(path.Ext),
	"path.Split":              splitPath,
	"path/filepath.Join":      joinPath,
	"path/filepath.Clean":     onLit(path.Clean),
	"path/filepath.Base":      onLit(path.Base),
	"path/filepath.Dir":       onLit(path.Dir),
	"path/filepath.Ext":       onKnown(path.Ext),
	"path/filepath.Split":     splitPath,
	"path/filepath.ToSlash":   same,
	"path/filepath.FromSlash": same,
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
		switch empty := strval.String(""); {
		case out.IsBottom() || out.Equal(empty):
			out = v
		case !v.Equal(empty):
			out = slashed(out, v)
		}
	}
	return Strings(out.Map(func(t strval.Template) strval.Template {
		if lit, ok := t.Literal(); ok {
			return strval.Lit(path.Clean(lit))
		}
		return trimRight(t.MapLits(singleSlashes), "/")
	}))
}

// splitPath cuts a path behind its last slash.
func splitPath(c *Call) Val {
	dir, file := strval.Bottom, strval.Bottom
	for _, t := range c.Text(0).Alternatives() {
		before, rest, found := t.Split(func(lit string) int { return strings.LastIndexByte(lit, '/') }, true)
		if !found {
			before, rest = strval.Template{}, t
		} else {
			before, rest = before.Concat(strval.Lit("/")), trimPrefix(rest, "/")
		}
		dir, file = dir.Join(strval.Single(before)), file.Join(strval.Single(rest))
	}
	return Val{Tuple: []Val{Strings(dir), Strings(file)}}
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
