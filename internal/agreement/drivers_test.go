package agreement_test

import (
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/workplacelint/workplacelint/analyzers"
	"github.com/workplacelint/workplacelint/internal/report"
)

// byCommand, byVet and byGolangci return what a tool says of a module with all
// analyzers and a manifest, "" for the nearest. Each line is "file:line: message",
// or the message alone if it names a manifest: there, drivers have no place in
// common. Lines are sorted.

var aboutManifest = regexp.MustCompile(`^[a-z]+\.yaml:[0-9]+ `)

func line(dir, file string, line int, message string) string {
	if rel, err := filepath.Rel(dir, file); err == nil && filepath.IsAbs(file) {
		file = rel
	}
	if aboutManifest.MatchString(message) {
		return message
	}
	return fmt.Sprintf("%s:%d: %s", filepath.ToSlash(file), line, message)
}

// patterns names all packages of a directory, also where it holds several modules.
func patterns(dir string) []string {
	modules, _ := filepath.Glob(filepath.Join(dir, "*", "go.mod"))
	if len(modules) == 0 {
		return []string{"./..."}
	}
	for i, m := range modules {
		modules[i] = "./" + filepath.Base(filepath.Dir(m)) + "/..."
	}
	return modules
}

func byCommand(t *testing.T, dir, manifest string) []string {
	t.Helper()
	out, _ := output(t, dir, nil, workplacelint(t), append([]string{"check", "--enable", "all", "--format", "json", "--manifest", manifest}, patterns(dir)...)...)
	var check report.Check
	if err := json.Unmarshal([]byte(out), &check); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	list := []string{}
	for _, f := range check.Findings {
		list = append(list, line(dir, f.Position.File, f.Position.Line, f.Message))
	}
	slices.Sort(list)
	return list
}

// byVet runs "go vet -vettool -json".
func byVet(t *testing.T, dir, _ string) []string {
	t.Helper()
	args := []string{"vet", "-json", "-vettool=" + workplacelint(t)}
	for _, a := range analyzers.All() {
		args = append(args, "-"+a.Name)
	}
	out, errs := output(t, dir, nil, "go", append(args, patterns(dir)...)...)
	type diagnostic struct{ Posn, Message string }
	list := []string{}
	dec := json.NewDecoder(strings.NewReader(withoutNames(out + errs)))
	for {
		byPackage := map[string]map[string][]diagnostic{}
		err := dec.Decode(&byPackage)
		if err == io.EOF {
			slices.Sort(list)
			return list
		}
		if err != nil {
			t.Fatalf("%v\n%s%s", err, out, errs)
		}
		for _, byAnalyzer := range byPackage {
			for _, all := range byAnalyzer {
				for _, d := range all {
					file, n := position(t, d.Posn)
					list = append(list, line(dir, file, n, d.Message))
				}
			}
		}
	}
}

// withoutNames removes the lines in which the go command names a package.
func withoutNames(text string) string {
	var b strings.Builder
	for l := range strings.Lines(text) {
		if !strings.HasPrefix(l, "#") {
			b.WriteString(l)
		}
	}
	return b.String()
}

func position(t *testing.T, posn string) (file string, n int) {
	t.Helper()
	parts := strings.Split(posn, ":")
	if len(parts) < 3 {
		t.Fatalf("position %q", posn)
	}
	n, err := strconv.Atoi(parts[len(parts)-2])
	if err != nil {
		t.Fatal(err)
	}
	return strings.Join(parts[:len(parts)-2], ":"), n
}

// byGolangci runs golangci-lint with the plugin. What it joins of one line is
// taken apart.
func byGolangci(t *testing.T, dir, manifest string) []string {
	t.Helper()
	g := golangci(t)
	write(t, filepath.Join(dir, ".golangci.yml"), settings(manifest))
	cache := filepath.Join(tools, "golangci-cache") // shared, or each run would read the standard library
	args := []string{"run", "--allow-parallel-runners", "--show-stats=false", "--output.json.path=stdout", "--output.text.path=stderr"}
	out, errs := output(t, dir, []string{"GOLANGCI_LINT_CACHE=" + cache}, g, append(args, patterns(dir)...)...)
	var result struct {
		Issues []struct {
			Text string
			Pos  struct {
				Filename string
				Line     int
			}
		}
	}
	if err := json.Unmarshal([]byte(out), &result); err != nil {
		t.Fatalf("%v\n%s%s", err, out, errs)
	}
	list := []string{}
	for _, i := range result.Issues {
		for text := range strings.SplitSeq(i.Text, "; also ") {
			list = append(list, line(dir, i.Pos.Filename, i.Pos.Line, text))
		}
	}
	slices.Sort(list)
	return list
}

func settings(manifest string) string {
	return fmt.Sprintf(`version: "2"
linters:
  default: none
  enable: [workplacelint]
  settings:
    custom:
      workplacelint:
        type: module
        settings: {enable: [unresolvedrequest], manifest: %q}
issues: {max-issues-per-linter: 0, max-same-issues: 0}
`, manifest)
}

// TestDriversAgree compares what the command line, go vet and golangci-lint say,
// byte for byte. The one difference is that drivers which see a package at a time
// may say twice what the command line says once: in the package that sends a
// request, and in a command of which more is known.
func TestDriversAgree(t *testing.T) {
	for _, row := range []struct {
		name, manifest string
		module         func(t *testing.T) string
	}{
		{"examples", "", workspace},
		{"comments", "", comments},
		{"idioms", "", idioms},
		{"a manifest elsewhere", "deploy/grants.yaml", manifestElsewhere},
	} {
		t.Run(row.name, func(t *testing.T) {
			dir := row.module(t)
			want := byCommand(t, dir, row.manifest)
			if len(want) == 0 {
				t.Fatal("the command line says nothing")
			}
			t.Run("go vet", func(t *testing.T) {
				if row.manifest != "" {
					t.Skip("go vet takes the nearest manifest")
				}
				agree(t, want, byVet(t, dir, row.manifest))
			})
			t.Run("golangci-lint", func(t *testing.T) { agree(t, want, byGolangci(t, dir, row.manifest)) })
		})
	}
}

func agree(t *testing.T, want, got []string) {
	t.Helper()
	message := func(l string) string { return l[strings.Index(l, ": ")+1:] }
	got = slices.DeleteFunc(got, func(l string) bool {
		return !slices.Contains(want, l) && slices.ContainsFunc(want, func(w string) bool { return message(w) == message(l) })
	})
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the command line (-) and this driver (+) disagree:\n%s", diff)
	}
}

// workspace holds all examples, since drivers read the standard library once for
// each directory.
func workspace(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	list := examples(t)
	for _, e := range list {
		copyExample(t, e, filepath.Join(dir, e))
	}
	write(t, filepath.Join(dir, "go.work"), "go 1.26.0\nuse ./"+strings.Join(list, "\nuse ./")+"\n")
	return dir
}

// idioms is a program that sends in all the ways we know of, some of them through
// another module, and is granted nothing.
func idioms(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.CopyFS(dir, os.DirFS(filepath.Join(root, "testdata", "idioms"))); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "workplace.yaml"), "version: 1\npermissions: []\n")
	return dir
}

// comments is an example with comments that suppress all that is reported of it,
// and a mistake.
func comments(t *testing.T) string {
	t.Helper()
	dir := module(t)
	edit(t, filepath.Join(dir, "graph/groups.go"), "\terr := c.Each(ctx, \"/\"+groupID+\"/feed\"",
		"\t//workplacelint:ignore missinggrant -- granted by hand\n\terr := c.Each(ctx, \"/\"+groupID+\"/feed\"")
	edit(t, filepath.Join(dir, "workplace.yaml"), "name: read_all_messages",
		"name: read_all_messages # workplacelint:ignore unusedgrant -- for the archive until 2999-12-31")
	write(t, filepath.Join(dir, "extra/proof.go"), badProof)
	return dir
}

func manifestElsewhere(t *testing.T) string {
	t.Helper()
	dir := module(t)
	err := os.MkdirAll(filepath.Join(dir, "deploy"), 0o755)
	if err == nil {
		err = os.Rename(filepath.Join(dir, "workplace.yaml"), filepath.Join(dir, "deploy/grants.yaml"))
	}
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

const badProof = `package extra

import (
	"crypto/hmac"
	"crypto/sha1"
	"encoding/hex"
	"net/http"
	"net/url"
	"strconv"
	"time"
)

func Me(token, secret string) (*http.Response, error) {
	seconds := strconv.FormatInt(time.Now().Unix(), 10)
	mac := hmac.New(sha1.New, []byte(secret))
	mac.Write([]byte(token + ":" + seconds))
	query := url.Values{"access_token": {token}}
	query.Set("appsecret_proof", hex.EncodeToString(mac.Sum(nil)))
	query.Set("appsecret_time", seconds)
	return http.Get("https://graph.workplace.com/me?" + query.Encode())
}
`
