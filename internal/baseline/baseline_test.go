package baseline_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/workplacelint/workplacelint/internal/baseline"
	"github.com/workplacelint/workplacelint/internal/report"
)

func check(shift int, messages ...string) *report.Check {
	c := &report.Check{Complete: true}
	for i, m := range messages {
		analyzer, text, _ := strings.Cut(m, " ")
		c.Findings = append(c.Findings, report.Finding{
			Analyzer: analyzer, Severity: report.Error, Message: text,
			Position: report.Position{File: "main.go", Line: shift + i + 1, Column: 2},
		})
	}
	c.Finish()
	return c
}

func messages(list []report.Finding) string {
	var all []string
	for _, f := range list {
		all = append(all, f.Message)
	}
	return strings.Join(all, ", ")
}

func written(t *testing.T, b *baseline.Baseline) string {
	t.Helper()
	var buf bytes.Buffer
	if err := b.Write(&buf); err != nil {
		t.Fatal(err)
	}
	return buf.String()
}

func TestOnlyNewFindingsCount(t *testing.T) {
	before := check(0, "missinggrant a", "missinggrant b", "missinggrant b", "hardcodedtoken token", "suppression expired")
	text := written(t, baseline.Of(before))
	if strings.Contains(text, "token") || strings.Contains(text, "expired") {
		t.Errorf("a credential or a suppression is kept:\n%s", text)
	}
	b, err := baseline.Read("b.yaml", strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	// Lines move, a is gone, c is new, and there is one more b.
	after := check(40, "missinggrant b", "missinggrant b", "missinggrant b", "missinggrant c", "hardcodedtoken token")
	kept, gone := b.Prune(after)
	if len(gone) != 1 || gone[0].Message != "a" || len(kept.Entries) != 2 {
		t.Errorf("gone %v, kept %v", gone, kept.Entries)
	}
	b.Apply(after, "known")
	if got, want := messages(after.Findings), "b, c, token"; got != want {
		t.Errorf("findings %s, want %s", got, want)
	}
	if got, want := messages(after.Suppressed), "b, b"; got != want || after.Summary.Suppressed != 2 || after.Summary.Errors != 3 {
		t.Errorf("suppressed %s, want %s; summary %+v", got, want, after.Summary)
	}
}

func TestWriteIsStable(t *testing.T) {
	b := baseline.Of(check(0, "missinggrant z: # \"quoted\"\x1b", "missinggrant a"))
	text := written(t, b)
	again, err := baseline.Read("b.yaml", strings.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(text, written(t, again)); diff != "" {
		t.Errorf("written twice (-first +second):\n%s", diff)
	}
}

func TestReadIsStrict(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"empty", "", "b.yaml: version is 0, expected 1"},
		{"newer", "version: 2\n", "b.yaml: version is 2, expected 1"},
		{"unknown key", "version: 1\nfinding: []\n", "b.yaml: expected a baseline"},
		{"no YAML", "version: [\n", "b.yaml: expected a baseline"},
		{"a list", "- 1\n", "b.yaml: expected a baseline"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := baseline.Read("b.yaml", strings.NewReader(test.text))
			if err == nil || !strings.HasPrefix(err.Error(), test.want) {
				t.Errorf("error %v, want %s", err, test.want)
			}
		})
	}
}
