package lexical_test

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/workplacelint/workplacelint/internal/golden"
	"github.com/workplacelint/workplacelint/internal/lexical"
)

// show writes spans one to a line, the kind before the text.
func show(text string, spans []lexical.Span) string {
	var b strings.Builder
	for _, s := range spans {
		kind := s.Kind.String()
		if s.Kind == lexical.String {
			kind = map[[2]bool]string{
				{true, true}: "string", {true, false}: "string…", {false, false}: "…string…", {false, true}: "…string",
			}[[2]bool{s.Opens, s.Closes}]
		}
		if s.Script {
			kind = "script " + kind
		}
		if s.Kind == lexical.Code && strings.TrimSpace(text[s.Start:s.End]) == "" {
			continue
		}
		fmt.Fprintf(&b, "%-10s %q\n", kind, text[s.Start:s.End])
	}
	return b.String()
}

// TestSplit compares with golden files, which were read line by line: there is
// no lexer at hand for most of the languages. The name of a case begins with
// that of its language.
func TestSplit(t *testing.T) {
	cases, err := filepath.Glob("testdata/split/*.txt")
	if err != nil || len(cases) < len(lexical.Names()) {
		t.Fatalf("%d cases, %v", len(cases), err)
	}
	tested := map[string]bool{}
	for _, file := range cases {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		name, _, _ := strings.Cut(strings.TrimSuffix(filepath.Base(file), ".txt"), "_")
		tested[name] = true
		t.Run(filepath.Base(file), func(t *testing.T) {
			lang := lexical.Named(name)
			if lang == nil {
				t.Fatalf("no language %q", name)
			}
			spans := lexical.Split(lang, string(text))
			covered(t, string(text), spans)
			golden.Compare(t, strings.TrimSuffix(file, ".txt")+".golden", []byte(show(string(text), spans)))
		})
	}
	for _, name := range lexical.Names() {
		if !tested[name] {
			t.Errorf("no case for %s", name)
		}
	}
}

// covered fails unless each byte of the text is in one span.
func covered(t *testing.T, text string, spans []lexical.Span) {
	t.Helper()
	at := 0
	for _, s := range spans {
		if s.Start != at || s.End <= s.Start {
			t.Fatalf("span %v begins at %d, want %d", s, s.Start, at)
		}
		at = s.End
	}
	if at != len(text) {
		t.Fatalf("spans end at %d of %d", at, len(text))
	}
}

func FuzzSplit(f *testing.F) {
	cases, err := filepath.Glob("testdata/split/*.txt")
	if err != nil {
		f.Fatal(err)
	}
	names := lexical.Names()
	for i, file := range cases {
		text, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(uint8(i), string(text))
	}
	f.Fuzz(func(t *testing.T, which uint8, text string) {
		lang := lexical.Named(names[int(which)%len(names)])
		covered(t, text, lexical.Split(lang, text))
	})
}

// TestHostile splits texts that would take long if a part of them were looked at
// again for each byte.
func TestHostile(t *testing.T) {
	const n = 50_000
	for _, piece := range []string{"/[", "`${", "<a{", "{", "<T>(", "/* ", `"\`, "#\"", "{{", "<script", "<!--", "'''", "f'{", "</", "(", "=<a ", "$@\""} {
		text := strings.Repeat(piece, n)
		for _, name := range lexical.Names() {
			covered(t, text, lexical.Split(lexical.Named(name), text))
		}
	}
}
