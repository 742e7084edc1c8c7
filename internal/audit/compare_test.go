package audit_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/workplacelint/workplacelint/internal/audit"
	"github.com/workplacelint/workplacelint/internal/catalog"
	"github.com/workplacelint/workplacelint/internal/manifest"
)

// settled ends a manifest so that it has no findings of its own.
const settled = "settings: {require_app_secret_proof: true, ip_allowlist: [203.0.113.1]}\n"

// grants writes a manifest that grants what is named, one in a line, from
// line 3 on.
func grants(names ...string) string {
	var b strings.Builder
	b.WriteString("version: 1\npermissions:\n")
	for _, name := range names {
		fmt.Fprintf(&b, "  - {reason: because, name: %s}\n", name)
	}
	if len(names) == 0 {
		return "version: 1\n" + settled
	}
	return b.String() + settled
}

func parse(t *testing.T, text string) *manifest.Manifest {
	t.Helper()
	m, err := manifest.Parse("workplace.yaml", []byte(text))
	if err != nil {
		t.Fatal(err)
	}
	return m
}

// line prints what tests compare of a finding.
func line(f audit.Finding) string {
	s := fmt.Sprintf("%s:%d %s %s", f.Position.File, f.Position.Line, f.Severity, f.Kind)
	if f.Permission != "" {
		s += " " + f.Permission
	}
	if f.Need != nil {
		s += " needs " + strings.Join(f.Need.AnyOf, "|")
	}
	if len(f.Others) > 0 {
		s += " others " + strings.Join(f.Others, "|")
	}
	var b strings.Builder
	b.WriteString(s)
	for _, doubt := range f.Why {
		fmt.Fprintf(&b, " doubt %d", doubt.Kind)
	}
	return b.String()
}

func TestCompare(t *testing.T) {
	cat := small()
	tests := []struct {
		name     string
		manifest string
		uses     []audit.Use
		webhooks []audit.Webhook
		gaps     []audit.Gap
		want     []string
	}{
		{
			name:     "missing",
			manifest: grants(),
			uses:     []audit.Use{cat.use(1, "GET /{group-id}/feed")},
			want:     []string{"main.go:1 error missing read_group needs read_group"},
		},
		{
			name:     "granted",
			manifest: grants("read_group"),
			uses:     []audit.Use{cat.use(1, "GET /{group-id}/feed")},
		},
		{
			name:     "granted by alternative",
			manifest: grants("manage_group"),
			uses:     []audit.Use{cat.use(1, "GET /{group-id}/members"), cat.use(2, "POST /{group-id}")},
		},
		{
			name:     "granted by inclusion",
			manifest: grants("manage_profiles"),
			uses:     []audit.Use{cat.with(1, anyOf("read_user_work_profile")), cat.use(2, "POST /{member-id}")},
		},
		{
			name:     "same need of two fields is said once",
			manifest: grants(),
			uses:     []audit.Use{cat.with(1, anyOf("read_user_email"), anyOf("read_user_email"))},
			want:     []string{"main.go:1 error missing read_user_email needs read_user_email"},
		},
		{
			name:     "two requests of one call are said once",
			manifest: grants(),
			uses:     []audit.Use{cat.use(1, "GET /{group-id}/feed"), cat.use(1, "GET /{group-id}/feed")},
			want:     []string{"main.go:1 error missing read_group needs read_group"},
		},
		{
			name:     "missing by an inferred entry is a warning",
			manifest: grants(),
			uses:     []audit.Use{cat.use(1, "GET /{group-id}/events")},
			want:     []string{"main.go:1 warning missing-inferred read_group needs read_group"},
		},
		{
			name:     "unknown host is a warning",
			manifest: grants(),
			uses:     []audit.Use{unknownHost(cat.use(1, "GET /{group-id}/feed"))},
			want:     []string{"main.go:1 warning missing-host read_group needs read_group"},
		},
		{
			name:     "other hosts do not count",
			manifest: grants(),
			uses:     []audit.Use{otherHost(cat.use(1, "GET /{group-id}/feed"))},
		},
		{
			name:     "need that no source names",
			manifest: grants(),
			uses:     []audit.Use{cat.with(1, catalog.Need{Unknown: true})},
		},
		{
			name:     "ambiguous and one reading granted",
			manifest: grants("read_group"),
			uses:     []audit.Use{cat.use(1, "GET /{group-id}/feed", "GET /{member-id}/feed")},
		},
		{
			name:     "ambiguous and no reading granted",
			manifest: grants(),
			uses:     []audit.Use{cat.use(1, "GET /{group-id}/feed", "GET /{member-id}/feed")},
			want:     []string{"main.go:1 error missing-ambiguous read_group needs read_group|read_user_feed"},
		},
		{
			name:     "ambiguous with a reading that needs nothing",
			manifest: grants(),
			uses:     []audit.Use{cat.use(1, "GET /{group-id}/feed", "GET /{member-id}")},
		},
		{
			name:     "unused",
			manifest: grants("read_group", "logout"),
			uses:     []audit.Use{cat.use(1, "GET /{group-id}/feed")},
			want:     []string{"workplace.yaml:4 warning unused logout"},
		},
		{
			name:     "unresolved request",
			manifest: grants("logout"),
			uses:     []audit.Use{cat.use(1)},
			want:     []string{"workplace.yaml:3 warning no-use-found logout doubt 0"},
		},
		{
			name:     "unresolved request to the Account Management API",
			manifest: grants("logout", "manage_accounts"),
			uses:     []audit.Use{accounts(cat.use(1))},
			want: []string{
				"workplace.yaml:3 warning unused logout",
				"workplace.yaml:4 warning no-use-found manage_accounts doubt 0",
			},
		},
		{
			name:     "request to an address that is not known",
			manifest: grants("logout"),
			uses:     []audit.Use{{Match: catalog.Match{Kind: catalog.Unresolved, MayBeAPI: true}}},
			want:     []string{"workplace.yaml:3 warning no-use-found logout doubt 7"},
		},
		{
			name:     "package that was not analyzed",
			manifest: grants("logout"),
			gaps:     []audit.Gap{{Reason: "does not compile"}},
			want:     []string{"workplace.yaml:3 warning no-use-found logout doubt 5"},
		},
		{
			name:     "inferred need near the permission",
			manifest: grants("read_group", "manage_group"),
			uses:     []audit.Use{cat.use(1, "GET /{group-id}/events")},
			want:     []string{"workplace.yaml:4 warning no-use-found manage_group doubt 4"},
		},
		{
			name:     "inferred need far from the permission",
			manifest: grants("read_group", "logout"),
			uses:     []audit.Use{cat.use(1, "GET /{group-id}/events")},
			want:     []string{"workplace.yaml:4 warning unused logout"},
		},
		{
			name:     "fields that are not known",
			manifest: grants("read_user_email"),
			uses:     []audit.Use{openFields(cat.use(1, "GET /{member-id}"))},
			want:     []string{"workplace.yaml:3 warning no-use-found read_user_email doubt 2"},
		},
		{
			name:     "needed by one reading",
			manifest: grants("read_group"),
			uses:     []audit.Use{cat.use(1, "GET /{group-id}/feed", "GET /{member-id}")},
		},
		{
			name:     "no endpoint known",
			manifest: grants("receive_security_logs"),
			want:     []string{"workplace.yaml:3 note no-use-found receive_security_logs doubt 6"},
		},
		{
			name:     "dependency missing",
			manifest: grants("bot_group_chat"),
			uses:     []audit.Use{cat.use(1, "POST /me/threads")},
			want:     []string{"workplace.yaml:3 error missing-dependency bot_group_chat others message"},
		},
		{
			name:     "dependency is use",
			manifest: grants("bot_group_chat", "message"),
			uses:     []audit.Use{cat.use(1, "POST /me/threads")},
		},
		{
			name:     "redundant by inclusion",
			manifest: grants("manage_profiles", "read_user_work_profile"),
			uses:     []audit.Use{cat.use(2, "POST /{member-id}"), cat.with(1, anyOf("read_user_work_profile"))},
			want:     []string{"workplace.yaml:4 warning redundant read_user_work_profile others manage_profiles"},
		},
		{
			name:     "the one that is needed elsewhere stays",
			manifest: grants("manage_profiles", "read_user_work_profile"),
			uses:     []audit.Use{cat.with(1, anyOf("read_user_work_profile"))},
			want:     []string{"workplace.yaml:3 warning redundant manage_profiles others read_user_work_profile"},
		},
		{
			name:     "redundant as alternative",
			manifest: grants("list_group_members", "manage_group"),
			uses:     []audit.Use{cat.use(1, "GET /{group-id}/members"), cat.use(2, "POST /{group-id}")},
			want:     []string{"workplace.yaml:3 warning redundant list_group_members others manage_group"},
		},
		{
			name:     "redundant if nothing unresolved needs it",
			manifest: grants("list_group_members", "manage_group"),
			uses:     []audit.Use{cat.use(1, "GET /{group-id}/members"), cat.use(2, "POST /{group-id}"), cat.use(3)},
			want:     []string{"workplace.yaml:3 note redundant list_group_members others manage_group doubt 0"},
		},
		{
			name:     "inferred alternatives are kept",
			manifest: grants("list_group_members", "manage_group"),
			uses: []audit.Use{
				cat.with(1, guess("list_group_members", "manage_group")), cat.use(2, "POST /{group-id}"),
			},
		},
		{
			name:     "narrower",
			manifest: grants("read_group"),
			uses:     []audit.Use{cat.use(1, "GET /{mention-id}")},
			want:     []string{"workplace.yaml:3 warning narrower read_group others bot_mention"},
		},
		{
			name:     "not narrower because of another request",
			manifest: grants("read_group"),
			uses:     []audit.Use{cat.use(1, "GET /{mention-id}"), cat.use(2, "GET /{group-id}/feed")},
		},
		{
			name:     "declared webhook is use",
			manifest: grants("bot_mention") + "webhooks: [{object: page, fields: [mention]}]\n",
		},
		{
			name:     "handled webhook is use",
			manifest: grants("bot_mention"),
			webhooks: []audit.Webhook{{Object: "page", Field: "mention"}},
		},
		{
			name:     "declared webhook without permission",
			manifest: grants() + "webhooks:\n  - object: page\n    fields: [mention, seen, nonsense]\n",
			want: []string{
				"workplace.yaml:5 error missing-webhook bot_mention needs bot_mention",
				"workplace.yaml:5 warning missing-webhook message needs message",
				"workplace.yaml:5 note unknown-webhook",
			},
		},
		{
			name:     "limited to groups and creates groups",
			manifest: grants("manage_group, groups: selected"),
			uses:     []audit.Use{cat.use(1, "POST /community/groups")},
			want:     []string{"main.go:1 error scoping-refused manage_group"},
		},
		{
			name:     "all groups and creates groups",
			manifest: grants("manage_group, groups: all"),
			uses:     []audit.Use{cat.use(1, "POST /community/groups")},
		},
		{
			name:     "another permission limited and creates groups",
			manifest: grants("manage_group, groups: all", "read_group, groups: selected"),
			uses:     []audit.Use{cat.use(1, "POST /community/groups"), cat.use(2, "GET /{group-id}/feed")},
		},
		{
			name:     "any limit refuses exports",
			manifest: grants("export_employee_data", "read_group, groups: group-admins"),
			uses:     []audit.Use{cat.use(1, "POST /community/export"), cat.use(2, "GET /{group-id}/feed")},
			want:     []string{"main.go:1 error scoping-refused read_group"},
		},
		{
			name:     "limit on a permission without",
			manifest: grants("logout, groups: all"),
			uses:     []audit.Use{cat.use(1, "DELETE /{session-id}")},
			want:     []string{"workplace.yaml:3 warning not-scopable logout"},
		},
		{
			name:     "display names in three languages",
			manifest: grants("Gruppeninhalte lesen", "bot-mention", "logoutt", "zzz"),
			uses: []audit.Use{
				cat.use(1, "GET /{group-id}/feed"), cat.use(2, "GET /{mention-id}"), cat.use(3, "DELETE /{session-id}"),
				cat.with(4, anyOf("bot_mention")),
			},
			want: []string{
				"workplace.yaml:3 warning unknown-permission Gruppeninhalte lesen others read_group",
				"workplace.yaml:4 warning unknown-permission bot-mention others bot_mention",
				"workplace.yaml:5 warning unknown-permission logoutt others logout",
				"workplace.yaml:6 warning unknown-permission zzz",
			},
		},
		{
			name:     "legacy and removed",
			manifest: grants("impersonate", "report_content"),
			uses:     []audit.Use{cat.with(1, anyOf("impersonate")), cat.with(2, anyOf("report_content"))},
			want: []string{
				"main.go:2 error missing report_content needs report_content",
				"workplace.yaml:3 warning legacy-permission impersonate",
				"workplace.yaml:4 warning removed-permission report_content",
			},
		},
		{
			name:     "reason missing",
			manifest: "version: 1\npermissions:\n  - name: logout\n" + settled,
			uses:     []audit.Use{cat.use(1, "DELETE /{session-id}")},
			want:     []string{"workplace.yaml:3 warning reason-missing logout"},
		},
		{
			name:     "expired yesterday, today and tomorrow",
			manifest: grants("logout, until: 2027-03-01", "read_group, until: 2027-03-02", "message, until: 2027-03-03"),
			uses: []audit.Use{
				cat.use(1, "DELETE /{session-id}"), cat.use(2, "GET /{group-id}/feed"), cat.with(3, anyOf("message")),
			},
			want: []string{"workplace.yaml:3 warning expired logout"},
		},
		{
			name:     "settings",
			manifest: "version: 1\nsettings:\n  require_app_secret_proof: false\n",
			want: []string{
				"workplace.yaml:3 note no-ip-allowlist",
				"workplace.yaml:3 note proof-not-required",
			},
		},
		{
			name:     "no settings",
			manifest: "version: 1\n",
			want: []string{
				"workplace.yaml:1 note no-ip-allowlist",
				"workplace.yaml:1 note proof-not-required",
			},
		},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			report := audit.Compare(audit.Input{
				Catalog: cat, Manifest: parse(t, tt.manifest), Uses: tt.uses, Webhooks: tt.webhooks, Gaps: tt.gaps,
				Now: time.Date(2027, 3, 2, 23, 59, 0, 0, time.FixedZone("", -8*3600)),
			})
			if diff := cmp.Diff(tt.want, lines(report.Findings)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestSuggest(t *testing.T) {
	cat := small()
	tests := []struct{ text, want string }{
		{"Read group content", "read_group"},
		{"  read  GROUP content ", "read_group"},
		{"Ler conteúdo do grupo", "read_group"},
		{"ReadGroup", "read_group"},
		{"reed_grup", "read_group"},
		{"red_grp_", ""}, // too far from anything
		{"log", ""},      // too short to tell
		{"", ""},
		{"manage_groups", "manage_group"},
	}
	for _, tt := range tests {
		got := ""
		if entry := audit.Suggest(cat, tt.text); entry != nil {
			got = entry.Name
		}
		if got != tt.want {
			t.Errorf("Suggest(%q) = %q, want %q", tt.text, got, tt.want)
		}
	}
}
