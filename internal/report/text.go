package report

import (
	"fmt"
	"io"
	"strings"

	"github.com/muesli/termenv"
)

// MaxLabels bounds the evidence that text shows for one finding.
const MaxLabels = 4

// Text writes for people.
type Text struct {
	W io.Writer
	// Colors is what the terminal can show; termenv.Ascii writes no escapes.
	Colors termenv.Profile
	// Sources gives lines of files for the frames.
	Sources *Sources

	err error
}

// Check writes findings with code frames and a last line that counts.
func (t *Text) Check(c *Check) error {
	for i := range c.Findings {
		t.finding(&c.Findings[i])
	}
	t.skipped(c.Summary.Skipped)
	t.unread(c.Summary.Unread)
	t.line(SummaryLine(c))
	return t.err
}

// Findings writes findings with code frames and a last line that counts only
// them: nothing was said about code.
func (t *Text) Findings(c *Check) error {
	for i := range c.Findings {
		t.finding(&c.Findings[i])
	}
	text := findings(c.Summary)
	if c.Summary.Suppressed > 0 {
		text += fmt.Sprintf("; %d suppressed", c.Summary.Suppressed)
	}
	t.line(text)
	return t.err
}

func (t *Text) line(s string) {
	if t.err == nil {
		_, t.err = io.WriteString(t.W, s+"\n")
	}
}

func (t *Text) finding(f *Finding) {
	head := t.paint(string(f.Severity)+"["+f.ID()+"]", t.tint(f.Severity)).Bold().String()
	t.line(head + ": " + t.bold(Printable(f.Sentence())))
	for _, l := range t.frames(f) {
		t.line(l)
	}
	for _, help := range f.Help {
		t.line(t.dim("   = ") + Printable(help))
	}
	for _, fix := range f.Fixes {
		t.line(t.dim("   = ") + "--fix: " + Printable(fix.Message))
	}
	t.line("")
}

func (t *Text) tint(s Severity) termenv.ANSIColor {
	switch s {
	case Error:
		return termenv.ANSIRed
	case Warning:
		return termenv.ANSIYellow
	case Note:
	}
	return termenv.ANSICyan
}

func (t *Text) paint(s string, c termenv.ANSIColor) termenv.Style {
	if t.Colors == termenv.Ascii {
		return t.Colors.String(s)
	}
	return t.Colors.String(s).Foreground(c)
}

func (t *Text) bold(s string) string { return t.Colors.String(s).Bold().String() }

func (t *Text) dim(s string) string { return t.Colors.String(s).Faint().String() }

// SummaryLine says in one line what was found and how much was understood.
func SummaryLine(c *Check) string {
	s := c.Summary
	parts := []string{findings(s)}
	if s.Suppressed > 0 {
		parts = append(parts, fmt.Sprintf("%d suppressed", s.Suppressed))
	}
	if p := s.Proofs; p != (Proofs{}) {
		parts = append(parts, fmt.Sprintf("%s: %d right, %d wrong, %d not proven",
			Count(p.Right+p.Wrong+p.NotProven, "proof"), p.Right, p.Wrong, p.NotProven))
	}
	return strings.Join(append(parts, Coverage(s.Requests, s.Packages, s.Skipped, s.Unread)), "; ")
}

func findings(s Summary) string {
	if s.Errors+s.Warnings+s.Notes == 0 {
		return "no findings"
	}
	var parts []string
	for _, c := range []struct {
		n    int
		word string
	}{{s.Errors, "error"}, {s.Warnings, "warning"}, {s.Notes, "note"}} {
		if c.n > 0 {
			parts = append(parts, Count(c.n, c.word))
		}
	}
	return strings.Join(parts, ", ")
}

// Count returns "1 word" or "n words".
func Count(n int, word string) string {
	if n == 1 {
		return "1 " + word
	}
	return fmt.Sprintf("%d %ss", n, word)
}
