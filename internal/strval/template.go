package strval

import (
	"fmt"
	"slices"
	"strings"
)

// Limits of a template. A concatenation that passes one of them ends in a hole
// that says so.
const (
	MaxLiteral = 4096 // bytes of literal text in one template
	MaxParts   = 96   // literals and holes in one template
)

// A Part is a literal or, if Hole is set, a hole.
type Part struct {
	Lit  string
	Hole *Hole
}

// A Template is a string with holes. The zero value is the empty string.
// In normal form, which all functions of this package keep, no literal is
// empty and no two literals are adjacent. Templates are immutable.
type Template struct {
	Parts []Part
}

// Lit returns the template without holes that reads s.
func Lit(s string) Template {
	if s == "" {
		return Template{}
	}
	if len(s) > MaxLiteral {
		return Template{Parts: []Part{{Lit: strings.ToValidUTF8(s[:MaxLiteral], "")}, tooLong()}}
	}
	return Template{Parts: []Part{{Lit: s}}}
}

// Of returns the template that is one hole.
func Of(h Hole) Template {
	h.Name = CleanName(h.Name)
	return Template{Parts: []Part{{Hole: &h}}}
}

func tooLong() Part {
	return Part{Hole: &Hole{Name: "more", Reason: "the text is longer than the analysis follows"}}
}

// Concat returns t followed by u. It is associative, with the empty template
// as identity, as long as no limit is passed.
func (t Template) Concat(u Template) Template {
	if len(t.Parts) == 0 {
		return u
	}
	if len(u.Parts) == 0 {
		return t
	}
	parts := make([]Part, 0, len(t.Parts)+len(u.Parts))
	parts = append(parts, t.Parts...)
	for _, p := range u.Parts {
		parts = appendPart(parts, p)
	}
	return bounded(parts)
}

func appendPart(parts []Part, p Part) []Part {
	if p.Hole == nil && p.Lit == "" {
		return parts
	}
	last := len(parts) - 1
	if p.Hole == nil && last >= 0 && parts[last].Hole == nil {
		parts[last] = Part{Lit: parts[last].Lit + p.Lit}
		return parts
	}
	return append(parts, p)
}

func bounded(parts []Part) Template {
	size := 0
	for i, p := range parts {
		size += len(p.Lit)
		if size > MaxLiteral || i >= MaxParts {
			return Template{Parts: append(parts[:i:i], tooLong())}
		}
	}
	return Template{Parts: parts}
}

// Make builds a template in normal form from parts.
func Make(parts ...Part) Template {
	var out []Part
	for _, p := range parts {
		if p.Hole != nil {
			h := *p.Hole
			h.Name = CleanName(h.Name)
			p = Part{Hole: &h}
		}
		out = appendPart(out, p)
	}
	return bounded(out)
}

// Literal returns the text of a template without holes.
func (t Template) Literal() (string, bool) {
	switch {
	case len(t.Parts) == 0:
		return "", true
	case len(t.Parts) == 1 && t.Parts[0].Hole == nil:
		return t.Parts[0].Lit, true
	}
	return "", false
}

// AsHole returns the hole of a template that is nothing else.
func (t Template) AsHole() (Hole, bool) {
	if len(t.Parts) == 1 && t.Parts[0].Hole != nil {
		return *t.Parts[0].Hole, true
	}
	return Hole{}, false
}

// IsEmpty reports whether t is the empty string.
func (t Template) IsEmpty() bool { return len(t.Parts) == 0 }

// Cut splits t at the first sep in a literal, which is dropped. A sep in what a
// hole stands for is not seen.
func (t Template) Cut(sep string) (before, after Template, found bool) {
	for i, p := range t.Parts {
		if p.Hole != nil {
			continue
		}
		at := strings.Index(p.Lit, sep)
		if at < 0 {
			continue
		}
		head := append(slices.Clone(t.Parts[:i]), Part{Lit: p.Lit[:at]})
		tail := append([]Part{{Lit: p.Lit[at+len(sep):]}}, t.Parts[i+1:]...)
		return Make(head...), Make(tail...), true
	}
	return t, Template{}, false
}

// Split splits t before the first place that at finds in a literal, or before the last one.
// at returns where in a literal, negative if nowhere. What a hole stands for is not seen.
func (t Template) Split(at func(lit string) int, last bool) (before, rest Template, found bool) {
	for n := range t.Parts {
		i := n
		if last {
			i = len(t.Parts) - 1 - n
		}
		p := t.Parts[i]
		if p.Hole != nil {
			continue
		}
		if k := at(p.Lit); k >= 0 {
			head := append(slices.Clone(t.Parts[:i]), Part{Lit: p.Lit[:k]})
			tail := append([]Part{{Lit: p.Lit[k:]}}, t.Parts[i+1:]...)
			return Make(head...), Make(tail...), true
		}
	}
	return t, Template{}, false
}

// Holes returns the holes of t in order.
func (t Template) Holes() []Hole {
	var holes []Hole
	for _, p := range t.Parts {
		if p.Hole != nil {
			holes = append(holes, *p.Hole)
		}
	}
	return holes
}

// Prefix returns the literal text before the first hole.
func (t Template) Prefix() string {
	if len(t.Parts) > 0 && t.Parts[0].Hole == nil {
		return t.Parts[0].Lit
	}
	return ""
}

// MapLits returns t with f applied to each literal.
func (t Template) MapLits(f func(string) string) Template {
	var out []Part
	for _, p := range t.Parts {
		if p.Hole == nil {
			p = Part{Lit: f(p.Lit)}
		}
		out = appendPart(out, p)
	}
	return bounded(out)
}

// MapHoles returns t with each hole replaced by the template f returns for it.
func (t Template) MapHoles(f func(Hole) Template) Template {
	var out Template
	for _, p := range t.Parts {
		if p.Hole == nil {
			out = out.Concat(Template{Parts: []Part{p}})
			continue
		}
		out = out.Concat(f(*p.Hole))
	}
	return out
}

// String returns t in the notation of [Parse]: holes as {name}, braces in
// literals doubled.
func (t Template) String() string {
	var b strings.Builder
	for _, p := range t.Parts {
		if p.Hole != nil {
			b.WriteString("{" + p.Hole.Name + "}")
			continue
		}
		b.WriteString(braces.Replace(p.Lit))
	}
	return b.String()
}

var braces = strings.NewReplacer("{", "{{", "}", "}}")

// Equal reports whether t and u are the same template.
func (t Template) Equal(u Template) bool {
	return slices.EqualFunc(t.Parts, u.Parts, func(p, q Part) bool {
		if p.Hole == nil || q.Hole == nil {
			return p.Hole == q.Hole && p.Lit == q.Lit
		}
		return *p.Hole == *q.Hole
	})
}

// Compare orders templates: by their parts, a literal before a hole. It is 0 if
// and only if t and u are equal.
func (t Template) Compare(u Template) int { return slices.CompareFunc(t.Parts, u.Parts, comparePart) }

func comparePart(p, q Part) int {
	switch {
	case p.Hole == nil && q.Hole == nil:
		return strings.Compare(p.Lit, q.Lit)
	case p.Hole == nil:
		return -1
	case q.Hole == nil:
		return 1
	case p.Hole == q.Hole:
		return 0
	}
	return p.Hole.compare(q.Hole)
}

// Parse reads the notation of [Template.String]. The holes it makes have a
// name and nothing else.
func Parse(s string) (Template, error) {
	var parts []Part
	for i := 0; i < len(s); {
		switch {
		case strings.HasPrefix(s[i:], "{{"), strings.HasPrefix(s[i:], "}}"):
			parts = appendPart(parts, Part{Lit: s[i : i+1]})
			i += 2
		case s[i] == '}':
			return Template{}, fmt.Errorf("column %d: expected a hole before }", i+1)
		case s[i] == '{':
			name, _, ok := strings.Cut(s[i+1:], "}")
			if !ok || name != CleanName(name) {
				return Template{}, fmt.Errorf("column %d: expected {name} with letters, digits, _, . and -", i+1)
			}
			parts = append(parts, Part{Hole: &Hole{Name: name}})
			i += len(name) + 2
		default:
			n := strings.IndexAny(s[i:], "{}")
			if n < 0 {
				n = len(s) - i
			}
			parts = appendPart(parts, Part{Lit: s[i : i+n]})
			i += n
		}
	}
	return bounded(parts), nil
}

// MustParse is [Parse] for constants of our own.
func MustParse(s string) Template {
	t, err := Parse(s)
	if err != nil {
		panic(fmt.Sprintf("strval: template %q: %v", s, err))
	}
	return t
}

// Covers reports whether s is an instance of t: the literals of t stand in s
// in order, with any text in the holes.
func (t Template) Covers(s string) bool {
	return covers(t.Parts, s)
}

func covers(parts []Part, s string) bool {
	for i, p := range parts {
		if p.Hole == nil {
			if !strings.HasPrefix(s, p.Lit) {
				return false
			}
			s = s[len(p.Lit):]
			continue
		}
		rest := parts[i+1:]
		if len(rest) == 0 {
			return true
		}
		if rest[0].Hole != nil {
			continue
		}
		return coversAfterHole(rest, s)
	}
	return s == ""
}

// coversAfterHole matches rest, which begins with a literal, behind a hole
// that takes as little of s as possible, then more.
func coversAfterHole(rest []Part, s string) bool {
	if len(rest) == 1 {
		return strings.HasSuffix(s, rest[0].Lit)
	}
	// The next hole takes whatever follows, so the first place is as good as
	// any later one.
	at := strings.Index(s, rest[0].Lit)
	if at < 0 {
		return false
	}
	return covers(rest[1:], s[at+len(rest[0].Lit):])
}
