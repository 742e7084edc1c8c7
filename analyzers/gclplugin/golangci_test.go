package gclplugin_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// golangci runs the golangci-lint that "make plugin" builds with the plugin.
type golangci struct {
	program, dir, cache string
}

func (g golangci) run(t *testing.T) (out string, took time.Duration) {
	t.Helper()
	cmd := exec.Command(g.program, "run", "--allow-parallel-runners", "--show-stats=false",
		"--output.text.print-issued-lines=false", "--output.text.colors=false", "./...")
	cmd.Dir = g.dir
	cmd.Env = append(os.Environ(), "GOLANGCI_LINT_CACHE="+g.cache, "GOFLAGS=-mod=mod")
	start := time.Now()
	text, err := cmd.CombinedOutput()
	if _, ok := errors.AsType[*exec.ExitError](err); err != nil && !ok {
		t.Fatal(err)
	}
	return string(text), time.Since(start)
}

// edit replaces text of a file, which must be there once.
func (g golangci) edit(t *testing.T, name, from, to string) {
	t.Helper()
	file := filepath.Join(g.dir, name)
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if strings.Count(string(text), from) != 1 {
		t.Fatalf("%s does not hold %q once", name, from)
	}
	if err := os.WriteFile(file, []byte(strings.Replace(string(text), from, to, 1)), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestGolangciLint(t *testing.T) {
	program := os.Getenv("WORKPLACELINT_GOLANGCI")
	if program == "" {
		t.Skip("building golangci-lint takes minutes; 'make plugin' does it and runs this test")
	}
	g := golangci{program: program, dir: filepath.Join(t.TempDir(), "bot"), cache: t.TempDir()}
	if err := os.CopyFS(g.dir, os.DirFS("../../testdata/examples/reportbot")); err != nil {
		t.Fatal(err)
	}
	settings, err := os.ReadFile("../../testdata/golangci/.golangci.yml")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(g.dir, ".golangci.yml"), settings, 0o600); err != nil {
		t.Fatal(err)
	}
	const (
		missing = `graph/groups.go:95:15: field from.email of GET /{group-id}/feed needs permission read_user_email`
		unused  = `main.go:6:1: workplace.yaml:27 grants read_all_messages`
	)
	expect := func(step, out string, want map[string]bool) {
		t.Helper()
		for text, in := range want {
			if strings.Contains(out, text) != in {
				t.Errorf("%s: %q is shown: %v, want %v in\n%s", step, text, !in, in, out)
			}
		}
	}

	first, cold := g.run(t)
	expect("first run", first, map[string]bool{missing: true, unused: true, "related information": false})
	second, warm := g.run(t)
	if first != second {
		t.Errorf("the second run shows other findings:\n%s\ninstead of\n%s", second, first)
	}
	if warm > cold/2 {
		t.Errorf("the second run takes %v after %v: the cache is not used", warm, cold)
	}

	g.edit(t, "workplace.yaml", "name: read_all_messages", "name: read_user_email")
	out, _ := g.run(t)
	expect("manifest edited", out, map[string]bool{missing: false, unused: false})
	g.edit(t, "workplace.yaml", "name: read_user_email", "name: read_all_messages")
	out, _ = g.run(t)
	expect("manifest as before", out, map[string]bool{missing: true, unused: true})

	g.edit(t, "graph/groups.go", "err := c.Each(ctx, \"/\"+groupID+\"/feed\", query, func(raw json.RawMessage) error {",
		"err := c.Each(ctx, \"/\"+groupID+\"/feed\", query, func(raw json.RawMessage) error { //nolint:workplacelint // granted by hand")
	out, _ = g.run(t)
	expect("nolint", out, map[string]bool{missing: false, unused: true})

	g.edit(t, ".golangci.yml", "pedantic: false", "pedantics: false")
	out, _ = g.run(t)
	expect("unknown setting", out, map[string]bool{`unknown field "pedantics"`: true})
}
