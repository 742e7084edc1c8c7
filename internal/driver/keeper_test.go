package driver_test

import (
	"context"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"sort"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/go/analysis"

	"github.com/workplacelint/workplacelint/internal/driver"
	"github.com/workplacelint/workplacelint/internal/load"
	"github.com/workplacelint/workplacelint/internal/store"
)

// declared is a result that can be kept.
type declared struct{ Names []string }

// A lab analyzes one program again and again, with one store.
type lab struct {
	dir      string
	keeping  *driver.Keeping
	outside  map[string]string // by import path
	beside   string
	demanded []string
	change   func(pkg string) // called while a package is analyzed, if it is set
}

func newLab(t *testing.T, files ...string) *lab {
	t.Helper()
	l := &lab{dir: write(t, files...), outside: map[string]string{}}
	results, err := store.Open(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	l.keeping = &driver.Keeping{
		Store: results, Identity: "one",
		Outside: func(p *load.Package) string { return l.outside[p.PkgPath] },
		Beside: func(_ *load.Package, list []driver.Diagnostic) string {
			if len(list) == 0 {
				return ""
			}
			return l.beside
		},
	}
	return l
}

// run returns what is said of the program and the packages that were analyzed.
func (l *lab) run(t *testing.T) (out *driver.Outcome, analyzed []string) {
	t.Helper()
	ran := map[string]bool{}
	collect := &analysis.Analyzer{
		Name: "collect", Doc: "collect functions", RunDespiteErrors: true,
		FactTypes:  stage.FactTypes,
		ResultType: reflect.TypeFor[*declared](),
		Run: func(pass *analysis.Pass) (any, error) {
			ran[pass.Pkg.Path()] = true
			if l.change != nil {
				l.change(pass.Pkg.Path())
			}
			list, err := runStage(pass)
			names, _ := list.([]string)
			return &declared{names}, err
		},
	}
	show := &analysis.Analyzer{Name: "show", Doc: "report functions", Run: runReporter, RunDespiteErrors: true, Requires: []*analysis.Analyzer{collect}}
	prog, err := load.Load(context.Background(), load.Config{Dir: l.dir, Seeds: []string{"seed"}})
	if err != nil {
		t.Fatal(err)
	}
	defer prog.Close()
	out, err = driver.Run(context.Background(), prog, driver.Config{
		Analyzers: []*analysis.Analyzer{show}, Keep: []*analysis.Analyzer{collect}, Keeping: l.keeping,
		Demands: func(driver.Values) []string { return l.demanded },
	})
	if err != nil {
		t.Fatal(err)
	}
	for path := range ran {
		analyzed = append(analyzed, path)
	}
	sort.Strings(analyzed)
	return out, analyzed
}

// says is all that an outcome says.
func says(out *driver.Outcome) []string {
	list := diagnostics(out)
	for _, p := range out.Packages {
		for _, v := range p.Values {
			if d, ok := v.(*declared); ok {
				list = append(list, p.PkgPath+" has "+strings.Join(d.Names, " "))
			}
		}
	}
	for _, s := range out.Skips {
		list = append(list, s.Package+": "+s.Reason)
	}
	return list
}

func (l *lab) write(t *testing.T, file, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(l.dir, file), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestKept holds that exactly what may have changed is analyzed, and that all that
// is said is what is said without a store.
func TestKept(t *testing.T) {
	l := newLab(t, chain...)
	all := []string{"m/a", "m/b", "m/c"}
	root := chain[7]
	for _, step := range []struct {
		name string
		do   func()
		want []string
	}{
		{"the first time", func() {}, all},
		{"nothing changed", func() {}, nil},
		{"a file was touched", func() {
			now := time.Now().Add(time.Hour)
			if err := os.Chtimes(filepath.Join(l.dir, "a/a.go"), now, now); err != nil {
				t.Fatal(err)
			}
		}, nil},
		{"a root was edited", func() { l.write(t, "c/c.go", root+"\nfunc D() { C() }\n") }, []string{"m/c"}},
		{"the edit was undone", func() { l.write(t, "c/c.go", root) }, nil},
		{"a leaf was edited", func() { l.write(t, "a/a.go", chain[3]+"\n// A comment.\n") }, all},
		{"a package in between does not compile", func() { l.write(t, "b/b.go", chain[5]+"\nfunc E() { absent() }\n") }, []string{"m/b", "m/c"}},
		{"a file was added", func() { l.write(t, "c/d.go", "package c\n\nfunc F() { C() }\n") }, []string{"m/c"}},
		{"something outside of a package changed", func() { l.outside["m/b"] = "other" }, []string{"m/b", "m/c"}},
		{"what decides diagnostics changed", func() { l.beside = "other" }, []string{"m/b", "m/c"}},
		{"another executable", func() { l.keeping.Identity = "two" }, all},
	} {
		step.do()
		out, analyzed := l.run(t)
		if !slices.Equal(analyzed, step.want) {
			t.Errorf("%s: %v were analyzed, want %v", step.name, analyzed, step.want)
		}
		kept := l.keeping
		l.keeping = nil
		fresh, _ := l.run(t)
		l.keeping = kept
		if got, want := says(out), says(fresh); !slices.Equal(got, want) {
			t.Errorf("%s: with the store %q, without %q", step.name, got, want)
		}
	}
}

// TestKeptOverRounds holds that packages which an analysis asks for are found in
// the store, with those that see them anew, whether it makes a difference or not.
func TestKeptOverRounds(t *testing.T) {
	for name, use := range map[string]string{"a function": "a.A()", "a constant": "_ = a.C"} {
		t.Run(name, func(t *testing.T) {
			text := "package a\n\nconst C = 1\n"
			if use == "a.A()" {
				text = "package a\n\nfunc A() {}\n"
			}
			l := newLab(t,
				"go.mod", "module m\n\ngo 1.26\n",
				"a/a.go", text,
				"b/b.go", "package b\n\nimport \"m/a\"\n\nvar _ = \"seed\"\n\nfunc B() { "+use+" }\n",
				"c/c.go", "package c\n\nimport \"m/b\"\n\nfunc C() { b.B() }\n",
				"d/d.go", "package d\n\nimport \"m/c\"\n\nfunc D() { c.C() }\n",
			)
			l.demanded = []string{"m/a"}
			cold, _ := l.run(t)
			warm, analyzed := l.run(t)
			if analyzed != nil || warm.Rounds != 2 || !slices.Equal(says(cold), says(warm)) {
				t.Errorf("%v were analyzed in %d rounds:\n%q, want\n%q", analyzed, warm.Rounds, says(warm), says(cold))
			}
			l.write(t, "c/c.go", "package c\n\nimport \"m/b\"\n\nfunc C() { b.B() }\n\nfunc Other() {}\n")
			edited, analyzed := l.run(t)
			if want := []string{"m/c", "m/d"}; !slices.Equal(analyzed, want) {
				t.Errorf("%v were analyzed, want %v", analyzed, want)
			}
			l.keeping = nil
			if fresh, _ := l.run(t); !slices.Equal(says(edited), says(fresh)) {
				t.Errorf("with the store %q, without %q", says(edited), says(fresh))
			}
		})
	}
}

// TestDamagedStore holds that an entry which cannot be read is none.
func TestDamagedStore(t *testing.T) {
	for name, damage := range map[string]func([]byte) []byte{
		"cut":     func(b []byte) []byte { return b[:len(b)/2] },
		"empty":   func([]byte) []byte { return nil },
		"flipped": func(b []byte) []byte { b[len(b)-1] ^= 1; return b },
	} {
		for _, kind := range []string{"-a", "-d"} {
			t.Run(name+kind, func(t *testing.T) {
				l := newLab(t, chain...)
				at := t.TempDir()
				var err error
				if l.keeping.Store, err = store.Open(at); err != nil {
					t.Fatal(err)
				}
				cold, _ := l.run(t)
				// Each file by itself: results may be whole and facts damaged.
				for _, file := range entries(t, at, kind) {
					text, err := os.ReadFile(file)
					if err != nil {
						t.Fatal(err)
					}
					if err := os.WriteFile(file, damage(slices.Clone(text)), 0o600); err != nil {
						t.Fatal(err)
					}
					l.write(t, "c/c.go", chain[7]+"\n// "+filepath.Base(file)+"\n")
					warm, _ := l.run(t)
					if !slices.Equal(says(cold), says(warm)) {
						t.Fatalf("%s: %q, want %q", file, says(warm), says(cold))
					}
				}
			})
		}
	}
}

func entries(t *testing.T, dir, kind string) []string {
	t.Helper()
	var list []string
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err == nil && strings.HasSuffix(name, kind) && d.Type().IsRegular() {
			list = append(list, name)
		}
		return err
	})
	if err != nil || len(list) == 0 {
		t.Fatalf("no entries in %s: %v", dir, err)
	}
	return list
}

// TestEditedWhileRead holds that what is read after an edit is never kept for what
// was there before it.
func TestEditedWhileRead(t *testing.T) {
	l := newLab(t, chain...)
	l.change = func(pkg string) {
		if pkg == "m/a" {
			l.write(t, "b/b.go", strings.Replace(chain[5], "func B()", "func B2() {}\n\nfunc B()", 1))
		}
	}
	l.run(t)
	l.change = nil
	l.write(t, "b/b.go", chain[5])
	out, _ := l.run(t)
	if got := strings.Join(says(out), "\n"); strings.Contains(got, "B2") {
		t.Errorf("after the edit was undone:\n%s", got)
	}
}

// TestFailureIsNotKept holds that a package with which an analyzer failed is
// analyzed again.
func TestFailureIsNotKept(t *testing.T) {
	l := newLab(t, "go.mod", "module m\n\ngo 1.26\n", "a/a.go", "package a\n\nvar _ = \"seed\"\n\nfunc Panic() {}\n")
	l.run(t)
	if _, analyzed := l.run(t); !slices.Equal(analyzed, []string{"m/a"}) {
		t.Errorf("%v were analyzed, want m/a", analyzed)
	}
}
