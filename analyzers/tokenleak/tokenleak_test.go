package tokenleak_test

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"golang.org/x/tools/go/analysis"

	"github.com/workplacelint/workplacelint/analyzers/tokenleak"
	"github.com/workplacelint/workplacelint/internal/driver"
	"github.com/workplacelint/workplacelint/internal/load"
)

// A place is one line of a file.
type place struct {
	file string // slash path below the directory of the program
	line int
}

// check runs the analyzer over the cases.
func check(t *testing.T) map[place][]driver.Diagnostic {
	t.Helper()
	dir, err := filepath.Abs(cases)
	if err != nil {
		t.Fatal(err)
	}
	prog, err := load.Load(t.Context(), load.Config{
		Dir: dir, Patterns: []string{"./..."},
		Relevant: func(all []*load.Package) []*load.Package { return all },
	})
	if err != nil {
		t.Fatal(err)
	}
	out, err := driver.Run(t.Context(), prog, driver.Config{Analyzers: []*analysis.Analyzer{tokenleak.Analyzer}})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range out.Skips {
		t.Errorf("%s is not analyzed: %s", s.Package, s.Reason)
	}
	got := map[place][]driver.Diagnostic{}
	for _, p := range out.Packages {
		for _, d := range p.Diagnostics {
			rel, err := filepath.Rel(dir, d.Start.Filename)
			if err != nil {
				t.Fatal(err)
			}
			at := place{filepath.ToSlash(rel), d.Start.Line}
			got[at] = append(got[at], d)
		}
	}
	return got
}

var quoted = regexp.MustCompile("`([^`]*)`")

// wants reads the wants of the cases: regular expressions for CATEGORY: MESSAGE.
func wants(t *testing.T, dir string) map[place][]*regexp.Regexp {
	t.Helper()
	out := map[place][]*regexp.Regexp{}
	err := filepath.WalkDir(dir, func(path string, d os.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".go" || strings.Contains(path, "vendor") {
			return err
		}
		data, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(dir, path)
		for i, line := range strings.Split(string(data), "\n") {
			_, text, _ := strings.Cut(line, "// want ")
			for _, m := range quoted.FindAllStringSubmatch(text, -1) {
				at := place{filepath.ToSlash(rel), i + 1}
				out[at] = append(out[at], regexp.MustCompile(m[1]))
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

const cases = "testdata/cases"

func TestCases(t *testing.T) {
	got, want := check(t), wants(t, cases)
	if len(want) == 0 {
		t.Fatal("there are no wants")
	}
	for at, patterns := range want {
		for _, p := range patterns {
			i := slices.IndexFunc(got[at], func(d driver.Diagnostic) bool { return p.MatchString(d.Category + ": " + d.Message) })
			if i < 0 {
				t.Errorf("%s:%d: no diagnostic matches %s", at.file, at.line, p)
				continue
			}
			got[at] = slices.Delete(got[at], i, i+1)
		}
	}
	for at, list := range got {
		for _, d := range list {
			t.Errorf("%s:%d: diagnostic without want: %s: %s", at.file, at.line, d.Category, d.Message)
		}
	}
}

// elsewhere are the ways that another analyzer reports.
var elsewhere = map[string]string{
	"L38": "flags/main.go", // a command of its own
	"L42": "hardcodedtoken",
}

// Each of the 42 ways is a function of the package ways with a want.
func TestWays(t *testing.T) {
	files, err := filepath.Glob(filepath.Join(cases, "ways", "*.go"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	found := map[string]bool{}
	function := regexp.MustCompile(`(?m)^func (?:[lL]|FetchL)(\d\d)\w*\(`)
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		text := string(data)
		for _, m := range function.FindAllStringSubmatchIndex(text, -1) {
			body, _, _ := strings.Cut(text[m[1]:], "\n}\n")
			if strings.Contains(body, "// want `") {
				found["L"+text[m[2]:m[3]]] = true
			}
		}
	}
	for n := 1; n <= 42; n++ {
		id := "L" + string([]byte{'0' + byte(n/10), '0' + byte(n%10)})
		if !found[id] && elsewhere[id] == "" {
			t.Errorf("%s has no case that is reported", id)
		}
	}
}

// The same program gets the same findings with the same ways.
func TestDeterministic(t *testing.T) {
	first := check(t)
	for range 2 {
		if diff := cmp.Diff(first, check(t), cmpopts.IgnoreFields(driver.Diagnostic{}, "Analyzer"), cmp.AllowUnexported(place{})); diff != "" {
			t.Fatal(diff)
		}
	}
}

// Each finding shows its way: it ends at the sink and begins somewhere else or
// says what is there.
func TestEvidence(t *testing.T) {
	for at, list := range check(t) {
		for _, d := range list {
			if len(d.Related) == 0 {
				t.Errorf("%s:%d: %s has no evidence", at.file, at.line, d.Message)
				continue
			}
			for _, r := range d.Related {
				if r.Message == "" || !r.Position.IsValid() {
					t.Errorf("%s:%d: %s: evidence without place or note: %+v", at.file, at.line, d.Message, r)
				}
			}
		}
	}
}

func TestWarns(t *testing.T) {
	for category, want := range map[string]bool{"page": false, "trace": false, "log": true, "file": true} {
		if got := tokenleak.Warns(category); got != want {
			t.Errorf("%s: %v, want %v", category, got, want)
		}
	}
}
