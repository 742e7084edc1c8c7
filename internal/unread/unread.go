// Package unread finds the Go code below a directory that may talk to the platform
// and that is no part of the program as it was read: files that build constraints
// keep out of every build, and modules of their own.
//
// It looks at files by themselves. What it finds is not known to be needed, and not
// known to be unneeded either.
package unread

import (
	"errors"
	"io/fs"
	"path/filepath"
	"slices"
	"strings"

	"github.com/workplacelint/workplacelint/internal/gotree"
)

// MaxFiles bounds how many files are looked at.
const MaxFiles = 50000

// A Search says what is looked for.
type Search struct {
	// Read are the Go files that builds read, by absolute name. Links to directories
	// are seen through, so the name may be that without links.
	Read map[string]bool
	// Matters reports whether the text of a file may talk to the platform.
	Matters func(file string) bool
}

// A Finding is a file, or a module, that is not read.
type Finding struct {
	File   string // absolute; the go.mod of a module
	Line   int    // of the constraint, 0 if it is not in the file
	Reason string
	Module bool // it is a program of its own
}

// Below looks at a directory and all below it that the go command does not ignore.
// What cannot be read is left out: no build has it.
func (s *Search) Below(root string) ([]Finding, error) {
	// With the separator a link is the directory that it leads to.
	w := walk{Search: s, root: filepath.Clean(root) + string(filepath.Separator)}
	err := filepath.WalkDir(w.root, w.visit)
	if errors.Is(err, errEnough) {
		err = nil
	}
	return w.settle(), err
}

// In looks at the files of a directory alone.
func (s *Search) In(dir string) ([]Finding, error) {
	names, err := filepath.Glob(filepath.Join(escape(dir), "*.go"))
	if err != nil {
		return nil, err
	}
	var list []Finding
	for _, name := range names {
		if f, ok := s.file(name); ok {
			list = append(list, f)
		}
	}
	return list, nil
}

var escaper = strings.NewReplacer(`*`, `\*`, `?`, `\?`, `[`, `\[`, `\`, `\\`)

func escape(name string) string {
	if filepath.Separator == '\\' {
		return name // There, a backslash separates and escapes nothing.
	}
	return escaper.Replace(name)
}

// file reports a file that may matter and that no build reads.
func (s *Search) file(name string) (Finding, bool) {
	if !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go") || isHidden(filepath.Base(name)) ||
		s.isRead(name) || !s.Matters(name) {
		return Finding{}, false
	}
	reason, line, ok := constraintOf(name)
	return Finding{File: name, Line: line, Reason: reason}, ok
}

func (s *Search) isRead(name string) bool {
	if s.Read[name] {
		return true
	}
	dir, err := filepath.EvalSymlinks(filepath.Dir(name))
	return err == nil && s.Read[filepath.Join(dir, filepath.Base(name))]
}

func isHidden(base string) bool { return strings.HasPrefix(base, "_") || strings.HasPrefix(base, ".") }

var errEnough = errors.New("enough files")

// A walk is one look at a tree.
type walk struct {
	*Search
	root    string
	files   int
	modules []*module // around the current directory, the innermost last
	list    []Finding
}

// A module is one below the root.
type module struct {
	dir  string
	read bool // a build reads a file of it: it is in a workspace
	list []Finding
}

func (w *walk) visit(name string, d fs.DirEntry, err error) error {
	switch {
	case err != nil:
		return fs.SkipDir
	case d.IsDir():
		if name != w.root && gotree.Ignores(d.Name()) {
			return fs.SkipDir
		}
		w.enter(name)
		return nil
	case !d.Type().IsRegular() || !strings.HasSuffix(name, ".go"):
		return nil
	}
	if w.files++; w.files > MaxFiles {
		return errEnough
	}
	m := w.innermost(name)
	if m != nil && w.isRead(name) {
		m.read = true
	}
	f, ok := w.file(name)
	switch {
	case !ok:
	case m != nil:
		m.list = append(m.list, f)
	default:
		w.list = append(w.list, f)
	}
	return nil
}

func (w *walk) enter(dir string) {
	if dir != w.root && gotree.IsModule(dir) {
		m := &module{dir: dir}
		w.modules = append(w.modules, m)
	}
}

// innermost returns the module below the root that a file is in, nil if it is in
// that of the root.
func (w *walk) innermost(file string) *module {
	for i, m := range slices.Backward(w.modules) {
		if strings.HasPrefix(file, m.dir+string(filepath.Separator)) {
			return w.modules[i]
		}
	}
	return nil
}

// settle names a module once of which nothing is read.
func (w *walk) settle() []Finding {
	list := w.list
	for _, m := range w.modules {
		switch {
		case m.read:
			list = append(list, m.list...)
		case len(m.list) > 0:
			list = append(list, Finding{File: filepath.Join(m.dir, "go.mod"), Reason: ownModule, Module: true})
		}
	}
	slices.SortFunc(list, func(a, b Finding) int { return strings.Compare(a.File, b.File) })
	return list
}

const ownModule = "a module of its own"
