package appsecretproof_test

import (
	"bytes"
	"go/format"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"testing"

	"github.com/workplacelint/workplacelint/internal/driver"
	"github.com/workplacelint/workplacelint/internal/proof/prooftest"
)

// fixable are the mistakes that are mended without a question.
var fixable = []string{
	"M02", "M03", "M04", "M05", "M06", "M12", "M13", "M19", "M39", "M40", "M42", "M45",
	"M46", "M47", "M48", "M49", "M50", "M52", "M55", "M58",
}

// TestFixes applies all fixes to the cases: what comes out compiles, is
// formatted, is accepted by the server and leaves nothing to fix.
func TestFixes(t *testing.T) {
	const dir = "testdata/cases"
	cases, err := prooftest.Cases(dir)
	if err != nil {
		t.Fatal(err)
	}
	found := check(t, dir)
	fixed := t.TempDir()
	if err := os.CopyFS(fixed, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	abs, err := filepath.Abs(dir)
	if err != nil {
		t.Fatal(err)
	}
	for file, edits := range editsOf(found) {
		rel, err := filepath.Rel(abs, file)
		if err != nil {
			t.Fatal(err)
		}
		apply(t, filepath.Join(fixed, rel), edits)
	}
	formatted(t, fixed)
	byID := byCase(t, cases, found)
	refused, err := prooftest.Run(t.Context(), fixed, cases)
	if err != nil {
		t.Fatal(err)
	}
	want := map[string]bool{}
	for _, id := range fixable {
		want[id] = true
	}
	for _, c := range cases {
		has := false
		for _, f := range byID[c.ID] {
			has = has || len(f.fixes) > 0
		}
		switch {
		case has != want[c.ID]:
			t.Errorf("%s (%s) has a fix: %v, want %v", c.ID, c.Title, has, want[c.ID])
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

// editsOf returns the edits of all fixes by file, each once.
func editsOf(found []finding) map[string][]driver.Edit {
	out := map[string][]driver.Edit{}
	seen := map[driver.Edit]bool{}
	for _, f := range found {
		for _, fix := range f.fixes {
			for _, e := range fix.Edits {
				if !seen[e] {
					seen[e] = true
					out[f.file] = append(out[f.file], e)
				}
			}
		}
	}
	return out
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
