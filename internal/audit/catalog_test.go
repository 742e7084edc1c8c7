package audit_test

import (
	"slices"
	"strings"

	"github.com/workplacelint/workplacelint/internal/audit"
	"github.com/workplacelint/workplacelint/internal/catalog"
)

// fake is a catalogue in the small. Its words are those of the real one, its
// content is whatever the tests are about.
type fake struct {
	perms     []*catalog.Permission
	endpoints []*catalog.Endpoint
	webhooks  map[string][]catalog.Need
}

func (f *fake) Permission(name string) *catalog.Permission {
	for _, p := range f.perms {
		if p.Name == name {
			return p
		}
	}
	return nil
}

func (f *fake) Permissions() []*catalog.Permission { return f.perms }
func (f *fake) Endpoints() []*catalog.Endpoint     { return f.endpoints }

func (f *fake) Webhook(object, field string) ([]catalog.Need, bool) {
	needs, ok := f.webhooks[object+"."+field]
	return needs, ok
}

// endpoint returns the endpoint that is written as name.
func (f *fake) endpoint(name string) *catalog.Endpoint {
	for _, e := range f.endpoints {
		if e.Name() == name {
			return e
		}
	}
	panic("no endpoint " + name)
}

// anyOf is a documented need.
func anyOf(names ...string) catalog.Need {
	return catalog.Need{AnyOf: names, Confidence: catalog.Documented}
}

// guess is an inferred need.
func guess(names ...string) catalog.Need { return catalog.Need{AnyOf: names} }

func endpoint(name, node string, needs ...catalog.Need) *catalog.Endpoint {
	method, path, _ := strings.Cut(name, " ")
	e := &catalog.Endpoint{Method: method, Path: path, Node: node, Needs: needs, Confidence: catalog.Documented}
	for _, need := range needs {
		e.Confidence = min(e.Confidence, need.Confidence)
	}
	return e
}

// small returns the catalogue of most tests.
func small() *fake {
	create := endpoint("POST /community/groups", "Group", anyOf("manage_group"))
	create.Scoping = "refused"
	export := endpoint("POST /community/export", "Export", anyOf("export_employee_data"))
	export.Scoping = "refused"
	users := endpoint("GET /Users", "", anyOf("manage_accounts"))
	users.API = catalog.SCIM
	f := &fake{
		perms: []*catalog.Permission{
			{Name: "bot_group_chat", Sensitivity: 2, DependsOn: []string{"message"}},
			{Name: "bot_mention", Sensitivity: 1},
			{Name: "export_employee_data", Sensitivity: 3},
			{Name: "impersonate", Sensitivity: 4, Status: catalog.Legacy},
			{Name: "list_group_members", Sensitivity: 2},
			{Name: "logout", Sensitivity: 3},
			{Name: "manage_accounts", Sensitivity: 4},
			{Name: "manage_group", Sensitivity: 3, Scopable: true},
			{
				Name: "manage_profiles", Sensitivity: 3,
				Subsumes: []catalog.Weaker{{Name: "read_user_work_profile", Confidence: catalog.Documented}},
			},
			{Name: "message", Sensitivity: 2},
			{
				Name: "read_group", Sensitivity: 3, Scopable: true,
				Labels: []catalog.Label{
					{Text: "Read group content", Language: "en", Current: true},
					{Text: "Ler conteúdo do grupo", Language: "pt", Current: true},
					{Text: "Gruppeninhalte lesen", Language: "de", Current: true},
				},
				Prefer: []catalog.Narrower{{Name: "bot_mention", When: "the app only answers", Confidence: catalog.Documented}},
			},
			{Name: "read_user_email", Sensitivity: 2},
			{Name: "read_user_work_profile", Sensitivity: 2},
			{Name: "receive_security_logs", Sensitivity: 3, NoUse: "only a webhook is known"},
			{Name: "report_content", Sensitivity: 1, Status: catalog.Removed},
		},
		endpoints: []*catalog.Endpoint{
			create, export, users,
			endpoint("DELETE /{session-id}", "Session", anyOf("logout")),
			endpoint("GET /{group-id}/feed", "Post", anyOf("read_group")),
			endpoint("GET /{group-id}/events", "Event", guess("read_group")),
			endpoint("GET /{group-id}/members", "Member", anyOf("list_group_members", "manage_group")),
			endpoint("GET /{member-id}", "Member"),
			endpoint("GET /{member-id}/feed", "Post", anyOf("read_user_feed")),
			endpoint("GET /{mention-id}", "Post", anyOf("bot_mention", "read_group")),
			endpoint("POST /{group-id}", "Group", anyOf("manage_group")),
			endpoint("POST /{member-id}", "Member", anyOf("manage_profiles")),
			endpoint("POST /me/threads", "Thread", anyOf("bot_group_chat")),
		},
		webhooks: map[string][]catalog.Need{
			"page.mention": {anyOf("bot_mention")},
			"page.seen":    {guess("message")},
		},
	}
	slices.SortFunc(f.endpoints, func(a, b *catalog.Endpoint) int { return strings.Compare(a.Name(), b.Name()) })
	return f
}

// use returns a request in line of a file that is one of the named endpoints.
func (f *fake) use(line int, names ...string) audit.Use {
	u := audit.Use{Position: audit.Position{File: "main.go", Line: line, Column: 2}}
	u.Match.API = catalog.Graph
	for _, name := range names {
		e := f.endpoint(name)
		u.Match.Candidates = append(u.Match.Candidates, catalog.Candidate{
			Endpoint: e, Requirement: catalog.Requirement{Needs: e.Needs},
		})
	}
	switch len(names) {
	case 0:
		u.Match.Kind = catalog.Unresolved
	case 1:
		u.Match.Kind = catalog.Exact
	default:
		u.Match.Kind = catalog.Ambiguous
	}
	return u
}
