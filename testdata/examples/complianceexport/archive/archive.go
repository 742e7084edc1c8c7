// Package archive writes an export so that nothing can be added unseen: each
// file of JSON lines ends in a digest of what stands above.
package archive

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"hash"
	"io"
	"os"
	"path/filepath"
)

// A Dir is an export in a directory.
type Dir struct {
	path  string
	files map[string]*file
}

type file struct {
	*os.File
	sum hash.Hash
}

// Create makes the directory of an export. It must not exist.
func Create(path string) (*Dir, error) {
	if err := os.Mkdir(path, 0o700); err != nil {
		return nil, err
	}
	return &Dir{path: path, files: make(map[string]*file)}, nil
}

// Put adds a record to the file of its kind.
func (d *Dir) Put(kind string, record any) error {
	f := d.files[kind]
	if f == nil {
		created, err := os.Create(filepath.Join(d.path, kind+".jsonl"))
		if err != nil {
			return err
		}
		f = &file{File: created, sum: sha256.New()}
		d.files[kind] = f
	}
	return json.NewEncoder(io.MultiWriter(f, f.sum)).Encode(record)
}

// Close writes the digests.
func (d *Dir) Close() error {
	var errs []error
	for _, f := range d.files {
		_, err := fmt.Fprintf(f, "{\"sha256\":\"%x\"}\n", f.sum.Sum(nil))
		errs = append(errs, err, f.Close())
	}
	return errors.Join(errs...)
}
