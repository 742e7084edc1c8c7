package cli_test

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/workplacelint/workplacelint/internal/cli"
	"github.com/workplacelint/workplacelint/internal/credential/credentialtest"
	"github.com/workplacelint/workplacelint/internal/report"
)

// canaryPlaces are files with one credential, as people leave it lying around.
func canaryPlaces(token string) map[string]string {
	return map[string]string{
		"const.go":              "package a\n\nconst token = \"" + token + "\"\n",
		"raw.go":                "package a\n\nvar token = `" + token + "`\n",
		"comment.go":            "package a\n\n// token: " + token + "\n",
		"parts.go":              "package a\n\nconst token = \"" + token[:90] + "\" + \"" + token[90:] + "\"\n",
		"url.go":                "package a\n\nconst u = \"https://graph.workplace.com/me?access_token=" + token + "\"\n",
		"header.go":             "package a\n\nvar h = map[string]string{\"Authorization\": \"Bearer " + token + "\"}\n",
		"broken.go":             "package a\n\nfunc ( { \"" + token + "\"\n",
		"tag.go":                "package a\n\ntype c struct {\n\tT string `default:\"" + token + "\"`\n}\n",
		token + ".go":           "package a\n\nconst token = \"" + token + "\"\n",
		"d/" + token + "/a.txt": token,
		".env":                  "WORKPLACE_TOKEN=" + token + "\n",
		"config.yaml":           "token: " + token + "\n",
		"config.json":           `{"token": "` + token + `"}`,
		"config.toml":           "token = '" + token + "'\n",
		"app.properties":        "token=" + token + "\n",
		"main.tf":               "variable \"t\" {\n  default = \"" + token + "\"\n}\n",
		"Dockerfile":            "ENV TOKEN=" + token + "\n",
		"run.sh":                "curl -H 'Authorization: Bearer " + token + "' https://graph.workplace.com/me\n",
		"a.py":                  "token = '" + token + "'\n",
		"a.js":                  "const t = '" + token + "'\n",
		"web/a.js":              "const t = '" + token + "'\n",
		"index.html":            "<script>t='" + token + "'</script>\n",
		"a.php":                 "<?php $t = '" + token + "';\n",
		"a.ps1":                 "$token = '" + token + "'\n",
		"A.cs":                  "string t = \"" + token + "\";\n",
		"A.java":                "String t = \"" + token + "\";\n",
		"Main.swift":            "let t = \"" + token + "\"\n",
		"a.rb":                  "t = '" + token + "'\n",
		"base64.yaml":           "data: " + base64.StdEncoding.EncodeToString([]byte(token)) + "\n",
		"hex.txt":               hex.EncodeToString([]byte(token)),
		"postman.json":          `{"key": "token", "value": "` + token + `"}`,
		"notes.md":              "The token is `" + token + "`.\n",
		"server.log":            "GET /me?access_token=" + token + " 200\n",
		"crlf.txt":              "a\r\n" + token + "\r\nb",
		"binary.dat":            "\x00\x01" + token + "\x00",
	}
}

// A canary is a set of credentials that no output may show.
type canary struct {
	t           *testing.T
	credentials map[string]string // by what they are
}

// sings looks for any twelve characters of a credential in an output.
func (c *canary) sings(what, output string) {
	c.t.Helper()
	for _, name := range slices.Sorted(maps.Keys(c.credentials)) {
		secret := c.credentials[name]
		what = strings.ReplaceAll(what, secret, "CREDENTIAL")
		for i := 0; i+12 <= len(secret); i++ {
			if strings.Contains(output, secret[i:i+12]) {
				c.t.Errorf("%s: the output has characters %d to %d of the %s", what, i, i+12, name)
				break
			}
		}
	}
}

// run runs the command in dir and looks at all that it prints.
func (c *canary) run(dir string, args ...string) string {
	c.t.Helper()
	var stdout, stderr bytes.Buffer
	cli.Main(append([]string{"-C", dir}, args...), strings.NewReader(""), &stdout, &stderr)
	output := stdout.String() + stderr.String()
	c.sings(strings.Join(args, " "), output)
	return output
}

// analysisRuns are runs of all commands that read Go code or a manifest, in all
// formats, with what goes right and what fails.
func analysisRuns(token string) [][]string {
	runs := [][]string{
		{"requests", "--evidence", "./..."},
		{"manifest", "init", "--output", "-", "./..."},
		{"manifest", "init", "--output", "written/workplace.yaml", "./..."},
		{"manifest", "check"},
		{"manifest", "fix", "./..."},
		{"manifest", "fmt", "--check", "bot/workplace.yaml"},
		{"baseline", "write", "--file", "written/baseline.yaml", "./..."},
		{"baseline", "check", "--file", "written/baseline.yaml", "./..."},
		{"check", "--baseline", "written/baseline.yaml", "./..."},
		{"check", "--since", "HEAD", "./..."},
		{"review", "--format", "html", "--output", "written/review.html", "./..."},
		{"diff", "HEAD..", "./..."},
		{"blame", "read_group", "./..."},
		{"blame", token},
		{"doctor", "./..."},
		{"senders", "draft", "./..."},
		{"explain", token},
		{"explain", "GET /" + token + "/feed"},
		{"check", "./" + token},
		{"check", "--since", token},
		{"check", "--entry", token, "./..."},
		{"check", "--no-such-flag=" + token},
		{"review", "--granted", token},
		{"no-such-command-" + token},
	}
	formats := map[string][]string{
		"requests": {"text", "json"}, "permissions": {"text", "json"}, "diff": {"text", "json", "markdown"},
		"review": {"text", "html", "markdown", "json"},
	}
	for _, f := range report.Formats() {
		formats["check"] = append(formats["check"], f.Name)
	}
	for _, command := range slices.Sorted(maps.Keys(formats)) {
		for _, format := range formats[command] {
			args := []string{command, "--format", format}
			switch command {
			case "check":
				args = append(args, "--pedantic", "--enable", "all")
			case "diff":
				args = append(args, "HEAD..")
			}
			runs = append(runs, append(args, "./..."))
		}
	}
	return runs
}

// TestAnalysisCanary lets the commands that read Go code meet credentials with
// and without a shape, in code, in a manifest, in commits and in arguments.
func TestAnalysisCanary(t *testing.T) {
	fake := credentialtest.New("analysis canary")
	token, plain, secret := fake.Token(200), fake.Plain(60), fake.Secret()
	c := &canary{t, map[string]string{"token": token, "token without a shape": plain, "secret": secret}}
	dir := t.TempDir()
	for name, content := range canaryPlaces(token) {
		writeSecretFile(t, dir, name, content)
	}
	writeSecretFile(t, dir, "go.mod", "module canary.example\n\ngo 1.26\n")
	writeSecretFile(t, dir, "bot/main.go", fmt.Sprintf(`package main

import (
	"log"
	"net/http"
)

const token = %[1]q

type client struct{ key, appSecret string }

func (c *client) get(path string) { http.Get("https://graph.workplace.com" + path + "?access_token=" + c.key) }

func main() {
	c := &client{key: %[2]q, appSecret: %[3]q}
	c.get("/community/groups")
	log.Print(c.key, token)
	http.Get("https://graph.workplace.com/me?access_token=" + token)
	http.Get("https://graph.workplace.com/%[1]s/feed?access_token=%[2]s")
}
`, token, plain, secret))
	writeSecretFile(t, dir, "bot/workplace.yaml", "version: 1\napp: "+token+"\npermissions:\n  - name: read_group\n    reason: "+token+"\n  - name: "+token+"\n")
	writeSecretFile(t, dir, "unknown/workplace.yaml", "version: 1\n"+token+": 1\n")
	writeSecretFile(t, dir, "unknown/main.go", "package main\n\nimport \""+token+"\"\n\nfunc main() { undefined"+token+"() }\n")
	prepareRepository(t, dir, token, "*.go", "*.mod", "*.yaml")
	if err := os.Mkdir(filepath.Join(dir, "written"), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, args := range analysisRuns(token) {
		silent := args[0] == "manifest" || slices.Contains(args, "markdown") || slices.Contains(args, "--output")
		if c.run(dir, args...) == "" && !silent {
			t.Errorf("%s: no output", strings.ReplaceAll(strings.Join(args, " "), token, "CREDENTIAL"))
		}
	}
	written, err := filepath.Glob(filepath.Join(dir, "written", "*"))
	if err != nil || len(written) != 3 {
		t.Errorf("%d files were written, expected 3; %v", len(written), err)
	}
	for _, name := range written {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		c.sings(filepath.Base(name), string(text))
	}
}

// TestSecretsCanary lets every mode and format of a search meet one credential
// in many places.
func TestSecretsCanary(t *testing.T) {
	token := credentialtest.New("canary").Token(200)
	c := &canary{t, map[string]string{"token": token}}
	dir := t.TempDir()
	places := canaryPlaces(token)
	for name, content := range places {
		writeSecretFile(t, dir, name, content)
	}
	writeSecretFile(t, dir, "bad-rules.toml", "[[rules]]\nid = \"a\"\nregex = '''(?="+token+")'''\n")
	writeSecretFile(t, dir, "bad-baseline.json", `{"`+token+`": 1}`)
	modes := [][]string{
		{"."},
		{"-"},
		{token},
		{"--rules", "bad-rules.toml", "."},
		{"--baseline", "bad-baseline.json", "."},
		{"--write-baseline", "written.json", "."},
	}
	if prepareRepository(t, dir, token, "*.go") {
		modes = append(modes, []string{"--staged"}, []string{"--history"})
	}
	found := 0
	for _, mode := range modes {
		for _, format := range report.Formats() {
			args := append([]string{"--format", format.Name, "--archive-depth", "1"}, mode...)
			_, stdout, stderr := runSecrets(dir, token, args...)
			c.sings(strings.Join(args, " "), stdout+stderr)
			if stdout+stderr == "" && format.Name != "markdown" {
				t.Errorf("%s: no output", args)
			}
			if format.Name == "text" && mode[0] == "." {
				found = strings.Count(stdout, "error[")
			}
		}
	}
	baseline, err := os.ReadFile(filepath.Join(dir, "written.json"))
	if err != nil {
		t.Fatal(err)
	}
	c.sings("the baseline", string(baseline))
	if found < 30 {
		t.Errorf("found %d credentials, expected one in nearly each of %d files", found, len(places))
	}
}

// prepareRepository commits the files of some patterns and stages the rest.
func prepareRepository(t *testing.T, dir, token string, patterns ...string) bool {
	t.Helper()
	if _, err := exec.LookPath("git"); err != nil {
		return false
	}
	t.Setenv("GIT_CONFIG_GLOBAL", os.DevNull)
	for _, args := range [][]string{
		{"init", "-q"},
		append([]string{"add", "--"}, patterns...),
		{"-c", "user.name=Test", "-c", "user.email=test@localhost", "commit", "-q", "-m", "the token is " + token},
		{"add", "-A"},
	} {
		cmd := exec.Command("git", args...)
		cmd.Dir = dir
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("git %s: %v\n%s", args[0], err, out)
		}
	}
	return true
}
