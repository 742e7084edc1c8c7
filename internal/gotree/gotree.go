// Package gotree knows what directories are to the go command, for those who walk
// a tree of them without asking it.
package gotree

import (
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
