package secrets

import (
	"bytes"
	"math"
	"regexp"
	"regexp/syntax"
	"slices"
	"unicode/utf8"
)

// A probe tells quickly whether an expression may match somewhere in a text. A
// match has a certain run of bytes in it and a certain length at most, so the
// expression is tried around those runs only.
type probe struct {
	words [][]byte       // one of these is in every match; unknown if empty
	run   run            // in every match; unknown if its length is 0
	regex *regexp.Regexp // weakened: matches where the expression does, and is short
	max   int            // bytes of a match
}

// newProbe returns the probe of an expression, nil if it has none.
func newProbe(pattern string) *probe {
	tree, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return nil
	}
	p := &probe{}
	for _, word := range wordsOfNode(tree, keepCase) {
		p.words = append(p.words, []byte(word))
	}
	weak, _ := weaken(tree)
	p.run = demandOfNode(weak).strongest()
	if p.run.n == 0 {
		return p
	}
	if p.regex, err = regexp.Compile(weak.String()); err != nil {
		return nil
	}
	p.max = maxBytes(weak)
	p.words = nil // The window may end before them.
	for _, word := range wordsOfNode(weak, keepCase) {
		p.words = append(p.words, []byte(word))
	}
	return p
}

// strongest returns the run that is least often met by chance, of those that
// all alternatives have.
func (d demand) strongest() (best run) {
	if d.isEmpty() {
		return best
	}
	strength := 0.0
	for _, r := range d.alternatives[0] {
		if s := r.strength(); s > strength && d.always(r) {
			best, strength = r, s
		}
	}
	return best
}

func (d demand) always(r run) bool {
	return !slices.ContainsFunc(d.alternatives, func(runs []run) bool { return !slices.Contains(runs, r) })
}

func (r *run) strength() float64 {
	size := 0
	for _, in := range r.bytes {
		if in {
			size++
		}
	}
	const usual = 90 // different bytes in most texts
	return float64(r.n) * math.Log(usual/float64(size))
}

// margin is what assertions at the ends of a match may look at.
const margin = utf8.UTFMax

// mayMatch reports whether the expression may match in text.
func (p *probe) mayMatch(text []byte) bool {
	if p.run.n == 0 {
		return len(p.words) == 0 || p.hasWord(text)
	}
	reach := p.max + margin
	from, to := 0, -1 // the window that is to be looked at next
	for at := 0; ; {
		start, end := p.run.next(text, at)
		if start < 0 {
			break
		}
		if to >= 0 && start-reach > to {
			if p.matches(text[from:to]) {
				return true
			}
			to = -1
		}
		if to < 0 {
			from = max(start-reach, 0)
		}
		to = min(end+reach, len(text))
		at = end
	}
	return to >= 0 && p.matches(text[from:to])
}

func (p *probe) matches(window []byte) bool {
	if len(p.words) > 0 && !p.hasWord(window) {
		return false
	}
	return p.regex.Match(window)
}

func (p *probe) hasWord(window []byte) bool {
	for _, word := range p.words {
		if bytes.Contains(window, word) {
			return true
		}
	}
	return false
}

// weaken returns an expression without unbounded repetitions that matches a
// beginning of whatever node matches, and whether it matches all of it.
func weaken(node *syntax.Regexp) (weak *syntax.Regexp, whole bool) {
	switch node.Op { //nolint:exhaustive // the default says what the rest is
	case syntax.OpStar:
		return &syntax.Regexp{Op: syntax.OpEmptyMatch}, false
	case syntax.OpPlus:
		weak, _ = weaken(node.Sub[0])
		return weak, false
	case syntax.OpRepeat:
		return weakenRepeat(node)
	case syntax.OpCapture:
		return weaken(node.Sub[0])
	case syntax.OpConcat:
		var parts []*syntax.Regexp
		for _, sub := range node.Sub {
			part, whole := weaken(sub)
			parts = append(parts, part)
			if !whole {
				return concat(parts), false
			}
		}
		return concat(parts), true
	case syntax.OpAlternate, syntax.OpQuest:
		weak = &syntax.Regexp{Op: node.Op, Flags: node.Flags}
		whole = true
		for _, sub := range node.Sub {
			part, all := weaken(sub)
			weak.Sub = append(weak.Sub, part)
			whole = whole && all
		}
		return weak, whole
	default: // Nothing is repeated here.
	}
	return node, true
}

func weakenRepeat(node *syntax.Regexp) (weak *syntax.Regexp, whole bool) {
	sub, whole := weaken(node.Sub[0])
	if node.Max >= 0 && whole {
		return &syntax.Regexp{Op: syntax.OpRepeat, Flags: node.Flags, Sub: []*syntax.Regexp{sub}, Min: node.Min, Max: node.Max}, true
	}
	switch {
	case node.Min == 0:
		return &syntax.Regexp{Op: syntax.OpEmptyMatch}, false
	case !whole:
		return sub, false // the first time
	}
	return &syntax.Regexp{Op: syntax.OpRepeat, Flags: node.Flags, Sub: []*syntax.Regexp{sub}, Min: node.Min, Max: node.Min}, false
}

func concat(parts []*syntax.Regexp) *syntax.Regexp {
	return &syntax.Regexp{Op: syntax.OpConcat, Sub: parts}
}

// maxBytes returns how long a match of the node can be; the node has no
// unbounded repetition.
func maxBytes(node *syntax.Regexp) int {
	switch node.Op { //nolint:exhaustive // the default says what the rest is
	case syntax.OpLiteral:
		n := 0
		for _, r := range node.Rune {
			n += runeBytes(r, node.Flags&syntax.FoldCase != 0)
		}
		return n
	case syntax.OpCharClass:
		if len(node.Rune) > 0 {
			return runeBytes(node.Rune[len(node.Rune)-1], false)
		}
		return 0
	case syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		return utf8.UTFMax
	case syntax.OpRepeat:
		return node.Max * maxBytes(node.Sub[0])
	case syntax.OpAlternate:
		longest := 0
		for _, sub := range node.Sub {
			longest = max(longest, maxBytes(sub))
		}
		return longest
	default:
		n := 0
		for _, sub := range node.Sub {
			n += maxBytes(sub)
		}
		return n
	}
}

func runeBytes(r rune, fold bool) int {
	if r >= utf8.RuneSelf || fold {
		return utf8.UTFMax
	}
	return 1
}
