package report

import (
	"fmt"
	"io"
	"sort"
	"strings"

	"github.com/muesli/termenv"
)

// A Format is one way to write the result of a check.
type Format struct {
	Name  string
	About string // for help
	Write func(io.Writer, *Check, *Options) error
}

// Options is what a format needs beside the result.
type Options struct {
	// Tool is the version of workplacelint.
	Tool string
	// Colors is what the terminal can show, for text.
	Colors termenv.Profile
	// Sources gives lines of files, for frames and for columns that are not
	// counted in bytes.
	Sources *Sources
	// Analyzers describes the analyzers.
	Analyzers []Analyzer
}

// An Analyzer is what is said about an analyzer.
type Analyzer struct {
	Name    string
	Summary string // one line
	Help    string
}

// Formats returns all formats. To add one, write its handler in a file and
// list it here; the injection test asks for a case of it.
func Formats() []Format {
	return []Format{
		{"text", "for people, with code frames", writeText},
		{"json", "everything, as docs/schema/check.json describes it", writeCheckJSON},
		{"sarif", "SARIF 2.1.0, for code scanning", writeSARIF},
		{"github", "annotations of GitHub Actions, the worst ten first", writeGitHub},
		{"gitlab", "a Code Quality report of GitLab", writeGitLab},
		{"checkstyle", "Checkstyle XML", writeCheckstyle},
		{"junit", "JUnit XML", writeJUnit},
		{"markdown", "a comment on a pull request; empty if there is nothing to say", writeMarkdown},
	}
}

// FormatNamed returns the format of that name.
func FormatNamed(name string) (Format, error) {
	var names []string
	for _, f := range Formats() {
		if f.Name == name {
			return f, nil
		}
		names = append(names, f.Name)
	}
	return Format{}, fmt.Errorf("format %q: expected one of %s", name, strings.Join(names, ", "))
}

func writeText(w io.Writer, c *Check, o *Options) error {
	return (&Text{W: w, Colors: o.Colors, Sources: o.Sources}).Check(c)
}

func writeCheckJSON(w io.Writer, c *Check, _ *Options) error { return WriteJSON(w, c) }

// worst returns the findings by severity, those of one severity in their order.
func worst(list []Finding) []*Finding {
	sorted := make([]*Finding, len(list))
	for i := range list {
		sorted[i] = &list[i]
	}
	sort.SliceStable(sorted, func(i, j int) bool { return sorted[i].Severity.rank() < sorted[j].Severity.rank() })
	return sorted
}

func (s Severity) rank() int {
	switch s {
	case Error:
		return 0
	case Warning:
		return 1
	case Note:
	}
	return 2
}

// first returns the line that formats show which know no file without one.
func (p Position) first() int { return max(p.Line, 1) }
