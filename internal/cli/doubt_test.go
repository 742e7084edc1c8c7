package cli_test

import (
	"encoding/json"
	"fmt"
	"slices"
	"testing"

	"github.com/workplacelint/workplacelint/internal/credential/credentialtest"
)

// TestDoubtfulCredentials writes the same in a program and in an example of it.
// What may open nothing is a warning; what has the shape of a token is not.
func TestDoubtfulCredentials(t *testing.T) {
	fake := credentialtest.New("doubt")
	dir := t.TempDir()
	program := fmt.Sprintf(`package main

import (
	"fmt"
	"net/http"
	"os"
)

const (
	token       = %q
	appSecret   = %q
	verifyToken = %q
)

func main() {
	http.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		token := os.Getenv("WP_TOKEN")
		http.Get("https://graph.workplace.com/me?access_token=" + token)
		fmt.Fprint(w, token)
	})
}
`, fake.Token(278), fake.Secret(), fake.Word())
	writeSecretFile(t, dir, "go.mod", "module doubt.example\n\ngo 1.26\n")
	writeSecretFile(t, dir, "workplace.yaml", "version: 1\npermissions: []\n")
	writeSecretFile(t, dir, "bot/main.go", program)
	writeSecretFile(t, dir, "examples/bot/main.go", program)
	for command, want := range map[string][]string{
		"secrets": {
			"bot/main.go:10: error", "bot/main.go:11: error", "bot/main.go:12: warning",
			"examples/bot/main.go:10: error", "examples/bot/main.go:11: warning", "examples/bot/main.go:12: warning",
		},
		"check": {
			"bot/main.go:10: error", "bot/main.go:11: error", "bot/main.go:12: warning", "bot/main.go:19: error",
			"examples/bot/main.go:10: error", "examples/bot/main.go:11: warning", "examples/bot/main.go:12: warning",
			"examples/bot/main.go:19: warning",
		},
	} {
		stdout, stderr := runIn(dir, command, "--format", "json")
		var doc struct {
			Findings []struct {
				Severity string
				Position struct {
					File string
					Line int
				}
			}
		}
		if err := json.Unmarshal([]byte(stdout), &doc); err != nil {
			t.Fatalf("%s: %v: %s%s", command, err, stdout, stderr)
		}
		var got []string
		for _, f := range doc.Findings {
			got = append(got, fmt.Sprintf("%s:%d: %s", f.Position.File, f.Position.Line, f.Severity))
		}
		if slices.Sort(got); !slices.Equal(got, want) {
			t.Errorf("%s: got  %q\nwant %q", command, got, want)
		}
	}
}
