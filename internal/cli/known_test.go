package cli_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/workplacelint/workplacelint/internal/cli"
)

// knownProgram is a module whose program sends requests to edges of a group.
type knownProgram struct{ dir string }

const knownHead = `package main

import "net/http"

func main() { requests("") }

func requests(groupID string) {
`

func (p knownProgram) write(t *testing.T, edges ...string) {
	t.Helper()
	var text strings.Builder
	text.WriteString(knownHead)
	for _, edge := range edges {
		text.WriteString("\thttp.Get(\"https://graph.workplace.com/\" + groupID + \"/" + edge + "\")\n")
	}
	for name, text := range map[string]string{
		"go.mod":         "module example.com/known\n\ngo 1.26\n",
		"main.go":        text.String() + "}\n",
		"workplace.yaml": "version: 1\npermissions: []\n",
	} {
		if err := os.WriteFile(filepath.Join(p.dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func (p knownProgram) git(t *testing.T, args ...string) {
	t.Helper()
	cmd := exec.Command("git", args...)
	cmd.Dir = p.dir
	cmd.Env = append(os.Environ(), "GIT_CONFIG_GLOBAL="+os.DevNull, "GIT_CONFIG_SYSTEM="+os.DevNull,
		"GIT_AUTHOR_NAME=a", "GIT_AUTHOR_EMAIL=a@example.com", "GIT_COMMITTER_NAME=a", "GIT_COMMITTER_EMAIL=a@example.com")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("git %v: %v\n%s", args, err, out)
	}
}

// run returns the exit code and what is printed.
func (p knownProgram) run(args ...string) (int, string) {
	var out bytes.Buffer
	code := cli.Main(append([]string{"-C", p.dir}, args...), strings.NewReader(""), &out, &out)
	return code, out.String()
}

// expect runs a command whose output holds each of want, and none that begins
// with "not ".
func (p knownProgram) expect(t *testing.T, code int, want []string, args ...string) {
	t.Helper()
	got, out := p.run(args...)
	if got != code {
		t.Errorf("%v: exit code %d, want %d", args, got, code)
	}
	for _, w := range want {
		text, absent := strings.CutPrefix(w, "not ")
		if strings.Contains(out, text) == absent {
			t.Errorf("%v: expected %s in\n%s", args, w, out)
		}
	}
}

func TestOnlyNewFindings(t *testing.T) {
	p := knownProgram{t.TempDir()}
	p.write(t, "feed")
	p.git(t, "init", "-q")
	p.git(t, "add", "-A")
	p.git(t, "commit", "-q", "-m", "first")
	const feed, files = `"begin": 8`, `"begin": 9`

	p.expect(t, 1, []string{feed}, "check", "--format", "gitlab")
	p.expect(t, 0, []string{"workplacelint-baseline.yaml lists 1 finding"}, "baseline", "write")

	// The known finding moves, and a second one is new.
	p.write(t, "photos", "feed")
	for _, flag := range []string{"--baseline=workplacelint-baseline.yaml", "--since=HEAD"} {
		p.expect(t, 1, []string{feed, "not " + files}, "check", "--format", "gitlab", flag)
	}

	p.write(t, "photos")
	p.expect(t, 1, []string{"gone: main.go: missinggrant:missing: GET /{group-id}/feed"}, "baseline", "check")
	p.expect(t, 0, []string{"gone: "}, "baseline", "prune")
	if text, err := os.ReadFile(filepath.Join(p.dir, "workplacelint-baseline.yaml")); err != nil || strings.Contains(string(text), "main.go") {
		t.Errorf("baseline after prune: %s, %v", text, err)
	}

	p.expect(t, 2, []string{`"nothing": expected a revision`}, "check", "--since", "nothing")
	p.expect(t, 2, []string{"none.yaml: no such file"}, "check", "--baseline", "none.yaml")
}

func TestDiffOfRevisions(t *testing.T) {
	p := knownProgram{t.TempDir()}
	p.write(t, "feed")
	p.git(t, "init", "-q")
	p.git(t, "add", "-A")
	p.git(t, "commit", "-q", "-m", "first")
	p.expect(t, 0, []string{"HEAD..: the same permissions are needed"}, "diff", "HEAD..")
	p.write(t)
	p.expect(t, 0, []string{"- read_group", "needed no longer", "GET /{group-id}/feed  main.go:8:", "0 permissions gained, 1 lost"}, "diff", "HEAD..")
	p.git(t, "commit", "-q", "-a", "-m", "second")
	p.expect(t, 0, []string{"**workplacelint: 1 permission gained, 0 lost**", "`read_group"}, "diff", "--format", "markdown", "HEAD..HEAD~1")
	p.expect(t, 2, []string{"expected REV1..REV2"}, "diff", "HEAD")
	p.expect(t, 2, []string{"expected REV1..REV2"}, "diff", "HEAD...main")
}
