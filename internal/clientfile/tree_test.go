package clientfile_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/workplacelint/workplacelint/internal/clientfile"
	"github.com/workplacelint/workplacelint/internal/credential/credentialtest"
)

const cases = "../../testdata/clientfiles"

// want is a line of the head of a case: what is found where, by a part of the
// message.
var want = regexp.MustCompile(`^want (\S+): (\w+): (.+)$`)

// TestCases looks at trees. The head of each says in words what it shows, and
// what is to be found; in one whose name ends in _clean, nothing is.
func TestCases(t *testing.T) {
	files, err := filepath.Glob(cases + "/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("%d cases, %v", len(files), err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".txtar")
		t.Run(name, func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			wants := wantsOf(t, string(archive.Comment))
			if clean := strings.HasSuffix(name, "_clean"); clean != (len(wants) == 0) {
				t.Fatalf("a case is clean if and only if its name says so")
			}
			compare(t, wants, look(t, name, archive))
		})
	}
}

// TestClasses holds that each way of a build and each class of files for clients
// has a case and near misses.
func TestClasses(t *testing.T) {
	unseen := []string{"b18"} // A column of a database may be a vault: docs/limits.md.
	for class, last := range map[string]int{"b": 18, "c": 15} {
		for n := 1; n <= last; n++ {
			id := fmt.Sprintf("%s%02d", class, n)
			clean, reported := 0, 0
			for _, dir := range []string{cases, cases + "/written"} {
				files, err := filepath.Glob(filepath.Join(dir, id+"_*.txtar"))
				if err != nil {
					t.Fatal(err)
				}
				for _, file := range files {
					if strings.HasSuffix(file, "_clean.txtar") {
						clean++
					} else {
						reported++
					}
				}
			}
			if has := clean > 0 && reported > 0; has == slices.Contains(unseen, id) {
				t.Errorf("%s: %d cases, %d of near misses", id, reported, clean)
			}
		}
	}
}

func wantsOf(t *testing.T, head string) []string {
	t.Helper()
	var wants []string
	for line := range strings.Lines(head) {
		line = strings.TrimSpace(line)
		if strings.HasPrefix(line, "want") {
			if !want.MatchString(line) {
				t.Fatalf("%q: expected want FILE:LINE: CATEGORY: MESSAGE", line)
			}
			wants = append(wants, line)
		}
	}
	return wants
}

// look writes the files of a case, with credentials that are made for it, and
// looks at them.
func look(t *testing.T, seed string, archive *txtar.Archive) []clientfile.Finding {
	t.Helper()
	dir := t.TempDir()
	faker := credentialtest.New(seed)
	for i := range archive.Files {
		f := &archive.Files[i]
		text, _ := faker.Expand(string(f.Data))
		f.Data = []byte(text)
		write(t, filepath.Join(dir, f.Name), f.Data)
	}
	tree, err := clientfile.New(clientfile.Options{Dir: dir, Literals: true})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range archive.Files {
		tree.Add(f.Name, f.Data)
	}
	result := tree.Finish()
	if len(result.Skipped) > 0 {
		t.Errorf("skipped: %v", result.Skipped)
	}
	for i := range result.Findings {
		check(t, archive, &result.Findings[i])
	}
	return result.Findings
}

func write(t *testing.T, name string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o750); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

// check holds what is true of every finding: its evidence stands in the files,
// it says who gets them, and it shows no credential.
func check(t *testing.T, archive *txtar.Archive, f *clientfile.Finding) {
	t.Helper()
	for _, p := range append([]clientfile.Position{f.Position}, positions(f.Evidence)...) {
		i := slices.IndexFunc(archive.Files, func(file txtar.File) bool { return file.Name == p.File })
		if i < 0 || p.Line < 1 || p.Line > 1+strings.Count(string(archive.Files[i].Data), "\n") {
			t.Errorf("%s: %+v is no place", f.Message, p)
		}
	}
	if f.Help == "" || f.Kind == "" || f.Key == "" {
		t.Errorf("%s: help %q, kind %q, key %q", f.Message, f.Help, f.Kind, f.Key)
	}
	if long := regexp.MustCompile(`[A-Za-z0-9]{24,}`).FindString(f.Message); long != "" && !strings.Contains(f.Message, "_") {
		t.Errorf("%s: shows %q", f.Message, long)
	}
}

func positions(list []clientfile.Evidence) []clientfile.Position {
	var all []clientfile.Position
	for _, e := range list {
		all = append(all, e.Position)
	}
	return all
}

// compare matches findings with what is wanted, one to one.
func compare(t *testing.T, wants []string, found []clientfile.Finding) {
	t.Helper()
	open := slices.Clone(wants)
	for _, f := range found {
		got := fmt.Sprintf("want %s:%d: %s: %s", f.Position.File, f.Position.Line, f.Category, f.Message)
		i := slices.IndexFunc(open, func(w string) bool {
			m := want.FindStringSubmatch(w)
			return strings.HasPrefix(got, fmt.Sprintf("want %s: %s: ", m[1], m[2])) && strings.Contains(f.Message, m[3])
		})
		if i < 0 {
			t.Errorf("found, and not wanted:\n%s", got)
			continue
		}
		open = slices.Delete(open, i, i+1)
	}
	for _, w := range open {
		t.Errorf("not found:\n%s", w)
	}
}
