package catalog_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/workplacelint/workplacelint/internal/catalog"
	"github.com/workplacelint/workplacelint/internal/graphapi"
	"github.com/workplacelint/workplacelint/internal/strval"
	"github.com/workplacelint/workplacelint/rules"
)

func TestRulesLoad(t *testing.T) {
	if _, err := catalog.Load(rules.Files); err != nil {
		t.Fatal(err)
	}
}

// The permissions that the guides and reference pages name, with their status.
const known = `
	bot_group_chat bot_mention delete_messages export_employee_data
	impersonate:legacy link_unfurling list_group_members logout manage_accounts
	manage_badges manage_frontline manage_group manage_important_posts
	manage_knowledge_library manage_people_sets manage_profiles manage_shifts
	manage_surveys message provision_accounts read_all_messages
	read_and_action_reported_content read_company_visible_content:removed read_group
	read_important_posts read_knowledge_library read_people_sets read_surveys
	read_user_email read_user_feed read_user_org_chart read_user_work_profile
	read_work_dyi_exports receive_security_logs remove_profile_information
	report_content:removed write_group write_user_feed`

func TestPermissionsAreComplete(t *testing.T) {
	status := map[string]catalog.Status{"": catalog.Current, "legacy": catalog.Legacy, "removed": catalog.Removed}
	want := map[string]catalog.Status{}
	for text := range strings.FieldsSeq(known) {
		name, word, _ := strings.Cut(text, ":")
		want[name] = status[word]
	}
	got := map[string]catalog.Status{}
	for _, p := range catalog.Default().Permissions() {
		got[p.Name] = p.Status
	}
	if !maps.Equal(got, want) {
		t.Errorf("permissions are %v, want %v", got, want)
	}
}

// The guide lists three permissions that can be limited to groups.
func TestScopablePermissions(t *testing.T) {
	var got []string
	for _, p := range catalog.Default().Permissions() {
		if p.Scopable {
			got = append(got, p.Name)
		}
	}
	if want := []string{"manage_group", "read_group", "write_group"}; !slices.Equal(got, want) {
		t.Errorf("permissions that can be limited are %q, want %q", got, want)
	}
}

func TestPermissionsAreDescribed(t *testing.T) {
	labels := map[string]string{} // text to the permission that has it now
	for _, p := range catalog.Default().Permissions() {
		if p.Label == "" || p.Description == "" || p.Risk == "" || p.Access == "" || p.Area == "" {
			t.Errorf("%s lacks label, does, risk, access or area", p.Name)
		}
		if p.Sensitivity < 1 || p.Sensitivity > 4 {
			t.Errorf("%s has sensitivity %d, want 1 to 4", p.Name, p.Sensitivity)
		}
		for _, l := range p.Labels {
			if other := labels[l.Text]; l.Current && other != "" {
				t.Errorf("%s and %s have the label %q", other, p.Name, l.Text)
			}
			if l.Current {
				labels[l.Text] = p.Name
			}
		}
		checkSources(t, p.Name, p.Sources)
	}
}

// A permission that no request is known to need says why, and no other does. A
// webhook alone does not count: its subscription may stand in the admin panel.
func TestPermissionsAreUsed(t *testing.T) {
	used := map[string]bool{}
	add := func(needs []catalog.Need) {
		for _, n := range needs {
			for _, name := range n.AnyOf {
				used[name] = true
			}
		}
	}
	cat := catalog.Default()
	for _, ep := range cat.Endpoints() {
		add(ep.Needs)
		for _, p := range ep.Params {
			add(p.Needs)
		}
	}
	for _, n := range cat.Nodes() {
		for _, f := range n.Fields {
			add(f.Needs)
		}
	}
	for _, p := range cat.Permissions() {
		if used[p.Name] == (p.NoUse != "") {
			t.Errorf("%s: needed is %v, but no_use is %q", p.Name, used[p.Name], p.NoUse)
		}
	}
}

func checkSources(t *testing.T, what string, sources []catalog.Source) {
	t.Helper()
	if len(sources) == 0 {
		t.Errorf("%s has no source", what)
	}
	for _, s := range sources {
		if s.URL == "" || len(s.Retrieved) != len("2026-11-22") {
			t.Errorf("%s has a source %q read on %q", what, s.URL, s.Retrieved)
		}
	}
}

func TestEntriesHaveSources(t *testing.T) {
	cat := catalog.Default()
	for _, ep := range slices.Concat(cat.Endpoints(), cat.Unlocated()) {
		checkSources(t, ep.Name(), ep.Sources)
		if ep.Does == "" {
			t.Errorf("%s does not say what it does", ep.Name())
		}
		if ep.Confidence == catalog.Inferred && ep.Note == "" && len(ep.Sources) == 0 {
			t.Errorf("%s is inferred from nothing", ep.Name())
		}
		for _, need := range ep.Needs {
			checkSources(t, "a need of "+ep.Name(), need.Sources)
			if need.Confidence > ep.Confidence {
				t.Errorf("a need of %s is surer than the entry", ep.Name())
			}
		}
	}
	for _, n := range cat.Nodes() {
		checkSources(t, n.Name, n.Sources)
		for _, f := range n.Fields {
			checkSources(t, "field "+f.Name+" of "+n.Name, f.Sources)
		}
	}
	for _, w := range cat.Webhooks() {
		for _, f := range w.Fields {
			checkSources(t, "webhook "+w.Name+" "+f.Name, f.Sources)
		}
	}
	for _, h := range slices.Concat(cat.Hosts(), cat.OtherHosts()) {
		checkSources(t, h.Name, h.Sources)
	}
	for _, b := range cat.Bases() {
		checkSources(t, b.Host+b.Path, b.Sources)
	}
	for _, r := range cat.Roots() {
		checkSources(t, r.Name, r.Sources)
	}
}

// Every source is the source of something.
func TestSourcesAreUsed(t *testing.T) {
	cited := map[string]bool{}
	for _, name := range ruleNames(t) {
		data, err := rules.Files.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if name != "sources.yaml" {
			for word := range strings.FieldsFuncSeq(string(data), func(r rune) bool { return strings.ContainsRune(" \n,[]", r) }) {
				cited[word] = true
			}
		}
	}
	data, err := rules.Files.ReadFile("sources.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(data)) {
		id, ok := strings.CutPrefix(line, "  ")
		if id, _, _ = strings.Cut(id, ":"); ok && !cited[id] {
			t.Errorf("nothing was read from %s", id)
		}
	}
}

func ruleNames(t *testing.T) []string {
	t.Helper()
	var names []string
	for _, dir := range []string{".", "graph"} {
		entries, err := rules.Files.ReadDir(dir)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			if name := strings.TrimPrefix(dir+"/"+e.Name(), "./"); strings.HasSuffix(name, ".yaml") {
				names = append(names, name)
			}
		}
	}
	return names
}

// The paths of endpoints parse and print back, and are sorted, each once.
func TestEndpointPaths(t *testing.T) {
	eps := catalog.Default().Endpoints()
	seen := map[string]bool{}
	for _, ep := range eps {
		if seen[ep.Name()] {
			t.Errorf("there are two entries for %s", ep.Name())
		}
		seen[ep.Name()] = true
		path, _, _ := strings.Cut(ep.Path, "?")
		tmpl, err := strval.Parse(path)
		if err != nil {
			t.Errorf("%s: %v", ep.Name(), err)
			continue
		}
		if got := graphapi.NewRelative(ep.Method, tmpl, nil).PathString(); got != path {
			t.Errorf("%s prints as %s", ep.Name(), got)
		}
	}
	if !slices.IsSortedFunc(eps, compareEndpoints) {
		t.Error("the endpoints are not sorted")
	}
}

func compareEndpoints(a, b *catalog.Endpoint) int {
	if a.API != b.API {
		return int(a.API) - int(b.API)
	}
	return strings.Compare(a.Path+" "+a.Method, b.Path+" "+b.Method)
}

// A request that is written as an endpoint is written is that endpoint, among
// others at most.
func TestEndpointsMatchThemselves(t *testing.T) {
	cat := catalog.Default()
	for _, ep := range cat.Endpoints() {
		url := "https://graph.facebook.com" + ep.Path
		if ep.API == catalog.SCIM {
			url = "https://scim.workplace.com" + ep.Path
		}
		if strings.HasSuffix(ep.Path, "=") {
			url += "1@example.com,1_2" // ids of two types, since those of one are read as that type
		}
		m := cat.Match(request(t, ep.Method+" "+url), nil)
		is := func(c catalog.Candidate) bool { return c.Endpoint == ep }
		if !slices.ContainsFunc(m.Candidates, is) {
			t.Errorf("%s is %s (%s)", ep.Name(), answer(m), m.Reason)
		}
	}
}

// What is at a path that no source shows matches nothing.
func TestUnlocatedEntriesMatchNothing(t *testing.T) {
	cat := catalog.Default()
	if len(cat.Unlocated()) == 0 {
		t.Fatal("there are no entries without path")
	}
	for _, un := range cat.Unlocated() {
		if un.Path != "" || un.Reason == "" {
			t.Errorf("%s: path %q, reason %q; want none and one", un.Does, un.Path, un.Reason)
		}
		for _, ep := range cat.Endpoints() {
			if ep.Unlocated || ep.Does == un.Does {
				t.Errorf("%s stands for %s", ep.Name(), un.Does)
			}
		}
	}
}

// The graph holds what the sources were found to say: a count that goes down
// is a loss.
func TestCatalogueIsComplete(t *testing.T) {
	cat := catalog.Default()
	count := map[string]int{
		"nodes": len(cat.Nodes()), "unlocated": len(cat.Unlocated()), "webhook objects": len(cat.Webhooks()), "bases": len(cat.Bases()),
	}
	for _, ep := range cat.Endpoints() {
		if ep.API == catalog.SCIM {
			count["account management"]++
		} else {
			count["graph"]++
		}
	}
	for _, n := range cat.Nodes() {
		count["fields"] += len(n.Fields)
		count["edges"] += len(n.Edges)
	}
	for what, least := range map[string]int{
		"graph": 181, "account management": 16, "nodes": 46, "fields": 334, "edges": 83, "unlocated": 6, "webhook objects": 7, "bases": 4,
	} {
		if count[what] < least {
			t.Errorf("there are %d %s, want at least %d", count[what], what, least)
		}
	}
}
