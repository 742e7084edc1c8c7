package report_test

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"

	_ "github.com/owenrumney/go-sarif/v3/pkg/report/v210/sarif" // holds the schema
	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/workplacelint/workplacelint/internal/report"
)

// sarifModule is a library that holds the schema of SARIF 2.1.0 as a constant. It is
// the text of others, so it is not in this repository.
const sarifModule = "github.com/owenrumney/go-sarif/v3"

// sarifSchema returns the schema: that of the library, or the one in a file that
// 'make sarif' names.
func sarifSchema(t *testing.T) *jsonschema.Schema {
	t.Helper()
	c := jsonschema.NewCompiler()
	file := os.Getenv("WORKPLACELINT_SARIF_SCHEMA")
	if file == "" {
		file = "sarif-2.1.0.json"
		doc, err := jsonschema.UnmarshalJSON(strings.NewReader(libraryConstant(t, "schema")))
		if err != nil {
			t.Fatal(err)
		}
		if err := c.AddResource(file, doc); err != nil {
			t.Fatal(err)
		}
	}
	schema, err := c.Compile(file)
	if err != nil {
		t.Fatal(err)
	}
	return schema
}

// libraryConstant returns a constant that the library does not export.
func libraryConstant(t *testing.T, name string) string {
	t.Helper()
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", sarifModule).Output()
	if err != nil {
		t.Fatal(err)
	}
	file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(strings.TrimSpace(string(dir)), "pkg/report/v210/sarif/schema.go"), nil, 0)
	if err != nil {
		t.Fatal(err)
	}
	text := ""
	ast.Inspect(file, func(n ast.Node) bool {
		if spec, ok := n.(*ast.ValueSpec); ok && spec.Names[0].Name == name && len(spec.Values) == 1 {
			if lit, ok := spec.Values[0].(*ast.BasicLit); ok {
				text, err = strconv.Unquote(lit.Value)
			}
		}
		return true
	})
	if text == "" || err != nil {
		t.Fatalf("%s has no text %s: %v", sarifModule, name, err)
	}
	return text
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
