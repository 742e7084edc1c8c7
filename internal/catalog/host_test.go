package catalog_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/workplacelint/workplacelint/internal/catalog"
	"github.com/workplacelint/workplacelint/internal/graphapi"
	"github.com/workplacelint/workplacelint/internal/strval"
)

func TestMatchAPI(t *testing.T) {
	for _, tt := range []struct {
		request string
		want    catalog.API
	}{
		{"GET https://graph.facebook.com/v19.0/me", catalog.Graph},
		{"GET https://graph.workplace.com/me", catalog.Graph},
		{"GET https://graph.work.meta.com/me", catalog.Graph},
		{"GET https://scim.workplace.com/Users", catalog.SCIM},
		{"GET https://www.facebook.com/scim/v1/Users", catalog.SCIM},

		{"GET https://www.facebook.com/me", catalog.NoAPI},
		{"GET https://www.workplace.com/groups/123", catalog.NoAPI},
		{"GET https://graph.microsoft.com/v1.0/me", catalog.NoAPI},
		{"GET https://graph.facebook.com.example.com/me", catalog.NoAPI},
		{"GET https://example.com/{group_id}/feed", catalog.NoAPI},

		// Hosts of other products.
		{"GET https://graph.instagram.com/me?fields=id,username", catalog.OtherProduct},
		{"GET https://graph.threads.net/v1.0/me/threads", catalog.OtherProduct},
		{"GET https://graph.instagram.com.example.com/me", catalog.NoAPI},

		// The host is not known; the rest has to speak.
		{"GET {base}/v19.0/me", catalog.UnknownHost},
		{"GET {base}/community/groups", catalog.UnknownHost},
		{"GET {base}/{group_id}/feed", catalog.UnknownHost},
		{"GET {base}/me?access_token=x", catalog.UnknownHost},
		{"GET {base}/anything?appsecret_proof=x", catalog.UnknownHost},
		{"GET https://{region}.facebook.com/community/groups", catalog.UnknownHost},
		{"GET {base}/scim/v1/Users", catalog.UnknownHost},
		{"GET {base}/Users", catalog.NoAPI}, // SCIM is a standard.
		{"GET {base}/me", catalog.NoAPI},
		{"GET {base}/app/subscriptions", catalog.NoAPI},
		{"GET {base}/users/{id}", catalog.NoAPI},
		{"GET {base}/v1.0/me", catalog.NoAPI},
		{"GET https://{region}.example.com/community/groups", catalog.NoAPI},
	} {
		t.Run(tt.request, func(t *testing.T) {
			if m := catalog.Default().Match(request(t, tt.request), nil); m.API != tt.want {
				t.Errorf("API %d (%s: %s), want %d", m.API, answer(m), m.Reason, tt.want)
			}
		})
	}
}

// What may be a request to the platform although nothing tells.
func TestMayBeAPI(t *testing.T) {
	for _, tt := range []struct {
		request string
		want    bool
	}{
		{"GET {url}", true},
		{"GET {base}/{path}", true},
		{"GET {base}/{id}", true},
		{"GET {base}/me", true},
		{"GET {base}/Users", true},
		{"GET {base}/group/{edge}", true},
		{"GET {base}/scim/{path}", true},
		{"GET {base}/rooms/{path}", false},
		{"GET {base}/users/{id}", false},
		{"GET https://example.com/{path}", false},
		{"GET https://{region}.example.com/{path}", false},
		{"GET {base}/v19.0/me", false}, // It is one.
	} {
		t.Run(tt.request, func(t *testing.T) {
			if m := catalog.Default().Match(request(t, tt.request), nil); m.MayBeAPI != tt.want {
				t.Errorf("%v (API %d, kind %d: %s), want %v", m.MayBeAPI, m.API, m.Kind, m.Reason, tt.want)
			}
		})
	}
}

func TestWithHosts(t *testing.T) {
	gateway := request(t, "GET https://Gateway.example.com/{group_id}/feed")
	if m := catalog.Default().Match(gateway, nil); m.API != catalog.NoAPI {
		t.Errorf("a strange host is of API %d", m.API)
	}
	m := catalog.Default().WithHosts("gateway.EXAMPLE.com").Match(gateway, nil)
	if m.API != catalog.Graph || m.Kind != catalog.Exact {
		t.Errorf("API %d, kind %d, want an exact match in the Graph API", m.API, m.Kind)
	}
	if want := []string{"host gateway.example.com of the manifest"}; !slices.Equal(m.Workplace, want) {
		t.Errorf("evidence %q, want %q", m.Workplace, want)
	}
	for url, want := range map[string]catalog.API{
		"/scim/v1/Users": catalog.SCIM, "/Users/1": catalog.SCIM, "/search": catalog.Graph, "/me": catalog.Graph,
	} {
		req := request(t, "GET https://gateway.example.com"+url)
		if m := catalog.Default().WithHosts("gateway.example.com").Match(req, nil); m.API != want {
			t.Errorf("%s is of API %d, want %d", url, m.API, want)
		}
	}
	if m := catalog.Default().Match(gateway, nil); m.API != catalog.NoAPI {
		t.Error("WithHosts changes the catalogue it is called on")
	}
}

// What tells a program for Workplace from one for Facebook.
func TestEvidenceOfWorkplace(t *testing.T) {
	for _, tt := range []struct{ request, want string }{
		{"GET /me", ""},
		{"GET /{group_id}/feed?fields=message,from{name}", ""},
		{"POST /me/messages", ""},
		{"GET https://graph.workplace.com/me", "host graph.workplace.com"},
		{"GET https://scim.workplace.com/Users", "address scim.workplace.com"},
		{"GET https://www.facebook.com/scim/v1/Users", "address www.facebook.com/scim/v1"},
		{"GET /company/groups", "path /community"},
		{"GET /{user}/managers", "edge managers of User"},
		{"GET /{user}?fields=account_claim_time", "field account_claim_time of User"},
		{"GET /{group}/members?fields=division", "field division of User"},
		{"GET /{survey}", "node Survey"},
		{"GET /{skill}/users", "node Skill"},
		{"GET /{id}/users", ""}, // Facebook has edges of that name, Workplace only that of a skill
		{"GET /{id}", ""},
	} {
		t.Run(tt.request, func(t *testing.T) {
			m := catalog.Default().Match(request(t, tt.request), nil)
			if got := strings.Join(m.Workplace, "; "); got != tt.want {
				t.Errorf("evidence %q, want %q", got, tt.want)
			}
		})
	}
}

func TestOriginsNarrow(t *testing.T) {
	from := func(endpoints ...string) catalog.Origins { return catalog.Origins{"id#1": endpoints} }
	for _, tt := range []struct {
		name, request string
		origins       catalog.Origins
		want          string
	}{
		{"groups of the community", "GET", from("GET /community/groups"), "GET /{group-id}/feed read_group"},
		{"members of a group", "GET", from("GET /{group-id}/members"), "GET /{member-id}/feed read_user_feed"},
		{"by type", "GET", from("Event"), "GET /{event-id}/feed ~read_group"},
		{"by a path without method", "GET", from("/{id}/members"), "GET /{member-id}/feed read_user_feed"},
		{"of two types", "GET", from("GET /community/groups", "GET /community/members"), "GET /{group-id}/feed read_group; GET /{member-id}/feed read_user_feed"},
		{"of a root that is one of two types", "GET", from("GET /me"), "GET /{member-id}/feed read_user_feed"},
		{"of what is not known", "GET", from("GET /search"), ""},
		{"what a post answers with", "POST", from("POST /community/groups"), "POST /{group-id}/feed write_group"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			hole := strval.Of(strval.Hole{Name: "id", Ref: "id#1"})
			url := strval.Lit("https://graph.facebook.com/").Concat(hole).Concat(strval.Lit("/feed"))
			m := catalog.Default().Match(graphapi.New(tt.request, url, nil), tt.origins)
			if tt.want == "" {
				if m.Kind != catalog.Ambiguous {
					t.Errorf("kind %d: %s, want ambiguous", m.Kind, answer(m))
				}
				return
			}
			if got := answer(m); got != tt.want {
				t.Errorf("\n got %s\nwant %s", got, tt.want)
			}
		})
	}
}

func TestOriginContradicts(t *testing.T) {
	hole := strval.Of(strval.Hole{Name: "group_id", Ref: "id#1"})
	url := strval.Lit("https://graph.facebook.com/").Concat(hole).Concat(strval.Lit("/reports"))
	m := catalog.Default().Match(graphapi.New("GET", url, nil), catalog.Origins{"id#1": {"GET /community/groups"}})
	if want := "the id of a Group has no GET here"; m.Kind != catalog.Unknown || m.Reason != want {
		t.Errorf("kind %d because %q, want unknown because %q", m.Kind, m.Reason, want)
	}
}

func TestEndpointNode(t *testing.T) {
	for _, tt := range []struct{ endpoint, fields, want string }{
		{"GET /community/groups", "", "Group"},
		{"/{group-id}/feed", "", "Post"},
		{"/{group-id}/feed", "from", "User"},
		{"/{group-id}/members", "managers managers", "User"},
		{"/{group-id}/members", "no_such_field", ""},
		{"POST /community/groups", "", "Group"},
		{"GET /{id}/feed", "", "Post"},
		{"GET /search", "", ""},
		{"GET /{id", "", ""},
	} {
		got := catalog.Default().EndpointNode(tt.endpoint, strings.Fields(tt.fields)...)
		if got != tt.want {
			t.Errorf("EndpointNode(%s, %s) = %q, want %q", tt.endpoint, tt.fields, got, tt.want)
		}
	}
}
