package manifest_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"testing"

	"github.com/workplacelint/workplacelint/internal/manifest"
)

// FuzzParse: the result is an error with a place in the file, or a manifest
// whose places are in the file and whose canonical text is stable.
func FuzzParse(f *testing.F) {
	f.Add([]byte(complete))
	f.Add([]byte("version: 1\n\n# a\napp: &a \"x # y\" # b\n# c\n\npermissions:\n- name: *a # d\n  # e\n"))
	f.Add([]byte("{version: 1, permissions: [{reason: |-, name: \"\\U0001F600 \\\\U0001F600\"}]}"))
	f.Add([]byte("version: 1\nsenders:\n  - {name: a, packages: [b], calls: {C.Get: {send: GET, url: 1, query: [2, x]}}}\n"))
	f.Add([]byte("version: 1\nsenders:\n  - ? [a]\n    : - b # c\n    - d\n"))
	files, err := filepath.Glob("../../testdata/examples/*/" + manifest.Name)
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := manifest.Parse("w.yaml", data)
		if err != nil {
			checkErrors(t, data, err)
			return
		}
		for _, p := range positions(m) {
			checkPosition(t, data, p)
		}
		text, err := manifest.Format("w.yaml", data)
		if err != nil {
			return // it says what it would have lost
		}
		again, err := manifest.Format("w.yaml", text)
		if err != nil {
			t.Fatalf("formatted text is not accepted: %v\n%s", err, text)
		}
		if !bytes.Equal(text, again) {
			t.Fatalf("formatting twice differs:\n%s\n%s", text, again)
		}
	})
}

func checkErrors(t *testing.T, data []byte, err error) {
	t.Helper()
	var all manifest.Errors
	if !errors.As(err, &all) || len(all) == 0 {
		t.Fatalf("%T is not manifest.Errors", err)
	}
	for _, e := range all {
		checkPosition(t, data, e.Position)
	}
}

func checkPosition(t *testing.T, data []byte, p manifest.Position) {
	t.Helper()
	lines := bytes.Split(data, []byte("\n"))
	if p.Line < 1 || p.Line > len(lines) || p.Column < 1 || p.Column > len(lines[p.Line-1])+1 {
		t.Fatalf("position %d:%d is not in the file", p.Line, p.Column)
	}
}

func positions(m *manifest.Manifest) []manifest.Position {
	var list []manifest.Position
	optional := func(ps ...manifest.Position) {
		for _, p := range ps {
			if p.Set() {
				list = append(list, p)
			}
		}
	}
	texts := func(ts ...manifest.Text) {
		for _, text := range ts {
			list = append(list, text.Position)
		}
	}
	optional(m.App.Position, m.Settings.Position, m.Settings.ProofPosition, m.Settings.IPPosition)
	texts(m.Hosts...)
	texts(m.Catalog...)
	texts(m.Credentials...)
	texts(m.Files.Client...)
	texts(m.Files.Server...)
	texts(m.Settings.IPAllowlist...)
	for _, g := range m.Permissions {
		list = append(list, g.Position)
		optional(g.GroupsPosition, g.UntilPosition)
	}
	for _, w := range m.Webhooks {
		list = append(list, w.Position)
		texts(w.Fields...)
	}
	return list
}
