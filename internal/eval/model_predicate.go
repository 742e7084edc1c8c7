package eval

import (
	"strings"

	"github.com/workplacelint/workplacelint/internal/strval"
)

// predicateModels are the functions that say something of texts.
var predicateModels = map[string]Model{
	"strings.HasPrefix":    decided(strings.HasPrefix, prefixOf),
	"strings.HasSuffix":    decided(strings.HasSuffix, suffixOf),
	"strings.Contains":     decided(strings.Contains, containedIn),
	"strings.ContainsAny":  decided(strings.ContainsAny, nil),
	"strings.EqualFold":    decided(strings.EqualFold, nil),
	"strings.ContainsRune": containsChar,
	"strings.Count":        counted(strings.Count),
	"strings.Compare":      counted(strings.Compare),
	"bytes.HasPrefix":      decided(strings.HasPrefix, prefixOf),
	"bytes.HasSuffix":      decided(strings.HasSuffix, suffixOf),
	"bytes.Contains":       decided(strings.Contains, containedIn),
	"bytes.EqualFold":      decided(strings.EqualFold, nil),
}

// decided is a function that compares a text with another one. What is said of a text with
// holes by what is known of it is what holes says, if it says anything.
func decided(exact func(s, what string) bool, holes func(t strval.Template, what string) (is, known bool)) Model {
	return func(c *Call) Val {
		unknown := Hole(strval.Hole{Name: "cond", Kind: strval.KindBool})
		whats, ok := c.Text(1).Literals()
		text := c.Text(0)
		if !ok || len(whats) != 1 || text.IsTop || text.IsBottom() || c.Arg(0).MayNil {
			return unknown
		}
		yes := 0
		for _, t := range text.Templates {
			lit, known := t.Literal()
			is := known && exact(lit, whats[0])
			if !known && holes != nil {
				is, known = holes(t, whats[0])
			}
			if !known {
				return unknown
			}
			if is {
				yes++
			}
		}
		if yes > 0 && yes < len(text.Templates) {
			return unknown
		}
		return boolean(yes > 0)
	}
}

func prefixOf(t strval.Template, what string) (is, known bool) {
	p := t.Prefix()
	n := min(len(p), len(what))
	return strings.HasPrefix(p, what), p[:n] != what[:n] || n == len(what)
}

func suffixOf(t strval.Template, what string) (is, known bool) {
	p := t.Suffix()
	n := min(len(p), len(what))
	return strings.HasSuffix(p, what), p[len(p)-n:] != what[len(what)-n:] || n == len(what)
}

func containedIn(t strval.Template, what string) (is, known bool) {
	_, _, found := t.Cut(what)
	return found, found
}

func containsChar(c *Call) Val {
	n, ok := number(c.Arg(1))
	lits, known := c.Text(0).Literals()
	if !ok || !known || len(lits) != 1 || c.Arg(0).MayNil {
		return Hole(strval.Hole{Name: "cond", Kind: strval.KindBool})
	}
	return boolean(strings.ContainsRune(lits[0], rune(n)))
}

// counted is a function that makes a number of two texts.
func counted(f func(s, t string) int) Model {
	return func(c *Call) Val {
		a, aok := c.Text(0).Literals()
		b, bok := c.Text(1).Literals()
		if !aok || !bok || len(a) != 1 || len(b) != 1 || c.Arg(0).MayNil || c.Arg(1).MayNil {
			return Hole(strval.Hole{Name: "n", Kind: strval.KindInt})
		}
		return Text(itoa(int64(f(a[0], b[0]))))
	}
}

// cutOff is strings.CutPrefix and CutSuffix. Of a text of which the end is not known the
// whole is left, as where it is trimmed.
func cutOff(is func(s, what string) bool, off func(t strval.Template, what string) strval.Template) Model {
	holes := prefixOf
	if is("ab", "b") {
		holes = suffixOf
	}
	found, cut := decided(is, holes), trim(off)
	return func(c *Call) Val { return Val{Tuple: []Val{cut(c), found(c)}} }
}
