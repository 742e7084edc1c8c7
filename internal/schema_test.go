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

// TestFullReviewSchema does the same for a review with all that flags add.
func TestFullReviewSchema(t *testing.T) {
	schema, err := jsonschema.NewCompiler().Compile("../docs/schema/review.json")
	if err != nil {
		t.Fatal(err)
	}
	saved, err := filepath.Abs("testdata/review/reportbot.json")
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	panel, log := filepath.Join(dir, "panel.txt"), filepath.Join(dir, "access.log")
	for file, text := range map[string]string{
		panel: "Gruppeninhalte lesen\nRead security logs\nsomething else\n",
		log: `192.0.2.1 - - [27/Nov/2026:10:00:00 +0000] "POST /v19.0/123456/feed HTTP/1.1" 200 12` + "\n" +
			`192.0.2.1 - - [27/Nov/2026:10:05:00 +0000] "GET /v19.0/community/members?fields=email HTTP/1.1" 200 12` + "\n",
	} {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	out := run(t, "../testdata/examples/reportbot", "review", "--no-history", "--format", "json",
		"--granted", panel, "--observed", log, "--since", saved, "./...")
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(out))
	if err != nil {
		t.Fatal(err)
	}
	if err := schema.Validate(doc); err != nil {
		t.Error(err)
	}
	for _, part := range []string{`"todo"`, `"seen"`, `"unpredicted"`, `"since"`, `"granted.unknown"`, `"also"`} {
		if !bytes.Contains(out, []byte(part)) {
			t.Errorf("the review has no %s", part)
		}
	}
}

// TestBuildsSchemas does the same for a program of two builds.
func TestBuildsSchemas(t *testing.T) {
	dir := t.TempDir()
	for file, text := range map[string]string{
		"go.mod":         "module example.com/bot\n\ngo 1.26\n",
		"workplace.yaml": "version: 1\npermissions: [{name: message, reason: a}]\nbuilds: [{tags: [pro]}]\n",
		"main.go":        "package main\n\nfunc main() {}\n",
		"pro.go":         "//go:build pro\n\npackage main\n\nimport \"net/http\"\n\nfunc init() { http.Get(\"https://graph.workplace.com/community/groups\") }\n",
		"broken.go":      "//go:build pro\n\npackage main\n\nfunc init() { undefined() }\n",
	} {
		if err := os.WriteFile(filepath.Join(dir, file), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for name, args := range map[string][]string{
		"check.json":       {"check", "--format", "json", "./..."},
		"requests.json":    {"requests", "--format", "json", "./..."},
		"permissions.json": {"permissions", "--format", "json", "./..."},
		"review.json":      {"review", "--no-history", "--format", "json", "./..."},
	} {
		schema, err := jsonschema.NewCompiler().Compile(filepath.Join("../docs/schema", name))
		if err != nil {
			t.Fatal(err)
		}
		out := run(t, dir, args...)
		doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(out))
		if err != nil {
			t.Fatal(err)
		}
		if err := schema.Validate(doc); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		// Those that were read, that of the package, and that of what was found.
		if n := bytes.Count(out, []byte(`"builds": [`)); n < 3 {
			t.Errorf("%s: %d lists of builds:\n%s", name, n, out)
		}
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
