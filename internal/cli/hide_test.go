package cli_test

import (
	"bytes"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/workplacelint/workplacelint/internal/cli"
	"github.com/workplacelint/workplacelint/internal/credential/credentialtest"
	"github.com/workplacelint/workplacelint/internal/report"
)

// TestHiderIsIdle finds credentials of all rules and prints them in all formats:
// nothing of them gets to the writer that hides them, and that writer takes
// nothing else for one, such as the key behind "kind": "verify-token".
func TestHiderIsIdle(t *testing.T) {
	samples, err := credentialtest.Samples("../../rules/samples")
	if err != nil {
		t.Fatal(err)
	}
	tree := t.TempDir()
	for i, s := range samples {
		if s.Sign == '+' && (i == 0 || samples[i-1].Rule != s.Rule) {
			writeSecretFile(t, tree, s.Rule+"/"+s.Path, s.Text)
		}
	}
	fake := credentialtest.New("idle")
	program := t.TempDir()
	writeSecretFile(t, program, "go.mod", "module idle.example\n\ngo 1.26\n")
	writeSecretFile(t, program, "workplace.yaml", "version: 1\npermissions: []\n")
	writeSecretFile(t, program, "main.go", fmt.Sprintf(`package main

import (
	"log"
	"net/http"
)

const (
	token       = %q
	appSecret   = %q
	appToken    = %q
	verifyToken = %q
	facebook    = %q
)

func main() {
	log.Print(token, appSecret, appToken, verifyToken, facebook)
	http.Get("https://graph.workplace.com/community/groups?access_token=" + token)
	http.Get("https://graph.workplace.com/oauth/access_token?client_secret=" + appSecret)
}
`, fake.Token(278), fake.Secret(), "123456789012345|"+fake.Secret(), fake.Word(), "EAA"+fake.Plain(180)))
	for _, command := range [][]string{
		{"-C", tree, "secrets"}, {"-C", program, "secrets"}, {"-C", program, "check", "--pedantic", "--enable", "all", "./..."},
	} {
		for _, format := range report.Formats() {
			args := append(slices.Clone(command), "--format", format.Name)
			var hidden, plain, errs bytes.Buffer
			cli.Main(args, strings.NewReader(""), &hidden, &errs)
			cli.Unhidden(args, strings.NewReader(""), &plain, &errs)
			if errs.Len() > 0 || plain.Len() == 0 {
				t.Fatalf("%s: %s", args[2:], &errs)
			}
			if diff := firstDifference(plain.String(), hidden.String()); diff != "" {
				t.Errorf("%s in %s: %s", args[2:], filepath.Base(args[1]), diff)
			}
		}
	}
}

// firstDifference shows the first line of b that a has in another form.
func firstDifference(a, b string) string {
	before, after := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range after {
		if i >= len(before) || before[i] != after[i] {
			return fmt.Sprintf("line %d is %q", i+1, after[i])
		}
	}
	return ""
}
