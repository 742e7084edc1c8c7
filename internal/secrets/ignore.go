package secrets

import (
	"bytes"
	"time"

	"github.com/workplacelint/workplacelint/internal/suppress"
)

// A comment suppresses findings on its line or on the next one, in a file of any
// kind:
//
//	workplacelint:ignore secrets -- reason
//
// Instead of secrets it may name rules, or the analyzers that find the same.

// ignored says what a comment makes of a finding.
type ignored struct {
	by    bool   // a comment suppresses it
	fault string // why a comment about it does not
}

// ignoredAt looks for a comment about h on the lines of text from where it
// starts to where it ends, and on the one before.
func ignoredAt(text []byte, h *hit, today time.Time) ignored {
	first := bytes.LastIndexByte(text[:h.start], '\n')
	if first >= 0 {
		first = bytes.LastIndexByte(text[:first], '\n')
	}
	last := len(text)
	if i := bytes.IndexByte(text[h.end:], '\n'); i >= 0 {
		last = h.end + i
	}
	var result ignored
	for line := range bytes.Lines(text[first+1 : last]) {
		d := suppress.ParseLine(string(line))
		if d == nil || !isAbout(d, h) {
			continue
		}
		if result.fault = d.Fault(today); result.fault == "" {
			return ignored{by: true}
		}
	}
	return result
}

// isAbout reports whether a comment names what is found, in the words of this
// command or of check.
func isAbout(d *suppress.Directive, h *hit) bool {
	return d.Covers("secrets", h.rule.RuleID) || d.Covers(h.rule.RuleID, "") ||
		d.Covers("hardcodedtoken", string(h.kind())) || d.Covers("clientfile", "literal")
}
