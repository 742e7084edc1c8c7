package cli_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/workplacelint/workplacelint/internal/credential/credentialtest"
	"github.com/workplacelint/workplacelint/internal/report"
)

// TestCommentsAgree writes one comment in many ways and places, and expects check
// and secrets to make the same of it.
func TestCommentsAgree(t *testing.T) {
	const why = " -- revoked"
	tests := []struct {
		comment    string
		suppressed bool
	}{
		{"//workplacelint:ignore secrets" + why, true},
		{"// workplacelint:ignore secrets" + why, true},
		{"//   workplacelint:ignore secrets" + why, true},
		{"/* workplacelint:ignore secrets" + why + " */", true},
		{"//\tworkplacelint:ignore secrets" + why, false},
		{"// see workplacelint:ignore secrets" + why, false},
		{"//workplacelint:ignored secrets" + why, false},
		{"//workplacelint:ignore secrets", false},
		{"//workplacelint:ignore hardcodedtoken" + why, true},
		{"//workplacelint:ignore hardcodedtoken:access-token" + why, true},
		{"//workplacelint:ignore hardcodedtoken:app-secret" + why, false},
		{"//workplacelint:ignore clientfile:literal" + why, true},
		{"//workplacelint:ignore clientfile:request" + why, false},
		{"//workplacelint:ignore secrets:workplace-access-token" + why, true},
		{"//workplacelint:ignore secrets:workplace-app-secret" + why, false},
		{"//workplacelint:ignore tokenleak, secrets" + why, true},
		{"//workplacelint:ignore tokenleak" + why, false},
		{"//workplacelint:ignore workplace-access-token" + why, false},
		{"//workplacelint:ignore secrets" + why + " until 2001-01-01", false},
	}
	token := credentialtest.New("agree").Token(278)
	places := []struct {
		name, form string // of the file: COMMENT and TOKEN are replaced
		speaks     bool   // the comment is about the token, if it is well written
	}{
		{"end of line", "package a\n\nconst token = \"TOKEN\" COMMENT\n", true},
		{"line before", "package a\n\nCOMMENT\nconst token = \"TOKEN\"\n", true},
		{"above a comment", "package a\n\nCOMMENT\n\n// token is old.\nconst token = \"TOKEN\"\n", true},
		{"end of the line before", "package a\n\nconst other = 1 COMMENT\nconst token = \"TOKEN\"\n", false},
		{"line after", "package a\n\nconst token = \"TOKEN\"\nCOMMENT\n", false},
	}
	dir := t.TempDir()
	writeSecretFile(t, dir, "go.mod", "module agree.example\n\ngo 1.26\n")
	writeSecretFile(t, dir, "workplace.yaml", "version: 1\npermissions: []\n")
	suppressed, about := map[string]bool{}, map[string]string{}
	for p, place := range places {
		for c, test := range tests {
			file := fmt.Sprintf("p%d/c%02d.go", p, c)
			text := strings.NewReplacer("COMMENT", test.comment, "TOKEN", token, "token", fmt.Sprintf("token%d", c), "other", fmt.Sprintf("other%d", c))
			writeSecretFile(t, dir, file, text.Replace(place.form))
			suppressed[file], about[file] = place.speaks && test.suppressed, place.name+", "+test.comment
		}
	}
	for _, command := range []string{"check", "secrets"} {
		stdout, stderr := runIn(dir, command, "--format", "json")
		var doc struct {
			Findings []struct {
				Message  string
				Position report.Position
			}
		}
		if err := json.Unmarshal([]byte(stdout), &doc); err != nil {
			t.Fatalf("%s: %v: %s%s", command, err, stdout, stderr)
		}
		found := map[string]bool{}
		for _, f := range doc.Findings {
			if strings.Contains(f.Message, fmt.Sprintf("%d characters", len(token))) {
				found[f.Position.File] = true
			}
		}
		for file, want := range suppressed {
			if found[file] == want {
				t.Errorf("%s: %s: suppressed is %t, want %t", command, about[file], !found[file], want)
			}
		}
	}
}
