package report_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/muesli/termenv"

	"github.com/workplacelint/workplacelint/internal/report"
)

// Each format says in which build a finding holds, and what was not read.
func TestBuilds(t *testing.T) {
	c := &report.Check{Complete: false}
	c.Findings = []report.Finding{{
		Analyzer: "missinggrant", Category: "missing", Severity: report.Error, Message: "GET /me needs more",
		Position: report.Position{File: "a.go", Line: 1, Column: 1}, Builds: []string{"pro", "windows/arm64"},
	}}
	c.Summary.Skipped = []report.Skipped{{Package: "m", Reason: "types: no", Builds: []string{"lite"}}}
	c.Summary.Unread = []report.Unread{
		{Position: report.Position{File: "b_plan9.go"}, Reason: "the name ends in _plan9.go"},
		{Position: report.Position{File: "sub/go.mod"}, Reason: "a module of its own", Module: true},
	}
	c.Finish()
	before := c.Findings[0].Fingerprint
	c.Findings[0].Builds = nil
	if c.Finish(); c.Findings[0].Fingerprint != before {
		t.Error("the fingerprint depends on builds")
	}
	c.Findings[0].Builds = []string{"pro", "windows/arm64"}
	wants := map[string][]string{
		"text": {
			"needs more (only with tag pro, or on windows/arm64)", "types: no (only with tag lite)",
			"not read b_plan9.go: ", "not read sub/go.mod: ", "1 file not read (b_plan9.go: ", "1 module not read (sub/go.mod: ",
		},
		"json":     {`"windows/arm64"`, `"lite"`, `"unread"`, `"module": true`},
		"sarif":    {"only with tag pro, or on windows/arm64", "only with tag lite", "b_plan9.go"},
		"junit":    {"only with tag pro, or on windows/arm64", "only with tag lite"},
		"markdown": {"only with tag pro, or on windows/arm64", "only with tag lite", "b_plan9.go"},
	}
	for _, f := range report.Formats() {
		var out bytes.Buffer
		if err := f.Write(&out, c, &report.Options{Tool: "v1", Colors: termenv.Ascii}); err != nil {
			t.Fatal(err)
		}
		want := wants[f.Name]
		if want == nil {
			want = []string{"only with tag pro, or on windows/arm64"}
		}
		for _, w := range want {
			if !strings.Contains(out.String(), w) {
				t.Errorf("%s does not say %q:\n%s", f.Name, w, out.String())
			}
		}
	}
}

// A permission is needed by the builds that need it.
func TestPermissionAdd(t *testing.T) {
	by := func(name string, builds ...string) report.NeededBy {
		return report.NeededBy{Name: name, Builds: builds}
	}
	for _, tt := range []struct {
		by   []report.NeededBy
		want string
		n    int
	}{
		{nil, "", 0},
		{[]report.NeededBy{by("a", "pro")}, "pro", 1},
		{[]report.NeededBy{by("a", "pro"), by("a", "pro")}, "pro", 1},
		{[]report.NeededBy{by("a", "pro"), by("a", "lite")}, "lite pro", 1},
		{[]report.NeededBy{by("a", "pro"), by("b", "lite")}, "lite pro", 2},
		{[]report.NeededBy{by("a", "pro"), by("a")}, "", 1},
		{[]report.NeededBy{by("a", "pro"), by("b")}, "", 2},
	} {
		var p report.Permission
		for _, b := range tt.by {
			p.Add(b)
		}
		if got := strings.Join(p.Builds, " "); got != tt.want || len(p.NeededBy) != tt.n {
			t.Errorf("%v: builds %q of %d, want %q of %d", tt.by, got, len(p.NeededBy), tt.want, tt.n)
		}
	}
}
