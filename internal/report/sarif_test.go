package report_test

import (
	"bytes"
	"os"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/workplacelint/workplacelint/internal/report"
)

// sarifSchema returns the schema of SARIF 2.1.0. It is the text of others, so it is
// not in this repository; 'make sarif' fetches it.
func sarifSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	file := os.Getenv("WORKPLACELINT_SARIF_SCHEMA")
	if file == "" {
		t.Skip("'make sarif' fetches the schema and runs this test")
	}
	schema, err := jsonschema.NewCompiler().Compile(file)
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// TestSARIFSchema validates what is written of a check, of a clean one, and of
// ones with hostile text, against the schema of the standard.
func TestSARIFSchema(t *testing.T) {
	schema := sarifSchema(t)
	format, err := report.FormatNamed("sarif")
	if err != nil {
		t.Fatal(err)
	}
	checks := map[string]*report.Check{"sample": suppressedSample(), "clean": many(0), "many": many(60)}
	for _, a := range attacks {
		c := &report.Check{Findings: []report.Finding{{
			Analyzer: "missinggrant", Severity: report.Error, Message: a, Position: report.Position{File: a, Line: 1, Column: 1},
			Evidence: []report.Evidence{{Note: a, Position: report.Position{File: a}}},
			Fixes:    []report.Fix{{Message: a, Edits: []report.Edit{{File: a, Start: 1, End: 2, NewText: a}}}},
		}}}
		c.Finish()
		checks[a] = c
	}
	for name, c := range checks {
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(render(t, format, c)))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(doc); err != nil {
			t.Errorf("%q: %v", name, err)
		}
	}
}

// A log that is not one is refused, so the schema is not empty.
func TestSARIFSchemaRefuses(t *testing.T) {
	schema := sarifSchema(t)
	for _, text := range []string{`{}`, `{"version": "2.1.0", "runs": [{}]}`, `{"version": "2.0.0", "runs": []}`} {
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader([]byte(text)))
		if err != nil {
			t.Fatal(err)
		}
		if schema.Validate(doc) == nil {
			t.Errorf("%s is accepted", text)
		}
	}
}
