// Package golden compares what a test computes with a file.
package golden

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// Compare fails the test if got is not what the file holds. With UPDATE_GOLDEN
// set it rewrites the file.
func Compare(t *testing.T, file string, got []byte) {
	t.Helper()
	if os.Getenv("UPDATE_GOLDEN") != "" {
		write(t, file, got)
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatalf("%v; run with UPDATE_GOLDEN=1 to write it", err)
	}
	if !bytes.Equal(want, got) {
		t.Errorf("%s differs (-want +got); run with UPDATE_GOLDEN=1 to rewrite it:\n%s",
			file, cmp.Diff(string(want), string(got)))
	}
}

func write(t *testing.T, file string, got []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, got, 0o644); err != nil {
		t.Fatal(err)
	}
}
