package report

import (
	"bufio"
	"fmt"
	"io"
	"slices"
	"strings"
)

// A Change is what two revisions of a program need differently. It is the
// result of workplacelint diff.
//
// What a revision needs is its cheapest set of grants. Where several sets cost
// the same, those of both revisions are compared that differ least.
type Change struct {
	Version  int    `json:"version"`
	From     string `json:"from"`
	To       string `json:"to"`
	Complete bool   `json:"complete"`
	// Gained are permissions that only the second revision needs, Lost those
	// that only the first one needs. Both are sorted by name and say whether the
	// second revision grants them.
	Gained  []Permission `json:"gained"`
	Lost    []Permission `json:"lost"`
	Skipped []Skipped    `json:"skipped"`
}

// Compare returns how what two revisions need differs.
func Compare(before, after *Permissions) *Change {
	from, to := closest(before.Minimal.sets(), after.Minimal.sets())
	c := &Change{
		Version: Version, Complete: before.Complete && after.Complete,
		Gained:  after.named(without(to, from)),
		Lost:    before.named(without(from, to)),
		Skipped: append(append([]Skipped{}, before.Summary.Skipped...), after.Summary.Skipped...),
	}
	granted := map[string]bool{}
	for _, p := range after.Permissions {
		granted[p.Name] = p.Granted
	}
	for i := range c.Lost {
		c.Lost[i].Granted = granted[c.Lost[i].Name]
	}
	return c
}

func (m *Minimal) sets() [][]string {
	if len(m.Ties) > 0 {
		return m.Ties
	}
	return [][]string{m.Grants}
}

// closest returns the first two sets that differ in the fewest permissions.
func closest(before, after [][]string) (from, to []string) {
	least := -1
	for _, f := range before {
		for _, t := range after {
			if n := len(without(f, t)) + len(without(t, f)); least < 0 || n < least {
				least, from, to = n, f, t
			}
		}
	}
	return from, to
}

func without(set, other []string) []string {
	return slices.DeleteFunc(slices.Clone(set), func(name string) bool { return slices.Contains(other, name) })
}

func (p *Permissions) named(names []string) []Permission {
	list := []Permission{}
	for _, perm := range p.Permissions {
		if slices.Contains(names, perm.Name) {
			list = append(list, perm)
		}
	}
	return list
}

// IsEmpty reports whether nothing changed.
func (c *Change) IsEmpty() bool { return len(c.Gained)+len(c.Lost) == 0 }

// Change writes what is gained and lost, with what needs it.
func (t *Text) Change(c *Change) error {
	t.changed("+", gainedState, c.Gained)
	t.changed("-", lostState, c.Lost)
	t.skipped(c.Skipped)
	t.line(Printable(c.summary()))
	return t.err
}

func (t *Text) changed(sign string, state func(*Permission) string, list []Permission) {
	for i := range list {
		p := &list[i]
		t.line(t.bold(sign+" "+Printable(p.Name)) + Printable(quotedLabel(p)) + t.dim("  "+state(p)))
		for i, by := range p.NeededBy {
			if i == maxUses {
				t.detail("", fmt.Sprintf("and %d more", len(p.NeededBy)-i))
				break
			}
			t.detail("by", by.String())
		}
	}
	if len(list) > 0 {
		t.line("")
	}
}

func quotedLabel(p *Permission) string {
	if p.Label == "" {
		return ""
	}
	return ` "` + p.Label + `"`
}

func gainedState(p *Permission) string {
	if p.Granted {
		return "needed now, granted"
	}
	return "needed now, not granted"
}

func lostState(p *Permission) string {
	if p.Granted {
		return "needed no longer, still granted"
	}
	return "needed no longer"
}

func (c *Change) summary() string {
	text := fmt.Sprintf("%s..%s: ", c.From, c.To)
	if c.IsEmpty() {
		text += "the same permissions are needed"
	} else {
		text += fmt.Sprintf("%s gained, %d lost", Count(len(c.Gained), "permission"), len(c.Lost))
	}
	if !c.Complete {
		text += "; the program is not fully analyzed"
	}
	return text
}

// WriteChangeMarkdown writes a comment for a pull request, nothing if nothing
// changed.
func WriteChangeMarkdown(w io.Writer, c *Change) error {
	if c.IsEmpty() && c.Complete {
		return nil
	}
	b := bufio.NewWriter(w)
	verdict := fmt.Sprintf("%s gained, %d lost", Count(len(c.Gained), "permission"), len(c.Lost))
	if c.IsEmpty() {
		verdict = "the same permissions are needed"
	}
	if !c.Complete {
		verdict += "; the program is not fully analyzed"
	}
	fmt.Fprintf(b, "**workplacelint: %s**\n\n", verdict)
	markdownChanged(b, gainedState, c.Gained)
	markdownChanged(b, lostState, c.Lost)
	if len(c.Skipped) > 0 {
		fmt.Fprint(b, "\nNot analyzed:\n\n")
		markdownSkipped(b, c.Skipped)
	}
	fmt.Fprintf(b, "\n%s\n", commentMark)
	return b.Flush()
}

func markdownChanged(w io.Writer, state func(*Permission) string, list []Permission) {
	for i := range list {
		p := &list[i]
		fmt.Fprintf(w, "- %s %s\n", codeSpan(strings.TrimSpace(p.Name+quotedLabel(p))), state(p))
		for i, by := range p.NeededBy {
			if i == maxUses {
				fmt.Fprintf(w, "  - and %d more\n", len(p.NeededBy)-i)
				break
			}
			fmt.Fprintf(w, "  - %s\n", codeSpan(by.String()))
		}
	}
}
