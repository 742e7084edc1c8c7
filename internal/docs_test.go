package internal_test

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var (
	link = regexp.MustCompile(`\]\(([^)#\s]+)(#[^)\s]*)?\)`)
	// path is a file or directory of the repository in backquotes.
	path = regexp.MustCompile("`((?:analyzers|cmd|docs|internal|rules|testdata)/[A-Za-z0-9_./-]*[A-Za-z0-9_-])`")
)

// TestDocsNameWhatExists looks for every path and link of the documentation.
func TestDocsNameWhatExists(t *testing.T) {
	files, err := filepath.Glob("../docs/*.md")
	if err != nil {
		t.Fatal(err)
	}
	files = append(files, "../README.md", "../CONTRIBUTING.md", "../CHANGELOG.md")
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Error(err)
			continue
		}
		text := string(data)
		for _, m := range link.FindAllStringSubmatch(text, -1) {
			if !strings.Contains(m[1], ":") {
				exists(t, file, filepath.Join(filepath.Dir(file), m[1]))
			}
		}
		for _, m := range path.FindAllStringSubmatch(text, -1) {
			exists(t, file, filepath.Join("..", m[1]))
		}
	}
}

func exists(t *testing.T, file, name string) {
	t.Helper()
	if _, err := os.Stat(name); err != nil {
		t.Errorf("%s names %s, which does not exist", file, name)
	}
}
