package secrets_test

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/workplacelint/workplacelint/internal/credential"
	"github.com/workplacelint/workplacelint/internal/credential/credentialtest"
	"github.com/workplacelint/workplacelint/internal/secrets"
)

// A labelled file holds one credential of a kind, or none.
type labelled struct {
	kind   credential.Kind
	path   string // below a directory of its own
	text   string
	secret string
}

func labelledFiles(t *testing.T) []labelled {
	t.Helper()
	const name = "../../testdata/credentials/held.txt"
	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var files []labelled
	n := 0
	for line := range strings.Lines(string(text)) {
		n++
		line = strings.TrimSuffix(line, "\n")
		if line == "" || line[0] == '#' {
			continue
		}
		parts := strings.SplitN(line, " | ", 3)
		if len(parts) != 3 {
			t.Fatalf("%s:%d: expected a kind, a path and a text", name, n)
		}
		expanded, made := credentialtest.New(fmt.Sprint("held ", n)).Expand(parts[2])
		f := labelled{kind: credential.Kind(parts[0]), path: fmt.Sprintf("%03d/%s", n, parts[1]), text: expanded}
		switch {
		case f.kind == "-":
			f.kind = ""
		case len(made) == 0:
			t.Fatalf("%s:%d: expected a macro that makes a credential", name, n)
		default:
			f.secret = made[len(made)-1]
		}
		files = append(files, f)
	}
	return files
}

// A tally counts what a scanner makes of labelled files.
type tally struct {
	held, found, labelled, false int
	notes                        []string
}

func (c *tally) String() string {
	precision := 100.0
	if c.found+c.false > 0 {
		precision = 100 * float64(c.found) / float64(c.found+c.false)
	}
	return fmt.Sprintf("recall %.1f %%, precision %.1f %%, labelled with vendor and kind %.1f %% (%d of %d found, %d false)",
		100*float64(c.found)/float64(c.held), precision, 100*float64(c.labelled)/float64(max(c.found, 1)), c.found, c.held, c.false)
}

// count judges one file: the kinds that were found in it, "" for one without
// vendor and kind.
func (c *tally) count(f *labelled, kinds []credential.Kind) {
	if f.kind == "" {
		c.false += len(kinds)
		if len(kinds) > 0 {
			c.notes = append(c.notes, fmt.Sprintf("%s holds nothing, but %q is found", f.path, kinds))
		}
		return
	}
	c.held++
	switch {
	case len(kinds) == 0:
		c.notes = append(c.notes, fmt.Sprintf("%s holds a credential (%s), which is not found", f.path, f.kind))
		return
	case slices.Contains(kinds, f.kind):
		c.labelled++
	default:
		c.notes = append(c.notes, fmt.Sprintf("%s holds a credential (%s), found as %q", f.path, f.kind, kinds))
	}
	c.found++
	c.false += len(kinds) - 1
}

// TestAccuracy holds recall and precision on files that the rules were not made
// on. With WORKPLACELINT_PEERS set it shows those of gitleaks and gosec too.
func TestAccuracy(t *testing.T) {
	files := labelledFiles(t)
	dir := t.TempDir()
	for i := range files {
		writeFiles(t, dir, files[i].path, files[i].text)
	}
	ours := ourTally(t, dir, files)
	t.Logf("workplacelint: %v", ours)
	for _, note := range ours.notes {
		t.Log("  " + note)
	}
	if 100*ours.found < 98*ours.held {
		t.Error("expected a recall of at least 98 %")
	}
	if 100*ours.found < 95*(ours.found+ours.false) {
		t.Error("expected a precision of at least 95 %")
	}
	if ours.labelled < ours.found {
		t.Error("expected the right kind of each")
	}
	if os.Getenv("WORKPLACELINT_PEERS") == "" {
		return
	}
	t.Logf("gitleaks, default rules: %v", secrets.DefaultRulesTally(t, dir, pathsOf(files), func(paths map[string]int) fmt.Stringer {
		return peerTally(files, paths)
	}))
	gosecFiles := slices.DeleteFunc(slices.Clone(files), func(f labelled) bool { return !strings.HasSuffix(f.path, ".go") })
	t.Logf("gosec G101, Go files only: %v", peerTally(gosecFiles, gosec(t, dir)))
	t.Logf("workplacelint, Go files only: %v", ourTally(t, dir, gosecFiles))
}

func pathsOf(files []labelled) []string {
	var paths []string
	for i := range files {
		paths = append(paths, files[i].path)
	}
	return paths
}

func ourTally(t *testing.T, dir string, files []labelled) *tally {
	t.Helper()
	kinds := make(map[string][]credential.Kind)
	result := searchTree(t, dir, secrets.Options{DecodeDepth: secrets.DefaultDecodeDepth})
	for _, f := range result.Findings {
		kinds[f.File] = append(kinds[f.File], f.Kind)
	}
	c := new(tally)
	for i := range files {
		c.count(&files[i], kinds[files[i].path])
	}
	return c
}

// peerTally counts findings of a scanner that does not know the vendor.
func peerTally(files []labelled, found map[string]int) *tally {
	c := new(tally)
	for i := range files {
		c.count(&files[i], make([]credential.Kind, found[files[i].path]))
	}
	return c
}

// gosec counts the findings of G101 in the files below dir, each directory as a
// package.
func gosec(t *testing.T, dir string) map[string]int {
	t.Helper()
	writeFiles(t, dir, "go.mod", "module held.example\n\ngo 1.26\n")
	cmd := exec.Command("go", "run", "github.com/securego/gosec/v2/cmd/gosec@v2.29.0", "-quiet", "-no-fail", "-include=G101", "-fmt=json", "./...")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "GOFLAGS=-mod=mod")
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("gosec: %v", err)
	}
	var report struct {
		Issues []struct {
			File string `json:"file"`
		}
	}
	if err := json.Unmarshal(out, &report); err != nil {
		t.Fatalf("gosec: %v", err)
	}
	found := make(map[string]int)
	for _, issue := range report.Issues {
		rel, err := filepath.Rel(dir, issue.File)
		if err != nil {
			t.Fatal(err)
		}
		found[filepath.ToSlash(rel)]++
	}
	return found
}
