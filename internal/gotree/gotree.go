// Package gotree knows what directories are to the go command, for those who walk
// a tree of them without asking it.
package gotree

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// Ignores reports whether the go command ignores a directory of that name below a
// module, or what it holds is the code of others.
func Ignores(name string) bool {
	return name == "vendor" || name == "testdata" || name == "node_modules" ||
		strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_")
}

// IsModule reports whether a directory is the root of a module.
func IsModule(dir string) bool {
	info, err := os.Stat(filepath.Join(dir, "go.mod"))
	return err == nil && info.Mode().IsRegular()
}

// Modules returns the directories of modules below a directory, as slash paths.
func Modules(root string) []string {
	var list []string
	root = filepath.Clean(root) + string(filepath.Separator)
	// What cannot be read holds no module that anybody builds.
	_ = filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil, d.IsDir() && name != root && Ignores(d.Name()):
			return fs.SkipDir
		case d.IsDir() && name != root && IsModule(name):
			if rel, err := filepath.Rel(root, name); err == nil {
				list = append(list, filepath.ToSlash(rel))
			}
		}
		return nil
	})
	return list
}
