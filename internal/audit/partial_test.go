package audit_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/workplacelint/workplacelint/internal/audit"
	"github.com/workplacelint/workplacelint/internal/catalog"
)

func TestCompareWithoutManifest(t *testing.T) {
	cat := small()
	use := cat.use(1, "GET /{group-id}/feed")
	use.Match.Workplace = []string{"path /community"}
	report := audit.Compare(audit.Input{Catalog: cat, Uses: []audit.Use{use, cat.use(2), cat.use(3, "GET /{member-id}", "GET /{group-id}/feed")}})
	if len(report.Findings) > 0 {
		t.Errorf("findings without a manifest: %v", lines(report.Findings))
	}
	if diff := cmp.Diff([]string{"path /community"}, report.Evidence); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(audit.Summary{Requests: 3, Exact: 1, Ambiguous: 1, Unresolved: 1}, report.Summary); diff != "" {
		t.Error(diff)
	}
	if len(report.Permissions) != 1 || report.Permissions[0].Class != audit.Needed || len(report.Permissions[0].By) != 2 {
		t.Errorf("permissions: %+v", report.Permissions)
	}
}

func TestComparePartial(t *testing.T) {
	cat := small()
	report := audit.Compare(audit.Input{
		Catalog: cat, Manifest: parse(t, grants("logout")), Partial: true,
		Uses: []audit.Use{cat.use(1, "GET /{group-id}/feed")},
	})
	want := []string{"main.go:1 error missing read_group needs read_group"}
	if diff := cmp.Diff(want, lines(report.Findings)); diff != "" {
		t.Error(diff)
	}
}

// with returns a use of an endpoint that needs nothing, with needs.
func (f *fake) with(line int, needs ...catalog.Need) audit.Use {
	u := f.use(line, "GET /{member-id}")
	req := &u.Match.Candidates[0].Requirement
	req.Needs = append(append([]catalog.Need{}, req.Needs...), needs...)
	return u
}

func unknownHost(u audit.Use) audit.Use {
	u.Match.API = catalog.UnknownHost
	return u
}

func accounts(u audit.Use) audit.Use {
	u.Match.API = catalog.SCIM
	return u
}

func otherHost(u audit.Use) audit.Use {
	u.Match.API = catalog.NoAPI
	return u
}

func openFields(u audit.Use) audit.Use {
	u.Request.FieldsOpen = "it is read from a file"
	return u
}

func lines(findings []audit.Finding) []string {
	var list []string
	for _, f := range findings {
		list = append(list, line(f))
	}
	return list
}
