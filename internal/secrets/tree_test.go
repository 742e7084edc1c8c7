package secrets_test

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/workplacelint/workplacelint/internal/credential"
	"github.com/workplacelint/workplacelint/internal/credential/credentialtest"
	"github.com/workplacelint/workplacelint/internal/secrets"
)

// writeFiles writes files below dir. A name and its content follow each other.
func writeFiles(t *testing.T, dir string, files ...string) {
	t.Helper()
	for i := 0; i < len(files); i += 2 {
		name := filepath.Join(dir, filepath.FromSlash(files[i]))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(files[i+1]), 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

func newScanner(t *testing.T, options secrets.Options) *secrets.Scanner {
	t.Helper()
	s, err := secrets.New(options)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func searchTree(t *testing.T, dir string, options secrets.Options) *secrets.Result {
	t.Helper()
	result, err := newScanner(t, options).Path(t.Context(), dir)
	if err != nil {
		t.Fatal(err)
	}
	return result
}

// places prints findings as file:line:column rule.
func places(r *secrets.Result) []string {
	list := []string{}
	for i := range r.Findings {
		f := &r.Findings[i]
		list = append(list, fmt.Sprintf("%s:%d:%d %s", f.File, f.Line, f.Column, f.Rule))
	}
	return list
}

func wantPlaces(t *testing.T, r *secrets.Result, want ...string) {
	t.Helper()
	if diff := cmp.Diff(append([]string{}, want...), places(r)); diff != "" {
		t.Errorf("findings (-want +got):\n%s", diff)
	}
}

func TestPath(t *testing.T) {
	fake := credentialtest.New("tree")
	token, secret := fake.Token(278), fake.Secret()
	dir := t.TempDir()
	writeFiles(
		t, dir,
		"main.go", "package main\n\nconst token = \""+token+"\"\n",
		"sub/.env", "WORKPLACE_APP_SECRET="+secret+"\r\n",
		"sub/clean.go", "package sub\n",
		".git/config", "token = "+token+"\n",
		"node_modules/a/index.js", "x = '"+token+"'\n",
		"encoded.yaml", "data: "+base64.StdEncoding.EncodeToString([]byte("token = "+token))+"\n",
	)
	r := searchTree(t, dir, secrets.Options{DecodeDepth: 2})
	wantPlaces(
		t, r,
		"encoded.yaml:1:7 workplace-access-token",
		"main.go:3:16 workplace-access-token",
		"sub/.env:1:22 workplace-app-secret",
	)
	if r.Files != 4 || !r.Complete() {
		t.Errorf("searched %d files, complete %t; expected 4, true", r.Files, r.Complete())
	}
	f := r.Findings[1]
	if f.Kind != credential.AccessToken || f.EndLine != 3 || f.EndColumn != 16+278 || f.Shown != credential.Redact(token) {
		t.Errorf("finding is %+v", f)
	}
	if r.Findings[0].Fingerprint != f.Fingerprint || r.Findings[2].Fingerprint == f.Fingerprint {
		t.Error("fingerprints: expected equal ones for equal credentials only")
	}
	if !r.Findings[0].Encoded || f.Encoded {
		t.Error("expected the first finding to be encoded and the second not to be")
	}
	wantPlaces(t, searchTree(t, filepath.Join(dir, "main.go"), secrets.Options{}), "main.go:3:16 workplace-access-token")
}

func TestPathFollowsNoLinks(t *testing.T) {
	token := credentialtest.New("links").Token(278)
	outside, dir := t.TempDir(), t.TempDir()
	writeFiles(t, outside, "secret.go", token, "dir/secret.go", token)
	writeFiles(t, dir, "real/a.txt", token+"\n")
	for link, target := range map[string]string{
		"file": filepath.Join(outside, "secret.go"),
		"dir":  filepath.Join(outside, "dir"),
		"loop": ".",
		"up":   "..",
		"same": "real",
		"none": "missing",
	} {
		if err := os.Symlink(target, filepath.Join(dir, link)); err != nil {
			t.Skipf("no symbolic links here: %v", err)
		}
	}
	wantPlaces(t, searchTree(t, dir, secrets.Options{}), "real/a.txt:1:1 workplace-access-token")
}

func TestSizeLimit(t *testing.T) {
	token := credentialtest.New("size").Token(278)
	dir := t.TempDir()
	writeFiles(t, dir, "large.txt", strings.Repeat("x\n", 600)+token, "small.txt", token)
	r := searchTree(t, dir, secrets.Options{MaxFileSize: 1000})
	wantPlaces(t, r, "small.txt:1:1 workplace-access-token")
	want := []secrets.Skipped{{Path: "large.txt", Reason: "larger than the limit of 1000 bytes"}}
	if diff := cmp.Diff(want, r.Skipped); diff != "" || r.Complete() {
		t.Errorf("skipped (-want +got):\n%s", diff)
	}
}

// TestPieces puts a credential at each place around the borders of the pieces
// that a large file is read in.
func TestPieces(t *testing.T) {
	token := credentialtest.New("pieces").Token(278)
	const piece, overlap = 512 << 10, 16 << 10
	scanner := newScanner(t, secrets.Options{})
	for _, line := range []string{strings.Repeat("y", 99) + "\n", "y "} {
		for _, at := range []int{piece - overlap - 300, piece - overlap, piece - overlap/2, piece - 279, piece - 100, piece, piece + 1} {
			before := strings.Repeat(line, at/len(line)) + strings.Repeat("z", at%len(line)) + " "
			text := before + token + " " + strings.Repeat(line, 10)
			r, err := scanner.Stream(t.Context(), "in", strings.NewReader(text))
			if err != nil {
				t.Fatal(err)
			}
			column := len(before) - strings.LastIndexByte(before, '\n')
			wantPlaces(t, r, fmt.Sprintf("in:%d:%d workplace-access-token", 1+strings.Count(before, "\n"), column))
		}
	}
}

func TestStreamLimit(t *testing.T) {
	token := credentialtest.New("stream").Token(278)
	s := newScanner(t, secrets.Options{MaxFileSize: 300})
	for _, c := range []struct {
		name, text string
		complete   bool
	}{
		{"below", token, true},
		{"exactly", token + strings.Repeat(" ", 300-278), true},
		{"above", token + strings.Repeat(" ", 301-278), false},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, err := s.Stream(t.Context(), "standard input", strings.NewReader(c.text))
			if err != nil {
				t.Fatal(err)
			}
			wantPlaces(t, r, "standard input:1:1 workplace-access-token")
			if r.Complete() != c.complete {
				t.Errorf("complete is %t", r.Complete())
			}
		})
	}
}

func TestArchives(t *testing.T) {
	token := credentialtest.New("archives").Token(278)
	dir := t.TempDir()
	inner := zipOf(t, "deep/a.txt", token)
	writeFiles(
		t, dir,
		"a.zip", zipOf(t, "b.txt", "\n"+token, "c.zip", inner, "../../up.txt", token),
		"a.tar.gz", tarGzipOf(t, "b.txt", token),
		"a.xz", "?", "broken.zip", "PK",
	)
	r := searchTree(t, dir, secrets.Options{})
	wantPlaces(t, r)
	if r.Archives != 4 || !r.Complete() {
		t.Errorf("%d archives are not opened, complete %t; expected 4, true", r.Archives, r.Complete())
	}
	wantPlaces(
		t, searchTree(t, dir, secrets.Options{ArchiveDepth: 1}),
		"a.tar.gz!b.txt:1:1 workplace-access-token",
		"a.zip!b.txt:2:1 workplace-access-token",
		"a.zip!up.txt:1:1 workplace-access-token",
	)
	r = searchTree(t, dir, secrets.Options{ArchiveDepth: 2})
	wantPlaces(
		t, r,
		"a.tar.gz!b.txt:1:1 workplace-access-token",
		"a.zip!b.txt:2:1 workplace-access-token",
		"a.zip!c.zip!deep/a.txt:1:1 workplace-access-token",
		"a.zip!up.txt:1:1 workplace-access-token",
	)
	want := []secrets.Skipped{
		{Path: "a.xz", Reason: "archives of this format cannot be opened"},
		{Path: "broken.zip", Reason: "zip: not a valid zip file"},
	}
	if diff := cmp.Diff(want, r.Skipped); diff != "" {
		t.Errorf("skipped (-want +got):\n%s", diff)
	}
}

func zipOf(t *testing.T, files ...string) string {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(files); i += 2 {
		w, err := z.Create(files[i])
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprint(w, files[i+1])
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func tarGzipOf(t *testing.T, name, content string) string {
	t.Helper()
	var b bytes.Buffer
	z := gzip.NewWriter(&b)
	w := tar.NewWriter(z)
	if err := w.WriteHeader(&tar.Header{Name: name, Mode: 0o600, Size: int64(len(content))}); err != nil {
		t.Fatal(err)
	}
	fmt.Fprint(w, content)
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestIgnoreComments(t *testing.T) {
	token := credentialtest.New("ignore").Token(278)
	const why = "-- revoked on the day it was committed"
	cases := []struct {
		name, before, after string
		suppressed          bool
		fault               string
	}{
		{name: "none"},
		{name: "same line", after: " // workplacelint:ignore secrets " + why, suppressed: true},
		{name: "line before", before: "# workplacelint:ignore secrets " + why + "\n", suppressed: true},
		{name: "alone above comments", before: "# workplacelint:ignore secrets " + why + "\n\n# more words\n", suppressed: true},
		{name: "at the end of the line before", before: "y = 1 # workplacelint:ignore secrets " + why + "\n"},
		{name: "above other code", before: "# workplacelint:ignore secrets " + why + "\ny = 1\n"},
		{name: "in a tag", before: "{/* workplacelint:ignore secrets " + why + " */}\n", suppressed: true},
		{name: "in a string", after: " + \"workplacelint:ignore secrets " + why + "\""},
		{name: "line after", after: "\n# workplacelint:ignore secrets " + why},
		{name: "another rule of this command", after: " // workplacelint:ignore secrets:workplace-app-secret " + why},
		{name: "in a list", after: " // workplacelint:ignore tokenleak,secrets " + why, suppressed: true},
		{name: "the analyzer's name", after: " // workplacelint:ignore hardcodedtoken " + why, suppressed: true},
		{name: "a rule of this command", after: " // workplacelint:ignore secrets:workplace-access-token " + why, suppressed: true},
		{name: "the analyzer and a kind", after: " //workplacelint:ignore hardcodedtoken:access-token " + why, suppressed: true},
		{name: "the analyzer and another kind", after: " //workplacelint:ignore hardcodedtoken:app-secret " + why},
		{name: "of a file for clients", before: "/* workplacelint:ignore clientfile:literal " + why + " */\n", suppressed: true},
		{name: "another analyzer", after: " // workplacelint:ignore clientfile:request " + why},
		{name: "until a day", after: " // workplacelint:ignore secrets " + why + " until 2026-11-28", suppressed: true},
		{name: "until a day that has passed", after: " // workplacelint:ignore secrets " + why + " until 2026-11-27", fault: "it ended on 2026-11-27"},
		{name: "no reason", after: " // workplacelint:ignore secrets", fault: "expected a reason: workplacelint:ignore secrets -- reason"},
		{name: "empty reason", after: " /* workplacelint:ignore secrets -- */", fault: "expected a reason: workplacelint:ignore secrets -- reason"},
		{name: "the comment of gitleaks", after: " // gitleaks:allow"},
	}
	s := newScanner(t, secrets.Options{Today: time.Date(2026, 11, 28, 0, 0, 0, 0, time.UTC)})
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			text := c.before + "x = '" + token + "'" + c.after + "\n"
			r, err := s.Stream(t.Context(), "x", strings.NewReader(text))
			switch {
			case err != nil:
				t.Fatal(err)
			case c.suppressed:
				wantPlaces(t, r)
				if r.Suppressed != 1 {
					t.Errorf("%d are suppressed, expected 1", r.Suppressed)
				}
			case len(r.Findings) != 1 || r.Findings[0].Fault != c.fault:
				t.Errorf("found %+v", r.Findings)
			}
		})
	}
}

func TestUsersRules(t *testing.T) {
	const rules = `
[[rules]]
id = "acme-key"
description = "Acme key"
regex = '''ACME-([0-9]{8})'''
keywords = ["acme-"]

[[rules]]
id = "other-key"
description = "Found another key, which is bad."
regex = '''OTHER-([0-9]{8})'''
keywords = ["other-"]
`
	s := newScanner(t, secrets.Options{Rules: rules})
	r, err := s.Stream(t.Context(), "x", strings.NewReader("a ACME-12345678 "+credentialtest.New("own").Token(200)+" OTHER-12345678"))
	if err != nil {
		t.Fatal(err)
	}
	wantPlaces(t, r, "x:1:8 acme-key", "x:1:17 workplace-access-token", "x:1:224 other-key")
	for i, want := range []string{"Acme key", "Workplace access token", "Match of rule other-key"} {
		if got := r.Findings[i].Title; got != want {
			t.Errorf("the title is %q, want %q", got, want)
		}
	}
}

func TestBadRules(t *testing.T) {
	for name, rules := range map[string]string{
		"not TOML":        "[[rules]\n",
		"bad expression":  "[[rules]]\nid = \"a\"\ndescription = \"b\"\nregex = '''(?=a)'''\n",
		"bad path":        "[[rules]]\nid = \"a\"\ndescription = \"b\"\nregex = '''a'''\npath = '''('''\n",
		"another file":    "[extend]\npath = \"other.toml\"\n",
		"no id":           "[[rules]]\nregex = '''a'''\n",
		"no such group":   "[[rules]]\nid = \"a\"\ndescription = \"b\"\nregex = '''a'''\nsecretGroup = 3\n",
		"required absent": "[[rules]]\nid = \"a\"\ndescription = \"b\"\nregex = '''a'''\n[[rules.required]]\nid = \"c\"\n",
	} {
		t.Run(name, func(t *testing.T) {
			if _, err := secrets.New(secrets.Options{Rules: rules}); err == nil {
				t.Error("expected an error")
			} else if strings.Contains(err.Error(), "\n") {
				t.Errorf("expected an error of one line, have %q", err)
			}
		})
	}
}

func TestBaseline(t *testing.T) {
	fake := credentialtest.New("baseline")
	old, added := fake.Token(278), fake.Token(278)
	dir := t.TempDir()
	writeFiles(t, dir, "a.go", "x := \""+old+"\"\n")

	empty := secrets.NewBaseline()
	r := searchTree(t, dir, secrets.Options{Baseline: empty})
	var text bytes.Buffer
	if err := empty.With(r.Findings).Write(&text); err != nil {
		t.Fatal(err)
	}
	for i := range len(old) - 12 {
		if strings.Contains(text.String(), old[i:i+12]) {
			t.Fatal("the baseline has a part of the credential")
		}
	}
	writeFiles(t, dir, "a.go", "y\n\nx := \""+old+"\"\nz := \""+added+"\"\n", "b.go", old)
	baseline, err := secrets.ReadBaseline(&text)
	if err != nil {
		t.Fatal(err)
	}
	r = searchTree(t, dir, secrets.Options{Baseline: baseline})
	wantPlaces(t, r, "a.go:4:7 workplace-access-token", "b.go:1:1 workplace-access-token")
	if r.Known != 1 {
		t.Errorf("%d are known, expected 1", r.Known)
	}
}

func TestReadBaselineErrors(t *testing.T) {
	const salt = `"salt": "00112233445566778899aabbccddeeff"`
	for text, want := range map[string]string{
		``:                             `1: expected a baseline of this program: EOF`,
		`{"version": 2, ` + salt + `}`: `version is 2, expected 1`,
		`{"version": 1, "salt": "00"}`: `salt: expected 32 hexadecimal digits`,
		`{"version": 1, ` + salt + `, "secret": 1}`: `1: expected a baseline of this program: json: unknown field "secret"`,
	} {
		_, err := secrets.ReadBaseline(strings.NewReader(text))
		if err == nil || err.Error() != want {
			t.Errorf("%q: error is %v, expected %s", text, err, want)
		}
	}
}
