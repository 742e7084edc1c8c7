package extract

import (
	"bytes"
	"encoding/gob"
	"slices"
	"testing"

	"github.com/workplacelint/workplacelint/internal/carry"
	"github.com/workplacelint/workplacelint/internal/ir"
)

func sealed(s section) section {
	s.Box = carry.Seal(&ir.Package{Path: s.Path})
	return s
}

// Packages of other modules are looked into where the platform leads there, and
// where they are asked for.
func TestOpening(t *testing.T) {
	below := &portable{Packages: []section{
		sealed(section{Path: "example.com/app/graph"}),
		sealed(section{Path: "cloud.example/sdk", Foreign: true}),
		sealed(section{Path: "wrap.example/http", Foreign: true}),
		sealed(section{Path: "social.example/names", Foreign: true, Names: true}),
		sealed(section{Path: "social.example/above", Foreign: true, Imports: []string{"social.example/names"}}),
		sealed(section{Path: "asked.example/before", Foreign: true}),
	}, Opened: []string{"asked.example/before"}}
	k := gather(sealed(section{Path: "example.com/app"}), []*portable{below, below}, nil)
	paths := func() []string {
		var out []string
		for _, p := range k.visible() {
			out = append(out, p.Path)
		}
		return out
	}
	want := []string{"example.com/app", "example.com/app/graph", "social.example/names", "social.example/above", "asked.example/before"}
	if got := paths(); !slices.Equal(got, want) {
		t.Errorf("packages looked into: %v, want %v", got, want)
	}
	if got := k.closed([]string{"wrap.example/http", "social.example/names", "unknown.example"}); !slices.Equal(got, []string{"wrap.example/http"}) {
		t.Errorf("closed: %v, want the wrapper alone", got)
	}
	k.opened["wrap.example/http"] = true
	if got := paths(); !slices.Contains(got, "wrap.example/http") || slices.Contains(got, "cloud.example/sdk") {
		t.Errorf("packages looked into after the wrapper was opened: %v", got)
	}
	if k.unrelated() {
		t.Error("a package of the program is unrelated")
	}
	for path, unrelated := range map[string]bool{"social.example/above": false, "cloud.example/sdk": true} {
		own := below.Packages[slices.IndexFunc(below.Packages, func(s section) bool { return s.Path == path })]
		if got := gather(own, []*portable{below}, nil).unrelated(); got != unrelated {
			t.Errorf("%s is unrelated: %t", path, got)
		}
	}
}

// A fact that came from another process goes on whole, unless another fact holds
// all of it.
func TestCoveredFacts(t *testing.T) {
	through := func(f *functions) *functions {
		t.Helper()
		var buf bytes.Buffer
		out := new(functions)
		if err := gob.NewEncoder(&buf).Encode(f); err != nil {
			t.Fatal(err)
		}
		if err := gob.NewDecoder(&buf).Decode(out); err != nil {
			t.Fatal(err)
		}
		return out
	}
	count := func(f *functions) int {
		p, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		return len(p.Packages)
	}
	made := &functions{Box: carry.Seal(&portable{Packages: []section{sealed(section{Path: "example.com/app"})}})}
	made.cover() // made here: it is written out all the same
	arrived := through(made)
	if count(arrived) != 1 || count(through(arrived)) != 1 {
		t.Errorf("%d packages arrive, and %d in the next process, want 1", count(arrived), count(through(arrived)))
	}
	arrived.cover()
	if n := count(through(arrived)); n != 0 {
		t.Errorf("%d packages of a covered fact go on, want none", n)
	}
}
