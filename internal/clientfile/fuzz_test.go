package clientfile_test

import (
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/workplacelint/workplacelint/internal/clientfile"
)

// FuzzAdd looks at files of any name with any text. What is found stands in the
// text, and twice the same is found in it.
func FuzzAdd(f *testing.F) {
	files, err := filepath.Glob(cases + "/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		archive, err := txtar.ParseFile(file)
		if err != nil {
			f.Fatal(err)
		}
		for _, a := range archive.Files {
			f.Add(a.Name, string(a.Data))
		}
	}
	f.Fuzz(func(t *testing.T, name, text string) {
		first, second := add(t, name, text), add(t, name, text)
		if len(first) != len(second) {
			t.Fatalf("%d findings, then %d", len(first), len(second))
		}
		lines := strings.Split(text, "\n")
		for i, found := range first {
			p := found.Position
			if p.File != name || p.Line < 1 || p.Line > len(lines) || p.Column < 1 || p.Column > len(lines[p.Line-1])+1 {
				t.Errorf("%s: %+v is no place", found.Message, p)
			}
			if found.Message != second[i].Message || p != second[i].Position {
				t.Errorf("%q at %v, then %q at %v", found.Message, p, second[i].Message, second[i].Position)
			}
		}
	})
}

func add(t *testing.T, name, text string) []clientfile.Finding {
	t.Helper()
	tree, err := clientfile.New(clientfile.Options{Literals: true})
	if err != nil {
		t.Fatal(err)
	}
	tree.Add(name, []byte(text))
	return tree.Finish().Findings
}

// TestHostile looks at texts that would take long if a part of them were looked
// at again for each of their tokens.
func TestHostile(t *testing.T) {
	const n = 6_000
	head := `document; "https://graph.workplace.com"; access_token: x; hmac(appSecret); `
	for _, piece := range []string{
		"{", "(", "a=b;", "a.", "a[", "f(function(){", "let a=b\n", "access_token:", "import(", "define:{", "x?.", "`${", "<a ", "-X a.b=", "message X {",
	} {
		text := head + strings.Repeat(piece, n/len(piece)*4)
		for _, name := range []string{
			"web/a.js", "web/a.tsx", "a.vue", "a.kt", "a.swift", "a.m", "vite.config.js", "Makefile", "Dockerfile", "a.proto", "app.json", ".env", "Info.plist",
		} {
			add(t, name, text)
		}
	}
}
