// Package analyzertest runs an analyzer over its cases in testdata/src.
package analyzertest

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/analysistest"
)

// A Case is one package below testdata/src and the name of the analyzer.
type Case struct {
	Name  string
	Shows string // what the case is about
}

// Run compares what the analyzer reports of its cases with their wants. All
// directories with Go files have to be cases.
func Run(t *testing.T, a *analysis.Analyzer, cases []Case) {
	t.Helper()
	src := filepath.Join(dir(t), "src")
	var names []string
	for _, c := range cases {
		names = append(names, "./"+a.Name+"/"+c.Name)
	}
	for _, name := range []string{"doc", "clean"} {
		if !slices.Contains(names, "./"+a.Name+"/"+name) {
			t.Errorf("there is no case %s", name)
		}
	}
	analysistest.Run(t, src, a, names...)
}

// dir returns the testdata directory of the module.
func dir(t *testing.T) string {
	t.Helper()
	at, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for filepath.Dir(at) != at {
		if _, err := os.Stat(filepath.Join(at, "go.mod")); err == nil {
			return filepath.Join(at, "testdata")
		}
		at = filepath.Dir(at)
	}
	t.Fatal("there is no go.mod above the test")
	return ""
}
