package load

import (
	"encoding/json"
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
)

// An assumption is a module that stands in for a missing go.mod.
type assumption struct {
	path  string   // of the module, "" if none had to be assumed
	flags []string // for the go command
}

const maxScan = 20000 // files looked at to guess the path of a module

// assumeModule makes up a module for a directory that is in none. The go
// command sees it through an overlay; nothing is written into the directory.
func assumeModule(dir string, env []string) (assumption, func(), error) {
	none := func() {}
	if setting(env, "GO111MODULE") == "off" || setting(env, "GOWORK") != "" && setting(env, "GOWORK") != "off" || inModule(dir) {
		return assumption{}, none, nil
	}
	if st, err := os.Stat(dir); err != nil || !st.IsDir() {
		return assumption{}, none, fmt.Errorf("%s: expected a directory", dir)
	}
	tmp, err := os.MkdirTemp("", "workplacelint-")
	if err != nil {
		return assumption{}, none, err
	}
	done := func() { _ = os.RemoveAll(tmp) } // A leftover in the temporary directory does no harm.
	path := guessModulePath(dir)
	overlay, err := writeOverlay(tmp, dir, path)
	if err != nil {
		done()
		return assumption{}, none, err
	}
	return assumption{path: path, flags: []string{"-overlay=" + overlay, "-mod=readonly"}}, done, nil
}

func setting(env []string, name string) string {
	if env == nil {
		return os.Getenv(name)
	}
	value := ""
	for _, kv := range env {
		if n, v, ok := strings.Cut(kv, "="); ok && n == name {
			value = v
		}
	}
	return value
}

func inModule(dir string) bool {
	for {
		for _, name := range []string{"go.mod", "go.work"} {
			if st, err := os.Stat(filepath.Join(dir, name)); err == nil && !st.IsDir() {
				return true
			}
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return false
		}
		dir = parent
	}
}

func writeOverlay(tmp, dir, path string) (string, error) {
	mod := filepath.Join(tmp, "go.mod")
	if err := os.WriteFile(mod, []byte("module "+path+"\n\ngo 1.26\n"), 0o600); err != nil {
		return "", err
	}
	data, err := json.Marshal(map[string]map[string]string{
		"Replace": {filepath.Join(dir, "go.mod"): mod},
	})
	if err != nil {
		return "", err
	}
	overlay := filepath.Join(tmp, "overlay.json")
	return overlay, os.WriteFile(overlay, data, 0o600)
}

// guessModulePath finds the import path under which the files below dir import
// each other: of all imports that end in the name of a directory below dir, the
// most frequent beginning.
func guessModulePath(dir string) string {
	dirs, imports := scanImports(dir)
	votes := map[string]int{}
	for imp, n := range imports {
		for sub := range dirs {
			if root, ok := strings.CutSuffix(imp, "/"+sub); ok && strings.Contains(root, "/") {
				votes[root] += n
			}
		}
	}
	best := ""
	for _, root := range sortedKeys(votes) {
		if best == "" || votes[root] > votes[best] {
			best = root
		}
	}
	if best == "" {
		return "program.local"
	}
	return best
}

func scanImports(dir string) (dirs map[string]bool, imports map[string]int) {
	dirs, imports = map[string]bool{}, map[string]int{}
	files := 0
	// An unreadable directory only makes the guess poorer.
	_ = filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil, files > maxScan:
			return fs.SkipDir
		case d.IsDir():
			if name != dir && isIgnoredDir(d.Name()) {
				return fs.SkipDir
			}
			return nil
		case !d.Type().IsRegular() || !strings.HasSuffix(name, ".go"):
			return nil
		}
		files++
		if rel, err := filepath.Rel(dir, filepath.Dir(name)); err == nil && rel != "." {
			dirs[filepath.ToSlash(rel)] = true
		}
		for _, imp := range importsOf(name) {
			imports[imp]++
		}
		return nil
	})
	return dirs, imports
}

func isIgnoredDir(name string) bool {
	return name == "vendor" || name == "testdata" || name == "node_modules" ||
		strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_")
}

func importsOf(name string) []string {
	f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
	if f == nil {
		_ = err // The file is reported when it is parsed in full.
		return nil
	}
	var paths []string
	for _, spec := range f.Imports {
		if path, err := strconv.Unquote(spec.Path.Value); err == nil {
			paths = append(paths, path)
		}
	}
	return paths
}

func sortedKeys(m map[string]int) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}
