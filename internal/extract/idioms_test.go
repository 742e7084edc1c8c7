package extract_test

import (
	"context"
	"fmt"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/go/analysis"

	"github.com/workplacelint/workplacelint/internal/catalog"
	"github.com/workplacelint/workplacelint/internal/driver"
	"github.com/workplacelint/workplacelint/internal/evaluate/truth"
	"github.com/workplacelint/workplacelint/internal/extract"
	"github.com/workplacelint/workplacelint/internal/graphapi"
	"github.com/workplacelint/workplacelint/internal/load"
	"github.com/workplacelint/workplacelint/internal/report"
	"github.com/workplacelint/workplacelint/internal/sender"
)

// TestIdioms compares what is inferred of the idioms with their wants. What is
// not inferred yet is named here, so that neither a loss nor a gain goes by
// unseen.
func TestIdioms(t *testing.T) {
	const dir = "../../testdata/idioms"
	wants, err := truth.Wants(dir)
	if err != nil {
		t.Fatal(err)
	}
	score := truth.Compare(&wants, inventory(t, dir), truth.NewAPIs(catalog.Default()))
	var got []string
	for _, d := range score.Disagreements {
		if d.Kind != truth.Elsewhere {
			got = append(got, fmt.Sprintf("%s: %s", d.Kind, d.Text))
		}
	}
	if diff := cmp.Diff(missed, got); diff != "" {
		t.Errorf("disagreements (-known +found):\n%s", diff)
	}
}

// missed are the idioms that are not inferred as they are meant.
var missed = []string{
	// The query of an URL in a variable may have more parameters.
	"fields: base/urlvar.go:23 POST graph.facebook.com/me/messages; the fields are open on one side only",
	// Two variables that are set together are taken apart.
	"wrong: method/method.go:97:13 DELETE graph.workplace.com/community/people_sets in method.Chosen",
	// An id that is empty only if a caller says so.
	"wrong: scim/scim.go:63:18 PATCH scim.workplace.com/Users in scim.Generic",
}

// run analyzes the program in dir.
func run(t *testing.T, dir string, patterns ...string) *driver.Outcome {
	t.Helper()
	return analyze(t, load.Config{Dir: dir, Patterns: patterns, Seeds: seeds(), Known: sender.Default().Paths()})
}

// runAll analyzes all packages in dir.
func runAll(t *testing.T, dir string) *driver.Outcome {
	t.Helper()
	return analyze(t, load.Config{Dir: dir, Relevant: func(main []*load.Package) []*load.Package { return main }})
}

func analyze(t *testing.T, cfg load.Config) *driver.Outcome {
	t.Helper()
	ctx := context.Background()
	prog, err := load.Load(ctx, cfg)
	if err != nil {
		t.Fatal(err)
	}
	defer prog.Close()
	kept := []*analysis.Analyzer{extract.Analyzer}
	out, err := driver.Run(ctx, prog, driver.Config{Analyzers: kept, Keep: kept, Demands: demands})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func demands(v driver.Values) []string {
	if r, ok := v[extract.Analyzer].(*extract.Result); ok {
		return r.Demands
	}
	return nil
}

// inventory brings the requests of a program into the form of the truth.
func inventory(t *testing.T, dir string) *report.Inventory {
	t.Helper()
	abs, err := filepath.Abs(dir)
	if err != nil {
		t.Fatal(err)
	}
	apis := truth.NewAPIs(catalog.Default())
	inv := &report.Inventory{Complete: true}
	for _, p := range run(t, dir).Packages {
		res, ok := p.Values[extract.Analyzer].(*extract.Result)
		if !ok {
			continue
		}
		for i := range res.Requests {
			r := &res.Requests[i]
			if !r.Forwards && (r.Host == "" || apis.Has(r.Host, r.PathString())) {
				inv.Requests = append(inv.Requests, row(abs, r))
			}
		}
	}
	return inv
}

func row(dir string, r *extract.Request) report.Request {
	place := func(p extract.Position) report.Position {
		rel, err := filepath.Rel(dir, p.File)
		if err != nil {
			rel = p.File
		}
		return report.Position{File: filepath.ToSlash(rel), Line: p.Line, Column: p.Column}
	}
	out := report.Request{
		Method: r.Method, Host: r.Host, APIVersion: r.Version, Path: r.PathString(),
		Fields: graphapi.FlatFields(r.Fields), Function: r.Function, Position: place(r.Position),
	}
	if r.FieldsOpen != "" {
		out.Open = append(out.Open, "fields: "+r.FieldsOpen)
	}
	if r.Open != "" || r.MethodOpen != "" {
		out.Match, out.Reason = report.Unresolved, r.Open+r.MethodOpen
	}
	for _, e := range r.Evidence {
		out.Evidence = append(out.Evidence, report.Evidence{Position: place(e.Position), Note: e.Note})
	}
	return out
}

// seeds are the names of all hosts.
func seeds() []string {
	var out []string
	for _, h := range catalog.Default().Hosts() {
		out = append(out, h.Name)
	}
	for _, b := range catalog.Default().Bases() {
		out = append(out, b.Host)
	}
	return out
}
