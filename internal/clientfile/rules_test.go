package clientfile_test

import (
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/workplacelint/workplacelint/internal/clientfile"
	"github.com/workplacelint/workplacelint/internal/credential"
	"github.com/workplacelint/workplacelint/rules"
)

// How tokens begin is said twice; the two agree.
func TestShapesAreThoseOfThePack(t *testing.T) {
	for _, begin := range clientfile.Default().Shapes.Begin {
		found := slices.ContainsFunc(credential.Default().Rules(), func(r *credential.Rule) bool {
			return strings.Contains(r.Title(), "access token") && slices.Contains(r.Keywords(), strings.ToLower(begin))
		})
		if !found {
			t.Errorf("no rule of gitleaks.toml looks for %s", begin)
		}
	}
}

// TestLoadErrors changes the rules in ways that people do by mistake.
func TestLoadErrors(t *testing.T) {
	good, err := fs.ReadFile(rules.Files, clientfile.File)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ old, new, want string }{
		{"source: guide-en", "sauce: guide-en", "sauce"},
		{"  reader: {", "  raeder: {", "audiences: expected reader"},
		{"  astro: [.astro]", "  astra: [.astro]", "languages: astra: expected one of"},
		{"  dart: [.dart]", "  dart: [.swift]", "expected .swift once"},
		{"directive: use server", "directive: ''", "expected a condition"},
		{"{to: nobody, path: '(?:^|/)(?:__tests__", "{to: somebody, path: '(?:^|/)(?:__tests__", "expected an audience or nobody"},
		{"  - kind: schema", "  - kind: scheme", "kinds: scheme: expected"},
		{"{prefix: VITE_, to: browser", "{prefix: AVITE_, to: browser", "prefixes: expected them sorted"},
		{"proof: appsecret_proof", "proof: ''", "expected proof and names"},
		{"  link: '-X", "  link: '(-X", "missing closing )"},
		{"about: --build-arg,", "abuot: --build-arg,", "abuot"},
		{"category: image, to: image,", "category: image,", "commands: options: --build-arg: expected"},
		{"to: program, about: is built as a library", "about: is built as a library", "commands: builds: is built as a library"},
	} {
		text := strings.Replace(string(good), c.old, c.new, 1)
		if text == string(good) {
			t.Errorf("%q is not in the rules", c.old)
			continue
		}
		_, err := clientfile.Load(fstest.MapFS{clientfile.File: {Data: []byte(text)}})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: error %v, want %q", c.new, err, c.want)
		}
	}
}
