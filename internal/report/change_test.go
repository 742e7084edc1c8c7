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
	before.Permissions[0].Name = "read_user"
	before.Permissions[0].Granted, before.Permissions[0].Minimal = false, false
	c := report.Compare(before, after)
	c.From, c.To = "main", "HEAD"
	return c
}

func TestCompare(t *testing.T) {
	c := sampleChange()
	if len(c.Gained) != 1 || c.Gained[0].Name != "read_group" || len(c.Lost) != 1 || c.Lost[0].Name != "read_user" {
		t.Errorf("gained %v, lost %v", c.Gained, c.Lost)
	}
	// A grant that nothing needs is no change of what is needed.
	same := samplePermissions()
	same.Permissions = same.Permissions[:1]
	if c := report.Compare(samplePermissions(), same); !c.IsEmpty() {
		t.Errorf("gained %v, lost %v", c.Gained, c.Lost)
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
