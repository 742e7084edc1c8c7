package cli_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing"

	"github.com/workplacelint/workplacelint/internal/cli"
	"github.com/workplacelint/workplacelint/internal/credential/credentialtest"
	"github.com/workplacelint/workplacelint/internal/report"
)

// TestAnalysisCanary lets the commands that read Go code meet credentials with
// and without a shape, and looks for any twelve characters of them in all that
// is printed.
func TestAnalysisCanary(t *testing.T) {
	fake := credentialtest.New("analysis canary")
	token, plain, secret := fake.Token(278), fake.Plain(60), fake.Secret()
	dir := t.TempDir()
	writeSecretFile(t, dir, "go.mod", "module canary.example\n\ngo 1.26\n")
	writeSecretFile(t, dir, "main.go", fmt.Sprintf(`package main

import "net/http"

const token = %q

type client struct{ key, appSecret string }

func (c *client) get(path string) { http.Get("https://graph.workplace.com" + path + "?access_token=" + c.key) }

func main() {
	c := &client{key: %q, appSecret: %q}
	c.get("/community/groups")
	http.Get("https://graph.workplace.com/me?access_token=" + token)
	http.Get("https://graph.workplace.com/%s/feed?access_token=%s")
}
`, token, plain, secret, token, plain))
	writeSecretFile(t, dir, "broken/broken.go", "package broken\n\nvar x int = \""+token+"\"\n")

	runs := [][]string{{"explain", token}, {"check", "./" + token}, {"no-such-command-" + token}, {"check", "--no-such-flag=" + token}}
	for _, format := range report.Formats() {
		runs = append(runs, []string{"check", "--format", format.Name, "./..."})
	}
	for _, command := range []string{"requests", "permissions"} {
		for _, format := range []string{"text", "json"} {
			runs = append(runs, []string{command, "--format", format, "./..."})
		}
	}
	for _, args := range append(runs, []string{"requests", "--evidence", "./..."}) {
		var stdout, stderr bytes.Buffer
		cli.Main(append([]string{"-C", dir}, args...), strings.NewReader(""), &stdout, &stderr)
		output := stdout.String() + stderr.String()
		for kind, credential := range map[string]string{"token": token, "token without a shape": plain, "secret": secret} {
			for i := 0; i+12 <= len(credential); i++ {
				if strings.Contains(output, credential[i:i+12]) {
					t.Errorf("%s: the output has characters %d to %d of the %s", strings.ReplaceAll(strings.Join(args, " "), token, "TOKEN"), i, i+12, kind)
					break
				}
			}
		}
	}
}
