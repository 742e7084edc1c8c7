package agreement_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/workplacelint/workplacelint/analyzers"
	"github.com/workplacelint/workplacelint/internal/report"
)

// Each analyzer that says something says it also by itself, without any flag, so
// a driver may run any of them.
func TestAnalyzersAlone(t *testing.T) {
	t.Parallel()
	for _, example := range examples(t) {
		dir := filepath.Join(root, "testdata", "examples", example)
		all := check(t, dir, "--enable", "all")
		for _, a := range analyzers.All() {
			want := []report.Finding{}
			for _, f := range all.Findings {
				if f.Analyzer == a.Name {
					want = append(want, f)
				}
			}
			if len(want) == 0 {
				continue // saves minutes
			}
			t.Run(example+"/"+a.Name, func(t *testing.T) {
				t.Parallel()
				got := check(t, dir, "--disable", "all", "--enable", a.Name)
				if diff := cmp.Diff(want, got.Findings); diff != "" {
					t.Errorf("among all (-) and alone (+):\n%s", diff)
				}
			})
		}
	}
}

func check(t *testing.T, dir string, args ...string) *report.Check {
	t.Helper()
	out, _ := output(t, dir, nil, workplacelint(t), append([]string{"check", "--format", "json"}, args...)...)
	var c report.Check
	if err := json.Unmarshal([]byte(out), &c); err != nil {
		t.Fatal(err)
	}
	return &c
}

// TestDeterminism runs the command again and again, with different numbers of
// processors. Every byte is the same. 'make determinism' does so more often, with more
// commands and all examples.
func TestDeterminism(t *testing.T) {
	t.Parallel()
	runs := 4 // each number of processors, and one of them again
	commands := [][]string{{"check", "--enable", "all", "--format", "sarif", "./..."}}
	list := []string{"complianceexport"}
	if os.Getenv("WORKPLACELINT_DETERMINISM") != "" {
		commands = append(commands, []string{"requests", "--format", "json", "./..."},
			[]string{"permissions", "--format", "json", "./..."}, []string{"review", "--no-history", "--format", "json", "./..."})
		list, runs = examples(t), 20
	}
	for _, example := range list {
		dir := filepath.Join(t.TempDir(), example) // in no repository: a review names its commit, and somebody may commit meanwhile
		copyExample(t, example, dir)
		for _, command := range commands {
			first := ""
			for i := range runs {
				processors := strconv.Itoa([]int{1, 2, 8}[i%3])
				out, _ := output(t, dir, []string{"GOMAXPROCS=" + processors}, workplacelint(t), command...)
				if i == 0 {
					first = out
				}
				if diff := cmp.Diff(first, out); diff != "" {
					t.Fatalf("%s %v with GOMAXPROCS=%s, run %d of %d:\n%s", example, command, processors, i+1, runs, diff)
				}
			}
		}
	}
}
