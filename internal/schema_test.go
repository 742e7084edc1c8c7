package internal_test

import (
	"bytes"
	"path/filepath"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// TestSchemas compares what the commands write as JSON with the schemas that
// are published for it.
func TestSchemas(t *testing.T) {
	for _, c := range []struct {
		schema string
		args   []string
	}{
		{"check.json", []string{"check", "--enable", "all", "--format", "json", "./..."}},
		{"requests.json", []string{"requests", "--format", "json", "./..."}},
		{"permissions.json", []string{"permissions", "--format", "json", "./..."}},
		{"review.json", []string{"review", "--no-history", "--format", "json", "./..."}},
	} {
		t.Run(c.schema, func(t *testing.T) {
			schema, err := jsonschema.NewCompiler().Compile(filepath.Join("../docs/schema", c.schema))
			if err != nil {
				t.Fatal(err)
			}
			for _, dir := range examples(t) {
				out := run(t, dir, c.args...)
				doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(out))
				if err != nil {
					t.Fatalf("%s: %v", dir, err)
				}
				if err := schema.Validate(doc); err != nil {
					t.Errorf("%s: %v", dir, err)
				}
			}
		})
	}
}
