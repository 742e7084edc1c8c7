package strval_test

import (
	"strings"
	"testing"

	"github.com/workplacelint/workplacelint/internal/strval"
)

func TestWidenKeepsSharedEnds(t *testing.T) {
	for _, c := range []struct{ old, next, want string }{
		{"/a/feed", "/a/x/feed", "/a/{loop}feed"},
		{"/a", "/a", "/a"},
		{"aa", "a", "a{loop}"},
		{"{x}", "y", "{loop}"},
		{"ids=1", "ids=1,2", "ids=1{loop}"},
	} {
		got := value(t, c.old).Widen(value(t, c.next))
		if got.String() != c.want {
			t.Errorf("widen(%q, %q) = %s, want %s", c.old, c.next, got, c.want)
		}
	}
}

func TestLimitsEndInAHoleOrTop(t *testing.T) {
	long := strval.Lit(strings.Repeat("x", strval.MaxLiteral-1))
	tmpl := long.Concat(strval.Lit("yy"))
	if holes := tmpl.Holes(); len(holes) != 1 || holes[0].Reason == "" {
		t.Errorf("text over the limit has holes %v, want one with a reason", holes)
	}
	v := strval.Bottom
	for i := range strval.MaxTemplates + 1 {
		v = v.Join(strval.String(strings.Repeat("a", i)))
	}
	if !v.IsTop || v.Reason == "" {
		t.Errorf("%d alternatives give %s, want ⊤ with a reason", strval.MaxTemplates+1, v)
	}
}

func TestConcatWithTopKeepsTheKnownSide(t *testing.T) {
	got := strval.String("/groups/").Concat(strval.Top("it is read from a file"))
	if got.String() != "/groups/{unknown}" {
		t.Fatalf("got %s, want /groups/{unknown}", got)
	}
	if reason := got.Templates[0].Holes()[0].Reason; reason != "it is read from a file" {
		t.Errorf("reason is %q", reason)
	}
}

func TestCovers(t *testing.T) {
	for _, c := range []struct {
		tmpl, text string
		want       bool
	}{
		{"/{id}/feed", "/1/feed", true},
		{"/{id}/feed", "/1/feed/2", false},
		{"/{a}{b}/x", "/12/x", true},
		{"a{x}a", "a", false},
		{"a{x}b{y}c", "a1b2b3c", true},
		{"", "", true},
		{"", "x", false},
	} {
		if got := strval.MustParse(c.tmpl).Covers(c.text); got != c.want {
			t.Errorf("%s covers %q: %v, want %v", c.tmpl, c.text, got, c.want)
		}
	}
}

func TestParseSaysWhere(t *testing.T) {
	_, err := strval.Parse("/{group/feed")
	if err == nil || !strings.Contains(err.Error(), "column 2") {
		t.Errorf("error is %v, want one that names column 2", err)
	}
}

func TestCleanName(t *testing.T) {
	for in, want := range map[string]string{"groupID": "groupID", "\x1b[31m": "__31m", "": "unknown", "a b": "a_b", "größe": "größe"} {
		if got := strval.CleanName(in); got != want {
			t.Errorf("CleanName(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestSplitKeepsAllOfTheText(t *testing.T) {
	slash := func(lit string) int { return strings.IndexByte(lit, '/') }
	lastSlash := func(lit string) int { return strings.LastIndexByte(lit, '/') }
	for _, tt := range []struct {
		text         string
		at           func(string) int
		last         bool
		before, rest string
		found        bool
	}{
		{text: "a/b/c", at: slash, before: "a", rest: "/b/c", found: true},
		{text: "a/b/c", at: lastSlash, last: true, before: "a/b", rest: "/c", found: true},
		{text: "{id}/b/{edge}", at: slash, before: "{id}", rest: "/b/{edge}", found: true},
		{text: "{id}/b/{edge}", at: lastSlash, last: true, before: "{id}/b", rest: "/{edge}", found: true},
		{text: "/a{id}b", at: lastSlash, last: true, before: "", rest: "/a{id}b", found: true},
		{text: "a{id}b", at: slash, before: "a{id}b", rest: ""},
	} {
		before, rest, found := strval.MustParse(tt.text).Split(tt.at, tt.last)
		if before.String() != tt.before || rest.String() != tt.rest || found != tt.found {
			t.Errorf("%q is split into %q and %q, %t; want %q and %q, %t", tt.text, before, rest, found, tt.before, tt.rest, tt.found)
		}
	}
}
