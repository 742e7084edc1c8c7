package secrets_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/workplacelint/workplacelint/internal/credential/credentialtest"
)

// TestPreCommit installs both hooks with pre-commit in a repository, as a user
// would, and commits. It runs by make secrets-hook.
func TestPreCommit(t *testing.T) {
	if os.Getenv("WORKPLACELINT_PRECOMMIT") == "" {
		t.Skip("takes minutes, since pre-commit builds the module again: run make secrets-hook")
	}
	if _, err := exec.LookPath("pre-commit"); err != nil {
		t.Skip("pre-commit is not installed")
	}
	r := newRepo(t)
	cache, err := exec.Command("go", "env", "GOMODCACHE").Output()
	if err != nil {
		t.Fatal(err)
	}
	t.Setenv("GOMODCACHE", strings.TrimSpace(string(cache)))
	t.Setenv("PRE_COMMIT_HOME", filepath.Join(t.TempDir(), "home"))

	hooks, rev := checkout(t)
	config := "repos:\n- repo: " + hooks + "\n  rev: " + rev + "\n  hooks:\n  - id: workplacelint-secrets\n  - id: workplacelint-check\n"
	writeFiles(t, r.dir, ".pre-commit-config.yaml", config)
	r.run(true, "pre-commit", "install", "--install-hooks")
	// From here on it works without a network.
	t.Setenv("GOPROXY", "off")
	t.Setenv("GOFLAGS", "-mod=mod")

	r.write("README", "a bot\n")
	if out := r.run(true, "git", "commit", "-m", "no Go code"); !strings.Contains(out, "workplacelint check") || !strings.Contains(out, "no files to check") {
		t.Errorf("expected the code not to be looked at; output is\n%s", out)
	}
	r.write("go.mod", "module bot.example\n\ngo 1.26\n", "main.go", hookProgram)
	r.write("workplace.yaml", "version: 1\npermissions: []\n")
	out := r.run(false, "git", "commit", "-q", "-m", "without a grant")
	if !strings.Contains(out, "missinggrant:missing") {
		t.Errorf("output is\n%s", out)
	}
	r.write("workplace.yaml", "version: 1\npermissions:\n  - name: read_group\n    reason: the bot lists groups\n")
	r.run(true, "git", "commit", "-q", "-m", "clean")
	head := r.git("rev-parse", "HEAD")

	token := credentialtest.New("pre-commit").Token(278)
	r.write("token.go", "package main\n\nconst token = \""+token+"\"\n")
	out = r.run(false, "git", "commit", "-q", "-m", "with a token")
	if !strings.Contains(out, "token.go:3:16") || strings.Contains(out, token[:12]) {
		t.Errorf("output is\n%s", out)
	}
	if now := r.git("rev-parse", "HEAD"); now != head {
		t.Error("the commit was made")
	}
	// Clean in the working tree, not in the index.
	writeFiles(t, r.dir, "token.go", "package main\n")
	r.run(false, "git", "commit", "-q", "-m", "with a token in the index")
	r.write("token.go", "package main\n\nconst token = \""+token+"\" //workplacelint:ignore secrets -- revoked\n")
	r.run(true, "git", "commit", "-q", "-m", "suppressed")
}

const hookProgram = `package main

import (
	"net/http"
	"os"
)

func main() {
	req, _ := http.NewRequest("GET", "https://graph.workplace.com/community/groups", nil)
	req.Header.Set("Authorization", "Bearer "+os.Getenv("TOKEN"))
	http.DefaultClient.Do(req)
}
`

// run runs a command in the repository and checks whether it succeeds.
func (r *repo) run(succeeds bool, name string, args ...string) string {
	r.t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir = r.dir
	out, err := cmd.CombinedOutput()
	if (err == nil) != succeeds {
		r.t.Fatalf("%s %v: error is %v\n%s", name, args, err, out)
	}
	return string(out)
}

// checkout returns the repository of the hooks, which is this one, and what is
// committed in it.
func checkout(t *testing.T) (dir, rev string) {
	t.Helper()
	root, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	return root, (&repo{t, root}).git("rev-parse", "HEAD")
}
