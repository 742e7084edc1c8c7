package secrets

import (
	"regexp/syntax"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/zricethezav/gitleaks/v8/regexp"

	"github.com/workplacelint/workplacelint/internal/credential"
)

// A pathSet is a set of expressions over paths. Paths that have none of the
// words that any match takes are told apart without the expressions.
type pathSet struct {
	patterns []*regexp.Regexp
	words    *credential.Words
	all      bool // an expression has no such words
}

func newPathSet(patterns []*regexp.Regexp) *pathSet {
	p := &pathSet{patterns: patterns}
	var words []string
	for _, re := range patterns {
		w := wordsOf(re.String())
		p.all = p.all || len(w) == 0
		words = append(words, w...)
	}
	slices.Sort(words)
	p.words = credential.NewWords(slices.Compact(words))
	return p
}

// matches reports whether an expression matches path.
func (p *pathSet) matches(path string) bool {
	if !p.all && isASCII(path) && !p.words.In(path) {
		return false
	}
	return slices.ContainsFunc(p.patterns, func(re *regexp.Regexp) bool { return re.MatchString(path) })
}

func isASCII(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// maxWords bounds how many words stand for an expression.
const maxWords = 256

// wordsOf returns words in lower case one of which any match of the expression
// contains, in any case. There are none if that cannot be said.
func wordsOf(pattern string) []string {
	tree, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return nil
	}
	return wordsOfNode(tree, lowerCase)
}

// A letterCase says in which case words are written.
type letterCase bool

const (
	lowerCase letterCase = false
	keepCase  letterCase = true // expressions that do not care about case have no words
)

func wordsOfNode(node *syntax.Regexp, as letterCase) []string {
	if exact := exactly(node, as); exact != nil {
		return nonEmpty(exact)
	}
	switch node.Op { //nolint:exhaustive // the default says what the rest is
	case syntax.OpCapture, syntax.OpPlus:
		return wordsOfNode(node.Sub[0], as)
	case syntax.OpAlternate:
		var all []string
		for _, sub := range node.Sub {
			words := wordsOfNode(sub, as)
			if len(words) == 0 || len(all)+len(words) > maxWords {
				return nil
			}
			all = append(all, words...)
		}
		return all
	case syntax.OpConcat:
		return wordsOfSequence(node.Sub, as)
	default: // Anything else is optional or takes no certain text.
	}
	return nil
}

// wordsOfSequence returns the words of the part that says most.
func wordsOfSequence(parts []*syntax.Regexp, as letterCase) []string {
	var best []string
	keep := func(words []string) {
		if shortest(words) > shortest(best) {
			best = words
		}
	}
	texts := []string{""} // what the exact parts up to here spell
	for _, part := range parts {
		exact := exactly(part, as)
		if exact != nil && len(texts)*len(exact) <= maxWords {
			texts = product(texts, exact)
			continue
		}
		keep(nonEmpty(texts))
		texts = []string{""}
		keep(wordsOfNode(part, as))
	}
	keep(nonEmpty(texts))
	return best
}

func shortest(words []string) int {
	if len(words) == 0 {
		return 0
	}
	return len(slices.MinFunc(words, func(a, b string) int { return len(a) - len(b) }))
}

func nonEmpty(words []string) []string {
	if slices.Contains(words, "") {
		return nil
	}
	return words
}

func product(a, b []string) []string {
	texts := make([]string, 0, len(a)*len(b))
	for _, x := range a {
		for _, y := range b {
			texts = append(texts, x+y)
		}
	}
	return texts
}

// exactly returns all texts that the node matches, if they are few.
func exactly(node *syntax.Regexp, as letterCase) []string {
	switch node.Op { //nolint:exhaustive // the default says what the rest is
	case syntax.OpEmptyMatch, syntax.OpBeginText, syntax.OpEndText, syntax.OpBeginLine, syntax.OpEndLine,
		syntax.OpWordBoundary, syntax.OpNoWordBoundary:
		return []string{""}
	case syntax.OpLiteral:
		return exactlyLiteral(node, as)
	case syntax.OpCharClass:
		return exactlyClass(node.Rune, as)
	case syntax.OpCapture:
		return exactly(node.Sub[0], as)
	case syntax.OpQuest:
		if sub := exactly(node.Sub[0], as); sub != nil {
			return append([]string{""}, sub...)
		}
	case syntax.OpAlternate:
		var all []string
		for _, sub := range node.Sub {
			texts := exactly(sub, as)
			if texts == nil || len(all)+len(texts) > maxWords {
				return nil
			}
			all = append(all, texts...)
		}
		return all
	case syntax.OpConcat:
		all := []string{""}
		for _, sub := range node.Sub {
			texts := exactly(sub, as)
			if texts == nil || len(all)*len(texts) > maxWords {
				return nil
			}
			all = product(all, texts)
		}
		return all
	default: // A repetition or any character.
	}
	return nil
}

func exactlyClass(ranges []rune, as letterCase) []string {
	const few = 8
	var texts []string
	for i := 0; i < len(ranges); i += 2 {
		if ranges[i+1]-ranges[i] >= few || len(texts) > few {
			return nil
		}
		for r := ranges[i]; r <= ranges[i+1]; r++ {
			if as == keepCase {
				texts = append(texts, string(r))
			} else {
				texts = append(texts, strings.ToLower(string(r)))
			}
		}
	}
	return texts
}

func exactlyLiteral(node *syntax.Regexp, as letterCase) []string {
	text := string(node.Rune)
	switch {
	case as == lowerCase:
		return []string{strings.ToLower(text)}
	case node.Flags&syntax.FoldCase == 0:
		return []string{text}
	}
	return nil
}
