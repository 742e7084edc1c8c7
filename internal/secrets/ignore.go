package secrets

import (
	"time"

	"github.com/workplacelint/workplacelint/internal/suppress"
)

// ignored says what a comment makes of a finding.
type ignored struct {
	by    bool   // a comment suppresses it
	fault string // why a comment about it does not
}

// ignoredAt looks for a comment about h in text.
func ignoredAt(text []byte, h *hit, today time.Time) ignored {
	var result ignored
	for _, d := range suppress.Near(text, h.start, h.end) {
		if !d.CoversWritten(h.rule.RuleID, h.kind()) {
			continue
		}
		if result.fault = d.Fault(today); result.fault == "" {
			return ignored{by: true}
		}
	}
	return result
}
