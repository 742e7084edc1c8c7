package catalog_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/workplacelint/workplacelint/internal/catalog"
	"github.com/workplacelint/workplacelint/internal/graphapi"
	"github.com/workplacelint/workplacelint/internal/strval"
)

// request reads "METHOD url". A url without host is one of the Graph API. In
// the query, braces are syntax of fields.
func request(tb testing.TB, text string) graphapi.Request {
	tb.Helper()
	method, url, ok := strings.Cut(text, " ")
	if !ok {
		tb.Fatalf("%q has no method", text)
	}
	if strings.HasPrefix(url, "/") {
		url = "https://graph.facebook.com" + url
	}
	path, query, asked := strings.Cut(url, "?")
	tmpl, err := strval.Parse(path)
	if err != nil {
		tb.Fatal(err)
	}
	if asked {
		tmpl = tmpl.Concat(strval.Lit("?" + query))
	}
	return graphapi.New(method, tmpl, nil)
}

// answer prints what the catalogue says of a request: its kind, each endpoint
// with what it needs, and what is said beside.
func answer(m catalog.Match) string {
	var b strings.Builder
	for _, c := range m.Candidates {
		fmt.Fprintf(&b, "%s%s; ", c.Endpoint.Name(), needs(c.Requirement.Needs))
	}
	for _, f := range m.UnknownFields {
		fmt.Fprintf(&b, "no field %s; ", f)
	}
	return strings.TrimSuffix(b.String(), "; ")
}

// needs prints needs: alternatives with a bar, whatever needs them.
func needs(list []catalog.Need) string {
	var b strings.Builder
	for _, n := range list {
		text := strings.Join(n.AnyOf, "|")
		if n.Unknown {
			text = "?"
		}
		if n.Field != "" {
			text = n.Field + ":" + text
		}
		if n.Confidence == catalog.Inferred {
			text = "~" + text
		}
		b.WriteString(" " + text)
	}
	return b.String()
}

func TestMatchExact(t *testing.T) {
	for _, tt := range []struct{ request, want string }{
		// Words that begin a path, versions and spellings.
		{"GET /community", "GET /community read_group|manage_group"},
		{"GET /company", "GET /community read_group|manage_group"},
		{"GET /v19.0/company/groups", "GET /community/groups read_group|manage_group"},
		{"GET /v2.6/community/groups/", "GET /community/groups read_group|manage_group"},
		{"GET https://graph.workplace.com//community//groups", "GET /community/groups read_group|manage_group"},
		{"GET https://graph.facebook.com/{version}/community/groups", "GET /community/groups read_group|manage_group"},
		{"GET https://graph.facebook.com/{x}/community/groups", "GET /community/groups read_group|manage_group"},
		{"GET https://graph.facebook.com/{x}/{y}/members?fields=administrator", "GET /{group-id}/members list_group_members|manage_group|read_group"},
		{"GET /{community_id}/groups", "GET /community/groups read_group|manage_group"},
		{"GET /{companyID}/admins", "GET /community/admins manage_accounts"},
		{"GET /me", "GET /me"},
		{"GET /me/managers", "GET /{member-id}/managers read_user_org_chart|manage_profiles"},
		{"POST /me/subscribed_apps", "POST /me/subscribed_apps"},
		{"HEAD /community", "GET /community read_group|manage_group"},
		{"POST /123/members?method=delete", "DELETE /{group-id}/members manage_group"},

		// The forms of ids.
		{"GET /a@example.com", "GET /{member-id} read_user_work_profile|manage_profiles|manage_accounts"},
		{"GET /a%40example.com/managers", "GET /{member-id}/managers read_user_org_chart|manage_profiles"},
		{"GET /{name}@example.com", "GET /{member-id} read_user_work_profile|manage_profiles|manage_accounts"},
		{"GET /{group}@example.com/groups", "GET /{member-id}/groups list_group_members"},
		{"GET /{first}{last}@{domain}/managers", "GET /{member-id}/managers read_user_org_chart|manage_profiles"},
		{"GET /{x}@{y}?fields=email", "GET /{member-id} read_user_work_profile|manage_profiles|manage_accounts email:read_user_email"},
		{"GET /?ids={a}@example.com,{b}@example.com", "GET /{member-id} read_user_work_profile|manage_profiles|manage_accounts"},
		{"GET /{x}_{y}", "GET /{post-id} read_group|read_user_feed|bot_mention"},
		{"GET /{a}_{b}/reactions", "GET /{object-id}/reactions ~read_group|read_user_feed|bot_mention"},
		{"GET /t_123/messages", "GET /t_{thread-id}/messages read_all_messages"},
		{"GET /t_{id}/messages", "GET /t_{thread-id}/messages read_all_messages"},
		{"POST /t_123/participants", "POST /t_{thread-id}/participants message bot_group_chat"},
		{"GET /{thread_key}/messages", "GET /t_{thread-id}/messages read_all_messages"},
		{"GET /{group_id}_{post_id}", "GET /{post-id} read_group|read_user_feed|bot_mention"},
		{"GET /{group_id}_{post_id}/comments", "GET /{object-id}/comments read_group|read_user_feed|bot_mention"},
		{"GET /m_abc", "GET /{message-id} read_all_messages"},

		// An edge that one type of node has.
		{"GET /123/conversations?fields=messages", "GET /{member-id}/conversations read_all_messages|impersonate messages:read_all_messages"},
		{"GET /1_2", "GET /{post-id} read_group|read_user_feed|bot_mention"},
		{"GET /{id}/members", "GET /{group-id}/members list_group_members|manage_group|read_group"},
		{"GET /{x}/reports", "GET /{member-id}/reports read_user_org_chart|manage_profiles"},
		{"POST /123/logout", "POST /{member-id}/logout logout"},
		{"GET /123/member_requests", "GET /{group-id}/member_requests ~manage_group"},

		// A target as a further segment.
		{"DELETE /{group}/members/{member}", "DELETE /{group-id}/members/{member-id} manage_group"},
		{"POST /{group}/admins/{uid}", "POST /{group-id}/admins/{member-id} manage_group"},

		// What the hole is named for.
		{"GET /{groupID}", "GET /{group-id} read_group"},
		{"GET /{groupID}/feed", "GET /{group-id}/feed read_group"},
		{"GET /{userID}/feed", "GET /{member-id}/feed read_user_feed"},
		{"GET /{groupOwnerID}", "GET /{member-id} read_user_work_profile|manage_profiles|manage_accounts"},
		{"POST /{group}/feed", "POST /{group-id}/feed write_group"},
		{"POST /{member_id}/feed", "POST /{member-id}/feed write_user_feed"},
		{"DELETE /{message_id}", "DELETE /{message-id} delete_messages"},
		{"DELETE /{uid}", "DELETE /{member-id} provision_accounts"},
		{"GET /{survey_id}", "GET /{survey-id} ~read_surveys|manage_surveys"},

		// Fields tell the type of the node, and need permissions of their own.
		{"GET /{id}?fields=member_count,cover_url", "GET /{group-id} read_group"},
		{"GET /{id}?fields=first_name,department", "GET /{member-id} read_user_work_profile|manage_profiles|manage_accounts department:read_user_work_profile|manage_profiles"},
		{"GET /community/members?fields=id,name", "GET /community/members manage_profiles|read_user_work_profile|manage_accounts"},
		{"GET /community/members?fields=email", "GET /community/members manage_profiles|read_user_work_profile|manage_accounts email:read_user_email"},
		{
			"GET /{group}/members?fields=email,managers{email}",
			"GET /{group-id}/members list_group_members|manage_group|read_group " +
				"email:read_user_email managers:read_user_org_chart|manage_profiles managers.email:read_user_email",
		},
		{
			"GET /{group}/feed?fields=from%7Bemail%7D,reactions.limit(0).summary(total_count).as(x)",
			"GET /{group-id}/feed read_group from.email:read_user_email ~reactions:read_group|read_user_feed|bot_mention",
		},
		{"GET /{group}?fields=members.limit(0).summary(true)", "GET /{group-id} read_group members:list_group_members|manage_group|read_group"},
		{"GET /me?fields=email", "GET /me email:read_user_email"},
		{"GET /{group}?fields=insights,name", "GET /{group-id} read_group; no field insights"},
		{"GET /{user}?fields=managers{horoscope}", "GET /{member-id} read_user_work_profile|manage_profiles|manage_accounts managers:read_user_org_chart|manage_profiles; no field managers.horoscope"},

		// Parameters change what is needed.
		{"POST /{user}", "POST /{member-id} manage_profiles"},
		{"POST /{x}?title=Boss", "POST /{member-id} manage_profiles"},
		{"POST /{user}?active=false", "POST /{member-id} provision_accounts"},
		{"POST /{user}?is_frontline=true", "POST /{member-id} manage_profiles manage_frontline"},
		{"POST /me/messages?recipient={\"id\":1}", "POST /me/messages message"},
		{"POST /me/messages?recipient={\"ids\":[1,2]}", "POST /me/messages message bot_group_chat"},
		{"POST /me/messages?recipient={\"thread_key\": \"t_1\"}", "POST /me/messages message bot_group_chat"},
		{"POST /me/messages?recipient[thread_key]=t_1", "POST /me/messages message bot_group_chat"},

		// Calls that are no walk.
		{"POST /?batch=[]", "POST /?batch="},
		{"GET /oauth/access_token", "GET /oauth/access_token"},
		{"POST /group_file_revisions", "POST /group_file_revisions ~write_group"},
		{"GET /?ids=a@example.com,b@example.com&fields=email", "GET /{member-id} read_user_work_profile|manage_profiles|manage_accounts email:read_user_email"},
		{"GET /managers?ids=a@example.com", "GET /{member-id}/managers read_user_org_chart|manage_profiles"},
		{"GET /?ids=a@example.com,1_2", "GET /?ids= read_user_work_profile|manage_profiles|manage_accounts read_group|read_user_feed|bot_mention"},

		// Webhooks.
		{"POST /app/subscriptions?object=group&fields=posts", "POST /{app-id}/subscriptions ~read_group"},

		// The Account Management API.
		{"GET https://scim.workplace.com/Users", "GET /Users manage_accounts"},
		{"GET https://www.workplace.com/scim/v1/Users/{id}", "GET /Users/{user-id} manage_accounts"},
		{"PUT https://www.facebook.com/scim/v1/Users/1", "PUT /Users/{user-id} manage_accounts"},
		{"POST https://www.facebook.com/company/{id}/scim/Users", "POST /Users manage_accounts"},
		{"DELETE https://www.facebook.com/company/77/scim/Users/1", "DELETE /Users/{user-id} manage_accounts"},
		{"GET {base}/scim/v1/Users/{id}", "GET /Users/{user-id} manage_accounts"},
	} {
		t.Run(tt.request, func(t *testing.T) {
			m := catalog.Default().Match(request(t, tt.request), nil)
			if m.Kind != catalog.Exact || m.API == catalog.NoAPI {
				t.Errorf("kind %d of API %d (%s), want an exact match", m.Kind, m.API, m.Reason)
			}
			if got := answer(m); got != tt.want {
				t.Errorf("\n got %s\nwant %s", got, tt.want)
			}
		})
	}
}

func TestMatchAmbiguous(t *testing.T) {
	for _, tt := range []struct {
		request string
		want    []string // all candidates, or some of them
		all     bool
	}{
		{"GET /{id}/feed", []string{"GET /{event-id}/feed", "GET /{group-id}/feed", "GET /{member-id}/feed"}, true},
		{"POST /123/feed", []string{"POST /{group-id}/feed", "POST /{member-id}/feed"}, false},
		{"GET /{id}", []string{"GET /{group-id}", "GET /{member-id}", "GET /{post-id}"}, false},
		{"DELETE /123", []string{"DELETE /{member-id}", "DELETE /{people-set-id}"}, false},
		{"GET /{id}?fields=message", []string{"GET /{comment-id}", "GET /{message-id}", "GET /{post-id}"}, false},
		{"GET /?ids=1,2", []string{"GET /{group-id}", "GET /{member-id}"}, false},
		// Of an ad set an event has the times and no more.
		{"GET /{id}?fields=id,bid_amount,start_time,end_time,daily_budget,targeting,adlabels", []string{"GET /{event-id}", "GET /{group-id}"}, false},
	} {
		t.Run(tt.request, func(t *testing.T) {
			m := catalog.Default().Match(request(t, tt.request), nil)
			var names []string
			for _, c := range m.Candidates {
				names = append(names, c.Endpoint.Name())
			}
			if m.Kind != catalog.Ambiguous {
				t.Fatalf("kind %d of %v (%s), want ambiguous", m.Kind, names, m.Reason)
			}
			if tt.all && !slices.Equal(names, tt.want) || !containsAll(names, tt.want) {
				t.Errorf("candidates %q, want %q", names, tt.want)
			}
			if !slices.IsSortedFunc(m.Candidates, compareCandidates) {
				t.Errorf("candidates are not sorted: %q", names)
			}
		})
	}
}

func containsAll(have, want []string) bool {
	return !slices.ContainsFunc(want, func(s string) bool { return !slices.Contains(have, s) })
}

func compareCandidates(a, b catalog.Candidate) int {
	return strings.Compare(a.Endpoint.Path, b.Endpoint.Path)
}

// What the Graph API may well have is not taken for something else.
func TestMatchUnknown(t *testing.T) {
	for _, tt := range []struct{ request, reason string }{
		{"GET /search?q=x", "no path in the catalogue begins with search"},
		{"GET /debug_token?input_token=x", "no path in the catalogue begins with debug_token"},
		{"GET /act_123/campaigns", "no path in the catalogue begins with act_123"},
		{"GET /act_{account}", "no path in the catalogue begins with act_{account}"},
		{"GET /me/adaccounts", "/me has no edge adaccounts in the catalogue"},
		{"GET /community/insights", "/community has no edge insights in the catalogue"},
		{"PUT /community/groups", "PUT is not offered on edge groups of /community"},
		{"DELETE /community", "DELETE /community is not in the catalogue"},
		{"DELETE /{id}/feed", "DELETE is not offered on an edge feed"},
		{"PATCH /{id}", "PATCH is not offered on any node with such an id"},
		{"GET /coca-cola", "no path in the catalogue begins with coca-cola"},
		{"GET /coca-cola/feed", "no path in the catalogue begins with coca-cola"},
		{"GET /", "the path is empty"},
		{"GET /1/2/3/4", "no path has that many segments"},
		{"GET /{group}/feed/{post}", "GET is not offered on an edge feed"},
		{"GET /{group}/members/admins", "no path goes on behind an edge like this"},

		// Variables are named for something that does not have it.
		{"GET /{page_id}/posts", "GET is not offered on an edge posts of Page, which the id is named for"},
		{"GET /{survey_id}/members", "GET is not offered on an edge members of Survey, which the id is named for"},
		{"DELETE /{group_id}", "DELETE is not offered on Group, which the id is named for"},
		{"POST /{phone_number_id}/messages", "the id is named for a node phone number, which Workplace does not have"},
		{"GET /{adAccountID}", "the id is named for a node ad account, which Workplace does not have"},

		// Known features at unknown paths.
		{"GET /{group}/shift_settings", "no node has an edge shift_settings in the catalogue"},

		{"GET https://scim.workplace.com/Schemas/x/y", "the Account Management API has no such call"},
		{"PATCH https://www.workplace.com/scim/v1/Devices", "the Account Management API has no such call"},
	} {
		t.Run(tt.request, func(t *testing.T) {
			m := catalog.Default().Match(request(t, tt.request), nil)
			if m.Kind != catalog.Unknown || m.API == catalog.NoAPI {
				t.Errorf("kind %d of API %d: %s, want unknown", m.Kind, m.API, answer(m))
			}
			if m.Reason != tt.reason {
				t.Errorf("\n got %s\nwant %s", m.Reason, tt.reason)
			}
		})
	}
}

func TestMatchUnresolved(t *testing.T) {
	open := request(t, "GET https://graph.facebook.com{path}")
	noMethod := request(t, "GET https://graph.facebook.com/me")
	noMethod.Method = ""
	for _, tt := range []struct {
		name   string
		req    graphapi.Request
		reason string
	}{
		{"path", open, "{path} may be anything"},
		{"method", noMethod, "the method is not known"},
		{"edge", request(t, "GET /{id}/{edge}/x"), "the edge {edge} is not known: {edge} may be anything"},
		{"part of an edge", request(t, "GET /me/feed_{kind}"), "the edge {kind} is not known: {kind} may be anything"},
		{"path of an account", request(t, "GET https://scim.workplace.com/{what}"), "the path is not known: {what} may be anything"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m := catalog.Default().Match(tt.req, nil)
			if m.Kind != catalog.Unresolved || m.Reason != tt.reason || m.API == catalog.NoAPI {
				t.Errorf("kind %d of API %d because %q, want unresolved because %q", m.Kind, m.API, m.Reason, tt.reason)
			}
		})
	}
}
