package load

import (
	"encoding/json"
	"errors"
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strconv"
	"strings"

	"github.com/workplacelint/workplacelint/internal/gotree"
)

// A workspace is what the go command is told beside the directory: a go.mod of
// our own where the program has none, or one that does not list all it needs.
// It lies in a temporary directory; nothing is written beside the program.
type workspace struct {
	path   string    // of the module that was assumed, "" if none had to be
	root   string    // the directory of the module
	flags  []string  // for the go command
	env    []string  // the same
	dir    string    // temporary, "" if there is none
	absent []absence // that have no packages in the copy
}

const maxScan = 20000 // files looked at to guess the path of a module

// assumeModule makes up a module for a directory that is in none. The go
// command finds modules for the imports as "go mod init" and "go mod tidy"
// would.
func assumeModule(dir string, env []string) (workspace, error) {
	if setting(env, "GO111MODULE") == "off" || setting(env, "GOWORK") != "" && setting(env, "GOWORK") != "off" || moduleRoot(dir) != "" {
		return workspace{}, nil
	}
	if st, err := os.Stat(dir); err != nil || !st.IsDir() {
		return workspace{}, fmt.Errorf("%s: expected a directory", dir)
	}
	path := guessModulePath(dir)
	return newWorkspace(dir, path, []byte("module "+path+"\n\ngo 1.26\n"), nil)
}

// completeModule makes a copy of a go.mod that the go command does not take as
// it is, for it to complete: a go.sum that was never committed, say.
func completeModule(dir string) (workspace, error) {
	root := moduleRoot(dir)
	mod, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		return workspace{}, err
	}
	sum, err := os.ReadFile(filepath.Join(root, "go.sum"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return workspace{}, err
	}
	return newWorkspace(root, "", mod, sum)
}

// isIncomplete recognises what the go command says of a module whose go.mod,
// go.sum or vendor directory do not list what it needs.
func isIncomplete(err error) bool {
	text := err.Error()
	for _, sign := range []string{"missing go.sum entry", "updates to go.mod needed", "updates to go.sum needed", "inconsistent vendoring"} {
		if strings.Contains(text, sign) {
			return true
		}
	}
	return false
}

// newWorkspace writes mod and sum where the go command may complete them. It
// wants to see a go.mod in root all the same, which an overlay shows it.
func newWorkspace(root, path string, mod, sum []byte) (workspace, error) {
	tmp, err := os.MkdirTemp("", "workplacelint-")
	if err != nil {
		return workspace{}, err
	}
	w := workspace{path: path, root: root, dir: tmp}
	file, overlay := filepath.Join(tmp, "go.mod"), filepath.Join(tmp, "overlay.json")
	replaced, err := json.Marshal(map[string]map[string]string{"Replace": {filepath.Join(root, "go.mod"): file}})
	if err == nil {
		err = errors.Join(
			os.WriteFile(file, mod, 0o600),
			os.WriteFile(filepath.Join(tmp, "go.sum"), sum, 0o600),
			os.WriteFile(overlay, replaced, 0o600),
		)
	}
	if err != nil {
		w.close()
		return workspace{}, err
	}
	w.flags = []string{"-overlay=" + overlay, "-modfile=" + file, "-mod=mod"}
	return w, nil
}

func (w workspace) close() {
	if w.dir != "" {
		_ = os.RemoveAll(w.dir) // A leftover in the temporary directory does no harm.
	}
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

// moduleRoot returns the directory of the module or workspace around dir, "" if
// it is in none.
func moduleRoot(dir string) string {
	for {
		for _, name := range []string{"go.mod", "go.work"} {
			if st, err := os.Stat(filepath.Join(dir, name)); err == nil && !st.IsDir() {
				return dir
			}
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return ""
		}
		dir = parent
	}
}

// guessModulePath finds the import path under which the files below dir import
// each other: of all imports that end in the name of a directory below dir, the
// most frequent beginning. If there is none, it is what only files further down
// import and what has the name of the package in dir.
func guessModulePath(dir string) string {
	t := scan(dir)
	votes := map[string]int{}
	for imp, n := range t.imports {
		for sub := range t.dirs {
			if root, ok := strings.CutSuffix(imp, "/"+sub); ok && strings.Contains(root, "/") {
				votes[root] += n
			}
		}
	}
	if len(votes) == 0 && t.name != "" && t.name != "main" {
		for imp, n := range t.imports {
			if t.above[imp] == 0 && strings.Count(imp, "/") == 2 && names(imp, t.name) {
				votes[imp] += n
			}
		}
	}
	best := "program.local"
	for _, root := range sortedKeys(votes) {
		if votes[root] > votes[best] {
			best = root
		}
	}
	return best
}

// names reports whether the last element of an import path may stand for a
// package of that name: go-graph-fb for fb.
func names(imp, pkg string) bool {
	last := imp[strings.LastIndexByte(imp, '/')+1:]
	if len(pkg) > 2 {
		return strings.Contains(last, pkg)
	}
	return slices.Contains(strings.FieldsFunc(last, func(r rune) bool { return r == '-' || r == '.' || r == '_' }), pkg)
}

// A tree is what the import clauses below a directory say.
type tree struct {
	dirs    map[string]bool // that hold Go files
	imports map[string]int  // how often each path is imported
	above   map[string]int  // the same of the files in the directory itself
	name    string          // of the package in the directory
}

func scan(dir string) *tree {
	t := &tree{dirs: map[string]bool{}, imports: map[string]int{}, above: map[string]int{}}
	files := 0
	// An unreadable directory only makes the guess poorer.
	_ = filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil, files > maxScan:
			return fs.SkipDir
		case d.IsDir():
			if name != dir && gotree.Ignores(d.Name()) {
				return fs.SkipDir
			}
			return nil
		case !d.Type().IsRegular() || !strings.HasSuffix(name, ".go"):
			return nil
		}
		files++
		t.add(dir, name)
		return nil
	})
	return t
}

func (t *tree) add(dir, name string) {
	pkg, imports := clausesOf(name)
	rel, err := filepath.Rel(dir, filepath.Dir(name))
	top := err == nil && rel == "."
	switch {
	case err == nil && !top:
		t.dirs[filepath.ToSlash(rel)] = true
	case top && !strings.HasSuffix(name, "_test.go"):
		t.name = pkg
	}
	for _, imp := range imports {
		t.imports[imp]++
		if top && !strings.HasSuffix(pkg, "_test") {
			t.above[imp]++
		}
	}
}

func importsOf(name string) []string {
	_, imports := clausesOf(name)
	return imports
}

// clausesOf returns the package name of a file and what it imports.
func clausesOf(name string) (pkg string, imports []string) {
	f, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
	if f == nil || f.Name == nil {
		_ = err // The file is reported when it is parsed in full.
		return "", nil
	}
	for _, spec := range f.Imports {
		if path, err := strconv.Unquote(spec.Path.Value); err == nil {
			imports = append(imports, path)
		}
	}
	return f.Name.Name, imports
}

func sortedKeys(m map[string]int) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}
