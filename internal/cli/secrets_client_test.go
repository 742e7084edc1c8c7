package cli_test

import (
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/workplacelint/workplacelint/internal/credential/credentialtest"
	"github.com/workplacelint/workplacelint/internal/report"
)

// expand writes a tree with credentials that are made for it.
func expand(t *testing.T, seed string, archive *txtar.Archive) (dir string) {
	t.Helper()
	dir = t.TempDir()
	faker := credentialtest.New(seed)
	for _, f := range archive.Files {
		text, _ := faker.Expand(string(f.Data))
		writeSecretFile(t, dir, f.Name, text)
	}
	return dir
}

// TestSecretsInArtefacts searches what ships beside the code and holds
// credentials as they are, for which the rules are enough.
func TestSecretsInArtefacts(t *testing.T) {
	files, err := filepath.Glob("../../testdata/clientfiles/written/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("%d cases, %v", len(files), err)
	}
	for _, file := range files {
		name := filepath.Base(file)
		t.Run(name, func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			var wants []string
			for line := range strings.Lines(string(archive.Comment)) {
				if want, ok := strings.CutPrefix(strings.TrimSpace(line), "want "); ok {
					wants = append(wants, want)
				}
			}
			if clean := strings.HasSuffix(name, "_clean.txtar"); clean != (len(wants) == 0) {
				t.Fatal("a case is clean if and only if its name says so")
			}
			var got []string
			for _, f := range secretsOf(t, expand(t, name, archive)) {
				got = append(got, fmt.Sprintf("%s:%d: %s", f.Position.File, f.Position.Line, f.Rule))
			}
			slices.Sort(wants)
			slices.Sort(got)
			if !slices.Equal(got, wants) {
				t.Errorf("found\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(wants, "\n"))
			}
		})
	}
}

type secretJSON struct {
	Rule        string
	Severity    string
	Message     string
	Client      bool
	Position    report.Position
	Evidence    []report.Evidence
	Fingerprint string
	Help        []string
}

func secretsOf(t *testing.T, dir string, args ...string) []secretJSON {
	t.Helper()
	_, stdout, stderr := runSecrets(dir, "", append([]string{"--format", "json"}, args...)...)
	var doc struct{ Findings []secretJSON }
	if err := json.Unmarshal([]byte(stdout), &doc); err != nil || stderr != "" {
		t.Fatalf("%v: %s%s", err, stdout, stderr)
	}
	return doc.Findings
}

const delivered = `
-- package.json --
{"dependencies": {"react": "19"}}
-- src/a.jsx --
const me = (t) => fetch("https://graph.workplace.com/me", { headers: { Authorization: "Bearer " + t } });
const token = "{{token}}";
-- src/b.jsx --
// workplacelint:ignore clientfile -- the pilot ends in May
const me = (t) => fetch("https://graph.workplace.com/me", { headers: { Authorization: "Bearer " + t } });
{/* workplacelint:ignore secrets -- the pilot ends in May */}
const you = (t) => fetch("https://graph.workplace.com/you", { headers: { Authorization: "Bearer " + t } });
const they = (t) => fetch("https://graph.workplace.com/they", { headers: { Authorization: "Bearer " + t } }); // workplacelint:ignore clientfile
-- .env --
# workplacelint:ignore clientfile:variable -- replaced by a server in May
VITE_WORKPLACE_TOKEN=
-- workplace.yaml --
version: 1
files: {server: [render]}
-- render/a.jsx --
const me = (t) => fetch("https://graph.workplace.com/me", { headers: { Authorization: "Bearer " + t } });
`

// TestSecretsClient searches a tree with what clients get.
func TestSecretsClient(t *testing.T) {
	dir := expand(t, "client", txtar.Parse([]byte(delivered)))
	found := secretsOf(t, dir)
	var got []string
	for _, f := range found {
		got = append(got, fmt.Sprintf("%s:%d: %s %v", f.Position.File, f.Position.Line, f.Rule, f.Client))
	}
	want := "src/a.jsx:1: clientfile:request true\nsrc/a.jsx:2: workplace-client-access-token true\nsrc/b.jsx:5: clientfile:request true"
	if s := strings.Join(got, "\n"); s != want {
		t.Fatalf("found\n%s\nwant\n%s", s, want)
	}
	if e := found[0].Evidence; len(e) != 3 || e[2].Note != "this file belongs to a project for browsers" {
		t.Errorf("evidence %+v", e)
	}
	code, stdout, _ := runSecrets(dir, "")
	if code != 1 || !strings.Contains(stdout, "1 credential; 2 findings in what clients get; 3 suppressed; 6 files searched\n") {
		t.Errorf("exit code %d\n%s", code, stdout)
	}
	for _, f := range report.Formats() {
		if code, stdout, stderr := runSecrets(dir, "", "--format", f.Name); code != 1 || !strings.Contains(stdout, "clientfile") && f.Name != "json" || stderr != "" {
			t.Errorf("%s: exit code %d\n%s%s", f.Name, code, stdout, stderr)
		}
	}
	if code, stdout, _ := runSecrets(dir, "", "--write-baseline", "known.json"); code != 0 || stdout != "known.json lists 3 findings\n" {
		t.Errorf("exit code %d: %s", code, stdout)
	}
	if code, stdout, _ := runSecrets(dir, "", "--baseline", "known.json"); code != 0 || !strings.Contains(stdout, "no credentials; 3 suppressed; 3 in the baseline") {
		t.Errorf("exit code %d: %s", code, stdout)
	}
}

// TestSecretsClientManifest searches a tree whose manifest cannot be read.
func TestSecretsClientManifest(t *testing.T) {
	dir := expand(t, "manifest", txtar.Parse([]byte(strings.Replace(delivered, "files:", "file:", 1))))
	code, stdout, _ := runSecrets(dir, "")
	if code != 3 || !strings.Contains(stdout, "workplace.yaml:2: one of the keys") {
		t.Errorf("exit code %d\n%s", code, stdout)
	}
}
