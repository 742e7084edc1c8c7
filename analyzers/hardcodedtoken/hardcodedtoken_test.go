package hardcodedtoken_test

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis/analysistest"

	"github.com/workplacelint/workplacelint/analyzers/hardcodedtoken"
	"github.com/workplacelint/workplacelint/internal/credential/credentialtest"
)

// The cases hold no credentials: they are made when the test runs.
func TestAnalyzer(t *testing.T) {
	dir := t.TempDir()
	cases := filepath.Join("testdata", "cases")
	err := filepath.WalkDir(cases, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, _ := filepath.Rel(cases, path)
		return expand(path, filepath.Join(dir, strings.TrimSuffix(rel, ".txt")), filepath.ToSlash(rel))
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, module := range modules {
		t.Run("cases.example/"+module, func(t *testing.T) { run(t, dir, module) })
	}
}

// modules are the cases that are modules of their own, since they read their
// credentials from outside in one package and hold others in another. The rest is
// one module.
var modules = []string{"codebase", "doc", "pattern", "several", "tagged", ""}

func run(t *testing.T, dir, module string) {
	t.Helper()
	text := "module " + path.Join("cases.example", module) + "\n\ngo 1.26\n"
	if err := os.WriteFile(filepath.Join(dir, module, "go.mod"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	analysistest.Run(t, filepath.Join(dir, module), hardcodedtoken.Analyzer, "./...")
}

func expand(from, to, seed string) error {
	text, err := os.ReadFile(from)
	if err != nil {
		return err
	}
	expanded, _ := credentialtest.New(seed).Expand(string(text))
	if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
		return err
	}
	return os.WriteFile(to, []byte(expanded), 0o600)
}
