package report_test

import (
	"bytes"
	"path/filepath"
	"strings"
	"testing"

	"github.com/muesli/termenv"

	"github.com/workplacelint/workplacelint/internal/golden"
	"github.com/workplacelint/workplacelint/internal/report"
)

func sampleChange() *report.Change {
	before, after := samplePermissions(), samplePermissions()
	before.Permissions[0].Name, before.Minimal.Grants = "read_user", []string{"read_user"}
	before.Minimal.Ties = nil
	c := report.Compare(before, after)
	c.From, c.To = "main", "HEAD"
	return c
}

func names(list []report.Permission) string {
	var all []string
	for _, p := range list {
		all = append(all, p.Name)
	}
	return strings.Join(all, " ")
}

func TestCompare(t *testing.T) {
	tests := []struct {
		name          string
		before, after [][]string
		gained, lost  string
	}{
		{"the same", [][]string{{"a", "b"}}, [][]string{{"a", "b"}}, "", ""},
		{"one more", [][]string{{"a"}}, [][]string{{"a", "b"}}, "b", ""},
		{"one less", [][]string{{"a", "b"}}, [][]string{{"b"}}, "", "a"},
		{"another", [][]string{{"a"}}, [][]string{{"c"}}, "c", "a"},
		{"an equal set", [][]string{{"b"}}, [][]string{{"a"}, {"b"}}, "", ""},
		{"equal sets before", [][]string{{"a"}, {"b"}}, [][]string{{"b", "c"}}, "c", ""},
		{"nothing before", [][]string{{}}, [][]string{{"a"}}, "a", ""},
	}
	perms := func(ties [][]string) *report.Permissions {
		p := &report.Permissions{Complete: true, Minimal: report.Minimal{Grants: ties[0], Ties: ties}}
		for _, name := range []string{"a", "b", "c"} {
			p.Permissions = append(p.Permissions, report.Permission{Name: name})
		}
		return p
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			c := report.Compare(perms(test.before), perms(test.after))
			if names(c.Gained) != test.gained || names(c.Lost) != test.lost {
				t.Errorf("gained %q, lost %q; want %q, %q", names(c.Gained), names(c.Lost), test.gained, test.lost)
			}
		})
	}
}

func TestChangeGolden(t *testing.T) {
	w, text := text(termenv.Ascii)
	if err := w.Change(sampleChange()); err != nil {
		t.Fatal(err)
	}
	golden.Compare(t, filepath.Join("testdata", "change.txt"), text.Bytes())
	var markdown bytes.Buffer
	if err := report.WriteChangeMarkdown(&markdown, sampleChange()); err != nil {
		t.Fatal(err)
	}
	golden.Compare(t, filepath.Join("testdata", "change.md"), markdown.Bytes())
	markdown.Reset()
	if err := report.WriteChangeMarkdown(&markdown, report.Compare(samplePermissions(), samplePermissions())); err != nil || markdown.Len() > 0 {
		t.Errorf("a comment about nothing: %q, %v", markdown.String(), err)
	}
}

func TestChangeInjection(t *testing.T) {
	for _, attack := range attacks {
		c := sampleChange()
		c.Gained[0].Name, c.Gained[0].Label = attack, attack
		c.Gained[0].NeededBy[0].Name, c.Gained[0].NeededBy[0].Position.File = attack, attack
		var b bytes.Buffer
		if err := report.WriteChangeMarkdown(&b, c); err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(b.String()) {
			if line := strings.TrimLeft(line, " "); line != "\n" && !strings.HasPrefix(line, "- ") && !strings.HasPrefix(line, "**workplacelint: ") && line != "<!-- workplacelint -->\n" {
				t.Errorf("%q begins a line of its own: %q", attack, line)
			}
		}
	}
}
