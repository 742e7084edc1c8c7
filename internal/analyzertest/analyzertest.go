// Package analyzertest runs an analyzer over its cases in testdata/src and
// compares what it reports with the wants in them.
//
// A want stands on the line of a diagnostic: the comment // want with regular
// expressions in back quotes, one for each diagnostic of the line. Cases are
// loaded as the command line loads programs, so that nothing but themselves is
// type-checked from source.
package analyzertest

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/workplacelint/workplacelint/internal/driver"
	"github.com/workplacelint/workplacelint/internal/load"
)

// A Case is one package below testdata/src and the name of the analyzer.
type Case struct {
	Name  string
	Shows string // what the case is about
}

// Run compares what the analyzer reports of its cases with their wants. The
// cases doc, which holds the example of the documentation, and clean, which
// gets no diagnostic, are among them.
func Run(t *testing.T, a *analysis.Analyzer, cases []Case) {
	t.Helper()
	src := filepath.Join(root(t), "testdata", "src")
	var patterns []string
	for _, c := range cases {
		patterns = append(patterns, "./"+a.Name+"/"+c.Name)
	}
	for _, name := range []string{"doc", "clean"} {
		if !slices.Contains(patterns, "./"+a.Name+"/"+name) {
			t.Errorf("there is no case %s", name)
		}
	}
	got := diagnostics(t, a, src, patterns)
	for _, pattern := range patterns {
		dir := filepath.Join(src, filepath.FromSlash(pattern))
		for _, w := range wants(t, dir) {
			compare(t, src, w, got)
			delete(got, w.place)
		}
	}
	for _, at := range sortedPlaces(got) {
		for _, message := range got[at] {
			t.Errorf("%s: diagnostic without want: %s", at.in(src), message)
		}
	}
}

// A place is one line of a file.
type place struct {
	file string
	line int
}

func (p place) in(dir string) string {
	rel, err := filepath.Rel(dir, p.file)
	if err != nil {
		rel = p.file
	}
	return fmt.Sprintf("%s:%d", filepath.ToSlash(rel), p.line)
}

func sortedPlaces(m map[place][]string) []place {
	places := make([]place, 0, len(m))
	for p := range m {
		places = append(places, p)
	}
	slices.SortFunc(places, func(a, b place) int {
		if a.file != b.file {
			return strings.Compare(a.file, b.file)
		}
		return a.line - b.line
	})
	return places
}

// diagnostics runs the analyzer and returns its messages by their lines.
func diagnostics(t *testing.T, a *analysis.Analyzer, dir string, patterns []string) map[place][]string {
	t.Helper()
	ctx := context.Background()
	prog, err := load.Load(ctx, load.Config{
		Dir: dir, Patterns: patterns,
		Relevant: func(all []*load.Package) []*load.Package { return all },
	})
	if err != nil {
		t.Fatal(err)
	}
	defer prog.Close()
	out, err := driver.Run(ctx, prog, driver.Config{Analyzers: []*analysis.Analyzer{a}})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range out.Skips {
		t.Errorf("%s is not analyzed: %s", s.Package, s.Reason)
	}
	got := map[place][]string{}
	for _, p := range out.Packages {
		for _, d := range p.Diagnostics {
			at := place{d.Start.Filename, d.Start.Line}
			got[at] = append(got[at], d.Message)
		}
	}
	return got
}

// A want is what one line expects.
type want struct {
	place
	patterns []*regexp.Regexp
}

var quoted = regexp.MustCompile("`([^`]*)`")

// wants reads the wants in the Go files of a directory.
func wants(t *testing.T, dir string) []want {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil || len(files) == 0 {
		t.Fatalf("%s: there are no Go files (%v)", dir, err)
	}
	var list []want
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for i, line := range strings.Split(string(data), "\n") {
			_, text, ok := strings.Cut(line, "// want ")
			if !ok {
				continue
			}
			w := want{place: place{file, i + 1}}
			for _, m := range quoted.FindAllStringSubmatch(text, -1) {
				w.patterns = append(w.patterns, regexp.MustCompile(m[1]))
			}
			if len(w.patterns) == 0 {
				t.Errorf("%s:%d: expected a regular expression in back quotes", file, i+1)
			}
			list = append(list, w)
		}
	}
	return list
}

// compare takes a message for each pattern of a line.
func compare(t *testing.T, dir string, w want, got map[place][]string) {
	t.Helper()
	messages := slices.Clone(got[w.place])
	for _, pattern := range w.patterns {
		i := slices.IndexFunc(messages, pattern.MatchString)
		if i < 0 {
			t.Errorf("%s: no diagnostic matches %s", w.in(dir), pattern)
			continue
		}
		messages = slices.Delete(messages, i, i+1)
	}
	for _, message := range messages {
		t.Errorf("%s: diagnostic without want: %s", w.in(dir), message)
	}
}

// root returns the directory of the module.
func root(t *testing.T) string {
	t.Helper()
	at, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for filepath.Dir(at) != at {
		if _, err := os.Stat(filepath.Join(at, "go.mod")); err == nil {
			return at
		}
		at = filepath.Dir(at)
	}
	t.Fatal("there is no go.mod above the test")
	return ""
}
