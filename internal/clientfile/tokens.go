package clientfile

import (
	"sort"
	"strings"

	"github.com/workplacelint/workplacelint/internal/lexical"
)

// A file is one text of a tree.
type file struct {
	name  string // relative to the root of the tree, with slashes
	text  string
	lang  *lexical.Language // nil for settings and commands
	lines []int             // where they begin

	spans    []lexical.Span // see split
	tokens   []token        // see lex
	imported []imported     // see lex
	isLexed  bool
	// isPlain says that no import of the file says who gets it.
	isPlain bool
}

// A Position is a place in a file of the tree. Its zero value is no place.
type Position struct {
	File   string // relative to the root of the tree, with slashes
	Line   int    // from 1
	Column int    // bytes, from 1
	// EndLine and EndColumn are zero if only the beginning is known.
	EndLine   int
	EndColumn int
}

// An imported is a module that a file imports.
type imported struct {
	text  string
	start int32
}

type tokenKind uint8

const (
	mark    tokenKind = iota // punctuation
	word                     // a name or a number
	literal                  // a string, or a part of one
)

// A token is a piece of code. Comments are none.
type token struct {
	text       string // of a literal without its quotes
	start, end int32
	pair       int32 // the bracket that closes or opens what this one opens or closes, -1 if none does
	kind       tokenKind
	// opens and closes say that a literal is a whole string, or which part.
	opens, closes bool
	// first says that the token is the first one on its line.
	first bool
}

func (t *token) is(text string) bool { return t.kind == mark && t.text == text }

func (t *token) isWord(text string) bool { return t.kind == word && t.text == text }

// isWhole reports whether the token is a string without code in it.
func (t *token) isWhole() bool { return t.kind == literal && t.opens && t.closes }

func newFile(name, text string, lang *lexical.Language) *file {
	return &file{name: name, text: text, lang: lang}
}

// split splits the text, once.
func (f *file) split() {
	if f.spans == nil && f.lang != nil {
		f.spans = lexical.Split(f.lang, f.text)
	}
}

// lex makes tokens of the text, once.
func (f *file) lex() {
	if f.isLexed || f.lang == nil {
		return
	}
	f.isLexed = true
	f.split()
	f.tokenize()
	f.pairBrackets()
	f.findImports()
}

// tokenAt returns the position of a token.
func (f *file) tokenAt(t *token) Position { return f.between(int(t.start), int(t.end)) }

// at returns the position of a byte.
func (f *file) at(offset int) Position {
	if f.lines == nil {
		f.lines = []int{0}
		for i := range len(f.text) {
			if f.text[i] == '\n' {
				f.lines = append(f.lines, i+1)
			}
		}
	}
	line := sort.SearchInts(f.lines, offset+1)
	return Position{File: f.name, Line: line, Column: offset - f.lines[line-1] + 1}
}

// between returns the position of the bytes from start to end.
func (f *file) between(start, end int) Position {
	p, q := f.at(start), f.at(end)
	p.EndLine, p.EndColumn = q.Line, q.Column
	return p
}

// tokenize makes tokens of the code of the file; of a page, of its scripts.
func (f *file) tokenize() {
	end := 0 // of the last token
	for i := range f.spans {
		s := &f.spans[i]
		if f.lang.Markup && !s.Script {
			continue
		}
		switch s.Kind {
		case lexical.Code:
			end = f.tokenizeCode(s.Start, s.End, end)
		case lexical.String:
			f.tokens = append(f.tokens, token{
				kind: literal, start: int32(s.Start), end: int32(s.End), text: inner(f.text[s.Start:s.End], s.Opens, s.Closes),
				opens: s.Opens, closes: s.Closes, first: f.isNewLine(end, s.Start), pair: -1,
			})
			end = s.End
		case lexical.Comment, lexical.Regexp, lexical.Text:
		}
	}
}

func (f *file) isNewLine(from, to int) bool { return strings.IndexByte(f.text[from:to], '\n') >= 0 }

// marks are marks of more than one character.
var marks = []string{"===", "!==", "=>", "->", "?.", "::", "==", "!=", ":=", "&&", "||", "??", "<=", ">=", "+=", "??="}

func (f *file) tokenizeCode(start, end, last int) int {
	for i := start; i < end; {
		from := i
		kind := mark
		switch c := f.text[i]; {
		case c == ' ' || c == '\t' || c == '\n' || c == '\r':
			i++
			continue
		case isName(c):
			kind = word
			for i < end && isName(f.text[i]) {
				i++
			}
		default:
			i++
			for _, m := range marks {
				if strings.HasPrefix(f.text[from:end], m) {
					i = from + len(m)
					break
				}
			}
		}
		f.tokens = append(f.tokens, token{
			kind: kind, start: int32(from), end: int32(i), text: f.text[from:i], first: f.isNewLine(last, from), pair: -1,
		})
		last = i
	}
	return last
}

func isName(c byte) bool { return isLetter(c) || isDigit(c) || c == '_' || c == '$' || c >= 0x80 }

// inner returns the text of a string without its quotes, and of a part of one
// without the marks of the code beside it.
func inner(text string, opens, closes bool) string {
	if opens {
		text = strings.TrimLeft(text, "#")
		quote := quotesAt(text)
		text = strings.TrimPrefix(text, quote)
		if closes {
			text = strings.TrimSuffix(strings.TrimRight(text, "#"), quote)
		}
	} else if text != "" && strings.IndexByte("})", text[0]) >= 0 {
		text = text[1:]
		if closes {
			text = strings.TrimRight(strings.TrimRight(text, "#"), "\"'`")
		}
	}
	if !closes {
		text = strings.TrimRight(text, "{($#\\")
	}
	return text
}

func quotesAt(text string) string {
	n := 0
	for n < len(text) && n < 3 && strings.IndexByte("\"'`", text[n]) >= 0 && text[n] == text[0] {
		n++
	}
	if n == 2 {
		n = 1 // An empty string.
	}
	return text[:n]
}

// pairBrackets finds the brackets that belong together. One without its other
// side is left alone.
func (f *file) pairBrackets() {
	var open []int
	for i := range f.tokens {
		t := &f.tokens[i]
		if t.kind != mark || len(t.text) != 1 {
			continue
		}
		switch t.text[0] {
		case '(', '[', '{':
			open = append(open, i)
		case ')', ']', '}':
			n := len(open) - 1
			if n >= 0 && closing[f.tokens[open[n]].text[0]] == t.text[0] {
				f.tokens[open[n]].pair, t.pair = int32(i), int32(open[n])
				open = open[:n]
			}
		}
	}
}

var closing = map[byte]byte{'(': ')', '[': ']', '{': '}'}

// isSelected reports whether a token is a part of what stands before it.
func (f *file) isSelected(i int) bool {
	if i == 0 {
		return false
	}
	switch before := &f.tokens[i-1]; before.text {
	case ".", "?.", "::", "->":
		return before.kind == mark
	}
	return false
}

const maxParts = 10

// spelt returns the name that begins with a token, with what is selected of it:
// a.b?.c["d"].e() is a.b.c.d.e().
func (f *file) spelt(i int) string {
	name, _ := f.dotted(i)
	return name
}

// dotted returns the name that begins with a token, and the token after it.
func (f *file) dotted(i int) (name string, next int) {
	var b strings.Builder
	b.WriteString(f.tokens[i].text)
	i++
	for range maxParts {
		rest := f.tokens[i:]
		switch {
		case len(rest) > 1 && rest[1].kind == word && f.isSelected(i+1):
			b.WriteString("." + rest[1].text)
			i += 2
		case len(rest) > 2 && rest[0].is("[") && rest[1].isWhole() && rest[2].is("]"):
			b.WriteString("." + rest[1].text)
			i += 3
		case len(rest) > 2 && rest[0].is("(") && rest[1].is(")") && f.isSelectedFrom(i+2):
			b.WriteString("()")
			i += 2
		case len(rest) > 1 && rest[0].is("!") && f.isSelectedFrom(i+1):
			i++
		default:
			return b.String(), i
		}
	}
	return b.String(), i
}

// isSelectedFrom reports whether a token selects from what stands before it.
func (f *file) isSelectedFrom(i int) bool {
	return i+1 < len(f.tokens) && f.tokens[i+1].kind == word && f.isSelected(i+1)
}

// findImports lists the modules that the file imports, in the forms of all
// languages.
func (f *file) findImports() {
	scripts := f.lang.Regexps || f.lang.Markup
	for i := range f.tokens {
		t := &f.tokens[i]
		if t.kind != word || i+1 >= len(f.tokens) || f.isSelected(i) {
			continue
		}
		next := &f.tokens[i+1]
		switch t.text {
		case "from", "import", "require":
			if next.isWhole() {
				f.add(next)
				continue
			}
			if next.is("(") {
				f.addAll(i + 2)
				continue
			}
		case "using", "include":
		default:
			continue
		}
		switch {
		case next.kind == word && !scripts && t.text != "from":
			name, _ := f.dotted(i + 1)
			f.imported = append(f.imported, imported{name, next.start})
		case next.is("<") && i+2 < len(f.tokens):
			f.add(&f.tokens[i+2])
		}
	}
}

func (f *file) add(t *token) { f.imported = append(f.imported, imported{t.text, t.start}) }

// addAll adds the modules in brackets: one, in Go as many as there are.
func (f *file) addAll(i int) {
	const most = 500
	end := min(i+1, len(f.tokens))
	if f.lang.Name == "go" {
		end = min(i+most, len(f.tokens))
	}
	for ; i < end && !f.tokens[i].is(")"); i++ {
		if t := &f.tokens[i]; t.isWhole() {
			f.add(t)
		}
	}
}
