package gotree_test

import (
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/workplacelint/workplacelint/internal/gotree"
)

func TestIgnores(t *testing.T) {
	for name, want := range map[string]bool{"vendor": true, "testdata": true, "node_modules": true, ".git": true, "_old": true, "cmd": false, "data": false} {
		if got := gotree.Ignores(name); got != want {
			t.Errorf("Ignores(%q) = %v", name, got)
		}
	}
}

func TestIsModule(t *testing.T) {
	dir := t.TempDir()
	if gotree.IsModule(dir) {
		t.Error("an empty directory is a module")
	}
	file := filepath.Join(dir, "go.mod")
	if err := os.Mkdir(file, 0o700); err != nil {
		t.Fatal(err)
	}
	if gotree.IsModule(dir) {
		t.Error("a directory with a directory go.mod is a module")
	}
	if err := os.Remove(file); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte("module m\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if !gotree.IsModule(dir) {
		t.Error("a directory with go.mod is no module")
	}
}

func TestModules(t *testing.T) {
	root := t.TempDir()
	for _, name := range []string{"go.mod", "own/go.mod", "own/deep/go.mod", "dir/go.mod/none", "vendor/x/go.mod", "plain/x.go"} {
		file := filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, nil, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if got := gotree.Modules(root); !slices.Equal(got, []string{"own", "own/deep"}) {
		t.Error(got)
	}
}
