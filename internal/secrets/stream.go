package secrets

import (
	"bytes"
	"cmp"
	"errors"
	"io"
	"slices"
	"time"

	"github.com/workplacelint/workplacelint/internal/credential"
)

// Text is looked at in pieces, so that memory does not depend on the size of
// files. Each piece begins with the end of the last one: a credential that is
// shorter than that is whole in one of them.
const (
	pieceSize = 512 << 10
	overlap   = 16 << 10
)

// A spot is a credential in a file.
type spot struct {
	hit
	start, end int64 // bytes from the start of the file
	line       int
	column     int
	endLine    int
	endColumn  int
	ignored    ignored
}

// A piece is a part of a file.
type piece struct {
	text   []byte
	offset int64 // of the text in the file
	line   int   // of its first byte, from 1
	column int   // of its first byte, from 1
	last   bool
}

// A scan looks through files, one after the other.
type scan struct {
	finders []*finder
	buf     []byte
	today   time.Time         // ends suppressions
	visit   func(text []byte) // is called with the text of a file of one piece
}

// file returns the credentials in what r gives, in order, and how many bytes
// that was. With an error, it returns what it found before.
func (s *scan) file(path string, r io.Reader) (spots []spot, size int64, err error) {
	if s.buf == nil {
		s.buf = make([]byte, pieceSize)
	}
	p := piece{line: 1, column: 1}
	kept := 0
	for !p.last {
		n, readErr := io.ReadFull(r, s.buf[kept:])
		size += int64(n)
		p.text = s.buf[:kept+n]
		p.last = readErr != nil
		if s.visit != nil && p.last && p.offset == 0 {
			s.visit(p.text)
		}
		found, findErr := s.piece(path, &p)
		spots = append(spots, found...)
		if findErr != nil {
			err = errors.Join(err, findErr)
		}
		if readErr != nil && !errors.Is(readErr, io.EOF) && !errors.Is(readErr, io.ErrUnexpectedEOF) {
			err = errors.Join(err, readErr)
		}
		if !p.last {
			kept = s.advance(&p)
		}
	}
	return withoutOverlaps(spots), size, err
}

// advance moves the end of the piece to the front of the buffer. If it can, it
// lets the next piece begin with a line.
func (s *scan) advance(p *piece) (kept int) {
	cut := len(p.text) - overlap
	if i := bytes.IndexByte(p.text[cut:cut+overlap/2], '\n'); i >= 0 {
		cut += i + 1
	}
	gone := p.text[:cut]
	p.line += bytes.Count(gone, []byte("\n"))
	if i := bytes.LastIndexByte(gone, '\n'); i >= 0 {
		p.column = cut - i
	} else {
		p.column += cut
	}
	p.offset += int64(cut)
	return copy(s.buf, p.text[cut:])
}

func (s *scan) piece(path string, p *piece) ([]spot, error) {
	var spots []spot
	var failed error
	base := 0
	for _, f := range s.finders {
		hits, err := f.find(path, p.text)
		failed = cmp.Or(failed, err)
		for _, h := range hits {
			if p.cuts(h) {
				continue // Another piece has all of it.
			}
			h.rank += base
			found := p.spot(h)
			found.ignored = ignoredAt(p.text, &h, s.today)
			spots = append(spots, found)
		}
		base += len(f.rank)
	}
	return spots, failed
}

// cuts reports whether h may go on beyond the piece.
func (p *piece) cuts(h hit) bool {
	return h.start == 0 && p.column > 1 || h.end == len(p.text) && !p.last
}

func (p *piece) spot(h hit) spot {
	s := spot{hit: h, start: p.offset + int64(h.start), end: p.offset + int64(h.end)}
	s.line, s.column = p.position(h.start)
	s.endLine, s.endColumn = p.position(h.end)
	return s
}

func (p *piece) position(at int) (line, column int) {
	before := p.text[:at]
	line = p.line + bytes.Count(before, []byte("\n"))
	if i := bytes.LastIndexByte(before, '\n'); i >= 0 {
		return line, at - i
	}
	return line, p.column + at
}

// withoutOverlaps leaves one spot where several overlap: that of the earliest
// rule, and of one rule the longest.
func withoutOverlaps(spots []spot) []spot {
	slices.SortStableFunc(spots, func(a, b spot) int {
		return cmp.Or(cmp.Compare(a.rank, b.rank), cmp.Compare(b.end-b.start, a.end-a.start), cmp.Compare(a.start, b.start))
	})
	kept := spots[:0]
	for _, s := range spots {
		if !slices.ContainsFunc(kept, func(k spot) bool { return k.start < s.end && s.start < k.end || k.start == s.start }) {
			kept = append(kept, s)
		}
	}
	slices.SortFunc(kept, func(a, b spot) int { return cmp.Compare(a.start, b.start) })
	return kept
}

// kind is what the rule calls the credential, in its second tag.
func (h *hit) kind() credential.Kind {
	if len(h.rule.Tags) > 1 && h.rule.Tags[0] == "workplace" {
		return credential.Kind(h.rule.Tags[1])
	}
	return credential.Unspecified
}
