package eval

import (
	"os"
	"strings"
	"unicode"

	"github.com/workplacelint/workplacelint/internal/strval"
)

// runeModels are functions of characters, and functions of texts that call one for each
// character or name in a text.
var runeModels = map[string]Model{
	"strings.Map":          mapRunes,
	"os.Expand":            expandText,
	"strings.TrimFunc":     trimFunc(true, true),
	"strings.TrimLeftFunc": trimFunc(true, false), "strings.TrimRightFunc": trimFunc(false, true),
	"unicode.ToLower":  ofRune(func(r rune) Val { return Text(itoa(int64(unicode.ToLower(r)))) }),
	"unicode.ToUpper":  ofRune(func(r rune) Val { return Text(itoa(int64(unicode.ToUpper(r)))) }),
	"unicode.IsSpace":  ofRune(func(r rune) Val { return boolean(unicode.IsSpace(r)) }),
	"unicode.IsDigit":  ofRune(func(r rune) Val { return boolean(unicode.IsDigit(r)) }),
	"unicode.IsNumber": ofRune(func(r rune) Val { return boolean(unicode.IsNumber(r)) }),
	"unicode.IsLetter": ofRune(func(r rune) Val { return boolean(unicode.IsLetter(r)) }),
	"unicode.IsUpper":  ofRune(func(r rune) Val { return boolean(unicode.IsUpper(r)) }),
	"unicode.IsLower":  ofRune(func(r rune) Val { return boolean(unicode.IsLower(r)) }),
	"unicode.IsPunct":  ofRune(func(r rune) Val { return boolean(unicode.IsPunct(r)) }),
}

func ofRune(f func(rune) Val) Model {
	return func(c *Call) Val {
		if n, ok := number(c.Arg(0)); ok && !c.Arg(0).MayNil {
			return f(rune(n))
		}
		return c.Opaque(strval.Hole{})
	}
}

// maxRunes bounds the characters of a text for which a function is called.
const maxRunes = 128

// mapRunes is strings.Map. Holes stay: a function of characters mostly cleans a text.
func mapRunes(c *Call) Val {
	args := c.Args
	defer func() { c.Args = args }()
	fn, lost := args[0], false
	called := map[rune]string{}
	apply := func(lit string) string {
		return mapped(lit, func(r rune) string {
			to, ok := called[r]
			if !ok && !lost {
				to, ok = c.runeOf(fn, r)
				called[r] = to
				lost = !ok || len(called) > maxRunes
			}
			return to
		})
	}
	out := c.TextOf(args[1]).Map(func(t strval.Template) strval.Template { return t.MapLits(apply) })
	if lost || len(fn.Fns) == 0 {
		return c.Opaque(strval.Hole{Name: "Map", Origin: strval.OriginCall})
	}
	return Strings(out)
}

func mapped(lit string, f func(rune) string) string {
	var b strings.Builder
	for _, r := range lit {
		b.WriteString(f(r))
	}
	return b.String()
}

// runeOf calls a function of a character and returns the one that it gives, none for a
// negative one.
func (c *Call) runeOf(fn Val, r rune) (string, bool) {
	n, ok := number(c.Call(fn, Text(itoa(int64(r)))))
	if !ok || n < 0 {
		return "", ok
	}
	return string(rune(n)), true
}

// expandText is os.Expand: the function is called for each name in what is known.
func expandText(c *Call) Val {
	args := c.Args
	defer func() { c.Args = args }()
	if len(args) < 2 || len(args[1].Fns) == 0 {
		return c.Opaque(strval.Hole{Name: "Expand", Origin: strval.OriginCall})
	}
	out := strval.Bottom
	for _, t := range c.TextOf(args[0]).Alternatives() {
		text := strval.String("")
		for _, p := range t.Parts {
			if p.Hole != nil {
				text = text.Concat(strval.Single(strval.Of(*p.Hole)))
				continue
			}
			text = text.Concat(c.expanded(p.Lit, args[1]))
		}
		out = out.Join(text)
	}
	return Strings(out)
}

func (c *Call) expanded(lit string, fn Val) strval.Value {
	const mark = "\x00"
	var names []string
	marked := os.Expand(lit, func(name string) string { names = append(names, name); return mark })
	out := strval.String("")
	for i, s := range strings.Split(marked, mark) {
		if i > 0 && i <= len(names) {
			out = out.Concat(c.TextOf(c.Call(fn, Text(names[i-1]))))
		}
		out = out.Concat(strval.String(s))
	}
	return out
}

// trimFunc trims what a function says off the ends of what is known.
func trimFunc(left, right bool) Model {
	return func(c *Call) Val {
		args := c.Args
		defer func() { c.Args = args }()
		lost := len(args[1].Fns) == 0
		is := func(r rune) bool {
			lits, ok := c.Call(args[1], Text(itoa(int64(r)))).Str.Literals()
			lost = lost || !ok || len(lits) != 1
			return !lost && lits[0] == "true"
		}
		out := c.TextOf(args[0]).Map(func(t strval.Template) strval.Template {
			if left {
				t = edgeLit(t, false, func(s string) string { return strings.TrimLeftFunc(s, is) })
			}
			if right {
				t = edgeLit(t, true, func(s string) string { return strings.TrimRightFunc(s, is) })
			}
			return t
		})
		if lost {
			return c.Opaque(strval.Hole{Name: "TrimFunc", Origin: strval.OriginCall})
		}
		return Strings(out)
	}
}
