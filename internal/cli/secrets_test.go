package cli_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/workplacelint/workplacelint/internal/cli"
	"github.com/workplacelint/workplacelint/internal/credential/credentialtest"
	"github.com/workplacelint/workplacelint/internal/report"
)

// runSecrets runs the command in dir.
func runSecrets(dir, stdin string, args ...string) (code int, stdout, stderr string) {
	var out, errs bytes.Buffer
	code = cli.Main(slices.Concat([]string{"-C", dir, "secrets"}, args), strings.NewReader(stdin), &out, &errs)
	return code, out.String(), errs.String()
}

// runIn runs a command in dir.
func runIn(dir string, args ...string) (stdout, stderr string) {
	var out, errs bytes.Buffer
	cli.Main(append([]string{"-C", dir}, args...), strings.NewReader(""), &out, &errs)
	return out.String(), errs.String()
}

func writeSecretFile(t *testing.T, dir, name, content string) {
	t.Helper()
	file := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

func TestSecretsExitCodes(t *testing.T) {
	token := credentialtest.New("exit").Token(278)
	dir := t.TempDir()
	writeSecretFile(t, dir, "clean/a.go", "package a\n")
	writeSecretFile(t, dir, "found/a.go", "const t = \""+token+"\"\n")
	writeSecretFile(t, dir, "large/a.txt", strings.Repeat("x\n", 600<<10))
	writeSecretFile(t, dir, "rules.toml", "[[rules]]\nid = \"a\"\ndescription = \"b\"\nregex = '''(?=x)'''\n")
	for _, c := range []struct {
		name, stdin    string
		args           []string
		code           int
		stdout, stderr string
	}{
		{name: "clean", args: []string{"clean"}, code: 0, stdout: "no credentials; 1 file searched\n"},
		{name: "found", args: []string{"found"}, code: 1, stdout: "  --> found/a.go:1:12\n"},
		{name: "one file", args: []string{"found/a.go"}, code: 1, stdout: "  --> found/a.go:1:12\n"},
		{name: "standard input", args: []string{"-"}, stdin: token, code: 1, stdout: "  --> standard input:1:1\n"},
		{name: "too large", args: []string{"--max-file-size", "1", "large"}, code: 3, stdout: "skipped large/a.txt: larger than the limit of 1 MB\n"},
		{name: "no such path", args: []string{"missing"}, code: 2, stderr: "no such file"},
		{name: "no repository", args: []string{"--staged", "clean"}, code: 2, stderr: "not a git repository"},
		{name: "two modes", args: []string{"--staged", "--history"}, code: 2, stderr: "[history staged]"},
		{name: "index of the standard input", args: []string{"--staged", "-"}, code: 2, stderr: "no index"},
		{name: "no such format", args: []string{"--format", "pdf", "clean"}, code: 2, stderr: `format "pdf": expected one of`},
		{name: "bad rules", args: []string{"--rules", "rules.toml", "clean"}, code: 2, stderr: "rules.toml: expected rules that gitleaks can read"},
		{name: "no rules", args: []string{"--rules", "none.toml", "clean"}, code: 2, stderr: "no such file"},
		{name: "depth", args: []string{"--decode-depth", "9", "clean"}, code: 2, stderr: "--decode-depth 9: expected at most 5"},
		{name: "bad baseline", args: []string{"--baseline", "rules.toml", "clean"}, code: 2, stderr: "rules.toml:1: expected a baseline"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Setenv("GIT_CEILING_DIRECTORIES", filepath.Dir(dir))
			code, stdout, stderr := runSecrets(dir, c.stdin, c.args...)
			if code != c.code || !strings.Contains(stdout, c.stdout) || !strings.Contains(stderr, c.stderr) {
				t.Errorf("exit code %d, expected %d\nstdout: %s\nstderr: %s", code, c.code, stdout, stderr)
			}
			if c.stderr == "" && stderr != "" {
				t.Errorf("stderr is %q", stderr)
			}
		})
	}
}

func TestSecretsText(t *testing.T) {
	fake := credentialtest.New("text")
	dir := t.TempDir()
	writeSecretFile(t, dir, "a\x1b[31m.go", "\n\nconst workplaceAppSecret = \""+fake.Secret()+"\" // workplacelint:ignore secrets\n")
	_, stdout, _ := runSecrets(dir, "")
	fingerprint := stdout[strings.Index(stdout, "fingerprint ")+len("fingerprint "):][:16]
	want := "error[secrets:workplace-app-secret]: Workplace app secret is written here (" + fakePrefix(stdout) + "…, 32 characters)\n" +
		"  --> a\\x1b[31m.go:3:29\n"
	if !strings.HasPrefix(stdout, want) || strings.Trim(fingerprint, "0123456789abcdef") != "" {
		t.Errorf("output is\n%s\nexpected it to begin with\n%s", stdout, want)
	}
	if !strings.Contains(stdout, "the comment here suppresses nothing: expected a reason") {
		t.Errorf("output says nothing of the reason:\n%s", stdout)
	}
}

// fakePrefix returns what the output shows of the credential.
func fakePrefix(stdout string) string {
	_, rest, _ := strings.Cut(stdout, "here (")
	prefix, _, _ := strings.Cut(rest, "…")
	return prefix
}

func TestSecretsBaseline(t *testing.T) {
	fake := credentialtest.New("cli baseline")
	dir := t.TempDir()
	writeSecretFile(t, dir, "src/a.go", fake.Token(278))
	code, stdout, _ := runSecrets(dir, "", "--write-baseline", "known.json", "src")
	if code != 0 || stdout != "known.json lists 1 finding\n" {
		t.Fatalf("exit code %d, output %q", code, stdout)
	}
	first, err := os.ReadFile(filepath.Join(dir, "known.json"))
	if err != nil {
		t.Fatal(err)
	}
	code, stdout, _ = runSecrets(dir, "", "--baseline", "known.json", "src")
	if code != 0 || stdout != "no credentials; 1 in the baseline; 1 file searched\n" {
		t.Errorf("exit code %d, output %q", code, stdout)
	}
	writeSecretFile(t, dir, "src/b.go", fake.Token(278))
	if code, _, _ = runSecrets(dir, "", "--baseline", "known.json", "src"); code != 1 {
		t.Errorf("exit code %d with a new credential", code)
	}
	if err := os.Remove(filepath.Join(dir, "src/b.go")); err != nil {
		t.Fatal(err)
	}
	runSecrets(dir, "", "--write-baseline", "known.json", "src")
	again, err := os.ReadFile(filepath.Join(dir, "known.json"))
	if err != nil || !bytes.Equal(first, again) {
		t.Errorf("writing the baseline again changed it: %v", err)
	}
}

func TestSecretsJSON(t *testing.T) {
	token := credentialtest.New("json").Token(278)
	dir := t.TempDir()
	writeSecretFile(t, dir, "a.go", "x "+token)
	_, stdout, _ := runSecrets(dir, "", "--format", "json")
	var doc struct {
		Version  int
		Complete bool
		Findings []struct {
			Rule, Vendor, Kind, Prefix string
			Length                     int
			Position                   report.Position
		}
	}
	if err := json.Unmarshal([]byte(stdout), &doc); err != nil {
		t.Fatal(err)
	}
	if !doc.Complete || doc.Version != 1 || len(doc.Findings) != 1 {
		t.Fatalf("output is %s", stdout)
	}
	f := doc.Findings[0]
	if f.Rule != "workplace-access-token" || f.Vendor != "Workplace from Meta" || f.Kind != "access-token" ||
		f.Prefix != token[:4] || f.Length != 278 || f.Position != (report.Position{File: "a.go", Line: 1, Column: 3, EndLine: 1, EndColumn: 281}) {
		t.Errorf("finding is %+v", f)
	}
}
