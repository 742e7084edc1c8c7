package clientfile

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"path"
)

// Walk adds the files below the given directories of the tree, which are names
// with slashes. Links are not followed. What cannot be read is skipped.
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
				t.skip(name, err)
			case d.IsDir():
				if name != dir && t.skipsDir(name) {
					return fs.SkipDir
				}
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

// skip notes that a file was not looked at.
func (t *Tree) skip(name string, err error) {
	if of, ok := errors.AsType[*fs.PathError](err); ok {
		err = of.Err // The name stands beside it.
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.skipped = append(t.skipped, Skipped{File: name, Reason: err.Error()})
}

// skipsDir reports whether a directory holds the code of others.
func (t *Tree) skipsDir(name string) bool {
	return path.Base(name) == "vendor" || t.pack.SkipsPath(name+"/")
}

func (t *Tree) addFile(name string) {
	if t.rules.kindOf(name) == nil && t.rules.language(name) == nil || t.pack.SkipsPath(name) {
		return
	}
	f, err := t.project.root.Open(name)
	if err != nil {
		t.skip(name, err)
		return
	}
	defer func() { _ = f.Close() }() // It was only read.
	text, err := io.ReadAll(io.LimitReader(f, MaxSize+1))
	switch {
	case err != nil:
		t.skip(name, err)
	case !bytes.Contains(text[:min(len(text), 512)], []byte{0}):
		t.Add(name, text)
	}
}
