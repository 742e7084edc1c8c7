package report

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"github.com/workplacelint/workplacelint/internal/builds"
)

// NeededBy is one request, field or webhook that needs a permission.
type NeededBy struct {
	Name       string   `json:"name"` // GET /{group-id}/feed, webhook page mention
	Why        string   `json:"why"`
	Confidence string   `json:"confidence"`
	Reading    bool     `json:"reading"` // one of several readings of a request
	Position   Position `json:"position"`
	Function   string   `json:"function,omitempty"`
	// Builds are the builds of the program that have it, none if all have.
	Builds []string `json:"builds,omitempty"`
}

// A Permission is what a program does with one permission.
type Permission struct {
	Name        string     `json:"name"`
	Label       string     `json:"label"`
	Sensitivity int        `json:"sensitivity"` // 1 to 4, 0 if it is not known
	Granted     bool       `json:"granted"`
	Minimal     bool       `json:"minimal"` // part of the cheapest set of grants
	Class       string     `json:"class"`
	NeededBy    []NeededBy `json:"needed_by"`
	Doubts      []string   `json:"doubts"`
	// Builds are the builds of the program that need it, none if all do or if it is
	// not needed.
	Builds []string `json:"builds,omitempty"`
}

// Add adds what needs the permission, once.
func (p *Permission) Add(by NeededBy) {
	i := slices.IndexFunc(p.NeededBy, func(known NeededBy) bool {
		known.Builds = by.Builds
		return reflect.DeepEqual(known, by)
	})
	if i < 0 {
		p.NeededBy = append(p.NeededBy, by)
	} else if known := &p.NeededBy[i]; len(known.Builds) > 0 && len(by.Builds) > 0 {
		known.Builds = builds.Join(known.Builds, by.Builds)
	} else {
		known.Builds = nil
	}
	p.Builds = nil
	for i := range p.NeededBy {
		if len(p.NeededBy[i].Builds) == 0 {
			p.Builds = nil
			return
		}
		p.Builds = builds.Join(p.Builds, p.NeededBy[i].Builds)
	}
}

// Minimal is the cheapest set of grants that satisfies everything.
type Minimal struct {
	Grants      []string   `json:"grants"`
	Sensitivity int        `json:"sensitivity"`
	Ties        [][]string `json:"ties"` // all cheapest sets, Grants among them
	MoreTies    bool       `json:"more_ties"`
	Exact       bool       `json:"exact"` // false if a cheaper set may exist
	Open        []string   `json:"open"`  // needs that no known permission satisfies
}

// Permissions is the result of workplacelint permissions.
type Permissions struct {
	Version     int              `json:"version"`
	Complete    bool             `json:"complete"`
	Summary     InventorySummary `json:"summary"`
	Manifests   []string         `json:"manifests"`
	Permissions []Permission     `json:"permissions"`
	Minimal     Minimal          `json:"minimal"`
}

// maxUses bounds the requests that text lists for one permission.
const maxUses = 8

// Permissions writes what needs each permission, and the cheapest set.
func (t *Text) Permissions(p *Permissions) error {
	t.permissionTable(p.Permissions)
	t.minimal(p.Minimal)
	s := p.Summary
	t.skipped(s.Skipped)
	t.unread(s.Unread)
	t.line(Coverage(s.Requests, s.Packages, s.Skipped, s.Unread))
	return t.err
}

// PermissionTable writes what needs each permission.
func (t *Text) PermissionTable(list []Permission) error {
	t.permissionTable(list)
	return t.err
}

func (t *Text) permissionTable(list []Permission) {
	for _, p := range list {
		head := t.bold(Printable(p.Name))
		if p.Label != "" {
			head += " " + Printable(`"`+p.Label+`"`)
		}
		t.line(head + t.dim("  "+permissionState(p)))
		for i, by := range p.NeededBy {
			if i == maxUses {
				t.detail("", fmt.Sprintf("and %d more", len(p.NeededBy)-i))
				break
			}
			t.detail("needed by", by.String())
		}
		for i, d := range p.Doubts {
			if i == maxUses {
				t.detail("", fmt.Sprintf("and %d more", len(p.Doubts)-i))
				break
			}
			t.detail("but", d)
		}
	}
	if len(list) > 0 {
		t.line("")
	}
}

func permissionState(p Permission) string {
	words := []string{p.Class}
	if only := builds.Only(p.Builds); only != "" {
		words[0] += " " + only
	}
	if p.Granted {
		words = append(words, "granted")
	}
	if p.Sensitivity > 0 {
		words = append(words, fmt.Sprintf("sensitivity %d of 4", p.Sensitivity))
	}
	return strings.Join(words, ", ")
}

// String writes n for people.
func (n NeededBy) String() string {
	text := n.Name
	if n.Why != "" && n.Why != "endpoint" {
		text += " (" + n.Why + ")"
	}
	if n.Reading {
		text += " [one reading]"
	}
	if n.Confidence == "inferred" {
		text += " [inferred]"
	}
	if n.Position.File != "" {
		text += "  " + n.Position.String()
	}
	return text + inBuilds(n.Builds)
}

func (t *Text) minimal(m Minimal) {
	if len(m.Grants) > 0 {
		t.line(t.bold("cheapest set of grants") + t.dim(fmt.Sprintf(" (sensitivity %d)", m.Sensitivity)))
		t.line("    " + Printable(strings.Join(m.Grants, ", ")))
		for _, tie := range m.Ties {
			if strings.Join(tie, ", ") != strings.Join(m.Grants, ", ") {
				t.line("    or " + Printable(strings.Join(tie, ", ")))
			}
		}
		if m.MoreTies {
			t.line("    and more sets of the same cost")
		}
		if !m.Exact {
			t.line("    the search was given up; a cheaper set may exist")
		}
	}
	for _, open := range m.Open {
		t.line("    no known permission satisfies: " + Printable(open))
	}
	if len(m.Grants)+len(m.Open) > 0 {
		t.line("")
	}
}
