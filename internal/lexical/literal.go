package lexical

import "strings"

// literal goes on to what ends or parts a string.
func (s *splitter) literal() {
	f := *s.top()
	q, marks := f.quote, strings.Repeat("#", f.hashes)
	for s.pos < s.end {
		c := s.text[s.pos]
		if h := s.holeAt(&f, marks); h != nil {
			size := len(h.open) + len(marks)
			if !h.doubled || !strings.HasPrefix(s.rest()[size:], h.open) {
				s.beginHole(&f, h, size)
				return
			}
			s.pos += 2 * size
			continue
		}
		switch {
		case q.escape != 0 && c == q.escape:
			s.escape(q, marks)
		case c == '\n' && !q.lines:
			s.finish(&f, s.pos)
			return
		case c == q.end[0] && s.at(q.end+marks):
			if s.ends(q, marks) {
				s.finish(&f, s.pos)
				return
			}
		default:
			s.pos++
		}
	}
}

// escape skips a backslash with what it stands before.
func (s *splitter) escape(q *quote, marks string) {
	s.pos++
	if !s.at(marks) {
		return // In a string with marks, a backslash without them is one.
	}
	if len(q.holes) > 0 && q.holes[0].doubled && s.at(q.holes[0].open) {
		return // Such a brace means itself only if it is doubled.
	}
	s.pos += len(marks)
	if s.byteAt(0) == '\r' && s.byteAt(1) == '\n' {
		s.pos++
	}
	s.pos = min(s.pos+1, s.end)
}

// ends skips the end of a string. It reports whether the string ends: an end that
// stands there twice may mean itself.
func (s *splitter) ends(q *quote, marks string) bool {
	s.pos += len(q.end) + len(marks)
	if q.doubled && s.at(q.end) {
		s.pos += len(q.end)
		return false
	}
	for q.greedy && s.byteAt(0) == q.end[0] {
		s.pos++
	}
	return true
}

func (s *splitter) finish(f *frame, end int) {
	s.pos = end
	s.emit(String, end, closes|f.parts())
	s.pop()
	s.value, s.selected, s.keyword = true, false, ""
}

// holeAt returns the form of the hole that begins here, nil if none does.
func (s *splitter) holeAt(f *frame, marks string) *hole {
	for i := range f.quote.holes {
		h := &f.quote.holes[i]
		rest, ok := strings.CutPrefix(s.rest(), h.open[:1]+marks)
		if ok && strings.HasPrefix(rest, h.open[1:]) {
			return h
		}
	}
	return nil
}

func (s *splitter) beginHole(f *frame, h *hole, size int) {
	s.pos += size
	s.emit(String, s.pos, f.parts())
	s.top().parted = true
	s.push(frame{in: (*splitter).code, hole: h, base: len(s.brackets)})
	s.value, s.selected, s.keyword = false, false, ""
}

// format goes through the format of a hole, in which there may be holes.
func (s *splitter) format() {
	f := *s.top()
	for s.pos < s.end {
		switch c := s.text[s.pos]; {
		case c == f.hole.end:
			s.pos++ // It belongs to the string.
			s.pop()
			return
		case s.at(f.hole.open):
			s.beginHole(&f, f.hole, len(f.hole.open))
			return
		case c == '\n' && !f.quote.lines, s.at(f.quote.end):
			s.pop()
			return
		default:
			s.pos++
		}
	}
}
