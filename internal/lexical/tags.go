package lexical

import "strings"

// beginsElement reports whether a < that no value precedes begins an element.
func (s *splitter) beginsElement() bool {
	c := s.byteAt(1)
	if c == '>' {
		return true
	}
	if !isWord(c) || '0' <= c && c <= '9' {
		return false
	}
	return !s.lang.Types || !s.beginsTypes()
}

// beginsTypes reports whether a < begins parameters of a type: <T,>(x) => x,
// <T = U>(x) => x, <T extends U>(x) => x or <T>(x: T) => x where no </T> follows.
func (s *splitter) beginsTypes() bool {
	const near = 2000
	name := s.pos + 1
	for name < s.end && isWord(s.text[name]) {
		name++
	}
	rest := s.text[name:min(name+near, s.end)]
	next := strings.TrimLeft(rest, " \t\r\n")
	return strings.HasPrefix(next, ",") || strings.HasPrefix(next, "=") || next != rest && strings.HasPrefix(next, "extends ") ||
		strings.HasPrefix(next, ">(") && !strings.Contains(rest, "</"+s.text[s.pos+1:name]+">")
}

// tag goes on in the tag of an element.
func (s *splitter) tag() {
	t := s.top()
	switch c := s.text[s.pos]; {
	case c == '"' || c == '\'':
		s.attribute(c)
	case c == '{':
		s.pos++
		s.push(frame{in: (*splitter).code, base: len(s.brackets)})
		s.value = false
	case c == '/' && s.at("/*"):
		s.comment(s.blockEnd(&stars[0]))
	case c == '/' && s.at("//"):
		s.comment(s.lineEnd())
	case c == '/' && s.byteAt(1) == '>':
		s.pos += 2
		s.endElement()
	case c == '<': // types of a component
		t.types++
		s.pos++
	case c == '>' && t.types > 0:
		t.types--
		s.pos++
	case c == '>':
		s.pos++
		t.in = (*splitter).children
	default:
		s.pos++
	}
}

func (s *splitter) endElement() {
	s.pop()
	s.value, s.selected, s.keyword = true, false, ""
}

// attribute skips the value of an attribute, which knows no escapes.
func (s *splitter) attribute(c byte) {
	s.emit(Code, s.pos, 0)
	s.pos++
	for s.pos < s.end && s.text[s.pos] != c {
		s.pos++
		if s.lang.Markup && s.text[s.pos-1] == '{' && s.byteAt(0) == '{' {
			s.pos += actionLen(s.rest()) // A template may have quotes of its own.
		}
	}
	s.pos = min(s.pos+1, s.end)
	s.emit(String, s.pos, opens|closes)
}

// actionLen returns how long the rest of an action of a template is that begins
// with the second of its braces, 0 if it does not end on its line.
func actionLen(rest string) int {
	const longest = 300
	rest = rest[:min(len(rest), longest)]
	if i := strings.IndexByte(rest, '\n'); i >= 0 {
		rest = rest[:i]
	}
	if i := strings.Index(rest, "}}"); i >= 0 {
		return i + len("}}")
	}
	return 0
}

// children goes on between tags.
func (s *splitter) children() {
	end := s.end
	if i := strings.IndexAny(s.rest(), "<{"); i >= 0 {
		end = s.pos + i
	}
	if end > s.pos {
		s.emit(Code, s.pos, 0)
		s.pos = end
		s.emit(Text, end, 0)
		return
	}
	switch {
	case s.text[s.pos] == '{':
		s.pos++
		s.push(frame{in: (*splitter).code, base: len(s.brackets)})
		s.value = false
	case s.at("</"):
		s.pos = s.after(">")
		s.endElement()
	default:
		s.pos++
		s.push(frame{in: (*splitter).tag, base: len(s.brackets)})
	}
}
