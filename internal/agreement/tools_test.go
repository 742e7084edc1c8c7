// Package agreement_test runs the real tools that show our findings, and
// compares what they say.
package agreement_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

// root is the directory of the repository.
const root = "../.."

// cacheVar names the directory of the cache of the command line.
const cacheVar = "WORKPLACELINT_CACHE"

// tools is where the programs under test are built.
var tools string

func TestMain(m *testing.M) {
	if err := run(m); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1) //nolint:forbidigo // a cache that failed is not a test that failed
	}
}

func run(m *testing.M) (err error) {
	if dir := os.Getenv(storeVar); dir != "" {
		return store(dir).serve(os.Stdin, os.Stdout)
	}
	// Nothing that a test compares comes from the cache of whoever runs it.
	if err := os.Setenv(cacheVar, "off"); err != nil {
		return err
	}
	if tools, err = os.MkdirTemp("", "workplacelint-agreement-"); err != nil {
		return err
	}
	m.Run()
	return os.RemoveAll(tools)
}

// command is the command line, which is the tool of go vet too.
var command = sync.OnceValues(func() (string, error) {
	return buildTool("workplacelint", root, "./cmd/workplacelint", os.Environ())
})

// golangciLint is golangci-lint with the plugin. Its 400 modules are not fetched
// for a test: if they are not on this machine, it cannot be had.
var golangciLint = sync.OnceValues(func() (string, error) {
	return buildTool("golangci-lint", filepath.Join(root, "testdata", "golangci"), ".", append(os.Environ(), "GOPROXY=off", "GOFLAGS=-mod=mod"))
})

func buildTool(name, dir, pkg string, env []string) (string, error) {
	file := filepath.Join(tools, name)
	cmd := exec.Command("go", "build", "-buildvcs=false", "-o", file, pkg)
	cmd.Dir, cmd.Env = dir, env
	if out, err := cmd.CombinedOutput(); err != nil {
		return "", fmt.Errorf("building %s: %w\n%s", name, err, out)
	}
	return file, nil
}

func workplacelint(t *testing.T) string {
	t.Helper()
	file, err := command()
	if err != nil {
		t.Fatal(err)
	}
	return file
}

func golangci(t *testing.T) string {
	t.Helper()
	if testing.Short() {
		t.Skip("golangci-lint reads the standard library anew, which takes a while")
	}
	file, err := golangciLint()
	if err != nil {
		t.Skipf("golangci-lint cannot be built from what is on this machine; 'make plugin' fetches it: %v", err)
	}
	return file
}

// output runs a program and returns what it writes. Exit codes above those that
// say that something was found are failures.
func output(t *testing.T, dir string, env []string, program string, args ...string) (stdout, stderr string) {
	t.Helper()
	cmd := exec.Command(program, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), env...)
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	err := cmd.Run()
	if _, ok := errors.AsType[*exec.ExitError](err); err != nil && (!ok || cmd.ProcessState.ExitCode() == 2) {
		t.Fatalf("%s %s: %v\n%s", filepath.Base(program), strings.Join(args, " "), err, &errs)
	}
	return out.String(), errs.String()
}

// module copies the report bot to a directory of its own.
func module(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "bot")
	copyExample(t, "reportbot", dir)
	return dir
}

func copyExample(t *testing.T, example, dir string) {
	t.Helper()
	if err := os.CopyFS(dir, os.DirFS(filepath.Join(root, "testdata", "examples", example))); err != nil {
		t.Fatal(err)
	}
}

// edit replaces text of a file, which must be there once.
func edit(t *testing.T, file, from, to string) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Count(string(text), from) != 1 {
		t.Fatalf("%s does not hold %q once", file, from)
	}
	write(t, file, strings.Replace(string(text), from, to, 1))
}

func write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

func examples(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(root, "testdata", "examples", "*", "go.mod"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no examples: %v", err)
	}
	for i, f := range files {
		files[i] = filepath.Base(filepath.Dir(f))
	}
	return files
}
