package credential_test

import (
	"os"
	"strings"
	"testing"

	"github.com/workplacelint/workplacelint/internal/credential"
)

// docs/secrets.md has a row for each rule, in the order of the pack.
func TestEveryRuleIsDocumented(t *testing.T) {
	text, err := os.ReadFile("../../docs/secrets.md")
	if err != nil {
		t.Fatal(err)
	}
	var rows, want []string
	for line := range strings.Lines(string(text)) {
		if id, ok := strings.CutPrefix(line, "| `workplace-"); ok {
			id, _, _ = strings.Cut(id, "`")
			rows = append(rows, "workplace-"+id)
		}
	}
	for _, rule := range credential.Default().Rules() {
		want = append(want, rule.ID)
	}
	if strings.Join(rows, "\n") != strings.Join(want, "\n") {
		t.Errorf("docs/secrets.md has rows for %q, the rules are %q", rows, want)
	}
}
