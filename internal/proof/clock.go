package proof

import (
	"strconv"
	"strings"

	"github.com/workplacelint/workplacelint/internal/digest"
	"github.com/workplacelint/workplacelint/internal/strval"
)

// isTime reports whether a hole holds a reading of a clock.
func isTime(h strval.Hole) bool {
	if _, _, ok := digest.Parse(h.Ref); ok {
		return false
	}
	return h.Unit != strval.UnitNone || h.Origin == strval.OriginTime || strings.Contains(h.Ref, clockRef)
}

// clockRef begins the identity of a reading of the clock; see eval.
const clockRef = "now:"

// clockLife says when the clock was read: "", "program" or "once".
func clockLife(ref string) string {
	if _, _, ok := digest.Parse(ref); ok {
		return ""
	}
	_, after, ok := strings.Cut(ref, clockRef)
	if !ok {
		return ""
	}
	life, _, _ := strings.Cut(after, ":")
	return life
}

// A moment is a time taken apart.
type moment struct {
	forms  []digest.Form // of the text
	moved  int64         // seconds that were added
	cut    int64         // seconds that it is a multiple of
	zoned  bool          // the offset of a zone was added
	clock  string        // identity of the reading, "" if it is not known
	divide bool          // divided, which leaves a float its fraction
}

// readings are the names of what a time is read as.
var readings = map[string]bool{"unix": true, "unixmilli": true, "unixmicro": true, "unixnano": true}

func momentOf(h strval.Hole) moment {
	var m moment
	ref := h.Ref
	m.forms, ref = digest.Unwrap(ref)
	if name, rest, ok := strings.Cut(ref, ":"); ok && readings[name] {
		ref = rest
	}
	inner, ref := digest.Unwrap(ref)
	for _, f := range inner {
		n, err := strconv.ParseInt(f.N, 10, 64)
		switch {
		case err != nil:
		case f.Name == digest.Moved:
			m.moved += n
		case f.Name == digest.Rounded:
			m.cut = max(m.cut, n)
		}
	}
	m.clock, ref = clockOf(ref)
	m.operations(ref)
	return m
}

// clockOf cuts the identity of a reading from what was computed of it:
// now:LIFE:FUNCTION#FRAME:LINE:COLUMN. Any other identity is one as a whole.
func clockOf(ref string) (clock, rest string) {
	if !strings.HasPrefix(ref, clockRef) {
		return ref, ""
	}
	at := strings.IndexByte(ref, '#')
	if at < 0 {
		return ref, ""
	}
	end := at + 1
	for end < len(ref) && (ref[end] == ':' || ref[end] >= '0' && ref[end] <= '9') {
		end++
	}
	return ref[:end], ref[end:]
}

// operations reads what was computed of a reading: /1000, -10, +zoneof:….
func (m *moment) operations(ref string) {
	for ref != "" {
		op := ref[0]
		operand := ref[1:]
		end := strings.IndexAny(operand, "+-*/%")
		if end == 0 && operand[0] == '-' {
			end = strings.IndexAny(operand[1:], "+-*/%")
			if end >= 0 {
				end++
			}
		}
		if strings.HasPrefix(operand, zoneRef) {
			m.zoned = true
			return
		}
		if end < 0 {
			end = len(operand)
		}
		n, err := strconv.ParseInt(operand[:end], 10, 64)
		switch {
		case err != nil:
			m.clock = ""
			return
		case op == '+':
			m.moved += n
		case op == '-':
			m.moved -= n
		case op == '/':
			m.divide = true
		}
		ref = operand[end:]
	}
}

// zoneRef begins the identity of the offset of a time zone; see eval.
const zoneRef = "zoneof:"

// text says what is wrong with the text of a time, if something is known to
// be.
func (s *sent) timeText(h strval.Hole, inJSON bool) *Finding {
	m := momentOf(h)
	text := func(what string) *Finding {
		return &Finding{Category: CategoryTimeText, Message: "the time is " + what + "; it is the decimal text of a whole number of seconds"}
	}
	if len(m.forms) > 0 {
		switch f := m.forms[0]; f.Name {
		case digest.Float:
			return text("printed as a float")
		case digest.Date:
			return text("a formatted date")
		case digest.Character:
			return text("one character with that number")
		case digest.Base:
			return text("printed in base " + f.N)
		default:
			return nil
		}
	}
	switch h.Unit {
	case strval.UnitMilliseconds:
		return unit("milliseconds")
	case strval.UnitMicroseconds:
		return unit("microseconds")
	case strval.UnitNanoseconds:
		return unit("nanoseconds")
	case strval.UnitNone, strval.UnitSeconds:
	}
	if h.Kind == strval.KindFloat && (!inJSON || m.divide) {
		return text("a float")
	}
	return s.timeValue(m)
}

func unit(name string) *Finding {
	return &Finding{Category: CategoryTimeUnit, Message: "the time is in " + name + "; it is in seconds"}
}

func (s *sent) timeValue(m moment) *Finding {
	value := func(what string) *Finding {
		return &Finding{Category: CategoryTimeValue, Message: "the time is " + what}
	}
	switch {
	case m.zoned:
		return value("moved by the offset of a time zone; Unix seconds are the same everywhere")
	case m.cut > s.rules.Window:
		return value("cut to a multiple of " + duration(m.cut) + "; a proof is valid for " + s.window())
	case m.moved > s.rules.Window || m.moved < -s.rules.Window:
		return value("moved by " + duration(max(m.moved, -m.moved)) + "; a proof is valid for " + s.window())
	}
	return nil
}
