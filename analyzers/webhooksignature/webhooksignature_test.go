package webhooksignature_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/workplacelint/workplacelint/analyzers/webhooksignature"
	"github.com/workplacelint/workplacelint/internal/driver"
	"github.com/workplacelint/workplacelint/internal/load"
)

var want = regexp.MustCompile("// want `(.*)`$")

// wants returns the wants of the cases by FILE:LINE.
func wants(t *testing.T, dir string) map[string]*regexp.Regexp {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*", "*.go"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases in %s: %v", dir, err)
	}
	out := map[string]*regexp.Regexp{}
	for _, file := range files {
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for i, line := range strings.Split(string(src), "\n") {
			if m := want.FindStringSubmatch(line); m != nil {
				out[fmt.Sprintf("%s:%d", filepath.ToSlash(file), i+1)] = regexp.MustCompile(m[1])
			}
		}
	}
	return out
}

// TestCases compares what is reported with the wants of the cases; the
// packages clean and elsewhere have none.
func TestCases(t *testing.T) {
	const dir = "testdata/cases"
	prog, err := load.Load(t.Context(), load.Config{Dir: dir, Patterns: []string{"./..."}, Seeds: []string{"X-Hub-Signature", "hub."}})
	if err != nil {
		t.Fatal(err)
	}
	out, err := driver.Run(t.Context(), prog, driver.Config{Analyzers: []*analysis.Analyzer{webhooksignature.Analyzer}})
	if err != nil {
		t.Fatal(err)
	}
	open := wants(t, dir)
	abs, err := filepath.Abs(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range out.Packages {
		for _, d := range p.Diagnostics {
			rel, err := filepath.Rel(abs, d.Start.Filename)
			if err != nil {
				t.Fatal(err)
			}
			at := fmt.Sprintf("%s/%s:%d", dir, filepath.ToSlash(rel), d.Start.Line)
			if w := open[at]; w == nil || !w.MatchString(d.Message) {
				t.Errorf("%s: %s (%s) is not wanted", at, d.Message, d.Category)
			}
			delete(open, at)
		}
	}
	for at, w := range open {
		t.Errorf("%s: nothing is reported, want %s", at, w)
	}
}
