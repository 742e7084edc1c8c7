package report_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode"

	"github.com/muesli/termenv"
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/workplacelint/workplacelint/internal/golden"
	"github.com/workplacelint/workplacelint/internal/report"
)

// at is a position in the sample file.
func at(line, column int) report.Position {
	return report.Position{File: "testdata/sample.go.txt", Line: line, Column: column}
}

func sampleCheck() *report.Check {
	c := &report.Check{
		Complete: false,
		Findings: []report.Finding{
			{
				Analyzer: "unusedgrant", Category: "no-use-found", Severity: report.Warning,
				Message:  "testdata/grants.yaml:3 grants read_all, but no request in this program needs it",
				Position: report.Position{File: "testdata/grants.yaml", Line: 3, Column: 11},
				Help:     []string{"remove it, or say in its reason what needs it"},
			},
			{
				Analyzer: "missinggrant", Category: "missing", Severity: report.Error,
				Message:  "GET /{group-id}/feed needs permission read_group, which testdata/grants.yaml does not grant",
				Position: at(9, 15),
				Evidence: []report.Evidence{
					{Note: "sent here", Position: at(9, 15)},
					{Note: "path begins here", Position: at(5, 14)},
					{Note: "group comes from here", Position: at(8, 11)},
					{Note: "grants begin here", Position: report.Position{File: "testdata/grants.yaml", Line: 2, Column: 1}},
					{Note: "a file that cannot be read", Position: report.Position{File: "gone.go", Line: 4, Column: 2}},
					{Note: "one place too many", Position: at(1, 1)},
				},
				Fixes: []report.Fix{{Message: "Ask for less", Edits: []report.Edit{{File: "testdata/sample.go.txt", Start: 1, End: 2}}}},
				Key:   "Posts",
			},
			{
				Analyzer: "unresolvedrequest", Severity: report.Note,
				Message:  "the path of this request is not known",
				Position: at(11, 60),
			},
		},
		Summary: report.Summary{
			Requests: report.Requests{Total: 3, Exact: 1, Ambiguous: 1, Unresolved: 1},
			Packages: report.Packages{Listed: 5, Analyzed: 2},
			Skipped: []report.Skipped{
				{Package: "example.com/m/broken", Reason: "syntax: expected ';'", Position: &report.Position{File: "broken/b.go", Line: 1, Column: 2}},
				{Package: "example.com/m/gone", Reason: "no such package"},
			},
		},
	}
	c.Finish()
	return c
}

func sampleInventory() *report.Inventory {
	feed, members := "GET /{group-id}/feed", "GET /{group-id}/members"
	group := []report.Need{{AnyOf: []string{"read_group"}, Why: "endpoint", Confidence: "documented"}}
	return &report.Inventory{
		Version: report.Version, Complete: true,
		Requests: []report.Request{
			{
				Method: "GET", Host: "graph.example", API: "graph", APIVersion: "v19.0", Path: "/{group}/feed",
				Endpoint: &feed, Match: report.Exact, Candidates: []report.Candidate{},
				Fields: []string{"from", "from.email", "message"}, Params: []report.Param{{Name: "limit", In: "query"}},
				Needs: append(group, report.Need{
					AnyOf: []string{"read_user_email", "manage_profiles"}, Why: "field from.email", Confidence: "inferred",
				}),
				Confidence: "documented", Function: "feed.Posts", Position: at(9, 15),
				Evidence: []report.Evidence{{Note: "sent here", Position: at(9, 15)}},
				Open:     []string{"more parameters: the query is that of another request"},
			},
			{
				Method: "GET", API: "unknown", Path: "/{id}/members", Match: report.Ambiguous,
				Candidates: []report.Candidate{
					{Endpoint: members, Needs: group, Confidence: "documented"},
					{Endpoint: "GET /{thread-id}/members", Needs: []report.Need{}, Confidence: "inferred"},
				},
				Fields: []string{}, Params: []report.Param{}, Needs: []report.Need{},
				Function: "feed.Members", Position: at(10, 1), Evidence: []report.Evidence{},
			},
			{
				API: "graph", Match: report.Unresolved, Reason: "the path is read from a file", Candidates: []report.Candidate{},
				Fields: []string{}, Params: []report.Param{}, Needs: []report.Need{},
				Function: "feed.Any", Position: at(11, 1), Evidence: []report.Evidence{},
			},
		},
		Summary: report.InventorySummary{
			Requests: report.Requests{Total: 3, Exact: 1, Ambiguous: 1, Unresolved: 1},
			Packages: report.Packages{Listed: 1, Analyzed: 1},
			Skipped:  []report.Skipped{}, Workplace: []string{"host graph.example"},
		},
	}
}

func samplePermissions() *report.Permissions {
	return &report.Permissions{
		Version: report.Version, Complete: true, Manifests: []string{"workplace.yaml"},
		Summary: sampleInventory().Summary,
		Permissions: []report.Permission{
			{
				Name: "read_group", Label: "Read group content", Sensitivity: 3, Granted: true, Minimal: true, Class: "needed",
				NeededBy: []report.NeededBy{
					{Name: "GET /{group-id}/feed", Why: "endpoint", Confidence: "documented", Position: at(9, 15), Function: "feed.Posts"},
					{Name: "GET /{group-id}/members", Why: "field email", Confidence: "inferred", Reading: true, Position: at(10, 1)},
				},
				Doubts: []string{},
			},
			{
				Name: "read_all", Granted: true, Class: "no use found",
				NeededBy: []report.NeededBy{}, Doubts: []string{"1 request is unresolved"},
			},
		},
		Minimal: report.Minimal{
			Grants: []string{"read_group"}, Sensitivity: 3, Ties: [][]string{{"read_group"}, {"read_other"}},
			Open: []string{"GET /{x}"}, Exact: true,
		},
	}
}

func text(colors termenv.Profile) (*report.Text, *bytes.Buffer) {
	var b bytes.Buffer
	return &report.Text{W: &b, Colors: colors, Sources: &report.Sources{}}, &b
}

func TestTextGolden(t *testing.T) {
	tests := []struct {
		file   string
		colors termenv.Profile
		write  func(*report.Text) error
	}{
		{"check.txt", termenv.Ascii, func(w *report.Text) error { return w.Check(sampleCheck()) }},
		{"check_color.txt", termenv.ANSI, func(w *report.Text) error { return w.Check(sampleCheck()) }},
		{"clean.txt", termenv.Ascii, func(w *report.Text) error { return w.Check(&report.Check{Complete: true}) }},
		{"requests.txt", termenv.Ascii, func(w *report.Text) error { return w.Inventory(sampleInventory(), true) }},
		{"permissions.txt", termenv.Ascii, func(w *report.Text) error { return w.Permissions(samplePermissions()) }},
	}
	for _, tt := range tests {
		t.Run(tt.file, func(t *testing.T) {
			w, b := text(tt.colors)
			if err := tt.write(w); err != nil {
				t.Fatal(err)
			}
			golden.Compare(t, filepath.Join("testdata", tt.file), b.Bytes())
		})
	}
}

// What is written follows the schema, and the schema admits nothing else.
func TestSchemas(t *testing.T) {
	tests := []struct {
		schema string
		value  any
	}{
		{"check.json", sampleCheck()},
		{"requests.json", sampleInventory()},
		{"permissions.json", samplePermissions()},
	}
	for _, tt := range tests {
		t.Run(tt.schema, func(t *testing.T) {
			schema, err := jsonschema.NewCompiler().Compile(filepath.Join("..", "..", "docs", "schema", tt.schema))
			if err != nil {
				t.Fatal(err)
			}
			var b bytes.Buffer
			if err := report.WriteJSON(&b, tt.value); err != nil {
				t.Fatal(err)
			}
			golden.Compare(t, filepath.Join("testdata", tt.schema), b.Bytes())
			instance := decode(t, b.Bytes())
			if err := schema.Validate(instance); err != nil {
				t.Error(err)
			}
			instance["surprise"] = true
			if schema.Validate(instance) == nil {
				t.Error("the schema admits an unknown field")
			}
			delete(instance, "surprise")
			delete(instance, "complete")
			if schema.Validate(instance) == nil {
				t.Error("the schema does not require complete")
			}
		})
	}
}

func decode(t *testing.T, data []byte) map[string]any {
	t.Helper()
	var v map[string]any
	if err := json.Unmarshal(data, &v); err != nil {
		t.Fatal(err)
	}
	return v
}

// A fingerprint is that of the finding, wherever it stands.
func TestFingerprint(t *testing.T) {
	first := sampleCheck()
	moved := sampleCheck()
	for i := range moved.Findings {
		f := &moved.Findings[i]
		f.Position.Line += 10
		f.Message = strings.Replace(f.Message, "yaml:3", "yaml:13", 1)
	}
	moved.Summary = report.Summary{}
	moved.Finish()
	seen := map[string]bool{}
	for i, f := range first.Findings {
		if f.Fingerprint != moved.Findings[i].Fingerprint {
			t.Errorf("%s: fingerprint changes with the line", f.ID())
		}
		if seen[f.Fingerprint] {
			t.Errorf("%s: fingerprint is not unique", f.ID())
		}
		seen[f.Fingerprint] = true
	}
	twice := &report.Check{Findings: []report.Finding{first.Findings[0], first.Findings[0]}}
	twice.Findings[1].Position.Line++
	twice.Finish()
	if twice.Findings[0].Fingerprint == twice.Findings[1].Fingerprint {
		t.Error("two findings of the same text share a fingerprint")
	}
}

// hostile is text that an analyzed program can hold in a name, a literal or a
// file name.
var hostile = []string{
	"\x1b[2J\x1b]8;;http://evil\x07link\x1b]8;;\x07", "a\rb", "a\nb", "\x00", "\x9b31m", "\u202egnp.exe", "\u2066x\u2069",
	"::error file=x::boo", "\xff\xfe", "\u200b", "\u2028", "\x7f",
}

func TestNothingUnprintableIsWritten(t *testing.T) {
	for _, h := range hostile {
		c := sampleCheck()
		f := &c.Findings[1]
		f.Message, f.Position.File, f.Help = h, h, []string{h}
		f.Evidence[1].Note, f.Evidence[2].Position.File = h, h
		c.Summary.Skipped[0] = report.Skipped{Package: h, Reason: h, Position: &report.Position{File: h}}
		inv := sampleInventory()
		r := &inv.Requests[0]
		r.Path, r.Host, r.Function, r.Fields, r.Open, r.Reason = h, h, h, []string{h}, []string{h}, h
		perms := samplePermissions()
		perms.Permissions[0].Name, perms.Permissions[1].Doubts = h, []string{h}
		w, b := text(termenv.Ascii)
		for _, err := range []error{w.Check(c), w.Inventory(inv, true), w.Permissions(perms)} {
			if err != nil {
				t.Fatal(err)
			}
		}
		for _, r := range b.String() {
			if r != '\n' && (unicode.IsControl(r) || unicode.Is(unicode.Cf, r) || r == unicode.ReplacementChar) {
				t.Errorf("%q: text holds %U", h, r)
			}
		}
	}
}

func TestPrintable(t *testing.T) {
	tests := map[string]string{
		"plain text":   "plain text",
		"Grüße, 世界":    "Grüße, 世界",
		"a\tb\nc":      `a\tb\nc`,
		"\x1b[31m":     `\x1b[31m`,
		"\xff":         `\xff`,
		"\u202eabc":    `\u202eabc`,
		"non\u00a0brk": `non\u00a0brk`,
	}
	for in, want := range tests {
		if got := report.Printable(in); got != want {
			t.Errorf("Printable(%q) = %q, want %q", in, got, want)
		}
	}
}

// A file with one endless line is shown around the place of interest.
func TestLongLine(t *testing.T) {
	dir := t.TempDir()
	line := strings.Repeat("x = 1; ", 150_000)
	if err := os.WriteFile(filepath.Join(dir, "long.go"), []byte(line[:700_000]+`get("/me")`+line), 0o600); err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	w := &report.Text{W: &b, Colors: termenv.Ascii, Sources: &report.Sources{Dir: dir}}
	c := &report.Check{Findings: []report.Finding{{
		Analyzer: "a", Severity: report.Error, Message: "m", Position: report.Position{File: "long.go", Line: 1, Column: 700_005},
	}}}
	c.Finish()
	if err := w.Check(c); err != nil {
		t.Fatal(err)
	}
	if b.Len() > 1000 || !strings.Contains(b.String(), `get("/me")`) {
		t.Errorf("%d bytes of text:\n%.2000s", b.Len(), b.String())
	}
}
