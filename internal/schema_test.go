package internal_test

import (
	"bytes"
	"os"
	"os/exec"
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

// TestBlameSchema does the same for blame, in a repository of one commit.
func TestBlameSchema(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile("../docs/schema/blame.json")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS("../testdata/examples/reportbot")); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{
		{"init", "-q", "."},
		{"add", "."},
		{"-c", "user.name=x", "-c", "user.email=x@example.com", "commit", "-q", "-m", "begin"},
	} {
		git := exec.Command("git", args...)
		git.Dir = dir
		if out, err := git.CombinedOutput(); err != nil {
			t.Skipf("git cannot be used here: %v\n%s", err, out)
		}
	}
	for permission, commits := range map[string]int{"read_group": 1, "logout": 0} {
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(run(t, dir, "blame", "--format", "json", permission)))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(doc); err != nil {
			t.Errorf("%s: %v", permission, err)
		}
		if got := doc.(map[string]any)["last"] != nil; got != (commits > 0) {
			t.Errorf("%s: there is a last commit: %t", permission, got)
		}
	}
}
