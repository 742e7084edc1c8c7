package agreement_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// What golangci-lint reports of the report bot.
const (
	missing = "field from.email of GET /{group-id}/feed needs permission read_user_email"
	unused  = "workplace.yaml:27 grants read_all_messages"
)

// TestGolangciLint runs golangci-lint as a person does who works on a program.
func TestGolangciLint(t *testing.T) {
	g, dir := golangci(t), module(t)
	config, err := os.ReadFile(filepath.Join(root, "testdata", "golangci", ".golangci.yml"))
	if err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, ".golangci.yml"), string(config))
	// The cache is that of the other tests, so that the standard library is read
	// once; findings in it are of other directories.
	env := []string{"GOLANGCI_LINT_CACHE=" + filepath.Join(tools, "golangci-cache")}
	run := func() string {
		out, errs := output(t, dir, env, g, "run", "-v", "--allow-parallel-runners", "--show-stats=false",
			"--output.text.print-issued-lines=false", "--output.text.colors=false", "./...")
		return out + errs
	}
	expect := func(step, out string, want map[string]bool) {
		t.Helper()
		for text, in := range want {
			if strings.Contains(out, text) != in {
				t.Errorf("%s: %q is shown: %v, want %v in\n%s", step, text, !in, in, out)
			}
		}
	}
	const nothingDone = "analyzers took 0s with no stages"
	expect("first run", run(), map[string]bool{
		"graph/groups.go:95:15: " + missing: true, "main.go:6:1: " + unused: true,
		"related information": false, nothingDone: false,
	})
	expect("second run", run(), map[string]bool{missing: true, unused: true, nothingDone: true})

	manifest := filepath.Join(dir, "workplace.yaml")
	edit(t, manifest, "name: read_all_messages", "name: read_user_email")
	expect("manifest edited", run(), map[string]bool{missing: false, unused: false})
	edit(t, manifest, "name: read_user_email", "name: read_all_messages")
	expect("manifest as before", run(), map[string]bool{missing: true, unused: true})

	const call = "query, func(raw json.RawMessage) error {"
	edit(t, filepath.Join(dir, "graph/groups.go"), "+groupID+\"/feed\", "+call, "+groupID+\"/feed\", "+call+" //nolint:workplacelint // granted by hand")
	expect("nolint", run(), map[string]bool{missing: false, unused: true})
}

// A setting that is not known stops the run.
func TestGolangciLintSettings(t *testing.T) {
	g, dir := golangci(t), module(t)
	for _, c := range []struct{ settings, want string }{
		{"pedantics: true", `unknown field "pedantics"`},
		{"enable: [missinggrants]", `no analyzer "missinggrants"`},
		{"manifest: nowhere.yaml", "nowhere.yaml: no such file"},
	} {
		write(t, filepath.Join(dir, ".golangci.yml"), `version: "2"
linters:
  default: none
  enable: [workplacelint]
  settings: {custom: {workplacelint: {type: module, settings: {`+c.settings+`}}}}
`)
		out, errs := output(t, dir, nil, g, "run", "--allow-parallel-runners", "./...")
		if !strings.Contains(out+errs, c.want) {
			t.Errorf("%s: expected %s in\n%s%s", c.settings, c.want, out, errs)
		}
	}
}

// A rebuilt plugin never shows findings of the old one: golangci-lint keeps them
// by its version, which holds a hash of the program.
func TestGolangciLintVersion(t *testing.T) {
	g := golangci(t)
	version := func(program string) string {
		out, _ := output(t, ".", nil, program, "version", "--short")
		return strings.TrimSpace(out)
	}
	text, err := os.ReadFile(g)
	if err != nil {
		t.Fatal(err)
	}
	other := filepath.Join(t.TempDir(), "golangci-lint")
	if err := os.WriteFile(other, append(text, "one more byte"...), 0o700); err != nil {
		t.Fatal(err)
	}
	if first := version(g); first == version(other) || !strings.HasPrefix(first, "v2.") {
		t.Errorf("two builds have the version %s", first)
	}
}
