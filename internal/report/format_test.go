package report_test

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"github.com/muesli/termenv"

	"github.com/workplacelint/workplacelint/internal/golden"
	"github.com/workplacelint/workplacelint/internal/report"
)

func options() *report.Options {
	return &report.Options{
		Tool: "v0.0.0-test", Colors: termenv.Ascii, Sources: &report.Sources{},
		Analyzers: []report.Analyzer{
			{Name: "missinggrant", Summary: "report requests that need a permission the manifest lacks", Help: "A request\nwithout its permission fails."},
			{Name: "unusedgrant", Summary: "report grants that no request needs", Help: "Remove it."},
		},
	}
}

func render(t *testing.T, f report.Format, c *report.Check) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := f.Write(&b, c, options()); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// suppressedSample is the sample with its warning suppressed.
func suppressedSample() *report.Check {
	c := sampleCheck()
	c.Suppress(func(f *report.Finding) *report.Suppression {
		if f.Severity != report.Warning {
			return nil
		}
		return &report.Suppression{Kind: report.InSource, Reason: "asked for by the auditors"}
	})
	return c
}

func TestFormatGolden(t *testing.T) {
	files := map[string]string{
		"sarif": "check.sarif", "github": "check.github", "gitlab": "check.gitlab.json",
		"checkstyle": "check.checkstyle.xml", "junit": "check.junit.xml", "markdown": "check.md",
	}
	for _, f := range report.Formats() {
		file, ok := files[f.Name]
		if !ok {
			continue // text and json have their own goldens
		}
		delete(files, f.Name)
		t.Run(f.Name, func(t *testing.T) {
			golden.Compare(t, filepath.Join("testdata", file), render(t, f, suppressedSample()))
		})
	}
	for name := range files {
		t.Errorf("no format is called %s", name)
	}
}

func TestFormatNamed(t *testing.T) {
	for _, f := range report.Formats() {
		got, err := report.FormatNamed(f.Name)
		if err != nil || got.Name != f.Name {
			t.Errorf("FormatNamed(%q) = %q, %v", f.Name, got.Name, err)
		}
	}
	if _, err := report.FormatNamed("yaml"); err == nil || !strings.Contains(err.Error(), "expected one of text, json, sarif") {
		t.Errorf("error of an unknown format: %v", err)
	}
}

func TestSuppress(t *testing.T) {
	before, after := sampleCheck(), suppressedSample()
	if s := after.Summary; s.Suppressed != 1 || s.Warnings != 0 || s.Errors != 1 || s.Notes != 1 {
		t.Errorf("summary = %+v", s)
	}
	marks := map[string]string{}
	for _, f := range before.Findings {
		marks[f.ID()] = f.Fingerprint
	}
	for _, f := range append(after.Findings, after.Suppressed...) {
		if f.Fingerprint != marks[f.ID()] {
			t.Errorf("%s: fingerprint depends on what is suppressed", f.ID())
		}
	}
}

// attacks are texts that mean something in one of the formats.
var attacks = append([]string{
	"::error file=x::boo", "x\n::set-output name=a::b", "x%0A::stop-commands::t", "##[add-mask]password", "a,line=1::b",
	"<script>alert(1)</script>", "<!-- x -->", "--><img src=x onerror=alert(1)>", "]]>", `"><x y="`, "&lt;&#60;",
	"@everyone", "#1", "owner/repo#2", "!3", "http://example.com", "www.example.com", "[a](javascript:alert(1))",
	"![a](http://example.com/x.png)", "a`b``c", "`", "``` html", "|", "\n# heading", "\n//line evil.go:1", "{0}", "\\",
	"{{.}}", "$(id)", "' OR 1=1",
}, hostile...)

// probes maps a format to a function that reads its output as its consumer
// would and returns the texts of the one finding.
var probes = map[string]func(*testing.T, []byte) []string{
	"text":       probeText,
	"json":       probeJSON,
	"sarif":      probeSARIF,
	"github":     probeGitHub,
	"gitlab":     probeGitLab,
	"checkstyle": probeCheckstyle,
	"junit":      probeJUnit,
	"markdown":   probeMarkdown,
}

func TestInjection(t *testing.T) {
	for _, f := range report.Formats() {
		probe, ok := probes[f.Name]
		if !ok {
			t.Errorf("format %s has no injection test", f.Name)
			continue
		}
		t.Run(f.Name, func(t *testing.T) {
			for _, attack := range attacks {
				attackWith(t, f, probe, attack)
			}
		})
	}
}

func attackWith(t *testing.T, f report.Format, probe func(*testing.T, []byte) []string, attack string) {
	t.Helper()
	c := &report.Check{
		Findings: []report.Finding{{
			Analyzer: "missinggrant", Severity: report.Error, Message: "start " + attack + " end",
			Position: report.Position{File: attack, Line: 3, Column: 1}, Help: []string{attack},
			Evidence: []report.Evidence{{Note: attack, Position: report.Position{File: attack, Line: 1, Column: 1}}},
		}},
		Summary: report.Summary{Skipped: []report.Skipped{{Package: attack, Reason: attack, Position: &report.Position{File: attack}}}},
	}
	c.Finish()
	out := render(t, f, c)
	if f.Name != "json" { // JSON for programs keeps text as it is, escaped by its encoder.
		for _, r := range string(out) {
			if r != '\n' && (unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == unicode.ReplacementChar) {
				t.Errorf("%q: output holds %U", attack, r)
			}
		}
	}
	want := "start " + report.Printable(attack) + " end"
	for _, got := range probe(t, out) {
		if got != want {
			t.Errorf("%q is read as %q", attack, got)
		}
	}
}

func itoa(n int) string {
	b, _ := json.Marshal(n)
	return string(b)
}

func many(n int) *report.Check {
	c := &report.Check{Complete: true}
	for i := range n {
		s := report.Warning
		if i == n-1 {
			s = report.Error
		}
		c.Findings = append(c.Findings, report.Finding{
			Analyzer: "missinggrant", Severity: s, Message: "sentence", Position: report.Position{File: "a.go", Line: i + 1, Column: 1},
		})
	}
	c.Finish()
	return c
}

// The worst findings come first, and none is lost.
func TestGitHubShowsTheWorst(t *testing.T) {
	f, err := report.FormatNamed("github")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(render(t, f, many(14))), "\n")
	if !strings.HasPrefix(lines[0], "::error file=a.go,line=14,") {
		t.Errorf("first line %q", lines[0])
	}
	if want := "::notice title=workplacelint::and 4 more, listed in the log of this step"; lines[10] != want {
		t.Errorf("line 11 is %q, want %q", lines[10], want)
	}
	if want := "a.go:13:1: warning[missinggrant]: sentence"; lines[14] != want {
		t.Errorf("line 15 is %q, want %q", lines[14], want)
	}
}

func TestMarkdownIsBounded(t *testing.T) {
	f, err := report.FormatNamed("markdown")
	if err != nil {
		t.Fatal(err)
	}
	if out := render(t, f, many(0)); len(out) != 0 {
		t.Errorf("a comment about nothing: %q", out)
	}
	out := string(render(t, f, many(60)))
	if !strings.Contains(out, "\n- and 10 more\n") {
		t.Errorf("no count of the rest in %q", out)
	}
}

// Columns of SARIF count code points.
func TestSARIFColumns(t *testing.T) {
	f, err := report.FormatNamed("sarif")
	if err != nil {
		t.Fatal(err)
	}
	c := &report.Check{Findings: []report.Finding{{
		Analyzer: "a", Severity: report.Error, Message: "m",
		Position: report.Position{File: "testdata/wide.txt", Line: 1, Column: 9, EndLine: 1, EndColumn: 11},
	}}}
	c.Finish()
	if out := string(render(t, f, c)); !strings.Contains(out, `"startColumn": 4`) || !strings.Contains(out, `"endColumn": 6`) {
		t.Errorf("columns in %s", out)
	}
}
