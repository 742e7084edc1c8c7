package hardcodedtoken

import (
	"cmp"
	"go/token"
	"path"
	"strings"

	"github.com/workplacelint/workplacelint/internal/credential"
	"github.com/workplacelint/workplacelint/internal/digest"
	"github.com/workplacelint/workplacelint/internal/extract"
	"github.com/workplacelint/workplacelint/internal/flow"
	"github.com/workplacelint/workplacelint/internal/strval"
)

// request looks for constants in the parameters of a request that carry
// credentials.
func (c *checker) request(r *extract.Request) {
	for _, p := range r.Params {
		kind, ok := c.use.Kind(p.Name)
		if !ok {
			continue
		}
		for _, t := range p.Value.Alternatives() {
			if text, ok := t.Literal(); ok {
				c.sent(kind, c.use.Unscheme(text), "sent as "+p.Name+" of "+describe(r), r.Position)
			}
		}
	}
}

func describe(r *extract.Request) string {
	path := r.PathString()
	if r.Open != "" || path == "" {
		path = "a request to " + cmp.Or(r.Host, "the API")
	}
	return strings.TrimSpace(r.Method + " " + path)
}

// keys looks for constants that digests in a request are made with.
func (c *checker) keys(s *extract.Signed) {
	for _, p := range s.Params {
		for _, t := range p.Value.Alternatives() {
			for _, h := range t.Holes() {
				c.key(p.Name, h, s)
			}
		}
	}
}

func (c *checker) key(param string, h strval.Hole, s *extract.Signed) {
	_, d, ok := digest.Parse(h.Ref)
	if !ok || !d.Keyed {
		return
	}
	if text, ok := d.Key.Literal(); ok {
		c.sent(c.use.KeyKind, text, "sent as the key of "+param, s.Position)
	}
}

// inRequest is where a constant goes that more than one request may carry.
const inRequest = "sent in a request"

// written notes a constant that gets into the place of a credential by more than
// one function or field.
func (c *checker) written(w *flow.Written) {
	if w.Text == "" {
		c.found = append(c.found, finding{pos: w.Pos, kind: w.Kind, shown: w.Shown + ", " + c.short(w.Where), flow: inRequest, steps: w.Steps})
		return
	}
	text := c.use.Unscheme(strings.TrimSpace(w.Text))
	for _, plain := range append(credential.Decoded(text), text) {
		if kind, ok := c.plausible(w.Kind, plain); ok {
			f := finding{pos: w.Pos, kind: kind, secret: plain, encoded: plain != text, flow: inRequest, steps: w.Steps}
			if l := c.holding(text); l != nil {
				f.pos, f.end = l.pos, l.end
			} else if _, shaped := c.pack.Shape(plain); shaped {
				return // Another package holds it, and reports it.
			}
			c.found = append(c.found, f)
			return
		}
	}
}

// short is a place of another package without directories and column.
func (c *checker) short(where string) string {
	where = path.Base(where)
	if i := strings.LastIndexByte(where, ':'); i >= 0 {
		where = where[:i]
	}
	return "written in " + where
}

// sent notes a text that is used as a credential, at the literal that holds it.
func (c *checker) sent(kind credential.Kind, text, flow string, at extract.Position) {
	kind, ok := c.plausible(kind, text)
	if !ok {
		return
	}
	f := finding{kind: kind, secret: text, flow: flow}
	if l := c.holding(text); l != nil {
		f.pos, f.end = l.pos, l.end
	} else if _, shaped := c.pack.Shape(text); shaped {
		return // Another package holds it, and reports it.
	} else if f.pos = c.find(at); !f.pos.IsValid() {
		return
	}
	c.found = append(c.found, f)
}

// plausible reports whether text can be a credential of the kind, or of another
// that travels in the same place.
func (c *checker) plausible(kind credential.Kind, text string) (credential.Kind, bool) {
	if shape, ok := c.pack.Shape(text); ok {
		return shape, true
	}
	return kind, c.pack.Plausible(kind, text)
}

// find returns the position in a file of the package, none if it is elsewhere.
func (c *checker) find(at extract.Position) token.Pos {
	for _, f := range c.pass.Files {
		file := c.pass.Fset.File(f.FileStart)
		if file == nil || file.Name() != at.File || at.Line < 1 || at.Line > file.LineCount() {
			continue
		}
		return file.LineStart(at.Line) + token.Pos(max(at.Column-1, 0))
	}
	return token.NoPos
}
