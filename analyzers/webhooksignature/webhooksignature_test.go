package webhooksignature_test

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/workplacelint/workplacelint/analyzers/webhooksignature"
	"github.com/workplacelint/workplacelint/internal/driver"
	"github.com/workplacelint/workplacelint/internal/golden"
	"github.com/workplacelint/workplacelint/internal/load"
	"github.com/workplacelint/workplacelint/internal/proof/prooftest"
	"github.com/workplacelint/workplacelint/internal/signature"
)

const dir = "testdata/cases"

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
	open := wants(t, dir)
	for at, all := range check(t, dir) {
		for _, d := range all {
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

// check returns what is reported of the cases by FILE:LINE.
func check(t *testing.T, dir string) map[string][]driver.Diagnostic {
	t.Helper()
	prog, err := load.Load(t.Context(), load.Config{Dir: dir, Patterns: []string{"./..."}, Seeds: []string{"X-Hub-Signature", "hub."}})
	if err != nil {
		t.Fatal(err)
	}
	out, err := driver.Run(t.Context(), prog, driver.Config{
		Analyzers: []*analysis.Analyzer{webhooksignature.Analyzer}, Keep: []*analysis.Analyzer{webhooksignature.Analyzer},
		Demands: func(v driver.Values) []string {
			if r, ok := v[webhooksignature.Analyzer].(*webhooksignature.Result); ok {
				return r.Demands
			}
			return nil
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	abs, err := filepath.Abs(dir)
	if err != nil {
		t.Fatal(err)
	}
	found := map[string][]driver.Diagnostic{}
	for _, p := range out.Packages {
		for _, d := range p.Diagnostics {
			rel, err := filepath.Rel(abs, d.Start.Filename)
			if err != nil {
				t.Fatal(err)
			}
			at := fmt.Sprintf("%s/%s:%d", filepath.ToSlash(dir), filepath.ToSlash(rel), d.Start.Line)
			found[at] = append(found[at], d)
		}
	}
	return found
}

// TestCategories writes what docs/analyzers.md shows of each category. Wrong
// lines are those of a case with that diagnostic, right ones those of a case
// without any.
func TestCategories(t *testing.T) {
	found := check(t, dir)
	var b strings.Builder
	for _, c := range []struct{ category, file, wrong, rightFile, right string }{
		{
			signature.CategoryUnverified, "unverified/main.go", `w.Write([]byte(r.URL.Query().Get("hub.challenge")))`,
			"elsewhere/main.go", `if !clean.Decoded("secret", r) {`,
		},
		{
			signature.CategoryTiming, "timing/timing.go", `if want != r.Header.Get("X-Hub-Signature-256") {`,
			"clean/clean.go", `return hmac.Equal([]byte(want), []byte(r.Header.Get(header)))`,
		},
		{signature.CategoryBody, "body/body.go", `mac.Write(again)`, "clean/clean.go", `mac.Write(body)`},
		{
			signature.CategoryKey, "key/key.go", `mac := hmac.New(sha256.New, []byte(cfg.verifyToken))`,
			"clean/clean.go", `mac := hmac.New(sha256.New, []byte(secret))`,
		},
		{
			signature.CategorySHA1, "old/old.go", `mac := hmac.New(sha1.New, []byte(secret))`,
			"clean/clean.go", `mac := hmac.New(sha256.New, []byte(secret))`,
		},
	} {
		holds(t, c.file, c.wrong)
		holds(t, c.rightFile, c.right)
		fmt.Fprintf(&b, "#### %s\n\n```go\n// wrong: %s\n%s\n\n// right:\n%s\n```\n\n", c.category, first(t, found, c.file, c.category), c.wrong, c.right)
	}
	golden.Compare(t, filepath.Join("testdata", "categories.md"), []byte(b.String()))
}

func holds(t *testing.T, file, line string) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, file))
	if err != nil || !strings.Contains(string(text), "\t"+line) {
		t.Errorf("%s does not hold %q: %v", file, line, err)
	}
}

// first returns the first message of a category in a file.
func first(t *testing.T, found map[string][]driver.Diagnostic, file, category string) string {
	t.Helper()
	for _, at := range slices.Sorted(maps.Keys(found)) {
		for _, d := range found[at] {
			if d.Category == category && strings.HasPrefix(at, dir+"/"+file+":") {
				return d.Message
			}
		}
	}
	t.Errorf("%s has no %s", file, category)
	return ""
}

// TestTransforms rewrites the cases in ways that do not change what they do:
// nearly all mistakes are still reported, and nothing else.
func TestTransforms(t *testing.T) {
	total, kept := 0, 0
	for _, tr := range prooftest.Transforms() {
		t.Run(tr.Name, func(t *testing.T) {
			out := t.TempDir()
			if err := tr.Apply(dir, out); err != nil {
				t.Fatal(err)
			}
			open := wants(t, out)
			total += len(open)
			for at, all := range check(t, out) {
				for _, d := range all {
					if w := open[at]; w == nil || !w.MatchString(d.Message) {
						t.Errorf("%s: %s (%s) is not wanted", at, d.Message, d.Category)
						continue
					}
					kept++
					delete(open, at)
				}
			}
			for at := range open {
				t.Logf("%s: nothing is reported any more", at)
			}
		})
	}
	t.Logf("%d of %d rewritten mistakes are reported", kept, total)
	if kept*100 < total*95 {
		t.Errorf("%d of %d rewritten mistakes are reported, want 95 %%", kept, total)
	}
}
