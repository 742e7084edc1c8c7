package strval

import (
	"slices"
	"strings"
)

// MaxTemplates bounds the templates of a value. One more makes it ⊤.
const MaxTemplates = 64

// A Value says what a string expression may be: ⊥, a set of templates, or ⊤.
// The zero value is ⊥: no execution reaches the expression.
//
// Values form a join semilattice. [Value.Join] is associative, commutative and
// idempotent, with ⊥ as identity and ⊤ absorbing; of two reasons the smaller
// stands, so that the laws hold for reasons too.
type Value struct {
	Templates []Template // sorted by [Template.Compare], no two equal
	IsTop     bool
	Reason    string // why nothing is known, for ⊤
}

// Bottom is ⊥.
var Bottom = Value{}

// Top returns ⊤. The reason completes "the value is not known: ".
func Top(reason string) Value { return Value{IsTop: true, Reason: reason} }

// Single returns the value that is exactly t.
func Single(t Template) Value { return Value{Templates: []Template{t}} }

// String returns the value that is exactly the literal s.
func String(s string) Value { return Single(Lit(s)) }

// SetOf returns the value that is one of ts.
func SetOf(ts ...Template) Value {
	if len(ts) == 0 {
		return Bottom
	}
	return Value{}.with(ts)
}

// with adds templates, sorted or not, to a set that is no ⊤.
func (v Value) with(ts []Template) Value {
	all := v.Templates
	for _, t := range ts {
		at, found := slices.BinarySearchFunc(all, t, Template.Compare)
		if found {
			continue
		}
		if len(all) == MaxTemplates {
			return Top("it takes more values than the analysis follows")
		}
		all = slices.Insert(slices.Clip(all), at, t)
	}
	return Value{Templates: all}
}

// IsBottom reports whether v is ⊥.
func (v Value) IsBottom() bool { return !v.IsTop && len(v.Templates) == 0 }

// Join returns the least value above v and w.
func (v Value) Join(w Value) Value {
	switch {
	case v.IsTop && w.IsTop:
		return Top(min(v.Reason, w.Reason))
	case v.IsTop || w.IsBottom():
		return v
	case w.IsTop || v.IsBottom():
		return w
	}
	return v.with(w.Templates)
}

// Widen returns a value above v and next of which a growing chain has only
// finitely many: what v and next share at both ends, with a hole between.
// It is used where a loop would otherwise build ever longer strings.
func (v Value) Widen(next Value) Value {
	joined := v.Join(next)
	if joined.IsTop || len(joined.Templates) == len(v.Templates) && v.Equal(joined) {
		return joined
	}
	prefix, suffix := sharedEnds(joined.Templates)
	hole := Hole{Name: "loop", Origin: OriginLoop, Reason: "it is built in a loop"}
	return Single(Lit(prefix).Concat(Of(hole)).Concat(Lit(suffix)))
}

func sharedEnds(ts []Template) (prefix, suffix string) {
	prefix, suffix = ts[0].Prefix(), ts[0].Suffix()
	shortest := len(prefix)
	for _, t := range ts {
		prefix = sharedPrefix(prefix, t.Prefix())
		suffix = reverse(sharedPrefix(reverse(suffix), reverse(t.Suffix())))
		if lit, ok := t.Literal(); ok {
			shortest = min(shortest, len(lit))
		}
	}
	// A literal such as "aa" must not lend the same bytes to both ends.
	if over := len(prefix) + len(suffix) - shortest; over > 0 {
		suffix = suffix[min(over, len(suffix)):]
	}
	return prefix, suffix
}

// Suffix returns the literal text behind the last hole.
func (t Template) Suffix() string {
	if n := len(t.Parts); n > 0 && t.Parts[n-1].Hole == nil {
		return t.Parts[n-1].Lit
	}
	return ""
}

func sharedPrefix(s, t string) string {
	n := 0
	for n < len(s) && n < len(t) && s[n] == t[n] {
		n++
	}
	return s[:n]
}

func reverse(s string) string {
	b := []byte(s)
	for i, j := 0, len(b)-1; i < j; i, j = i+1, j-1 {
		b[i], b[j] = b[j], b[i]
	}
	return string(b)
}

// Concat returns every text of v followed by every text of w. A ⊤ becomes a
// hole with its reason, so that the known side stays known.
func (v Value) Concat(w Value) Value {
	if v.IsBottom() || w.IsBottom() {
		return Bottom
	}
	empty := String("")
	switch {
	case v.Equal(empty):
		return w
	case w.Equal(empty):
		return v
	}
	var ts []Template
	for _, t := range v.alternatives() {
		for _, u := range w.alternatives() {
			ts = append(ts, t.Concat(u))
		}
	}
	return SetOf(ts...)
}

// alternatives returns the templates of v, with ⊤ as a hole.
func (v Value) alternatives() []Template {
	if v.IsTop {
		return []Template{Of(Hole{Name: "unknown", Reason: v.Reason})}
	}
	return v.Templates
}

// Alternatives returns the templates of v, with ⊤ as one hole that carries its
// reason; it is empty for ⊥.
func (v Value) Alternatives() []Template {
	return v.alternatives()
}

// Map returns v with f applied to each template.
func (v Value) Map(f func(Template) Template) Value {
	if v.IsTop {
		return v
	}
	ts := make([]Template, 0, len(v.Templates))
	for _, t := range v.Templates {
		ts = append(ts, f(t))
	}
	return SetOf(ts...)
}

// Filter returns the templates of v that keep accepts; a ⊤ has none.
func (v Value) Filter(keep func(Template) bool) Value {
	var ts []Template
	for _, t := range v.Templates {
		if keep(t) {
			ts = append(ts, t)
		}
	}
	return SetOf(ts...)
}

// Equal reports whether v and w are the same value.
func (v Value) Equal(w Value) bool {
	if v.IsTop != w.IsTop || v.Reason != w.Reason || len(v.Templates) != len(w.Templates) {
		return false
	}
	return slices.EqualFunc(v.Templates, w.Templates, Template.Equal)
}

// Literals returns the texts of v if all of them are known and there is at
// least one.
func (v Value) Literals() ([]string, bool) {
	if v.IsTop || len(v.Templates) == 0 {
		return nil, false
	}
	var texts []string
	for _, t := range v.Templates {
		lit, ok := t.Literal()
		if !ok {
			return nil, false
		}
		texts = append(texts, lit)
	}
	return texts, true
}

// String prints v for people and tests: its templates between bars.
func (v Value) String() string {
	switch {
	case v.IsTop:
		return "⊤ (" + v.Reason + ")"
	case v.IsBottom():
		return "⊥"
	}
	texts := make([]string, 0, len(v.Templates))
	for _, t := range v.Templates {
		texts = append(texts, t.String())
	}
	return strings.Join(texts, " | ")
}
