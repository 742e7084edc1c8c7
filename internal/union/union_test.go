package union_test

import (
	"fmt"
	"go/token"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/go/packages"

	"github.com/workplacelint/workplacelint/analyzers/appsecretproof"
	"github.com/workplacelint/workplacelint/analyzers/faultydirective"
	"github.com/workplacelint/workplacelint/internal/builds"
	"github.com/workplacelint/workplacelint/internal/driver"
	"github.com/workplacelint/workplacelint/internal/extract"
	"github.com/workplacelint/workplacelint/internal/graphapi"
	"github.com/workplacelint/workplacelint/internal/load"
	"github.com/workplacelint/workplacelint/internal/proof"
	"github.com/workplacelint/workplacelint/internal/strval"
	"github.com/workplacelint/workplacelint/internal/union"
	"github.com/workplacelint/workplacelint/internal/verdict"
)

// build makes a build of packages, each a path with what it shows behind it:
// files, excluded files in brackets, and lines of the first file with requests.
func build(name string, pkgs ...string) union.Build {
	b := union.Build{Name: name}
	for _, text := range pkgs {
		words := strings.Fields(text)
		p := &load.Package{Package: &packages.Package{ID: words[0], PkgPath: words[0], Name: "p", Dir: "/" + words[0]}, Initial: true, Main: true, Needed: true}
		sent := &verdict.Package{Path: p.PkgPath, Name: p.Name, Dir: p.Dir}
		done := &driver.Package{Package: p, Values: driver.Values{verdict.Analyzer: sent}}
		sum := &appsecretproof.Summary{}
		done.Values[appsecretproof.Analyzer] = sum
		for _, w := range words[1:] {
			addTo(p, done, sent, sum, w)
		}
		b.Packages, b.Analyzed = append(b.Packages, p), append(b.Analyzed, done)
	}
	return b
}

func addTo(p *load.Package, done *driver.Package, sent *verdict.Package, sum *appsecretproof.Summary, word string) {
	kind, what, _ := strings.Cut(word, ":")
	at := extract.Position{File: "/m/a.go", Line: len(what), Column: 1}
	switch kind {
	case "file":
		p.GoFiles = append(p.GoFiles, what)
	case "excluded":
		p.IgnoredFiles = append(p.IgnoredFiles, what)
	case "sends":
		sent.Requests = append(sent.Requests, extract.Request{Request: graphapi.New("GET", strval.Lit("https://graph.workplace.com/"+what), nil), Position: at})
	case "handles":
		sent.Webhooks = append(sent.Webhooks, extract.Webhook{Object: "page", Field: what, Position: at})
	case "proof":
		sum.Add(appsecretproof.Proof{At: extract.Position{File: "/m/a.go", Line: 1}, Verdict: map[string]proof.Verdict{"right": proof.Right, "wrong": proof.Wrong}[what]})
	case "says", "unused":
		d := driver.Diagnostic{Analyzer: faultydirective.Analyzer, Message: what, Start: token.Position{Filename: "a.go", Line: 1}}
		if kind == "unused" {
			d.Category = extract.FaultUnused
		}
		done.Diagnostics = append(done.Diagnostics, d)
	}
}

// lines prints a view: each thing with the builds that show it.
func lines(v *union.View) []string {
	var out []string
	add := func(kind, what string, names []string) {
		out = append(out, fmt.Sprintf("%s %s: %s", kind, what, strings.Join(v.Rest(names), " ")))
	}
	for _, s := range v.Skips {
		add("skip", s.What.Reason, s.Builds)
	}
	for _, p := range v.Packages {
		for _, f := range p.Files {
			add("file", f.What, f.Builds)
		}
		for _, f := range p.Excluded {
			add("excluded", f, nil)
		}
		for _, d := range p.Diagnostics {
			add("says", d.What.Message, d.Builds)
		}
		for _, q := range p.Proofs {
			add("proof", map[proof.Verdict]string{proof.Right: "right", proof.Wrong: "wrong"}[q.Verdict], nil)
		}
		if p.Sent == nil {
			continue
		}
		for i := range p.Sent.Requests {
			add("sends", p.Sent.Requests[i].PathString(), p.Sent.Requests[i].Builds)
		}
		for i := range p.Sent.Webhooks {
			add("handles", p.Sent.Webhooks[i].Field, p.Sent.Webhooks[i].Builds)
		}
	}
	return out
}

func TestOf(t *testing.T) {
	first := build("default", "m file:a.go file:b.go excluded:c.go excluded:d.go excluded:x_test.go says:one unused:directive proof:right sends:me", "n file:n.go")
	first.Skips = []load.Skip{{Package: "m", Reason: "both"}, {Package: "m", Reason: "first"}}
	second := build("pro", "m file:a.go file:c.go excluded:b.go excluded:d.go says:one says:two proof:wrong sends:me handles:mention", "o file:o.go")
	second.Skips = []load.Skip{{Package: "m", Reason: "both"}}
	want := []string{
		"skip both: ", "skip first: default",
		"file a.go: ", "file b.go: default", "file c.go: pro", "excluded d.go: ",
		"says one: ", "says two: pro", "proof wrong: ",
		"sends /me: default", "sends /me: pro", "handles mention: pro",
		"file n.go: default", "file o.go: pro",
	}
	if diff := cmp.Diff(want, lines(union.Of(second, first))); diff != "" {
		t.Error(diff)
	}
}

// A directive is unused if all builds that read its file say so.
func TestUnusedDirective(t *testing.T) {
	for text, want := range map[string]string{"file:a.go unused:x": "says x: ", "file:a.go": "", "file:b.go": "says x: default"} {
		v := union.Of(build("default", "m file:a.go unused:x"), build("pro", "m "+text))
		got := strings.Join(slices.DeleteFunc(lines(v), func(l string) bool { return !strings.HasPrefix(l, "says") }), "\n")
		if got != want {
			t.Errorf("%s: got %q, want %q", text, got, want)
		}
	}
}

// A program of one build is what that shows.
func TestOne(t *testing.T) {
	v := union.Of(build("pro", "m file:a.go says:one sends:me"))
	want := []string{"file a.go: ", "says one: ", "sends /me: "}
	if diff := cmp.Diff(want, lines(v)); diff != "" {
		t.Error(diff)
	}
}

// What is below a package is united as the package is.
func TestBelow(t *testing.T) {
	b, c := build("default", "m sends:me"), build("pro", "m sends:me")
	below := func(of union.Build, words string) {
		sent := build(of.Name, words).Analyzed[0].Values[verdict.Analyzer].(*verdict.Package)
		of.Analyzed[0].Values[verdict.Analyzer].(*verdict.Package).Below = []*verdict.Package{sent}
	}
	below(b, "n sends:a")
	below(c, "n sends:bb")
	got := union.Of(b, c).Packages[0].Sent.Below
	if len(got) != 1 || len(got[0].Requests) != 2 || got[0].Requests[0].Builds[0] != "default" || got[0].Requests[1].Builds[0] != "pro" {
		t.Errorf("got %+v", got)
	}
}

// The order in which builds are read makes no difference, nor that one is read
// twice; and a further build takes nothing from what the others show.
func TestLaws(t *testing.T) {
	rnd := rand.New(rand.NewPCG(1, 2))
	words := strings.Fields("file:a.go file:b.go excluded:a.go excluded:c.go says:one says:two proof:right proof:wrong sends:a sends:bb handles:c handles:dd")
	for range 200 {
		var list []union.Build
		for _, name := range []string{"default", "pro", "windows", "arm64,pro"} {
			var pkgs []string
			for _, path := range []string{"m", "n"} {
				shown := []string{path}
				for _, w := range words {
					if rnd.IntN(3) == 0 {
						shown = append(shown, w)
					}
				}
				pkgs = append(pkgs, strings.Join(shown, " "))
			}
			list = append(list, build(name, pkgs...))
		}
		checkLaws(t, rnd, list)
	}
}

func checkLaws(t *testing.T, rnd *rand.Rand, list []union.Build) {
	t.Helper()
	v := union.Of(list...)
	other := slices.Clone(list)
	rnd.Shuffle(len(other), func(i, j int) { other[i], other[j] = other[j], other[i] })
	if diff := cmp.Diff(lines(v), lines(union.Of(other...))); diff != "" {
		t.Fatalf("another order: %s", diff)
	}
	if diff := cmp.Diff(lines(v), lines(union.Of(append(other, list[0])...))); diff != "" {
		t.Fatalf("a build twice: %s", diff)
	}
	fewer := union.Of(list[:3]...)
	for _, p := range fewer.Packages {
		i := slices.IndexFunc(v.Packages, func(q *union.Package) bool { return q.Path == p.Path })
		for _, f := range p.Files {
			if !slices.ContainsFunc(v.Packages[i].Files, func(g union.In[string]) bool {
				return g.What == f.What && len(builds.Join(g.Builds, f.Builds)) == len(g.Builds)
			}) {
				t.Fatalf("a further build takes %s of %v", f.What, f.Builds)
			}
		}
		if len(v.Packages[i].Sent.Requests) < len(p.Sent.Requests) || len(v.Packages[i].Diagnostics) < len(p.Diagnostics) {
			t.Fatal("a further build takes requests or diagnostics")
		}
	}
}
