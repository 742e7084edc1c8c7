package analyzers_test

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/workplacelint/workplacelint/analyzers"
	"github.com/workplacelint/workplacelint/internal/analyzerdoc"
	"github.com/workplacelint/workplacelint/internal/golden"
)

func TestAnalyzersAreValid(t *testing.T) {
	if err := analysis.Validate(analyzers.All()); err != nil {
		t.Error(err)
	}
}

func TestAnalyzersAreSorted(t *testing.T) {
	var names []string
	for _, a := range analyzers.All() {
		names = append(names, a.Name)
	}
	if !slices.IsSorted(names) {
		t.Errorf("not sorted: %q", names)
	}
	for _, a := range analyzers.Default() {
		if !slices.Contains(names, a.Name) {
			t.Errorf("%s runs by default and is not in the list", a.Name)
		}
	}
}

// Words that no documentation and no message needs.
var unwanted = regexp.MustCompile(`(?i)\b(potential|possible|likely|should consider|please|detected|discovered|vulnerabilit|security risk|dangerous|insecure|invalid|scope)`)

func TestDocumentationHasItsForm(t *testing.T) {
	for _, a := range analyzers.All() {
		t.Run(a.Name, func(t *testing.T) {
			summary := analyzerdoc.Summary(a.Doc)
			if len(summary) > 60 || !strings.HasPrefix(summary, "report ") || strings.HasSuffix(summary, ".") {
				t.Errorf("summary %q: want at most 60 characters, beginning with report, without a period", summary)
			}
			for _, part := range []string{"\n\nFor example:\n\n\t", "\n# What is not reported\n"} {
				if !strings.Contains(a.Doc, part) {
					t.Errorf("the documentation has no %q", strings.TrimSpace(part))
				}
			}
			if bad := unwanted.FindString(a.Doc); bad != "" {
				t.Errorf("the documentation says %q", bad)
			}
			flags := strings.Contains(a.Doc, "\n# Flags\n")
			if has := a.Flags.Lookup("pedantic") != nil; has != flags {
				t.Errorf("there are flags: %v; they are documented: %v", has, flags)
			}
		})
	}
}

// The example of a documentation is what some case of the analyzer gets.
func TestExamplesAreCases(t *testing.T) {
	want := regexp.MustCompile("// want `([^`\n]+)`")
	for _, a := range analyzers.All() {
		if a.Name == "appsecretproof" {
			continue // Its cases name the mistake; its own test holds the words.
		}
		_, example, _ := strings.Cut(a.Doc, "For example:\n\n\t")
		line, _, _ := strings.Cut(example, "\n")
		_, message, ok := strings.Cut(line, " // ")
		if !ok {
			t.Errorf("%s: the example shows no diagnostic", a.Name)
			continue
		}
		source := cases(t, a.Name)
		found := strings.Contains(source, message)
		for _, m := range want.FindAllStringSubmatch(source, -1) {
			found = found || regexp.MustCompile(m[1]).MatchString(message)
		}
		if !found {
			t.Errorf("%s: no want of its cases matches %q", a.Name, message)
		}
	}
}

// cases returns the source of the cases of an analyzer.
func cases(t *testing.T, name string) string {
	t.Helper()
	var b strings.Builder
	for _, dir := range []string{filepath.Join("..", "testdata", "src", name), filepath.Join(name, "testdata")} {
		err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return nil // not every analyzer has cases in both places
			}
			data, err := os.ReadFile(path)
			b.Write(data)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return b.String()
}

// docs/analyzers.md is the documentation of all analyzers.
func TestAnalyzersDocument(t *testing.T) {
	var b strings.Builder
	b.WriteString("# Analyzers\n\n<!-- Written by a test from the doc.go of each analyzer. UPDATE_GOLDEN=1 go test ./analyzers writes it anew. -->\n\n")
	b.WriteString("| analyzer | what it does | runs |\n|---|---|---|\n")
	for _, e := range analyzers.Entries() {
		runs := "by default"
		if e.OnDemand {
			runs = "on demand"
		}
		fmt.Fprintf(&b, "| [%s](#%s) | %s | %s |\n", e.Name, e.Name, analyzerdoc.Summary(e.Doc), runs)
	}
	for _, a := range analyzers.All() {
		fmt.Fprintf(&b, "\n## %s\n\n%s: %s.\n\n%s", a.Name, a.Name, analyzerdoc.Summary(a.Doc), analyzerdoc.Markdown(a.Doc, 3))
		// What a test of the analyzer wrote.
		if text, err := os.ReadFile(filepath.Join(a.Name, "testdata", "categories.md")); err == nil {
			fmt.Fprintf(&b, "\n### Categories of %s\n\n%s\n", a.Name, strings.TrimSpace(string(text)))
		}
	}
	golden.Compare(t, filepath.Join("..", "docs", "analyzers.md"), []byte(b.String()))
}
