package metamorph_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/workplacelint/workplacelint/internal/catalog"
	"github.com/workplacelint/workplacelint/internal/driver"
	"github.com/workplacelint/workplacelint/internal/extract"
	"github.com/workplacelint/workplacelint/internal/golden"
	"github.com/workplacelint/workplacelint/internal/graphapi"
	"github.com/workplacelint/workplacelint/internal/load"
	"github.com/workplacelint/workplacelint/internal/metamorph"
	"github.com/workplacelint/workplacelint/internal/sender"
	"github.com/workplacelint/workplacelint/internal/verdict"
)

// TestInventoryStays rewrites programs and holds that the same requests are
// inferred. The golden file names each difference, so that neither a loss nor a
// gain goes by unseen: "-" is a request that is not inferred any more, "+" another
// one. 'make metamorph' tries all changes on the idioms, and writes the files.
func TestInventoryStays(t *testing.T) {
	if testing.Short() {
		t.Skip("it reads programs some forty times")
	}
	for _, program := range []string{"idioms", "examples/reportbot", "examples/accountsync", "examples/complianceexport"} {
		name := filepath.Base(program)
		source := filepath.Join("../../testdata", program)
		want := inventory(t, source)
		if len(want) < 5 {
			t.Fatalf("%s: expected requests, found %d", name, len(want))
		}
		prog, err := metamorph.Load(source)
		if err != nil {
			t.Fatal(err)
		}
		all := os.Getenv("WORKPLACELINT_METAMORPH") != "" && program == "idioms"
		var out strings.Builder
		for _, c := range metamorph.Changes() {
			if !all && !slices.Contains(sample, c.Name) {
				continue
			}
			dir := filepath.Join(t.TempDir(), name)
			if err := os.CopyFS(dir, os.DirFS(source)); err != nil {
				t.Fatal(err)
			}
			edits, err := prog.Rewrite(dir, c)
			if err != nil || edits == 0 && program == "idioms" {
				t.Errorf("%s: %s: %d edits, %v", name, c.Name, edits, err)
				continue
			}
			lines := differences(want, inventory(t, dir))
			fmt.Fprintf(&out, "%s: %d of %d\n", c.Name, len(want)-count(lines, "-"), len(want))
			for _, line := range lines {
				out.WriteString("  " + line + "\n")
			}
		}
		file := filepath.Join("testdata", name+".txt")
		if program == "idioms" && !all {
			holds(t, file, out.String())
			continue
		}
		golden.Compare(t, file, []byte(out.String()))
	}
}

// holds reports what is not in the golden file of all changes.
func holds(t *testing.T, file, got string) {
	t.Helper()
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]bool{}
	for _, section := range sections(string(want)) {
		known[section] = true
	}
	for _, section := range sections(got) {
		if !known[section] {
			t.Errorf("%s does not hold\n%s", file, section)
		}
	}
}

// sections splits the text of some changes: each begins with a line that is not
// indented.
func sections(text string) []string {
	var out []string
	for line := range strings.Lines(text) {
		if len(out) == 0 || !strings.HasPrefix(line, " ") {
			out = append(out, "")
		}
		out[len(out)-1] += line
	}
	return out
}

// sample are the changes that are tried each time, and on whole programs.
var sample = []string{"extract-helper", "closure-body", "function-value", "helper-in-other-package"}

func count(lines []string, sign string) int {
	n := 0
	for _, l := range lines {
		if strings.HasPrefix(l, sign) {
			n++
		}
	}
	return n
}

// differences compares lists that are sorted.
func differences(want, got []string) []string {
	var out []string
	rest := slices.Clone(got)
	for _, w := range want {
		if i := slices.Index(rest, w); i >= 0 {
			rest = slices.Delete(rest, i, i+1)
		} else {
			out = append(out, "- "+w)
		}
	}
	for _, g := range rest {
		out = append(out, "+ "+g)
	}
	return out
}

var hole = regexp.MustCompile(`\{[^{}]*\}`)

// inventory lists the requests of a program: method, host, version, path with
// holes alike, fields, and what the catalogue says.
func inventory(t *testing.T, dir string) []string {
	t.Helper()
	ctx := context.Background()
	var seeds []string
	for _, h := range catalog.Default().Hosts() {
		seeds = append(seeds, h.Name)
	}
	for _, b := range catalog.Default().Bases() {
		seeds = append(seeds, b.Host)
	}
	prog, err := load.Load(ctx, load.Config{
		Dir: dir, Seeds: seeds, Known: sender.Default().Paths(),
		Relevant: func(main []*load.Package) []*load.Package { return main },
	})
	if err != nil {
		t.Fatal(err)
	}
	defer prog.Close()
	out, err := driver.Run(ctx, prog, driver.Config{
		Analyzers: []*analysis.Analyzer{verdict.Analyzer}, Keep: []*analysis.Analyzer{extract.Analyzer, verdict.Analyzer},
		Demands: func(v driver.Values) []string {
			if r, ok := v[extract.Analyzer].(*extract.Result); ok {
				return r.Demands
			}
			return nil
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range out.Skips {
		t.Errorf("%s: %s: %s:%d: %s", filepath.Base(dir), s.Package, filepath.Base(s.File), s.Line, s.Reason)
	}
	var pkgs []*verdict.Package
	for _, p := range out.Packages {
		if v, ok := p.Values[verdict.Analyzer].(*verdict.Package); ok {
			pkgs = append(pkgs, v)
		}
	}
	var list []string
	var gov verdict.Governor
	for _, use := range gov.Sent(pkgs) {
		r := &use.Request
		list = append(list, fmt.Sprintf("%s %s %s%s fields=%s %v", r.Method, r.Host, r.Version,
			hole.ReplaceAllString(r.PathString(), "{}"), strings.Join(graphapi.FlatFields(r.Fields), ","), use.Match.Kind))
	}
	slices.Sort(list)
	return list
}
