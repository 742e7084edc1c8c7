package appsecretproof_test

import (
	"bytes"
	"go/format"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"testing"

	"github.com/workplacelint/workplacelint/internal/driver"
	"github.com/workplacelint/workplacelint/internal/fix"
	"github.com/workplacelint/workplacelint/internal/proof/prooftest"
	"github.com/workplacelint/workplacelint/internal/report"
)

// fixable are the mistakes that are mended without a question.
var fixable = []string{
	"M02", "M03", "M04", "M05", "M06", "M12", "M13", "M19", "M39", "M40", "M42", "M45",
	"M46", "M47", "M48", "M49", "M50", "M52", "M55", "M58",
}

// suggested are the mistakes for which a change is suggested.
var suggested = []string{
	"M01", "M07", "M09", "M10", "M11", "M14", "M15", "M16", "M17", "M18", "M21", "M29",
	"M30", "M33", "M34", "M35", "M38", "M41", "M43", "M51", "M53", "M54", "M57", "M59",
}

// TestFixes applies all fixes to the cases: what comes out compiles, is
// formatted, is accepted by the server and leaves nothing to fix.
func TestFixes(t *testing.T) {
	t.Run("safe", func(t *testing.T) { testFixes(t, false, fixable) })
	t.Run("all", func(t *testing.T) { testFixes(t, true, append(slices.Clone(fixable), suggested...)) })
}

func testFixes(t *testing.T, suggest bool, want []string) {
	t.Helper()
	setSuggest(t, suggest)
	defer setSuggest(t, false)
	const dir = casesDir
	cases, err := prooftest.Cases(dir)
	if err != nil {
		t.Fatal(err)
	}
	found := check(t, dir)
	fixed := applied(t, dir, found)
	formatted(t, fixed)
	byID := byCase(t, cases, found)
	refused, err := prooftest.Run(t.Context(), fixed, cases)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range cases {
		has := false
		for _, f := range byID[c.ID] {
			has = has || len(f.fixes) > 0
		}
		switch {
		case has != slices.Contains(want, c.ID):
			t.Errorf("%s (%s) has a fix: %v, want %v", c.ID, c.Title, has, !has)
		case has && refused[c.ID] != nil:
			t.Errorf("%s (%s) is fixed and refused: %v", c.ID, c.Title, refused[c.ID])
		}
	}
	for _, f := range check(t, fixed) {
		if len(f.fixes) > 0 {
			t.Errorf("%s:%d: %s is left to fix", filepath.Base(f.file), f.line, f.message)
		}
	}
}

// applied applies the fixes to a copy of a module, as the command line does.
func applied(t *testing.T, dir string, found []finding) string {
	t.Helper()
	out := t.TempDir()
	if err := os.CopyFS(out, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	abs, err := filepath.Abs(dir)
	if err != nil {
		t.Fatal(err)
	}
	plan, err := fix.New(findings(found), files{})
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range plan.Left {
		t.Errorf("%s is not fixed: %s", l.Finding.Position, l.Reason)
	}
	for _, f := range plan.Files {
		rel, err := filepath.Rel(abs, f.Name)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(out, rel), f.After, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return out
}

// files are all files of the disk.
type files struct{}

func (files) Read(name string) ([]byte, error) { return os.ReadFile(name) }

func findings(found []finding) []report.Finding {
	var list []report.Finding
	for _, f := range found {
		one := report.Finding{Position: report.Position{File: f.file, Line: f.line}}
		for _, x := range f.fixes {
			r := report.Fix{Message: x.Message}
			for _, e := range x.Edits {
				r.Edits = append(r.Edits, report.Edit{File: e.Start.Filename, Start: e.Start.Offset, End: e.End.Offset, NewText: e.NewText})
			}
			one.Fixes = append(one.Fixes, r)
		}
		list = append(list, one)
	}
	return list
}

func apply(t *testing.T, file string, edits []driver.Edit) {
	t.Helper()
	src, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	sort.Slice(edits, func(i, j int) bool { return edits[i].Start.Offset > edits[j].Start.Offset })
	for _, e := range edits {
		src = append(src[:e.Start.Offset:e.Start.Offset], append([]byte(e.NewText), src[e.End.Offset:]...)...)
	}
	if err := os.WriteFile(file, src, 0o600); err != nil {
		t.Fatal(err)
	}
}

// formatted checks that all files are as gofmt writes them.
func formatted(t *testing.T, dir string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".go" {
			return err
		}
		src, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		out, err := format.Source(src)
		if err == nil && !bytes.Equal(src, out) {
			t.Errorf("%s is not formatted after the fixes", filepath.Base(path))
		}
		return err
	})
	if err != nil {
		t.Error(err)
	}
}
