package audit_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/workplacelint/workplacelint/internal/audit"
	"github.com/workplacelint/workplacelint/internal/catalog"
	"github.com/workplacelint/workplacelint/internal/graphapi"
	"github.com/workplacelint/workplacelint/internal/strval"
)

// realUse returns a request as the catalogue of the program reads it.
func realUse(line int, method, path string) audit.Use {
	req := graphapi.New(method, strval.Lit("https://graph.workplace.com").Concat(strval.MustParse(path)), nil)
	return audit.Use{
		Request: req, Match: catalog.Default().Match(req, nil),
		Position: audit.Position{File: "main.go", Line: line, Column: 2},
	}
}

// What the guides say of permissions beside each other.
func TestCompareWithRealCatalogue(t *testing.T) {
	const me = "/{member_id}"
	for _, tt := range []struct {
		name   string
		grants []string
		uses   []audit.Use
		want   []string
	}{
		{
			name:   "manage_profiles covers reading profiles and the org chart",
			grants: []string{"manage_profiles", "read_user_org_chart", "read_user_work_profile"},
			uses:   []audit.Use{realUse(1, "POST", me), realUse(2, "GET", me+"/managers"), realUse(3, "GET", me)},
			want: []string{
				"workplace.yaml:4 warning redundant read_user_org_chart others manage_profiles",
				"workplace.yaml:5 warning redundant read_user_work_profile others manage_profiles",
			},
		},
		{
			name:   "a bot that answers mentions",
			grants: []string{"read_group"},
			uses:   []audit.Use{realUse(1, "GET", "/{post_id}")},
			want:   []string{"workplace.yaml:3 warning narrower read_group others bot_mention"},
		},
		{
			name:   "a group chat without message",
			grants: []string{"bot_group_chat"},
			uses:   []audit.Use{realUse(1, "POST", "/t_1/participants")},
			want: []string{
				"main.go:1 error missing message needs message",
				"workplace.yaml:3 error missing-dependency bot_group_chat others message",
			},
		},
		{
			name:   "the members of the community and their addresses",
			grants: []string{"manage_accounts"},
			uses:   []audit.Use{realUse(1, "GET", "/community/members?fields=email")},
			want: []string{
				"main.go:1 error missing read_user_email needs read_user_email",
				"workplace.yaml:3 warning narrower manage_accounts others read_user_work_profile",
			},
		},
		{
			name:   "what only the guide describes",
			grants: []string{"read_important_posts"},
			want:   []string{"workplace.yaml:3 note no-use-found read_important_posts doubt 6"},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			report := audit.Compare(audit.Input{Catalog: catalog.Default(), Manifest: parse(t, grants(tt.grants...)), Uses: tt.uses})
			if diff := cmp.Diff(tt.want, lines(report.Findings)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

// The cheapest grants for everything that the catalogue knows are found, satisfy
// everything, and none of them can be left out.
func TestMinimalOfRealCatalogue(t *testing.T) {
	cat := catalog.Default()
	var conditions []audit.Condition
	for _, ep := range cat.Endpoints() {
		conditions = append(conditions, audit.Condition{Readings: [][]catalog.Need{ep.Needs}})
	}
	solution := audit.Minimal(cat, conditions, nil)
	if !solution.Exact {
		t.Error("the search was given up")
	}
	satisfied := func(grants []string) bool {
		for _, c := range conditions {
			for _, need := range c.Readings[0] {
				if len(need.AnyOf) > 0 && !grantable(cat, need) {
					continue
				}
				if len(need.AnyOf) > 0 && !slices.ContainsFunc(grants, func(g string) bool { return satisfiesNeed(cat, g, need) }) {
					return false
				}
			}
		}
		return true
	}
	if !satisfied(solution.Grants) {
		t.Errorf("%q is not enough", solution.Grants)
	}
	for i, name := range solution.Grants {
		if satisfied(slices.Delete(slices.Clone(solution.Grants), i, i+1)) && !dependedOn(cat, solution.Grants, name) {
			t.Errorf("%s can be left out of %q", name, solution.Grants)
		}
	}
}

func grantable(cat *catalog.Catalog, need catalog.Need) bool {
	return slices.ContainsFunc(need.AnyOf, func(name string) bool { return cat.Permission(name).Status == catalog.Current })
}

func satisfiesNeed(cat *catalog.Catalog, name string, need catalog.Need) bool {
	if slices.Contains(need.AnyOf, name) {
		return true
	}
	return slices.ContainsFunc(cat.Permission(name).Subsumes, func(w catalog.Weaker) bool { return slices.Contains(need.AnyOf, w.Name) })
}

func dependedOn(cat *catalog.Catalog, grants []string, name string) bool {
	return slices.ContainsFunc(grants, func(g string) bool { return slices.Contains(cat.Permission(g).DependsOn, name) })
}
