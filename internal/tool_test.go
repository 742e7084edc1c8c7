package internal_test

import (
	"bytes"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"sync"
	"testing"
)

// build builds the command once for all tests of this package.
var build = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "workplacelint-test-")
	if err != nil {
		return "", err
	}
	tool := filepath.Join(dir, "workplacelint")
	out, err := exec.Command("go", "build", "-buildvcs=false", "-o", tool, module+"cmd/workplacelint").CombinedOutput()
	if err != nil {
		return "", errors.New(string(out))
	}
	return tool, nil
})

func TestMain(m *testing.M) {
	m.Run()
	if tool, err := build(); err == nil {
		_ = os.RemoveAll(filepath.Dir(tool)) // A leftover in the temporary directory does no harm.
	}
}

// run runs the command in a directory and returns what it writes. Findings and
// an incomplete run are results.
func run(t *testing.T, dir string, args ...string) []byte {
	t.Helper()
	tool, err := build()
	if err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(tool, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "WORKPLACELINT_CACHE=off")
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	err = cmd.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	if code := cmd.ProcessState.ExitCode(); code == 2 {
		t.Fatalf("%v: exit code %d: %s", args, code, &errs)
	}
	return out.Bytes()
}

// examples returns the directories of the examples.
func examples(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("../testdata/examples/*/go.mod")
	if err != nil || len(files) == 0 {
		t.Fatalf("no examples: %v", err)
	}
	for i, f := range files {
		files[i] = filepath.Dir(f)
	}
	return files
}
