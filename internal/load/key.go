package load

import (
	"crypto/sha256"
	"fmt"
	"hash"
	"maps"
	"os"
	"path/filepath"
	"slices"
)

// A Key stands for all that decides what an analysis of a package says, as far as
// the program knows it: the files of the package, how it is built, and the same of
// all that it sees with whether that is analyzed too.
type Key [sha256.Size]byte

// Keys returns the keys of all packages. Outside tells what else decides of a
// package outside the standard library.
//
// Files count as they were when they were searched. Of the standard library the
// version counts, and which files are built.
func (prog *Program) Keys(outside func(*Package) string) map[*Package]Key {
	keys := make(map[*Package]Key, len(prog.Packages))
	version := prog.goVersion()
	for _, p := range prog.Packages {
		h := sha256.New()
		p.describe(h)
		if p.Std {
			describeStd(h, p, version)
		} else {
			p.describeFiles(h)
			field(h, outside(p))
		}
		field(h, p.Needed, prog.cfg.NoCompile)
		field(h, len(p.companions))
		for _, imp := range p.Direct() {
			key := keys[imp]
			h.Write(key[:])
		}
		keys[p] = Key(h.Sum(nil))
	}
	return keys
}

// field adds values to a hash so that no other values add the same.
func field(h hash.Hash, values ...any) {
	for _, v := range values {
		text := fmt.Sprint(v)
		fmt.Fprintf(h, "%d:%s", len(text), text)
	}
}

// describe adds what the go command says of p.
func (p *Package) describe(h hash.Hash) {
	field(h, p.ID, p.PkgPath, p.Name, p.Dir, p.Std, p.Main, p.Cgo)
	field(h, fmt.Sprintf("%T %+v", p.TypesSizes, p.TypesSizes))
	if p.Module != nil {
		field(h, p.Module.Path, p.Module.Version, p.Module.GoVersion, p.Module.Main)
	}
	field(h, len(p.Errors))
	for _, e := range p.Errors {
		field(h, e.Pos, e.Msg, e.Kind)
	}
	field(h, len(p.Imports))
	for _, path := range slices.Sorted(maps.Keys(p.Imports)) {
		field(h, path, p.Imports[path].ID)
	}
	// Analyzers see the names of these.
	field(h, p.OtherFiles, p.IgnoredFiles)
}

func (p *Package) describeFiles(h hash.Hash) {
	field(h, len(p.GoFiles))
	for _, name := range p.GoFiles {
		sum := p.sums[name]
		field(h, name)
		h.Write(sum[:])
	}
}

// goVersion returns what the installation of Go says of its version, "" if it is
// a working copy of Go itself.
func (prog *Program) goVersion() string {
	text, err := os.ReadFile(filepath.Join(filepath.Dir(prog.goroot), "VERSION"))
	if err != nil {
		return ""
	}
	return string(text)
}

func describeStd(h hash.Hash, p *Package, version string) {
	field(h, version, len(p.GoFiles))
	for _, name := range p.GoFiles {
		field(h, filepath.Base(name))
		if info, err := os.Stat(name); version == "" && err == nil {
			field(h, info.Size(), info.ModTime().UnixNano())
		}
	}
}

// Moved reports whether a source file was found to be another when it was parsed
// than when it was searched: then no key stands for what was analyzed.
func (prog *Program) Moved() bool { return prog.moved.Load() }

// ReadFile reads a file for an analysis of p.
func (prog *Program) ReadFile(p *Package, name string) ([]byte, error) {
	data, err := os.ReadFile(name)
	if _, ok := p.sums[name]; ok && err == nil {
		prog.verify(p, name, data)
	}
	return data, err
}

// sum takes note of what is in a file.
func (p *Package) sum(name string, data []byte) {
	if p.sums == nil {
		p.sums = map[string][sha256.Size]byte{}
	}
	p.sums[name] = sha256.Sum256(data)
}

// verify compares a file with what it was when it was searched. One that could
// not be read then has no sum.
func (prog *Program) verify(p *Package, name string, data []byte) {
	if !p.Std && p.sums[name] != sha256.Sum256(data) {
		prog.moved.Store(true)
	}
}
