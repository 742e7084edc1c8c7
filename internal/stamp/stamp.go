// Package stamp identifies what findings depend on beside Go code.
//
// The caches of go vet and golangci-lint know the files of a package and what
// it imports, but neither manifests nor the files that manifests name. A driver
// that keeps findings makes the stamp a part of their key, so that an edit of a
// manifest alone never shows findings of before.
package stamp

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"hash"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/workplacelint/workplacelint/internal/manifest"
)

// Of returns the stamp of a directory: 32 hexadecimal digits.
func Of(dir string) string {
	h := sha256.New()
	Write(h, dir)
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// Governing returns what stands for the manifest that governs dir and the files it
// names, with their absolute names, "" if there is none.
func Governing(dir string) string {
	file, ok := manifest.Find(dir)
	if !ok {
		return ""
	}
	h := sha256.New()
	fmt.Fprintf(h, "in %s\x00", filepath.Dir(file))
	writer{h, filepath.Dir(file)}.manifest(file)
	return hex.EncodeToString(h.Sum(nil))
}

// Write adds to a hash the manifest that governs dir and all below it, the
// files they name, and where Go packages are: a new command changes what is
// judged as unused. What cannot be read is reported when it is needed; here it
// counts by its name. Names count relative to dir, so that machines which have the
// same files in different places have the same stamp.
func Write(h hash.Hash, dir string) {
	w := writer{h, dir}
	if file, ok := manifest.Find(filepath.Dir(dir)); ok {
		w.manifest(file)
	}
	// What lies below an unreadable directory governs nothing.
	_ = filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return fs.SkipDir
		case d.IsDir() && name != dir && isIgnored(d.Name()):
			return fs.SkipDir
		case d.IsDir() && hasGo(name):
			fmt.Fprintf(h, "package %s\x00", w.name(name))
		case d.Type().IsRegular() && d.Name() == manifest.Name:
			w.manifest(name)
		}
		return nil
	})
}

func isIgnored(dir string) bool {
	return dir == "vendor" || dir == "node_modules" || strings.HasPrefix(dir, ".") || strings.HasPrefix(dir, "_")
}

func hasGo(dir string) bool {
	files, _ := filepath.Glob(filepath.Join(globEscape(dir), "*.go"))
	return len(files) > 0
}

var globEscaper = strings.NewReplacer(`*`, `\*`, `?`, `\?`, `[`, `\[`, `\`, `\\`)

func globEscape(name string) string {
	if filepath.Separator == '\\' {
		return name // There, a backslash separates and escapes nothing.
	}
	return globEscaper.Replace(name)
}

type writer struct {
	hash.Hash
	dir string
}

func (w writer) name(file string) string {
	rel, err := filepath.Rel(w.dir, file)
	if err != nil {
		return file // on another drive
	}
	return filepath.ToSlash(rel)
}

func (w writer) manifest(file string) {
	w.file(file)
	m, err := manifest.Read(file)
	if err != nil {
		return // Its text is in the stamp already.
	}
	for _, overlay := range m.Catalog {
		w.file(filepath.Join(filepath.Dir(file), filepath.FromSlash(overlay.Value)))
	}
}

func (w writer) file(name string) {
	fmt.Fprintf(w, "file %s\x00", w.name(name))
	f, err := os.Open(name)
	if err != nil {
		return
	}
	defer f.Close()
	part := sha256.New()
	if _, err := io.Copy(part, f); err == nil {
		w.Write(part.Sum(nil))
	}
}
