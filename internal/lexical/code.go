package lexical

import (
	"slices"
	"strings"
)

// code goes on by one piece of code.
func (s *splitter) code() {
	c := s.text[s.pos]
	switch {
	case s.lang.starts[c] && s.begins(c):
	case isWord(c):
		s.word()
	case c == ' ' || c == '\t' || c == '\n' || c == '\r':
		s.pos++
	case strings.IndexByte("([{", c) >= 0:
		s.open(c)
	case strings.IndexByte(")]}", c) >= 0:
		s.close(c)
	case c == '/' && s.lang.Regexps && !s.value && s.regexp():
	case c == '<' && s.lang.Tags && !s.value && s.beginsElement():
		s.push(frame{in: (*splitter).tag, base: len(s.brackets)})
		s.pos++
	case c == ':' && s.formats():
	default:
		s.operator(c)
	}
}

// begins begins a comment or a string, if one begins here.
func (s *splitter) begins(c byte) bool {
	if slices.ContainsFunc(s.lang.LineComments, s.at) {
		s.comment(s.lineEnd())
		return true
	}
	for i := range s.lang.BlockComments {
		if b := &s.lang.BlockComments[i]; s.at(b.open) {
			s.comment(s.blockEnd(b))
			return true
		}
	}
	hashes := 0
	for c == '#' && s.byteAt(hashes) == '#' {
		hashes++
	}
	prefix := s.prefix()
	for i := range s.lang.Quotes {
		q := &s.lang.Quotes[i]
		if (hashes == 0 || q.hashes) && strings.HasPrefix(s.rest()[hashes:], q.open) && q.hasPrefix(prefix) {
			s.emit(Code, s.pos, 0)
			s.pos += hashes + len(q.open)
			s.push(frame{in: (*splitter).literal, quote: q, hashes: hashes})
			return true
		}
	}
	return false
}

// prefix returns the word that stands just before.
func (s *splitter) prefix() string {
	start := s.pos
	for start > s.done && (isWord(s.text[start-1]) || s.text[start-1] == '@') {
		start--
	}
	return s.text[start:s.pos]
}

func (s *splitter) blockEnd(b *block) int {
	if !b.nests {
		body := s.pos + len(b.open)
		if i := strings.Index(s.text[body:s.end], b.end); i >= 0 {
			return body + i + len(b.end)
		}
		return s.end
	}
	depth := 0
	for i := s.pos; i < s.end; i++ {
		switch rest := s.text[i:s.end]; {
		case strings.HasPrefix(rest, b.open):
			depth++
			i += len(b.open) - 1
		case strings.HasPrefix(rest, b.end):
			depth--
			i += len(b.end) - 1
			if depth == 0 {
				return i + 1
			}
		}
	}
	return s.end
}

// isWord reports whether c is part of a name or number. What is beyond ASCII
// is: no language of the table has operators there.
func isWord(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '_' || c == '$' || c >= 0x80
}

// operators are the words that a value follows.
var operators = map[string]bool{
	"await": true, "case": true, "delete": true, "do": true, "else": true, "extends": true, "in": true,
	"instanceof": true, "new": true, "of": true, "return": true, "throw": true, "typeof": true, "void": true,
	"yield": true, "default": true,
}

// conditions are the words whose brackets are no value.
var conditions = map[string]bool{"if": true, "while": true, "for": true, "with": true}

func (s *splitter) word() {
	start := s.pos
	for s.pos < s.end && isWord(s.text[s.pos]) {
		s.pos++
	}
	word := s.text[start:s.pos]
	switch {
	case s.selected:
		word = "" // a property, whatever it is called
	case word == "await" && s.keyword == "for":
		word = "for"
	}
	s.value, s.selected, s.keyword = !operators[word], false, word
}

func (s *splitter) open(c byte) {
	b := bracket{open: c, value: true}
	switch c {
	case '(':
		b.value = !conditions[s.keyword]
	case '{':
		b.value = s.beginsValue()
	}
	s.brackets = append(s.brackets, b)
	s.pos++
	s.value, s.selected, s.keyword = false, false, ""
}

// beginsValue reports whether a { begins a value and not a block.
func (s *splitter) beginsValue() bool {
	before := strings.TrimRight(s.text[:s.pos], " \t\r\n")
	if s.value || before == "" || strings.HasSuffix(before, "=>") {
		return false
	}
	switch s.keyword {
	case "do", "else", "try", "finally":
		return false
	case "":
		return strings.IndexByte("(,=:[!&|?+-*/%^~<>", before[len(before)-1]) >= 0
	}
	return true
}

func (s *splitter) close(c byte) {
	if t := s.top(); len(s.brackets) == t.base {
		s.closeFrame(c, t.hole)
		return
	}
	last := s.brackets[len(s.brackets)-1]
	s.brackets = s.brackets[:len(s.brackets)-1]
	s.pos++
	s.value, s.selected, s.keyword = last.value, false, ""
}

// closeFrame ends the code in a string or among tags, if c is its end. A closing
// bracket that closes nothing is left alone.
func (s *splitter) closeFrame(c byte, in *hole) {
	switch {
	case in != nil && in.end == c:
		s.emit(Code, s.pos, 0)
		s.pop()
	case in == nil && c == '}':
		s.pop()
	}
	s.pos++
	s.value, s.selected, s.keyword = true, false, ""
}

func (s *splitter) operator(c byte) {
	if (c == '+' || c == '-') && s.byteAt(1) == c {
		s.pos += 2 // It leaves a value a value.
		return
	}
	if c == '<' && s.byteAt(1) == c {
		s.pos++ // The second one begins no element.
	}
	s.pos++
	s.selected = c == '.' && s.byteAt(0) != '.'
	s.value = c == '!' && s.value // of TypeScript: not null
	s.keyword = ""
}

// formats ends the code of a hole that a format follows.
func (s *splitter) formats() bool {
	t := s.top()
	if t.hole == nil || !t.hole.formats || len(s.brackets) != t.base {
		return false
	}
	s.emit(Code, s.pos, 0)
	s.pos++
	quote := s.stack[len(s.stack)-2].quote
	*t = frame{in: (*splitter).format, quote: quote, hole: t.hole, parted: true}
	return true
}

// regexp skips a regular expression, if one begins here.
func (s *splitter) regexp() bool {
	if s.pos < s.plain {
		return false
	}
	class := false
	for i := s.pos + 1; i < s.end; i++ {
		switch c := s.text[i]; {
		case c == '\n':
			s.plain = i
			return false
		case c == '\\':
			i++
		case c == '[':
			class = true
		case c == ']':
			class = false
		case c == '/' && !class:
			s.emit(Code, s.pos, 0)
			for s.pos = i + 1; s.pos < s.end && isWord(s.text[s.pos]); {
				s.pos++
			}
			s.emit(Regexp, s.pos, 0)
			s.value, s.selected, s.keyword = true, false, ""
			return true
		}
	}
	s.plain = s.end
	return false
}
