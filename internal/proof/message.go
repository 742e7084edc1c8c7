package proof

import (
	"strings"

	"github.com/workplacelint/workplacelint/internal/digest"
	"github.com/workplacelint/workplacelint/internal/graphapi"
	"github.com/workplacelint/workplacelint/internal/strval"
)

// The parts of a message.
type partKind uint8

const (
	partUnknown partKind = iota
	partLit
	partToken
	partTime
)

type part struct {
	kind partKind
	lit  string
	hole strval.Hole
}

// message judges what is signed.
func (s *sent) message(p value) (*Finding, string) {
	parts, open := s.parts(p.digest.Message)
	if open != "" {
		return nil, open
	}
	if f := s.escaped(parts); f != nil {
		return f, ""
	}
	shape := shapeOf(parts)
	sep := s.rules.Separator
	switch {
	case shape == tokenMark+sep+timeMark:
		return s.time(p, parts[2].hole)
	case shape == tokenMark:
		return s.withoutTime(), ""
	case strings.HasPrefix(shape, sep+timeMark):
		return s.mismatch("the token that is signed is empty; sign after the token is known"), ""
	case strings.HasSuffix(shape, sep+timeMark) && !strings.Contains(shape, tokenMark):
		return s.otherToken(parts), ""
	case strings.HasSuffix(shape, tokenMark+sep+timeMark):
		return s.mismatch("the signed token begins with " + quote(parts[0].lit) + ", the sent one does not"), ""
	case strings.HasPrefix(shape, tokenMark) && strings.HasSuffix(shape, sep+timeMark) && len(parts) == 3:
		return s.mismatch("the signed token ends with " + quote(strings.TrimSuffix(parts[1].lit, sep)) + ", the sent one does not"), ""
	}
	return s.format(parts, shape), ""
}

func quote(s string) string {
	quoted := strings.NewReplacer("\n", `\n`, "\r", `\r`, "\t", `\t`).Replace(s)
	return `"` + quoted + `"`
}

func (s *sent) mismatch(text string) *Finding {
	return &Finding{Category: CategoryTokenMismatch, Message: text}
}

// parts takes a message apart. open says why a part is not known.
func (s *sent) parts(t strval.Template) (parts []part, open string) {
	for _, p := range t.Parts {
		switch {
		case p.Hole == nil:
			parts = append(parts, part{kind: partLit, lit: p.Lit})
		case isTime(*p.Hole):
			if p.Hole.Ref == "" || momentOf(*p.Hole).clock == "" {
				return nil, "the signed time is not known"
			}
			parts = append(parts, part{kind: partTime, hole: *p.Hole})
		case s.isToken(*p.Hole):
			parts = append(parts, part{kind: partToken, hole: *p.Hole})
		default:
			return nil, "{" + p.Hole.Name + "} is signed, and what it holds is not known"
		}
	}
	return parts, ""
}

// isSentToken reports whether a hole is the token that is sent.
func (s *sent) isSentToken(h strval.Hole) bool {
	for _, t := range s.tokens {
		if g, ok := t.text.AsHole(); ok && g.Ref != "" && g.Ref == h.Ref {
			return true
		}
	}
	return false
}

// isToken reports whether a hole is the token that is sent, or is called so
// where the identity of that is not known.
func (s *sent) isToken(h strval.Hole) bool {
	if s.isSentToken(h) {
		return true
	}
	for _, t := range s.tokens {
		if g, ok := t.text.AsHole(); ok && g.Ref != "" {
			return false
		}
	}
	return named(h.Name, s.rules.Names.Token)
}

// The token and the time in the shape of a message: characters that no text has.
const (
	tokenMark = "\x00"
	timeMark  = "\x01"
)

// shapeOf writes a message with marks for the token and the time.
func shapeOf(parts []part) string {
	var b strings.Builder
	for _, p := range parts {
		switch p.kind {
		case partToken:
			b.WriteString(tokenMark)
		case partTime:
			b.WriteString(timeMark)
		case partLit, partUnknown:
			b.WriteString(p.lit)
		}
	}
	return b.String()
}

// escaped finds a message that was escaped for a URL.
func (s *sent) escaped(parts []part) *Finding {
	for _, p := range parts {
		if p.kind != partLit && p.hole.Escape != strval.EscapeNone {
			return &Finding{Category: CategoryFormat, Message: "the message is escaped for a URL before it is signed; the plain text is signed"}
		}
	}
	return nil
}

// withoutTime is for a message that is the token alone.
func (s *sent) withoutTime() *Finding {
	switch {
	case len(s.times) > 0:
		return &Finding{Category: CategoryTimeUnsigned, Message: s.rules.Parameters.Time + " is sent, but only the token is signed; the message is token" + s.rules.Separator + "time"}
	case !s.req.Workplace:
		return nil
	}
	return &Finding{Category: CategoryNoTime, Message: "only the token is signed; Workplace expects token" + s.rules.Separator + "time signed, and " + s.rules.Parameters.Time}
}

// otherToken is for a message with a constant in place of the token.
func (s *sent) otherToken(parts []part) *Finding {
	if len(parts) != 2 || parts[0].kind != partLit {
		return s.format(parts, shapeOf(parts))
	}
	signed := strings.TrimSuffix(parts[0].lit, s.rules.Separator)
	for _, t := range s.tokens {
		if lit, ok := t.text.Literal(); ok && lit == signed {
			return nil
		}
	}
	return s.mismatch("a constant is signed in place of the token that is sent")
}

// format says what is wrong with the order or the text of a message.
func (s *sent) format(parts []part, shape string) *Finding {
	want := "the message is token" + s.rules.Separator + "time"
	found := func(text string) *Finding {
		return &Finding{Category: CategoryFormat, Message: text + "; " + want}
	}
	token, time := strings.Index(shape, tokenMark), strings.Index(shape, timeMark)
	switch {
	case time < 0 || token < 0:
		return found("the signed text is not token and time")
	case time < token:
		return found("the time is signed before the token")
	case shape == tokenMark+timeMark:
		return found("nothing stands between token and time in the signed text")
	case strings.HasSuffix(shape, "\n") || strings.HasSuffix(shape, " "):
		return found("the signed text ends with " + quote(parts[len(parts)-1].lit))
	case len(parts) == 3:
		return found(quote(parts[1].lit) + " stands between token and time in the signed text")
	}
	return found("the signed text has more in it")
}

// time judges the signed time against the one that is sent.
func (s *sent) time(p value, signed strval.Hole) (*Finding, string) {
	if f := s.timeText(signed, false); f != nil {
		return f, ""
	}
	if len(s.times) == 0 {
		return &Finding{Category: CategoryParam, Message: s.rules.Parameters.Proof + " is sent without " + s.rules.Parameters.Time}, ""
	}
	var wrong *Finding
	for _, t := range s.times {
		f, open := s.sameTime(p, signed, t)
		if f == nil {
			return nil, open
		}
		wrong = f
	}
	return wrong, ""
}

func (s *sent) sameTime(p value, signed strval.Hole, t value) (*Finding, string) {
	name := s.rules.Parameters.Time
	if _, ok := t.text.Literal(); ok {
		return &Finding{Category: CategoryTimeUnsigned, Message: "the " + name + " that is sent is a constant, not the time that is signed"}, ""
	}
	h, ok := t.text.AsHole()
	if !ok {
		return nil, "the sent time is not known"
	}
	if f := s.timeText(h, t.place == graphapi.InBody); f != nil && isTime(h) {
		return f, ""
	}
	if h.Ref == signed.Ref {
		return nil, ""
	}
	a, b := momentOf(signed), momentOf(h)
	if !isTime(h) || b.clock == "" || !strings.HasPrefix(a.clock, clockRef) || !strings.HasPrefix(b.clock, clockRef) {
		return nil, "the sent time is not known"
	}
	if a.clock == b.clock {
		if a.moved == b.moved && a.cut == b.cut {
			return nil, ""
		}
		return &Finding{Category: CategoryTimeUnsigned, Message: "the " + name + " that is sent is moved against the one that is signed"}, ""
	}
	if p.digest.Life.Kind != digest.LifeFresh {
		return &Finding{Category: CategoryTimeUnsigned, Message: "the " + name + " that is sent is new, the signed one is not: the proof is kept in " + p.digest.Life.Where}, ""
	}
	return &Finding{Category: CategoryTwoClocks, Message: "the clock is read once for the signed time and once for " + name + "; the second may be another second"}, ""
}
