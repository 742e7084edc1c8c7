package store_test

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/workplacelint/workplacelint/internal/store"
)

func open(t *testing.T, dir string) *store.Store {
	t.Helper()
	s, err := store.Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestStore(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "not", "there", "yet")
	s := open(t, dir)
	key, other := store.KeyOf([]byte("a"), []byte("bc")), store.KeyOf([]byte("ab"), []byte("c"))
	if key == other {
		t.Error("other parts have the same key")
	}
	for _, text := range []string{"hello", ""} {
		if err := s.Put(key, []byte(text)); err != nil {
			t.Fatal(err)
		}
		if got, ok := open(t, dir).Get(key); !ok || string(got) != text {
			t.Errorf("got %q, %t, want %q", got, ok, text)
		}
	}
	if _, ok := s.Get(other); ok || s.Has(other) || !s.Has(key) {
		t.Error("an entry that was never put is there, or one that was is not")
	}
	if size, err := store.Size(dir); err != nil || size == 0 {
		t.Errorf("size %d, %v", size, err)
	}
	if err := store.Clean(dir); err != nil {
		t.Fatal(err)
	}
	if _, ok := open(t, dir).Get(key); ok {
		t.Error("an entry is there after all were removed")
	}
}

func TestNoStore(t *testing.T) {
	var s *store.Store
	key := store.KeyOf()
	if err := s.Put(key, nil); err != nil {
		t.Error(err)
	}
	if _, ok := s.Get(key); ok || s.Has(key) {
		t.Error("the nil store has an entry")
	}
	if size, err := store.Size(filepath.Join(t.TempDir(), "none")); err != nil || size != 0 {
		t.Errorf("size of no directory: %d, %v", size, err)
	}
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Open(filepath.Join(file, "below")); err == nil {
		t.Error("a store was opened below a file")
	}
}

// TestSecret holds that the files of a store say nothing to whoever has no key,
// and that nobody else can open them.
func TestSecret(t *testing.T) {
	dir := t.TempDir()
	text := strings.Repeat("what nobody should read, ", 3) + "EAA" + "M9invented"
	if err := open(t, dir).Put(store.KeyOf([]byte("key")), []byte(text)); err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(filepath.Join(dir, "results"))
	if err != nil || info.Mode().Perm() != 0o700 {
		t.Errorf("the directory has mode %v, %v, want 0700", info.Mode(), err)
	}
	err = filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		got, err := os.ReadFile(name)
		if bytes.Contains(got, []byte("nobody")) || bytes.Contains(got, []byte("invented")) {
			t.Errorf("%s holds the text", name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestEqual holds that what is put twice is the same file twice.
func TestEqual(t *testing.T) {
	files := func() (list []string) {
		dir := t.TempDir()
		if err := open(t, dir).Put(store.KeyOf([]byte("key")), []byte("text")); err != nil {
			t.Fatal(err)
		}
		outputs, err := filepath.Glob(filepath.Join(dir, "results", "*", "*-d"))
		if err != nil || len(outputs) != 1 {
			t.Fatalf("%v, %v, want one output", outputs, err)
		}
		return append(list, filepath.Base(outputs[0]))
	}
	if a, b := files(), files(); a[0] != b[0] {
		t.Errorf("outputs %v and %v", a, b)
	}
}

// FuzzDamage holds that what is read is what was written, or nothing.
func FuzzDamage(f *testing.F) {
	f.Add([]byte("some text"), 3, byte(1))
	f.Add([]byte{}, 0, byte(255))
	f.Add(bytes.Repeat([]byte("long "), 1000), 40, byte(8))
	f.Fuzz(func(t *testing.T, text []byte, at int, flip byte) {
		dir, key := t.TempDir(), store.KeyOf([]byte("key"))
		s := open(t, dir)
		if err := s.Put(key, text); err != nil {
			t.Fatal(err)
		}
		outputs, err := filepath.Glob(filepath.Join(dir, "results", "*", "*-d"))
		if err != nil || len(outputs) != 1 {
			t.Fatalf("%v, %v, want one output", outputs, err)
		}
		data, err := os.ReadFile(outputs[0])
		if err != nil {
			t.Fatal(err)
		}
		data[uint(at)%uint(len(data))] ^= flip
		if err := os.WriteFile(outputs[0], data, 0o600); err != nil {
			t.Fatal(err)
		}
		if got, ok := s.Get(key); ok && !bytes.Equal(got, text) {
			t.Errorf("read %q, want %q or nothing", got, text)
		}
	})
}
