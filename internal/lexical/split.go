package lexical

import "strings"

// Split splits text into spans, in order.
func Split(lang *Language, text string) []Span {
	s := &splitter{text: text, end: len(text)}
	if lang.Markup {
		s.lang = lang
		s.page()
	} else {
		s.run(lang, len(text))
	}
	s.emit(Code, len(text), 0)
	return s.spans
}

// A splitter goes through a text once.
type splitter struct {
	lang  *Language
	text  string // what is looked at ends at end
	end   int
	pos   int
	done  int // what is before has its span
	spans []Span
	stack []frame

	// value says that a value ends just before: a / divides it and a < compares it.
	value    bool
	selected bool // a dot stands just before
	keyword  string
	brackets []bracket
	script   bool
	// plain and flat are where no regular expression and no brace begins before:
	// what was looked for there once is not there.
	plain, flat int
}

// A frame is a construct that is open.
type frame struct {
	in    func(*splitter)
	quote *quote
	hole  *hole
	// hashes is how many # end the string.
	hashes int
	// parted says that the string has a span already.
	parted bool
	// base is how many brackets were open when code began.
	base int
	// types is how many < are open in a tag.
	types int
}

// A bracket is an open bracket of code.
type bracket struct {
	open byte
	// value says that what it closes is a value.
	value bool
}

// Parts of a string that a span has.
const (
	opens = 1 << iota
	closes
)

// parts says what of the string the span has that is due.
func (f *frame) parts() int {
	if f.parted {
		return 0
	}
	return opens
}

// emit gives what is before end its span. Code joins code.
func (s *splitter) emit(kind Kind, end, parts int) {
	if end <= s.done {
		return
	}
	if n := len(s.spans) - 1; kind == Code && n >= 0 && s.spans[n].Kind == Code && s.spans[n].Script == s.script {
		s.spans[n].End = end
	} else {
		s.spans = append(s.spans, Span{
			Kind: kind, Start: s.done, End: end, Opens: parts&opens != 0, Closes: parts&closes != 0, Script: s.script,
		})
	}
	s.done = end
}

// run splits code of a language up to end.
func (s *splitter) run(lang *Language, end int) {
	s.lang, s.end = lang, end
	s.stack = append(s.stack[:0], frame{in: (*splitter).code})
	s.brackets, s.value, s.selected, s.keyword = s.brackets[:0], false, false, ""
	if strings.HasPrefix(s.text[s.pos:s.end], "#!") && s.pos == 0 {
		s.comment(s.lineEnd())
	}
	for s.pos < s.end {
		s.top().in(s)
	}
	// A string that the text breaks off is a string all the same.
	if t := s.top(); t.quote != nil {
		s.emit(String, s.end, t.parts())
	}
	s.emit(Code, s.end, 0)
}

func (s *splitter) top() *frame { return &s.stack[len(s.stack)-1] }

func (s *splitter) push(f frame) { s.stack = append(s.stack, f) }

// pop ends a construct. The outermost one stays: the text may have more closing
// brackets than it opens.
func (s *splitter) pop() {
	if len(s.stack) > 1 {
		s.stack = s.stack[:len(s.stack)-1]
	}
}

func (s *splitter) rest() string { return s.text[s.pos:s.end] }

func (s *splitter) at(prefix string) bool { return strings.HasPrefix(s.rest(), prefix) }

// byteAt returns the byte at a distance from here, 0 beyond the text.
func (s *splitter) byteAt(distance int) byte {
	if i := s.pos + distance; i >= 0 && i < s.end {
		return s.text[i]
	}
	return 0
}

// lineEnd returns where the line ends.
func (s *splitter) lineEnd() int {
	i := strings.IndexByte(s.rest(), '\n')
	switch {
	case i < 0:
		return s.end
	case i > 0 && s.rest()[i-1] == '\r':
		i--
	}
	return s.pos + i
}

// after returns where the next mark ends, the end of the text if there is none.
func (s *splitter) after(mark string) int {
	if i := strings.Index(s.rest(), mark); i >= 0 {
		return s.pos + i + len(mark)
	}
	return s.end
}

func (s *splitter) comment(end int) {
	s.emit(Code, s.pos, 0)
	s.pos = end
	s.emit(Comment, end, 0)
}
