package secrets

import (
	"regexp/syntax"
	"slices"
	"unicode"
	"unicode/utf8"
)

// A byteSet is a set of bytes.
type byteSet [256]bool

func (s *byteSet) add(other *byteSet) {
	for c, in := range other {
		s[c] = s[c] || in
	}
}

// addRunes adds the bytes of the runes from lo to hi. All bytes beyond ASCII
// count as one: a rune beyond it stands for any of them.
func (s *byteSet) addRunes(lo, hi rune) {
	for r := lo; r <= hi && r < utf8.RuneSelf; r++ {
		s[r] = true
	}
	if hi >= utf8.RuneSelf {
		for c := utf8.RuneSelf; c < len(s); c++ {
			s[c] = true
		}
	}
}

// A run is a demand on a text: that some n bytes in a row are all in a set.
type run struct {
	bytes byteSet
	n     int
}

// in reports whether text has the run.
func (r *run) in(text []byte) bool {
	start, _ := r.next(text, 0)
	return start >= 0
}

// next returns the first longest run of text that ends after from, -1 if there
// is none. It looks at every n-th byte only, as long as that is not in the set.
func (r *run) next(text []byte, from int) (start, end int) {
	for last := from + r.n - 1; last < len(text); {
		i := last
		for i >= from && i > last-r.n && r.bytes[text[i]] {
			i--
		}
		if i == last-r.n {
			end = last + 1
			for end < len(text) && r.bytes[text[end]] {
				end++
			}
			return i + 1, end
		}
		last = i + r.n
	}
	return -1, -1
}

// A demand is what a text must have for an expression to match somewhere in it:
// one of the alternatives, and of that all runs. The zero value demands nothing.
type demand struct{ alternatives [][]run }

const (
	minRun          = 8 // a shorter run is in every text
	maxAlternatives = 8
)

// demandOf returns what a match of the expression takes.
func demandOf(pattern string) demand {
	tree, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return demand{}
	}
	return demandOfNode(tree)
}

func demandOfNode(node *syntax.Regexp) demand {
	inner := demandOfParts(node)
	bytes, n, ok := uniform(node)
	if !ok || n < minRun {
		return inner
	}
	return demand{[][]run{{{bytes, n}}}}.and(inner)
}

func demandOfParts(node *syntax.Regexp) demand {
	switch node.Op { //nolint:exhaustive // the default says what the rest is
	case syntax.OpCapture, syntax.OpPlus:
		return demandOfNode(node.Sub[0])
	case syntax.OpRepeat:
		if node.Min > 0 {
			return demandOfNode(node.Sub[0])
		}
	case syntax.OpConcat:
		var all demand
		for _, part := range node.Sub {
			all = all.and(demandOfNode(part))
		}
		return all
	case syntax.OpAlternate:
		var either demand
		for _, sub := range node.Sub {
			one := demandOfNode(sub)
			if one.isEmpty() || len(either.alternatives)+len(one.alternatives) > maxAlternatives {
				return demand{}
			}
			either.alternatives = append(either.alternatives, one.alternatives...)
		}
		return either
	default: // Anything else is optional or has no parts.
	}
	return demand{}
}

func (d demand) isEmpty() bool { return len(d.alternatives) == 0 }

// and demands what d and e do. If that gets too long, it demands less.
func (d demand) and(e demand) demand {
	switch {
	case d.isEmpty():
		return e
	case e.isEmpty(), len(d.alternatives)*len(e.alternatives) > maxAlternatives:
		return d
	}
	var both demand
	for _, a := range d.alternatives {
		for _, b := range e.alternatives {
			both.alternatives = append(both.alternatives, slices.Concat(a, b))
		}
	}
	return both
}

// uniform returns the bytes that a match of the node consists of, and how many
// it has at least, if the node is that simple. A match of runes has at least as
// many bytes.
func uniform(node *syntax.Regexp) (set byteSet, n int, ok bool) {
	switch node.Op { //nolint:exhaustive // the default says what the rest is
	case syntax.OpLiteral:
		for _, r := range node.Rune {
			addFolded(&set, r, node.Flags&syntax.FoldCase != 0)
		}
		return set, len(node.Rune), true
	case syntax.OpCharClass:
		for i := 0; i < len(node.Rune); i += 2 {
			set.addRunes(node.Rune[i], node.Rune[i+1])
		}
		return set, 1, true
	case syntax.OpCapture:
		return uniform(node.Sub[0])
	case syntax.OpPlus:
		return uniform(node.Sub[0])
	case syntax.OpStar, syntax.OpQuest:
		set, _, ok = uniform(node.Sub[0])
		return set, 0, ok
	case syntax.OpRepeat:
		set, n, ok = uniform(node.Sub[0])
		return set, n * node.Min, ok
	case syntax.OpConcat:
		return uniformOfAll(node.Sub, func(a, b int) int { return a + b })
	case syntax.OpAlternate:
		return uniformOfAll(node.Sub, func(a, b int) int { return min(a, b) })
	default: // An assertion or any character at all.
		return set, 0, false
	}
}

func uniformOfAll(parts []*syntax.Regexp, combine func(a, b int) int) (set byteSet, n int, ok bool) {
	for i, part := range parts {
		bytes, length, simple := uniform(part)
		if !simple {
			return set, 0, false
		}
		set.add(&bytes)
		if i == 0 {
			n = length
		} else {
			n = combine(n, length)
		}
	}
	return set, n, true
}

func addFolded(set *byteSet, r rune, fold bool) {
	set.addRunes(r, r)
	if !fold {
		return
	}
	for f := unicode.SimpleFold(r); f != r; f = unicode.SimpleFold(f) {
		set.addRunes(f, f)
	}
}
