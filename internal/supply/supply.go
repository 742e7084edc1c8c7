// Package supply finds how the code of a module gets its credentials when it
// runs: which variables, settings and secrets it reads, and where.
//
// It reads source files without types, since the package that has the pattern is
// mostly not imported by the one that should follow it. So every driver sees the
// same.
package supply

import (
	"bytes"
	"cmp"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/workplacelint/workplacelint/internal/credential"
	"github.com/workplacelint/workplacelint/internal/gotree"
)

// A Source is a place at which something is read by its name.
type Source struct {
	Name string
	// How is what the code writes: os.Getenv("WORKPLACE_TOKEN").
	How string
	// File is the slash path of the file below the module, Func the name of the
	// function there, "" outside of functions.
	File, Func string
}

const (
	// maxFiles and maxBytes bound how much of a module is read.
	maxFiles = 20_000
	maxBytes = 128 << 20
)

// Find returns the sources of the module that a directory belongs to, sorted by
// file and place; none if it belongs to none, or if the module is too large.
func Find(dir string, use *credential.Use) []Source {
	root, ok := moduleOf(dir)
	if !ok {
		return nil
	}
	f := &finder{use: use, words: wordsOf(use)}
	files, size := 0, int64(0)
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return fs.SkipDir
		case d.IsDir() && path != root && (gotree.Ignores(d.Name()) || gotree.IsModule(path)):
			return fs.SkipDir
		case !d.Type().IsRegular() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go"):
			return nil
		}
		info, err := d.Info()
		if err != nil {
			return nil
		}
		files, size = files+1, size+info.Size()
		if files > maxFiles || size > maxBytes {
			f.found = nil
			return fs.SkipAll
		}
		rel, err := filepath.Rel(root, path)
		if err != nil {
			return nil
		}
		f.file(path, filepath.ToSlash(rel))
		return nil
	})
	if err != nil {
		return nil
	}
	slices.SortStableFunc(f.found, func(a, b Source) int { return cmp.Compare(a.File, b.File) })
	return f.found
}

// moduleOf returns the directory of the module that a directory belongs to.
func moduleOf(dir string) (string, bool) {
	for dir != "" {
		if gotree.IsModule(dir) {
			return dir, true
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			break
		}
		dir = parent
	}
	return "", false
}

// wordsOf returns what a file holds that has a source.
func wordsOf(use *credential.Use) [][]byte {
	var words [][]byte
	for name := range use.Readers {
		words = append(words, []byte(name[strings.LastIndexByte(name, '.')+1:]))
	}
	for name := range use.Settings {
		words = append(words, []byte(name[strings.LastIndexByte(name, '.')+1:]))
	}
	for _, key := range use.Tags {
		words = append(words, []byte(key+`:"`))
	}
	return words
}

type finder struct {
	use   *credential.Use
	words [][]byte
	found []Source
}

// file looks for sources in a file. One that cannot be read or parsed has none.
func (f *finder) file(path, rel string) {
	data, err := os.ReadFile(path)
	if err != nil || !slices.ContainsFunc(f.words, func(w []byte) bool { return bytes.Contains(data, w) }) {
		return
	}
	syntax, err := parser.ParseFile(token.NewFileSet(), "", data, parser.SkipObjectResolution)
	if err != nil {
		return
	}
	s := &scan{finder: f, rel: rel, imports: imports(syntax), constants: constants(syntax)}
	for _, decl := range syntax.Decls {
		s.fn = ""
		if fn, ok := decl.(*ast.FuncDecl); ok {
			s.fn = fn.Name.Name
		}
		ast.Inspect(decl, s.visit)
	}
}
