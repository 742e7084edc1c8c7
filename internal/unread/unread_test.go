package unread_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/workplacelint/workplacelint/internal/unread"
)

// tree writes files, each with its text, and returns the directory.
func tree(t *testing.T, files map[string]string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		file := filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// search looks for files with the word "graph" of which those are read.
func search(dir string, read ...string) *unread.Search {
	s := &unread.Search{Read: map[string]bool{}, Matters: func(file string) bool {
		text, err := os.ReadFile(file)
		return err == nil && strings.Contains(string(text), "graph")
	}}
	for _, name := range read {
		s.Read[filepath.Join(dir, filepath.FromSlash(name))] = true
	}
	return s
}

func lines(t *testing.T, dir string, found []unread.Finding) []string {
	t.Helper()
	var out []string
	for _, f := range found {
		rel, err := filepath.Rel(dir, f.File)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, fmt.Sprintf("%s:%d: %s", filepath.ToSlash(rel), f.Line, f.Reason))
	}
	return out
}

func TestBelow(t *testing.T) {
	const graph = "package p // graph\n"
	dir := tree(t, map[string]string{
		"go.mod":               "module m\n",
		"a.go":                 graph,
		"pro.go":               "// Copyright\n\n//go:build pro && !lite\n\n" + graph,
		"old.go":               "// +build pro\n\n" + graph,
		"script.go":            "//go:build ignore\n\n" + graph,
		"both.go":              "//go:build ignore && linux\n\n" + graph,
		"either.go":            "//go:build ignore || mips\n\n" + graph,
		"never.go":             "//go:build !ignore && pro\n\n" + graph,
		"proxy_windows.go":     graph,
		"proxy_plan9_386.go":   graph,
		"windows.go":           graph,
		"c.go":                 graph + "import \"C\"\n",
		"quiet_windows.go":     "package p\n",
		"pro_test.go":          "//go:build pro\n\n" + graph,
		"_hidden.go":           graph,
		".hidden.go":           graph,
		"sub/dir_arm64.go":     graph,
		"testdata/x_arm64.go":  graph,
		"vendor/v/x_arm64.go":  graph,
		"_old/x_arm64.go":      graph,
		"own/go.mod":           "module own\n",
		"own/deep/main.go":     graph,
		"own/deep/other.go":    graph,
		"quiet/go.mod":         "module quiet\n",
		"quiet/main.go":        "package main\n",
		"used/go.mod":          "module used\n",
		"used/main.go":         graph,
		"used/main_windows.go": graph,
	})
	found, err := search(dir, "a.go", "used/main.go").Below(dir)
	if err != nil {
		t.Fatal(err)
	}
	const own = "a module of its own"
	want := []string{
		"c.go:0: it imports \"C\", and cgo is off",
		"either.go:1: //go:build ignore || mips",
		"never.go:1: //go:build !ignore && pro",
		"old.go:1: // +build pro",
		"own/go.mod:0: " + own,
		"pro.go:3: //go:build pro && !lite",
		"proxy_plan9_386.go:0: the name ends in _plan9_386.go",
		"proxy_windows.go:0: the name ends in _windows.go",
		"sub/dir_arm64.go:0: the name ends in _arm64.go",
		"used/main_windows.go:0: the name ends in _windows.go",
		"windows.go:0: it is in no package that was read",
	}
	if diff := cmp.Diff(want, lines(t, dir, found)); diff != "" {
		t.Error(diff)
	}
	// A directory is the same by another name.
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(dir, link); err != nil {
		t.Skip(err)
	}
	real, err := filepath.EvalSymlinks(dir)
	if err != nil {
		t.Fatal(err)
	}
	found, err = search(real, "a.go", "used/main.go").Below(link)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, lines(t, link, found)); diff != "" {
		t.Error(diff)
	}
	found, err = search(dir).In(filepath.Join(dir, "sub"))
	if err != nil {
		t.Fatal(err)
	}
	if got := lines(t, dir, found); len(got) != 1 || !strings.HasPrefix(got[0], "sub/dir_arm64.go") {
		t.Error(got)
	}
}
