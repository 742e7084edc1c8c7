package eval

import (
	"hash/fnv"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/workplacelint/workplacelint/internal/ir"
	"github.com/workplacelint/workplacelint/internal/strval"
)

// A seeker finds in a literal where a function says that something stands, -1 if it does
// not say so.
type seeker struct {
	in func(lit, what string) int
	// last says that it is the last place that counts.
	last bool
	// char says that what is looked for is a number.
	char bool
}

var seekers = map[string]seeker{
	"strings.Index":         {in: strings.Index},
	"strings.IndexAny":      {in: strings.IndexAny},
	"strings.IndexByte":     {in: strings.Index, char: true},
	"strings.IndexRune":     {in: strings.Index, char: true},
	"strings.LastIndex":     {in: strings.LastIndex, last: true},
	"strings.LastIndexAny":  {in: strings.LastIndexAny, last: true},
	"strings.LastIndexByte": {in: strings.LastIndex, last: true, char: true},
	"bytes.Index":           {in: strings.Index},
	"bytes.IndexByte":       {in: strings.Index, char: true},
	"bytes.IndexRune":       {in: strings.Index, char: true},
	"bytes.LastIndex":       {in: strings.LastIndex, last: true},
	"bytes.LastIndexByte":   {in: strings.LastIndex, last: true, char: true},
}

var indexModels = func() map[string]Model {
	models := map[string]Model{}
	for name := range seekers {
		models[name] = indexOf
	}
	return models
}()

// indexOf is where something stands in a text that is known. Of several texts, and of
// those with holes, it is known what it is the place of, whether it stands there for
// certain, and how much stands before it at least.
func indexOf(c *Call) Val {
	s := seekers[c.Name]
	h := strval.Hole{Name: "index", Kind: strval.KindInt}
	text := c.Arg(0)
	what, ok := s.what(c.Arg(1))
	if !ok {
		return Hole(h)
	}
	least := -1
	if !text.MayNil {
		if at, same := s.index(text.Str, what); same {
			return Text(strconv.Itoa(at))
		}
		if what != "" {
			least = s.least(text.Str, what)
		}
	}
	h.Ref = withinRef + strings.Join([]string{strconv.Itoa(least), c.Name, textKey(text.Str), what}, ":")
	return Hole(h)
}

// textKey tells texts apart in a Ref.
func textKey(v strval.Value) string {
	h := fnv.New64a()
	h.Write([]byte(v.String()))
	return strconv.FormatUint(h.Sum64(), 36)
}

// index returns the index in all of several texts, if it is the same.
func (s seeker) index(v strval.Value, what string) (at int, same bool) {
	lits, ok := v.Literals()
	if !ok {
		return 0, false
	}
	at = s.in(lits[0], what)
	return at, !slices.ContainsFunc(lits, func(lit string) bool { return s.in(lit, what) != at })
}

// least returns how much stands at least before what is looked for, -1 if it need not be
// there.
func (s seeker) least(v strval.Value, what string) int {
	if v.IsTop || v.IsBottom() {
		return -1
	}
	least := strval.MaxLiteral
	for _, t := range v.Templates {
		before, _, found := s.split(t, what)
		if !found {
			return -1
		}
		least = min(least, literalLen(before))
	}
	return least
}

func literalLen(t strval.Template) int {
	n := 0
	for _, p := range t.Parts {
		n += len(p.Lit)
	}
	return n
}

// withinRef begins the Ref of an index. How much stands before it at least follows, -1
// if nothing need be found, then the function, the text, and what is looked for.
const withinRef = "within:"

// foundAt reads the Ref of an index.
func foundAt(v Val) (least int, name, text, what string, ok bool) {
	h, _ := single(v.Str)
	rest, ok := strings.CutPrefix(h.Ref, withinRef)
	parts := strings.SplitN(rest, ":", 4)
	if !ok || len(parts) < 4 {
		return 0, "", "", "", false
	}
	least, err := strconv.Atoi(parts[0])
	return least, parts[1], parts[2], parts[3], err == nil
}

// within returns the least that an index of something that stands in the text may be.
func within(v Val) (least int64, ok bool) {
	n, _, _, _, ok := foundAt(v)
	return int64(n), ok && n >= 0 && !v.MayNil
}

// orderWithin compares such an index with a number, if that is decided by what is known.
func orderWithin(x, y Val, op string) (is, known bool) {
	least, ok := within(x)
	if op == ">=" || op == "<" {
		least++
	}
	n, exact := number(y)
	return op == ">" || op == ">=", ok && exact && !y.MayNil && n < least
}

// notAt reports whether x is such an index and certainly not y.
func notAt(x, y Val) bool {
	_, known := orderWithin(x, y, ">")
	return known
}

// what returns what is looked for.
func (s seeker) what(v Val) (string, bool) {
	if s.char {
		n, ok := number(v)
		return string(rune(n)), ok && n > 0 && n < utf8.RuneSelf
	}
	lits, ok := v.Str.Literals()
	return strings.Join(lits, ""), ok && len(lits) == 1
}

// split cuts a text before what is looked for. What a hole holds is not seen, as in
// [strval.Template.Cut].
func (s seeker) split(t strval.Template, what string) (before, rest strval.Template, found bool) {
	return t.Split(func(lit string) int { return s.in(lit, what) }, s.last)
}

// A mark is a bound of a slice expression that stands where something is found in the
// text that is cut, or behind it.
type mark struct {
	seeker
	text   string
	behind int
}

// markOf reads the bound of a slice of a text, false for another one.
func (in *Interp) markOf(f *Frame, bound int32, text strval.Value) (mark, bool) {
	if bound == ir.NoValue {
		return mark{}, false
	}
	if def := f.Fn.Def(bound); def != nil && def.Op == ir.OpBinary && f.Fn.Str(def.Sym) == "+" {
		n := in.bound(f, def.Args[1])
		s, ok := in.markOf(f, def.Args[0], text)
		s.behind += n
		return s, ok && n >= 0
	}
	_, name, of, what, ok := foundAt(f.val(in, bound))
	s, known := seekers[name]
	return mark{seeker: s, text: what}, ok && known && what != "" && of == textKey(text)
}

// cutAtMarks cuts a text where something is found in it, false if that is not what the
// slice expression does.
func (in *Interp) cutAtMarks(f *Frame, i *ir.Instr, v strval.Value) (strval.Value, bool) {
	low, fromMark := in.markOf(f, i.Args[1], v)
	high, toMark := in.markOf(f, i.Args[2], v)
	switch {
	case v.IsTop || !fromMark && !toMark || !toMark && i.Args[2] != ir.NoValue:
		return v, false
	case toMark:
		v = high.keep(v, func(before, rest strval.Template, _ bool) strval.Template {
			head, _ := cutAfter(rest, high.behind)
			return before.Concat(head)
		})
	}
	switch {
	case fromMark:
		v = low.keep(v, func(_, rest strval.Template, found bool) strval.Template {
			if !found {
				return somePart(rest)
			}
			_, tail := cutAfter(rest, low.behind)
			return tail
		})
	case i.Args[1] != ir.NoValue:
		v = cut(v, in.bound(f, i.Args[1]), -1)
	}
	return v, !v.IsBottom()
}

// keep applies f to texts cut before what is looked for. One that is known and in which it
// does not stand does not come here: the program would end.
func (s mark) keep(v strval.Value, f func(before, rest strval.Template, found bool) strval.Template) strval.Value {
	out := strval.Bottom
	for _, t := range v.Templates {
		before, rest, found := s.split(t, s.text)
		if _, known := t.Literal(); found || !known {
			out = out.Join(strval.Single(f(before, rest, found)))
		}
	}
	return out
}

// cutAfter cuts a text n bytes behind its beginning, as far as they are known.
func cutAfter(t strval.Template, n int) (head, tail strval.Template) {
	p := t.Prefix()
	n = min(n, len(p))
	return strval.Lit(p[:n]), strval.Make(append([]strval.Part{{Lit: p[n:]}}, t.Parts[min(1, len(t.Parts)):]...)...)
}
