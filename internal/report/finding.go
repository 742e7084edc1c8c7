// Package report turns findings into bytes: text for people and formats for
// programs, each in one file behind one handler.
//
// It decides nothing about what is a finding. All text that may come from
// analyzed code passes through the escaper of its format.
package report

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path/filepath"
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/workplacelint/workplacelint/internal/builds"
)

// Version is the version of the JSON formats. A new field does not change it;
// one that is gone or means something else does.
const Version = 1

// A Position is a place in a file, whatever //line says.
type Position struct {
	// File has slashes and is relative to the working directory if it is below.
	File      string `json:"file"`
	Line      int    `json:"line"`
	Column    int    `json:"column"` // bytes, from 1
	EndLine   int    `json:"end_line,omitempty"`
	EndColumn int    `json:"end_column,omitempty"`
}

// Covers reports whether other begins in the text of p.
func (p Position) Covers(other Position) bool {
	if p.File != other.File {
		return false
	}
	fromStart := cmp.Or(cmp.Compare(other.Line, p.Line), cmp.Compare(other.Column, p.Column))
	fromEnd := cmp.Or(cmp.Compare(other.Line, p.EndLine), cmp.Compare(other.Column, p.EndColumn))
	return fromStart == 0 || fromStart > 0 && fromEnd < 0
}

// String prints p as file:line:column, as far as it is known.
func (p Position) String() string {
	switch {
	case p.Line == 0:
		return p.File
	case p.Column == 0:
		return p.File + ":" + strconv.Itoa(p.Line)
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Column)
}

// Evidence is a position that justifies a finding, with a fragment that says
// what is there.
type Evidence struct {
	Note     string   `json:"note"`
	Position Position `json:"position"`
}

// An Edit replaces the bytes from Start to End of a file.
type Edit struct {
	File    string `json:"file"`
	Start   int    `json:"start"` // byte offset
	End     int    `json:"end"`
	NewText string `json:"new_text"`
}

// A Fix is a change that resolves a finding.
type Fix struct {
	Message string `json:"message"`
	Edits   []Edit `json:"edits"`
}

// Severity says what a finding is worth.
type Severity string

// The severities, from strong to weak.
const (
	Error   Severity = "error"
	Warning Severity = "warning"
	Note    Severity = "note"
)

// A Finding is one thing a check reports.
type Finding struct {
	Analyzer string     `json:"analyzer"`
	Category string     `json:"category"`
	Severity Severity   `json:"severity"`
	Message  string     `json:"message"`
	Position Position   `json:"position"`
	Evidence []Evidence `json:"evidence"`
	// Fingerprint stays the same when lines move.
	Fingerprint string `json:"fingerprint"`
	Fixes       []Fix  `json:"fixes"`
	// Help is the way out, one sentence each.
	Help []string `json:"help,omitempty"`
	// Builds are the builds of the program that show it, none if all do.
	Builds []string `json:"builds,omitempty"`
	// Suppression says who took the finding out of the count, if anyone did.
	Suppression *Suppression `json:"suppression,omitempty"`
	// Key names what the finding is about beside its message: a function, a
	// permission. It goes into the fingerprint.
	Key string `json:"-"`
}

// Sentence returns the message, and behind it in which builds it holds, unless it
// does in the default one.
func (f *Finding) Sentence() string { return f.Message + inBuilds(f.Builds) }

// inBuilds says behind a text in which builds it holds.
func inBuilds(names []string) string {
	if only := builds.Only(names); only != "" {
		return " (" + only + ")"
	}
	return ""
}

// A Suppression is a decision not to count a finding.
type Suppression struct {
	Kind   string `json:"kind"` // InSource or External
	Reason string `json:"reason"`
}

// The kinds of suppressions, with the words of SARIF.
const (
	InSource = "inSource" // a comment in the source
	External = "external" // the baseline
)

// ID names the finding as people write it in a suppression.
func (f *Finding) ID() string {
	if f.Category == "" {
		return f.Analyzer
	}
	return f.Analyzer + ":" + f.Category
}

// Proofs counts the app secret proofs of a program.
type Proofs struct {
	Right int `json:"right"`
	Wrong int `json:"wrong"`
	// NotProven are those of which not enough is known.
	NotProven int `json:"not_proven"`
}

// A Summary says how much was looked at and what was found.
type Summary struct {
	Errors     int       `json:"errors"`
	Warnings   int       `json:"warnings"`
	Notes      int       `json:"notes"`
	Suppressed int       `json:"suppressed"`
	Requests   Requests  `json:"requests"`
	Packages   Packages  `json:"packages"`
	Skipped    []Skipped `json:"skipped"`
	Unread     []Unread  `json:"unread,omitempty"`
	// Workplace is the evidence that the program talks to Workplace and not to
	// a plain Facebook app.
	Workplace []string `json:"workplace"`
	Manifests []string `json:"manifests"`
	Proofs    Proofs   `json:"proofs,omitzero"`
}

// A Check is the result of workplacelint check.
type Check struct {
	Version  int       `json:"version"`
	Complete bool      `json:"complete"`
	Summary  Summary   `json:"summary"`
	Findings []Finding `json:"findings"`
	// Suppressed are findings that do not count, with the reason.
	Suppressed []Finding `json:"suppressed,omitempty"`
}

// Finish sorts the findings, counts them and gives them fingerprints.
func (c *Check) Finish() {
	sort.SliceStable(c.Findings, func(i, j int) bool { return less(&c.Findings[i], &c.Findings[j]) })
	seen := map[string]int{}
	for i := range c.Findings {
		f := &c.Findings[i]
		base := f.identity()
		f.Fingerprint = fingerprint(base, seen[base])
		seen[base]++
	}
	c.count()
	c.Summary.Packages.Skipped = CountPackages(c.Summary.Skipped)
	c.fillEmpty()
}

// Suppress takes the findings out of the count for which decide returns a
// suppression. It is called after Finish, so that no fingerprint depends on
// what is suppressed.
func (c *Check) Suppress(decide func(*Finding) *Suppression) {
	kept := []Finding{}
	for _, f := range c.Findings {
		if s := decide(&f); s != nil {
			f.Suppression = s
			c.Suppressed = append(c.Suppressed, f)
		} else {
			kept = append(kept, f)
		}
	}
	c.Findings = kept
	sort.SliceStable(c.Suppressed, func(i, j int) bool { return less(&c.Suppressed[i], &c.Suppressed[j]) })
	c.count()
}

// Add adds findings after Finish, about suppressions for example. Those that
// are there keep their fingerprints.
func (c *Check) Add(list ...Finding) {
	for _, f := range list {
		base, ordinal := f.identity(), 0
		for _, g := range slices.Concat(c.Findings, c.Suppressed) {
			if g.identity() == base {
				ordinal++
			}
		}
		f.Fingerprint = fingerprint(base, ordinal)
		c.Findings = append(c.Findings, f)
	}
	sort.SliceStable(c.Findings, func(i, j int) bool { return less(&c.Findings[i], &c.Findings[j]) })
	c.count()
	c.fillEmpty()
}

func (c *Check) count() {
	s := &c.Summary
	s.Errors, s.Warnings, s.Notes, s.Suppressed = 0, 0, 0, len(c.Suppressed)
	for i := range c.Findings {
		switch c.Findings[i].Severity {
		case Error:
			s.Errors++
		case Warning:
			s.Warnings++
		case Note:
			s.Notes++
		}
	}
}

// fillEmpty makes lists of JSON empty rather than null.
func (c *Check) fillEmpty() {
	c.Version = Version
	if c.Findings == nil {
		c.Findings = []Finding{}
	}
	for i := range c.Findings {
		f := &c.Findings[i]
		if f.Evidence == nil {
			f.Evidence = []Evidence{}
		}
		if f.Fixes == nil {
			f.Fixes = []Fix{}
		}
	}
	c.Summary.FillEmpty()
}

// FillEmpty makes the lists of s empty rather than nil.
func (s *Summary) FillEmpty() {
	if s.Skipped == nil {
		s.Skipped = []Skipped{}
	}
	if s.Workplace == nil {
		s.Workplace = []string{}
	}
	if s.Manifests == nil {
		s.Manifests = []string{}
	}
}

func less(f, g *Finding) bool {
	if f.Position != g.Position {
		return f.Position.before(g.Position)
	}
	if f.ID() != g.ID() {
		return f.ID() < g.ID()
	}
	return f.Message < g.Message
}

func (p Position) before(q Position) bool {
	switch {
	case p.File != q.File:
		return p.File < q.File
	case p.Line != q.Line:
		return p.Line < q.Line
	case p.Column != q.Column:
		return p.Column < q.Column
	case p.EndLine != q.EndLine:
		return p.EndLine < q.EndLine
	}
	return p.EndColumn < q.EndColumn
}

// identity is what stays the same when lines move.
func (f *Finding) identity() string {
	return strings.Join([]string{f.Analyzer, f.Category, f.Position.File, f.Key, withoutLines(f.Message)}, "\x00")
}

// withoutLines removes the numbers of "file:12:3" from a message.
func withoutLines(message string) string {
	var b strings.Builder
	for i := 0; i < len(message); i++ {
		b.WriteByte(message[i])
		if message[i] != ':' {
			continue
		}
		for i+1 < len(message) && message[i+1] >= '0' && message[i+1] <= '9' {
			i++
		}
	}
	return b.String()
}

// fingerprint tells findings with the same identity apart by their order.
func fingerprint(identity string, ordinal int) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s\x00%d", identity, ordinal))
	return hex.EncodeToString(sum[:16])
}

// Relative returns the name of a file as a report shows it: with slashes, and
// relative to dir if it lies below.
func Relative(dir, file string) string {
	if rel, err := filepath.Rel(dir, file); err == nil && filepath.IsLocal(rel) {
		return filepath.ToSlash(rel)
	}
	return filepath.ToSlash(file)
}
