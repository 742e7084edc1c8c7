// Package rootfs shows a directory as a file system, whatever the names in it
// are: [os.Root.FS] refuses those that are not valid UTF-8, and a search that
// leaves out files because of their names is none.
package rootfs

import (
	"cmp"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// New returns the files below root. Their names have slashes. Links that lead
// out of root are not followed.
func New(root *os.Root) fs.FS { return &dir{root} }

type dir struct{ root *os.Root }

// Open implements [fs.FS].
func (d *dir) Open(name string) (fs.File, error) {
	f, err := d.root.Open(filepath.FromSlash(name))
	if err != nil {
		return nil, err
	}
	return f, nil
}

// Stat implements [fs.StatFS].
func (d *dir) Stat(name string) (fs.FileInfo, error) { return d.root.Stat(filepath.FromSlash(name)) }

// Lstat implements [fs.ReadLinkFS].
func (d *dir) Lstat(name string) (fs.FileInfo, error) { return d.root.Lstat(filepath.FromSlash(name)) }

// ReadLink implements [fs.ReadLinkFS].
func (d *dir) ReadLink(name string) (string, error) { return d.root.Readlink(filepath.FromSlash(name)) }

// ReadDir implements [fs.ReadDirFS]. With an error, it returns what it read
// before.
func (d *dir) ReadDir(name string) ([]fs.DirEntry, error) {
	f, err := d.root.Open(filepath.FromSlash(name))
	if err != nil {
		return nil, err
	}
	defer f.Close()
	entries, err := f.ReadDir(-1)
	slices.SortFunc(entries, func(a, b fs.DirEntry) int { return cmp.Compare(a.Name(), b.Name()) })
	return entries, err
}
