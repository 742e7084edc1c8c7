package extract_test

import (
	"strings"
	"testing"

	"github.com/workplacelint/workplacelint/internal/extract"
)

// TestReach holds that a command reaches every function that it can run, however
// that is named, and none of those of which it is certain that it cannot.
func TestReach(t *testing.T) {
	var reach *extract.Reach
	var requests []extract.Request
	for _, p := range run(t, "../../testdata/reach").Packages {
		res, ok := p.Values[extract.Analyzer].(*extract.Result)
		if !ok {
			continue
		}
		requests = append(requests, res.Requests...)
		if p.Name == "main" {
			reach = res.Reach
		}
	}
	if reach == nil || len(requests) < 20 {
		t.Fatalf("expected a command and at least 20 requests, found %d", len(requests))
	}
	for _, r := range requests {
		if want := !strings.Contains(r.Function, "Never"); reach.Has(r.Package, r.Caller) != want {
			t.Errorf("%s is reached: %t", r.Caller, !want)
		}
	}
	if !reach.Has("example.com/unread", "example.com/unread.F") {
		t.Error("of a package that was not read, everything counts as reached")
	}
}
