package rootfs_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"testing/fstest"

	"github.com/workplacelint/workplacelint/internal/rootfs"
)

func open(t *testing.T, dir string) fs.FS {
	t.Helper()
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = root.Close() })
	return rootfs.New(root)
}

func write(t *testing.T, file string) error {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return err
	}
	return os.WriteFile(file, []byte("text"), 0o600)
}

func TestFS(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"a.txt", "b/c.txt", "b/d/e.txt"} {
		if err := write(t, filepath.Join(dir, name)); err != nil {
			t.Fatal(err)
		}
	}
	// It also tries names that are no names of files, as far as it matters: what
	// is above the directory is not to be had.
	if _, err := fs.Stat(open(t, dir), "../"+filepath.Base(dir)); err == nil {
		t.Error("a name leads out of the directory")
	}
	if err := fstest.TestFS(plain{open(t, dir)}, "a.txt", "b/c.txt", "b/d/e.txt"); err != nil {
		t.Error(err)
	}
}

// plain refuses what io/fs calls invalid, which this file system does not.
type plain struct{ fs.FS }

func (p plain) Open(name string) (fs.File, error) {
	if !fs.ValidPath(name) {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrInvalid}
	}
	return p.FS.Open(name)
}

func TestNames(t *testing.T) {
	dir := t.TempDir()
	var want []string
	for _, name := range []string{"-rf", "a\nb", "bad\xff\xfe", "d\xff/e\xff", "sp ace\u202e"} {
		if err := write(t, filepath.Join(dir, name)); err == nil { // Some systems have no such names.
			want = append(want, name)
		}
	}
	var got []string
	err := fs.WalkDir(open(t, dir), ".", func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			got = append(got, name)
		}
		return err
	})
	slices.Sort(want)
	if err != nil || !slices.Equal(got, want) {
		t.Errorf("got %q, want %q; %v", got, want, err)
	}
}
