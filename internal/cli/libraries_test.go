package cli_test

import (
	"bytes"
	"encoding/json"
	"go/build"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/workplacelint/workplacelint/internal/cli"
	"github.com/workplacelint/workplacelint/internal/report"
)

// TestLibraries checks the standard library and the modules that this one
// depends on, golang.org/x among them, as a person would who works on them. None
// has to do with Workplace, so nothing is reported. It runs by make
// check-libraries.
func TestLibraries(t *testing.T) {
	if os.Getenv("WORKPLACELINT_LIBRARIES") == "" {
		t.Skip("checks 90 modules: run make check-libraries")
	}
	t.Setenv("GOWORK", "off") // Modules are published without what their go.work names.
	out, err := exec.Command("go", "list", "-m", "-f", "{{if not .Main}}{{.Path}} {{.Dir}}{{end}}", "all").Output()
	if err != nil {
		t.Fatal(err)
	}
	dirs := map[string]string{"std": filepath.Join(build.Default.GOROOT, "src")}
	for line := range strings.Lines(string(out)) {
		if path, dir, ok := strings.Cut(strings.TrimSpace(line), " "); ok && dir != "" {
			dirs[path] = dir
		}
	}
	packages, incomplete := 0, 0
	for path, dir := range dirs {
		if path != "std" {
			dir = copied(t, path, dir)
		}
		var stdout, stderr bytes.Buffer
		cli.Main([]string{"-C", dir, "check", "--format", "json", "./..."}, strings.NewReader(""), &stdout, &stderr)
		var c report.Check
		if err := json.Unmarshal(stdout.Bytes(), &c); err != nil {
			t.Errorf("%s: %v: %s", path, err, stderr.String())
			continue
		}
		packages += c.Summary.Packages.Listed
		if !c.Complete {
			incomplete++
			t.Logf("%s is not fully analyzed", path)
		}
		for i := range c.Findings {
			f := &c.Findings[i]
			if path == "github.com/zricethezav/gitleaks/v8" && f.Position.File == "cmd/generate/config/rules/facebook.go" {
				continue // tokens that its own rules are tested with
			}
			t.Errorf("%s: %s: %s: %s", path, f.Position, f.ID(), f.Message)
		}
	}
	t.Logf("%d modules, %d packages with what they import, %d modules not complete", len(dirs), packages, incomplete)
}

// copied returns a copy of a module, with a go.mod, since the go command changes
// nothing where it keeps modules.
func copied(t *testing.T, path, dir string) string {
	t.Helper()
	to := t.TempDir()
	if err := os.CopyFS(to, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	mod := filepath.Join(to, "go.mod")
	if _, err := os.Stat(mod); err != nil {
		if err := os.WriteFile(mod, []byte("module "+path+"\n\ngo 1.16\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return to
}
