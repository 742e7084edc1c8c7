package clientfile

import (
	"context"
	"io/fs"
	"path"
	"strings"
)

// Walk adds the files below the given directories of the tree, which are names
// with slashes. Links are not followed. What cannot be read is left out.
func (t *Tree) Walk(ctx context.Context, dirs ...string) error {
	if t.project.root == nil {
		return nil
	}
	for _, dir := range dirs {
		err := fs.WalkDir(t.project.root, dir, func(name string, d fs.DirEntry, err error) error {
			switch {
			case ctx.Err() != nil:
				return ctx.Err()
			case err != nil:
				return nil
			case d.IsDir():
				if name != dir && t.skipsDir(name) {
					return fs.SkipDir
				}
				return nil
			case d.Type().IsRegular():
				t.addFile(name)
			}
			return nil
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// skipsDir reports whether a directory holds the code of others.
func (t *Tree) skipsDir(name string) bool {
	return path.Base(name) == "vendor" || t.pack.SkipsPath(name+"/")
}

func (t *Tree) addFile(name string) {
	if t.rules.kindOf(name) == nil && t.rules.language(name) == nil || t.pack.SkipsPath(name) {
		return
	}
	text := readAtMost(t.project.root, name, MaxSize+1)
	if text != "" && !strings.Contains(text[:min(len(text), 512)], "\x00") {
		t.Add(name, []byte(text))
	}
}
