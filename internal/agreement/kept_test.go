package agreement_test

import (
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// A checkout is a program that is checked again and again, with a cache of its
// own.
type checkout struct {
	dir   string
	cache string
}

func newCheckout(t *testing.T, example string) *checkout {
	t.Helper()
	c := &checkout{dir: filepath.Join(t.TempDir(), example), cache: t.TempDir()}
	copyExample(t, example, c.dir)
	return c
}

// everything is the check that says most.
var everything = []string{"check", "--enable", "all", "--pedantic", "--format", "json"}

// print returns what a command prints with the cache, or without any.
func (c *checkout) print(t *testing.T, cached bool, args ...string) string {
	t.Helper()
	cache := "off"
	if cached {
		cache = c.cache
	}
	out, errs := output(t, c.dir, []string{cacheVar + "=" + cache}, workplacelint(t), append(args, "./...")...)
	return out + errs
}

// compare holds that a command prints the same with the cache and without. It
// returns what that is.
func (c *checkout) compare(t *testing.T, when string, args ...string) string {
	t.Helper()
	fresh := c.print(t, false, args...)
	c.expect(t, when, fresh, args...)
	return fresh
}

func (c *checkout) expect(t *testing.T, when, want string, args ...string) {
	t.Helper()
	if diff := cmp.Diff(want, c.print(t, true, args...)); diff != "" {
		t.Errorf("%s: %s with the cache (+) and without (-):\n%s", when, strings.Join(args, " "), diff)
	}
}

// TestCacheChangesNothing holds that commands print the same with an empty cache,
// with a full one and with none.
func TestCacheChangesNothing(t *testing.T) {
	t.Parallel()
	for _, example := range examples(t) {
		t.Run(example, func(t *testing.T) {
			t.Parallel()
			c := newCheckout(t, example)
			fresh := c.compare(t, "empty cache", everything...)
			c.expect(t, "full cache", fresh, everything...)
			c.compare(t, "full cache", "requests", "--format", "json")
			if example == "reportbot" {
				c.compare(t, "full cache", "check", "--diff")
				c.compare(t, "other tags", "check", "--tags", "integration")
			}
		})
	}
}

// TestEditing edits an example at random, and holds that after each edit a check
// with the cache prints what one without it prints. 'make determinism' edits all examples,
// and more often.
func TestEditing(t *testing.T) {
	t.Parallel()
	steps, list := 1, []string{"reportbot"}
	if os.Getenv("WORKPLACELINT_DETERMINISM") != "" {
		steps, list = 8, examples(t)
	}
	for i, example := range list {
		t.Run(example, func(t *testing.T) {
			t.Parallel()
			c := newCheckout(t, example)
			e := &editor{Rand: rand.New(rand.NewPCG(7, uint64(i))), dir: c.dir, before: map[string]string{}}
			c.print(t, true, everything...)
			for range steps {
				what := e.step(t)
				c.compare(t, what, everything...)
				if t.Failed() {
					return // What follows is of no use.
				}
			}
		})
	}
}

// An editor changes the files of a program at random.
type editor struct {
	*rand.Rand
	dir    string
	before map[string]string // what files held before the last edits, by name
}

// step makes one edit and says which.
func (e *editor) step(t *testing.T) string {
	t.Helper()
	file := e.file(t, ".go")
	switch e.IntN(8) {
	case 0:
		return e.change(t, file, func(s string) string { return s + "\n// A comment.\n" })
	case 1: // all positions move
		return e.change(t, file, func(s string) string { return "// Moved.\n\n" + s })
	case 2: // other requests
		return e.change(t, file, func(s string) string { return strings.Replace(s, "/members", "/feed", 1) })
	case 3: // it does not compile
		return e.change(t, file, func(s string) string { return s + "\nfunc broken() { absent() }\n" })
	case 4: // a manifest
		return e.change(t, e.file(t, "workplace.yaml"), func(s string) string {
			before, after, _ := strings.Cut(s, "  - name: ")
			_, after, _ = strings.Cut(after, "  - name: ")
			return before + "  - name: " + after
		})
	case 5: // a new package file with a credential, which the module could read
		name := filepath.Join(filepath.Dir(file), "added.go")
		pkg := packageOf(t, file)
		return e.change(t, name, func(string) string {
			return fmt.Sprintf("package %s\n\nconst added%d = \"%s\"\n", pkg, e.IntN(3), "EAA"+"M9xQ2vT7kLpZ0sR4uW8yB1nD6gH3jF5aC"+"0eXqVtKmPzYwUbNs")
		})
	case 6: // another way to read one
		return e.change(t, file, func(s string) string {
			return s + "\nvar _ = getenv(\"WORKPLACE_TOKEN\")\n\nfunc getenv(string) string { return \"\" }\n"
		})
	}
	return e.undo(t)
}

func (e *editor) change(t *testing.T, file string, edit func(string) string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	if _, ok := e.before[file]; !ok {
		e.before[file] = string(text)
	}
	write(t, file, edit(string(text)))
	return "edited " + filepath.Base(file)
}

// undo makes one file what it was at first.
func (e *editor) undo(t *testing.T) string {
	t.Helper()
	var names []string
	for name := range e.before {
		names = append(names, name)
	}
	if len(names) == 0 {
		return "nothing to undo"
	}
	slices.Sort(names)
	name := names[e.IntN(len(names))]
	if e.before[name] == "" {
		if err := os.Remove(name); err != nil {
			t.Fatal(err)
		}
	} else {
		write(t, name, e.before[name])
	}
	delete(e.before, name)
	return "undid " + filepath.Base(name)
}

// file returns one of the files whose names end so.
func (e *editor) file(t *testing.T, suffix string) string {
	t.Helper()
	var list []string
	err := filepath.WalkDir(e.dir, func(name string, d fs.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(name, suffix) && !strings.HasSuffix(name, "_test.go") && d.Type().IsRegular() {
			list = append(list, name)
		}
		return err
	})
	if err != nil || len(list) == 0 {
		t.Fatalf("no file %s: %v", suffix, err)
	}
	return list[e.IntN(len(list))]
}

func packageOf(t *testing.T, file string) string {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(text)) {
		if name, ok := strings.CutPrefix(line, "package "); ok {
			return strings.TrimSpace(name)
		}
	}
	t.Fatalf("%s has no package clause", file)
	return ""
}
