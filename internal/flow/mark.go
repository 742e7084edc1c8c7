package flow

import (
	"cmp"
	"go/token"
	"strconv"

	"github.com/workplacelint/workplacelint/internal/credential"
	"github.com/workplacelint/workplacelint/internal/sink"
)

// A label says how a value holds a text.
type label uint8

const (
	plain    label = iota // whoever prints the value prints the text
	inURL                 // it is a request with the text in its URL
	inHeader              // it is a request with the text in a header
	inBody                // it is a request with the text in its body
	inLink                // it is an answer that may repeat the URL of its request
)

var suffixes = [...]string{plain: "", inURL: "/url", inHeader: "/header", inBody: "/body", inLink: "/link"}

// inRequest reports whether a value that holds a text so is a request.
func (l label) inRequest() bool { return l == inURL || l == inHeader || l == inBody }

// A mark is a text that a value holds.
type mark struct {
	place string // where the text comes from
	quality
	branch branch // on which way through the function it is there
}

// A quality says how a text is held.
type quality struct {
	Label label
	// Part says that other text that is not constant stands beside it.
	Part bool
	// Inner says that some text stands before it.
	Inner bool
	// Role is what printed the value first, if that decides what of it is there.
	Role sink.Role
	// As is set once the text stands in the place of a credential.
	As credential.Kind
	// Header says that this place is a header.
	Header bool
	// Among says that it is in an object of a library that holds other texts, too.
	Among bool
	// Escaped says that the text was written so that any URL may hold it.
	Escaped bool
}

// then returns how a text is held that was held as q, after what became of it.
func (q quality) then(next quality) quality {
	return quality{
		Label: next.Label, Part: q.Part || next.Part, Inner: q.Inner || next.Inner,
		Role: cmp.Or(q.Role, next.Role), As: cmp.Or(next.As, q.As), Header: q.Header || next.Header,
		Among: q.Among || next.Among, Escaped: q.Escaped || next.Escaped,
	}
}

func (q quality) compare(r quality) int {
	return cmp.Or(cmp.Compare(q.Label, r.Label), cmp.Compare(q.Role, r.Role), cmp.Compare(q.As, r.As),
		compareBool(q.Part, r.Part), compareBool(q.Inner, r.Inner), compareBool(q.Header, r.Header),
		compareBool(q.Among, r.Among), compareBool(q.Escaped, r.Escaped))
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// A Step is one position on the way of a text, with a fragment that says what
// happens there.
type Step struct {
	Pos  token.Pos // in the package at hand, else NoPos
	File string    // for people, if Pos is not set
	Line int
	Note string
}

// String is the place of a step in another package.
func (s Step) String() string { return s.File + ":" + strconv.Itoa(s.Line) }

// A trail is the way of a text so far, its last step first.
type trail struct {
	Step
	prev *trail
	size int
}

// maxSteps bounds the length of a way.
const maxSteps = 12

func (t *trail) add(pos token.Pos, note string) *trail {
	if t != nil && t.size >= maxSteps {
		return t
	}
	n := &trail{Step: Step{Pos: pos, Note: note}, prev: t, size: 1}
	if t != nil {
		n.size += t.size
	}
	return n
}

// join adds the steps of another way.
func (t *trail) join(steps []Step) *trail {
	for _, s := range steps {
		if t != nil && t.size >= maxSteps {
			return t
		}
		n := &trail{Step: s, prev: t, size: 1}
		if t != nil {
			n.size += t.size
		}
		t = n
	}
	return t
}

// steps returns the way from its beginning.
func (t *trail) steps() []Step {
	if t == nil {
		return nil
	}
	out := make([]Step, t.size)
	for i := t.size - 1; t != nil; i-- {
		out[i] = t.Step
		t = t.prev
	}
	return out
}

// Notes by which ways are told apart.
const (
	failureNote = "the error of this call holds the URL"
	linkNote    = "the answer to this request repeats its URL"
)
