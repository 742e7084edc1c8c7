package secrets_test

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/workplacelint/workplacelint/internal/credential/credentialtest"
	"github.com/workplacelint/workplacelint/internal/secrets"
	"github.com/workplacelint/workplacelint/rules"
)

// TestPeerCommands runs the commands gitleaks and betterleaks with the rules, in
// the ways in which a person configures them, on all samples, and expects what
// this program finds. It runs by make secrets-equal. Betterleaks is no module
// that this one depends on, so it is taken from the path.
func TestPeerCommands(t *testing.T) {
	if os.Getenv("WORKPLACELINT_PEERS") == "" {
		t.Skip("builds gitleaks: run make secrets-equal")
	}
	dir := t.TempDir()
	tree := filepath.Join(dir, "tree")
	samples, err := credentialtest.Samples("../../rules/samples")
	if err != nil {
		t.Fatal(err)
	}
	for i, s := range samples {
		writeFiles(t, tree, fmt.Sprintf("%03d/%s", i, s.Path), s.Text)
	}
	want := foundBy(searchTree(t, tree, secrets.Options{DecodeDepth: secrets.DefaultDecodeDepth}))
	pack := filepath.Join(dir, "pack.toml")
	for name, config := range map[string]string{
		"pack.toml":    rules.Gitleaks,
		"default.toml": rules.Gitleaks + "\n[extend]\nuseDefault = true\n",
		"extend.toml":  fmt.Sprintf("[extend]\npath = %q\n", pack),
	} {
		writeFiles(t, dir, name, config)
	}
	for _, peer := range []struct {
		name    string
		command func(*testing.T) string
	}{{"gitleaks", builtGitleaks}, {"betterleaks", installedBetterleaks}} {
		t.Run(peer.name, func(t *testing.T) {
			command := peer.command(t)
			for _, name := range []string{"pack.toml", "default.toml", "extend.toml"} {
				t.Run(name, func(t *testing.T) {
					got := peerFinds(t, command, filepath.Join(dir, name), tree)
					if diff := cmp.Diff(want, got); diff != "" {
						t.Errorf("findings (-ours +theirs):\n%s", diff)
					}
				})
			}
		})
	}
	t.Logf("%d files, %d findings", len(samples), len(want))
}

func builtGitleaks(t *testing.T) string {
	t.Helper()
	gitleaks := filepath.Join(t.TempDir(), "gitleaks")
	if out, err := exec.Command("go", "build", "-o", gitleaks, "github.com/zricethezav/gitleaks/v8").CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	return gitleaks
}

func installedBetterleaks(t *testing.T) string {
	t.Helper()
	betterleaks, err := exec.LookPath("betterleaks")
	if err != nil {
		t.Skip("betterleaks is not installed")
	}
	return betterleaks
}

// foundBy lists findings as file and rule. Lines are left out: gitleaks names
// that of the name, where this program names that of the credential.
func foundBy(r *secrets.Result) []string {
	var found []string
	for i := range r.Findings {
		f := &r.Findings[i]
		found = append(found, f.File+" "+f.Rule)
	}
	slices.Sort(found)
	return slices.Compact(found)
}

// peerFinds lists what a command finds with rules of this program.
func peerFinds(t *testing.T, command, config, tree string) []string {
	t.Helper()
	report := filepath.Join(t.TempDir(), "report.json")
	cmd := exec.Command(command, "dir", "--no-banner", "--redact", "--exit-code", "0", "--max-decode-depth", strconv.Itoa(secrets.DefaultDecodeDepth),
		"--config", config, "--report-format", "json", "--report-path", report, ".")
	cmd.Dir = tree
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	text, err := os.ReadFile(report)
	if err != nil {
		t.Fatal(err)
	}
	var list []struct{ RuleID, File string }
	if err := json.Unmarshal(text, &list); err != nil {
		t.Fatal(err)
	}
	var found []string
	for _, f := range list {
		if strings.HasPrefix(f.RuleID, "workplace-") {
			found = append(found, path.Clean(filepath.ToSlash(f.File))+" "+f.RuleID)
		}
	}
	slices.Sort(found)
	return slices.Compact(found) // They report some both as they are and decoded.
}
