package oracle_test

// examples are the programs of testdata/examples with answers that lead them
// everywhere.
var examples = []example{reportbot, accountsync, complianceexport}

const reportConfig = `{
	"groups": ["Project Aurora", "Field Service"],
	"lead_thread": "t_100200300400",
	"sections": [{"title": "Coming up", "source": "/{group}/events", "fields": "name,start_time"}]
}`

var reportbot = example{
	name: "reportbot", pkg: ".",
	answers: map[string]string{
		"GET /v19.0/community/groups": `{
			"data": [{"id": "80001", "name": "Project Aurora"}, {"id": "80002", "name": "Field Service"}],
			"paging": {"next": "https://graph.workplace.com/v19.0/community/groups/page2?fields=id,name"}}`,
		"GET /v19.0/80001/feed": `{"data": [{
			"id": "80001_5", "message": "hello", "created_time": "2026-02-03T10:00:00+0000",
			"from": {"name": "Ada", "email": "ada@example.com"}}]}`,
		"GET /v19.0/80002/members": `{"data": [{"id": "90001", "name": "Ada", "administrator": true}]}`,
		"GET /v19.0/80001_5":       `{"message": "digest please"}`,
	},
	visits: []visit{
		{args: []string{"weekly"}, files: map[string]string{"digest.json": reportConfig}},
		{args: []string{"serve", "-listen", "127.0.0.1:0"}, webhook: []string{
			`{"object": "page", "entry": [{"changes": [{"field": "mention", "value": {"post_id": "80001_5", "from": {"id": "90001"}}}]}]}`,
			`{"object": "page", "entry": [{"messaging": [{"sender": {"id": "90001"}, "message": {"text": "when?"}}]}]}`,
			`{"object": "group", "entry": [{"id": "80001", "changes": [{"field": "posts", "value": {"verb": "add"}}]}]}`,
		}},
	},
	beyond: []string{"GET /v19.0/80001/events", "GET /v19.0/80002/events", "GET /v19.0/community/groups/page2"},
}

const staff = `[
	{"number": "1", "name": "Ada", "email": "ada@example.com", "title": "Engineer", "unit": "Research", "manager": "2"},
	{"number": "2", "name": "Bea", "email": "bea@example.com", "title": "Director", "unit": "Research", "former_email": "bo@example.com"},
	{"number": "3", "name": "Cyd", "email": "cyd@example.com", "unit": "Sales"},
	{"number": "4", "name": "Dan", "unit": "Depot"},
	{"number": "5", "name": "Eve", "email": "eve@example.com", "left": true},
	{"number": "6", "name": "Fay", "left": true}
]`

var accountsync = example{
	name: "accountsync", pkg: "./cmd/accountsync",
	answers: map[string]string{
		"GET /community/organization_members": `{"data": [
			{"id": "70001", "external_id": "1", "email": "ada@example.com", "title": "Clerk", "active": true},
			{"id": "70002", "external_id": "2", "email": "bea@example.com", "title": "Director", "department": "Research", "active": true},
			{"id": "70005", "external_id": "5", "email": "eve@example.com", "active": true},
			{"id": "70006", "external_id": "6"}]}`,
		"GET /community/groups":  `{"data": [{"id": "80001", "name": "Research"}]}`,
		"GET /80001/members":     `{"data": [{"id": "70002"}, {"id": "70009"}]}`,
		"GET /Users":             `{"totalResults": 1, "Resources": [{"id": "60001", "userName": "bo@example.com"}]}`,
		"GET /scim/v1/Users":     `{"totalResults": 1, "Resources": [{"id": "60001", "userName": "bo@example.com"}]}`,
		"GET /Groups":            `{"Resources": [{"id": "50001", "displayName": "Research"}, {"id": "50002", "displayName": "Gone"}]}`,
		"GET /scim/v1/Groups":    `{"Resources": [{"id": "50001", "displayName": "Research"}, {"id": "50002", "displayName": "Gone"}]}`,
		"GET /community/members": `{"data": [{"id": "70001", "name": "Ada"}]}`,
	},
	visits: []visit{
		{args: []string{"apply", "staff.json"}, files: map[string]string{"staff.json": staff}},
		{args: []string{"-legacy-scim", "apply", "staff.json"}, files: map[string]string{"staff.json": staff}},
		{args: []string{"snapshot"}},
		{args: []string{"lines", "70001"}},
		{args: []string{"accounts"}},
		{args: []string{"replay", "journal.jsonl"}, files: map[string]string{
			"journal.jsonl": `{"method": "POST", "path": "/70001/badges", "body": {"badge": "1"}}` + "\n",
		}},
	},
	beyond: []string{"POST /70001/badges"},
}

var complianceexport = example{
	name: "complianceexport", pkg: ".",
	answers: map[string]string{
		"GET /v17.0/": `{"ada@example.com": {"id": "70001", "name": "Ada", "email": "ada@example.com"}}`,
		"GET /v17.0/70001/conversations": `{
			"data": [{"id": "t_100001", "message_count": 3}, {"id": "t_100002", "message_count": 500}],
			"paging": {"next": "https://graph.workplace.com/v17.0/70001/conversations/page2"}}`,
		"GET /v17.0/70001/groups":                           `{"data": [{"id": "80001", "name": "Research"}]}`,
		"GET /v17.0/80001/feed":                             `{"data": [{"id": "80001_90001"}]}`,
		"GET /v17.0/80001_90001/seen":                       `{"data": [{"id": "70001", "name": "Ada"}]}`,
		"POST /v17.0/":                                      `[{"code": 200, "body": "{}"}]`,
		"GET /v17.0/community/knowledge_library_categories": `{"data": [{"id": "60001", "title": "Conduct"}]}`,
		"POST /v17.0/company/export_employee_data":          `{"id": "50001", "status": "RUNNING"}`,
		"GET /v17.0/50001":                                  `{"id": "50001", "status": "COMPLETED", "result": "https://files.example.com/50001.csv"}`,
		"GET /50001.csv":                                    "name,email\nAda,ada@example.com\n",
	},
	visits: []visit{{
		args: []string{"matter.json"},
		files: map[string]string{"matter.json": `{
			"name": "M-17", "custodians": ["ada@example.com"], "since": "2026-01-01T00:00:00Z",
			"objects": ["/80001_90001/attachments"], "policies": true}`},
	}},
	beyond: []string{"GET /v17.0/70001/conversations/page2", "GET /v17.0/80001_90001/attachments"},
}
