package report

import (
	"fmt"
	"slices"
	"strings"
)

// Requests counts the requests of a program.
type Requests struct {
	Total      int `json:"total"`
	Exact      int `json:"exact"`
	Ambiguous  int `json:"ambiguous"`
	Unknown    int `json:"unknown"`
	Unresolved int `json:"unresolved"`
}

// Packages counts the packages of a program outside the standard library.
type Packages struct {
	Listed   int `json:"listed"`
	Analyzed int `json:"analyzed"`
	Skipped  int `json:"skipped"`
	// Builds are the builds of the program that were read, none if there is one.
	Builds []string `json:"builds,omitempty"`
}

// A Skipped is a package, or a part of one, that was not analyzed.
type Skipped struct {
	Package  string    `json:"package"`
	Reason   string    `json:"reason"`
	Position *Position `json:"position,omitempty"`
	// Builds are the builds of the program in which it was not, none if in all.
	Builds []string `json:"builds,omitempty"`
}

// Why is the reason for people, with the builds.
func (s *Skipped) Why() string { return s.Reason + inBuilds(s.Builds) }

// An Unread is a file, or a module, that may talk to the platform and that is in
// none of the builds that were read. A run is complete without it.
type Unread struct {
	Position Position `json:"position"` // of the go.mod, for a module
	Reason   string   `json:"reason"`
	Module   bool     `json:"module,omitempty"`
}

// CountPackages counts the packages of which something was skipped.
func CountPackages(skipped []Skipped) int {
	names := map[string]bool{}
	for _, s := range skipped {
		names[s.Package] = true
	}
	return len(names)
}

func (t *Text) skipped(list []Skipped) {
	for _, s := range list {
		t.line(t.bold("skipped "+Printable(s.Package)) + ": " + Printable(s.Why()))
		if s.Position != nil {
			t.line(t.dim("  --> ") + Printable(s.Position.String()))
		}
	}
	if len(list) > 0 {
		t.line("")
	}
}

// maxUnread bounds the files that text lists; JSON has all.
const maxUnread = 8

func (t *Text) unread(list []Unread) {
	for i, u := range list {
		if i == maxUnread {
			t.line(fmt.Sprintf("    and %d more", len(list)-i))
			break
		}
		t.line(t.bold("not read "+Printable(u.Position.String())) + ": " + Printable(u.Reason))
	}
	if slices.ContainsFunc(list, func(u Unread) bool { return !u.Module }) {
		t.line(t.dim("   = ") + "name the build of these files in builds of workplace.yaml, or by --build or --tags, if they belong to the program")
	}
	if slices.ContainsFunc(list, func(u Unread) bool { return u.Module }) {
		t.line(t.dim("   = ") + "check a module by itself, with -C, or name it in go.work")
	}
	if len(list) > 0 {
		t.line("")
	}
}

// notRead counts files and modules, with the first.
func notRead(list []Unread) string {
	var text strings.Builder
	for _, kind := range []struct {
		word   string
		module bool
	}{{"file", false}, {"module", true}} {
		of := slices.DeleteFunc(slices.Clone(list), func(u Unread) bool { return u.Module != kind.module })
		if len(of) > 0 {
			fmt.Fprintf(&text, ", %s not read (%s%s)", Count(len(of), kind.word), Printable(of[0].Position.File+": "+of[0].Reason), more(len(of)))
		}
	}
	return text.String()
}

// Coverage says how much of a program is understood: requests by how well they
// are known, packages left out and why, and files that no build reads.
func Coverage(r Requests, p Packages, skipped []Skipped, unread []Unread) string {
	text := Count(r.Total, "request")
	if r.Total > 0 {
		text += fmt.Sprintf(": %d exact, %d ambiguous, %d not in the catalogue, %d unresolved",
			r.Exact, r.Ambiguous, r.Unknown, r.Unresolved)
	}
	text += "; " + Count(p.Analyzed, "package") + " analyzed"
	if len(p.Builds) > 0 {
		text += " in " + Count(len(p.Builds), "build")
	}
	if p.Skipped > 0 {
		text += fmt.Sprintf(", %d skipped (%s%s)", p.Skipped, Printable(skipped[0].Package+": "+skipped[0].Why()), more(len(skipped)))
	}
	return text + notRead(unread)
}

// more says how many there are behind the first of n.
func more(n int) string {
	if n < 2 {
		return ""
	}
	return fmt.Sprintf(" and %d more", n-1)
}
