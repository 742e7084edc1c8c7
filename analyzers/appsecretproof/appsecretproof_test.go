package appsecretproof_test

import (
	"os"
	"path/filepath"
	"regexp"
	"sort"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/workplacelint/workplacelint/analyzers/appsecretproof"
	"github.com/workplacelint/workplacelint/internal/driver"
	"github.com/workplacelint/workplacelint/internal/load"
	"github.com/workplacelint/workplacelint/internal/proof/prooftest"
)

// missed are the mistakes that are not reported yet.
var missed = map[string]bool{}

// A finding is a diagnostic in a form that tests compare.
type finding struct {
	file     string
	line     int
	category string
	message  string
	fixes    []driver.Fix
}

// checked holds what is found in the directories of the repository, which do not
// change, by the directory and whether changes are suggested.
var checked = map[string][]finding{}

// check runs the analyzer over the module in dir.
func check(t *testing.T, dir string) []finding {
	t.Helper()
	if filepath.IsAbs(dir) {
		return analyze(t, dir)
	}
	key := dir + " " + appsecretproof.Analyzer.Flags.Lookup("suggest").Value.String()
	found, ok := checked[key]
	if !ok {
		found = analyze(t, dir)
		checked[key] = found
	}
	return found
}

func analyze(t *testing.T, dir string) []finding {
	t.Helper()
	if err := appsecretproof.Analyzer.Flags.Set("pedantic", "true"); err != nil {
		t.Fatal(err)
	}
	prog, err := load.Load(t.Context(), load.Config{Dir: dir, Patterns: []string{"./..."}, Seeds: []string{"graph.workplace.com", "graph.facebook.com", "crypto/hmac"}})
	if err != nil {
		t.Fatal(err)
	}
	out, err := driver.Run(t.Context(), prog, driver.Config{Analyzers: []*analysis.Analyzer{appsecretproof.Analyzer}})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range out.Skips {
		t.Errorf("skipped: %s", s.Reason)
	}
	var all []finding
	for _, p := range out.Packages {
		for _, d := range p.Diagnostics {
			all = append(all, finding{file: d.Start.Filename, line: d.Start.Line, category: d.Category, message: d.Message, fixes: d.Fixes})
		}
	}
	return all
}

// byCase sorts findings into the cases in which they stand.
func byCase(t *testing.T, cases []prooftest.Case, found []finding) map[string][]finding {
	t.Helper()
	out := map[string][]finding{}
next:
	for _, f := range found {
		for _, c := range cases {
			if c.File == f.file && c.Line <= f.line && f.line <= c.End {
				out[c.ID] = append(out[c.ID], f)
				continue next
			}
		}
		t.Errorf("%s:%d: %s stands in no case", filepath.Base(f.file), f.line, f.message)
	}
	return out
}

// TestCases compares the verdicts with the labels, which the server of package
// prooftest confirms.
func TestCases(t *testing.T) {
	const dir = "testdata/cases"
	cases, err := prooftest.Cases(dir)
	if err != nil {
		t.Fatal(err)
	}
	found := byCase(t, cases, check(t, dir))
	mistakes, reported := 0, 0
	for _, c := range cases {
		got := categories(found[c.ID])
		switch {
		case c.Label == prooftest.Right:
			if got != "" {
				t.Errorf("%s (%s) is right and reported: %s", c.ID, c.Title, messages(found[c.ID]))
			}
			continue
		case missed[c.ID] && got == c.Label:
			t.Errorf("%s (%s) is reported now: take it out of the list of the missed", c.ID, c.Title)
		case !missed[c.ID] && got != c.Label:
			t.Errorf("%s (%s): reported as %q, want %s: %s", c.ID, c.Title, got, c.Label, messages(found[c.ID]))
		}
		mistakes++
		if got == c.Label {
			reported++
		}
	}
	t.Logf("%d of %d mistakes are reported with the right category", reported, mistakes)
	if reported < 57 {
		t.Errorf("%d mistakes are reported with the right category, want at least 57", reported)
	}
	if os.Getenv("MESSAGES") != "" {
		for _, c := range cases {
			t.Logf("%s %s", c.ID, messages(found[c.ID]))
		}
	}
}

func categories(fs []finding) string {
	set := map[string]bool{}
	for _, f := range fs {
		set[f.category] = true
	}
	list := make([]string, 0, len(set))
	for c := range set {
		list = append(list, c)
	}
	sort.Strings(list)
	return strings.Join(list, " ")
}

func messages(fs []finding) string {
	list := make([]string, 0, len(fs))
	for _, f := range fs {
		list = append(list, f.message)
	}
	return strings.Join(list, " / ")
}

// TestSilent runs the analyzer over signatures of other services, and proofs
// of which it does not know enough.
func TestSilent(t *testing.T) {
	for _, f := range check(t, "testdata/silent") {
		t.Errorf("%s:%d: %s (%s) is reported", filepath.Base(f.file), f.line, f.message, f.category)
	}
}

// TestWants compares what is reported of an app that requires proofs, of functions
// that make them, and of objects that keep them, with the wants.
func TestWants(t *testing.T) {
	for _, name := range []string{"governed", "makers", "kept"} {
		t.Run(name, func(t *testing.T) { testWants(t, filepath.Join("testdata", name, name+".go")) })
	}
}

func testWants(t *testing.T, file string) {
	t.Helper()
	src, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	open := map[int]*regexp.Regexp{}
	for i, line := range strings.Split(string(src), "\n") {
		if _, w, ok := strings.Cut(line, "// want `"); ok {
			open[i+1] = regexp.MustCompile(strings.TrimSuffix(w, "`"))
		}
	}
	for _, f := range check(t, filepath.Dir(file)) {
		if w := open[f.line]; w == nil || !w.MatchString(f.message) {
			t.Errorf("line %d: %s (%s) is not wanted", f.line, f.message, f.category)
		}
		delete(open, f.line)
	}
	for line, w := range open {
		t.Errorf("line %d: nothing is reported, want %s", line, w)
	}
}

// source returns lines of a file.
func source(t *testing.T, file string, from, to int) string {
	t.Helper()
	src, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	all := strings.Split(string(src), "\n")
	return strings.Join(all[from-1:min(to, len(all))], "\n")
}
