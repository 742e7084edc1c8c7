package graphapi_test

import (
	"strings"
	"testing"

	"github.com/workplacelint/workplacelint/internal/graphapi"
	"github.com/workplacelint/workplacelint/internal/strval"
)

// show prints what a request was taken apart into.
func show(r graphapi.Request) string {
	parts := []string{r.Method, r.Scheme, r.HostValue.String(), r.Version, r.PathString()}
	for _, p := range r.Params {
		parts = append(parts, p.Name+"="+p.Value.String())
	}
	if r.Open != "" {
		parts = append(parts, "open: "+r.Open)
	}
	return strings.Join(parts, " ")
}

func TestNew(t *testing.T) {
	for _, tt := range []struct{ name, url, want string }{
		{"whole", "https://graph.example.com/v19.0/123/feed?limit=5", "GET https graph.example.com v19.0 /{id}/feed limit=5"},
		{"no version", "https://graph.example.com/123", "GET https graph.example.com  /{id}"},
		{"upper case host and port", "HTTPS://Graph.Example.COM:443/v2.6/me", "GET https graph.example.com v2.6 /me"},
		{"user information", "https://a:b@graph.example.com/me", "GET https graph.example.com  /me"},
		{"fragment", "https://graph.example.com/me#top", "GET https graph.example.com  /me"},
		{"empty segments", "https://graph.example.com//v2.6///me/", "GET https graph.example.com v2.6 /me"},
		{"spaces around", " https://graph.example.com/me\n", "GET https graph.example.com  /me"},
		{"no scheme", "graph.example.com/me", "GET  graph.example.com  /me"},
		{"scheme-relative", "//graph.example.com/me", "GET  graph.example.com  /me"},
		{"host alone", "https://graph.example.com", "GET https graph.example.com  /"},
		{"local server", "http://127.0.0.1:8080/me", "GET http 127.0.0.1  /me"},
		{"IPv6", "http://[::1]:8080/me", "GET http [::1]  /me"},

		{"base in a hole", "{base}/{group}/feed", "GET  {base}  /{group}/feed"},
		{"base and version", "{baseURL}/v19.0/me", "GET  {baseURL} v19.0 /me"},
		{"host in a hole", "https://{host}/v2.6/me", "GET https {host} v2.6 /me"},
		{"host in part", "https://{region}.example.com/me", "GET https {region}.example.com  /me"},
		{"version in a hole", "https://graph.example.com/{version}/me", "GET https graph.example.com {version} /me"},
		{"version in part", "https://graph.example.com/v{major}.{minor}/me", "GET https graph.example.com {version} /me"},
		{"path behind the host", "https://graph.example.com{path}", "GET https graph.example.com  /{path} open: {path} may be anything"},
		{"last hole is a path", "https://graph.example.com/{path}", "GET https graph.example.com  /{path} open: {path} may be anything"},
		{"hole is an id", "https://graph.example.com/{groupID}", "GET https graph.example.com  /{groupID}"},
		{"query in a hole", "https://graph.example.com/me{query}", "GET https graph.example.com  /me"},
		{"two holes in one segment", "https://graph.example.com/{a}{b}", "GET https graph.example.com  /{a}{b} open: it is not known where {a} ends"},
		{"parameter to be filled in", "https://graph.example.com/{{page_id}}/feed", "GET https graph.example.com  /{page_id}/feed"},
		{"composite id", "https://graph.example.com/{group_id}_{post_id}", "GET https graph.example.com  /{group_id}_{post_id}"},

		{"e-mail address as id", "https://graph.example.com/{first}{last}+{tag}@example.com/managers", "GET https graph.example.com  /{first}{last}+{tag}@example.com/managers"},
		{"path before an address", "https://graph.example.com/{path}x@example.com", "GET https graph.example.com  /{path}x@example.com open: it is not known where {path} ends"},

		{"encoded path", "https://graph.example.com/a%40example.com", "GET https graph.example.com  /a@example.com"},
		{"encoded slash stays in its segment", "https://graph.example.com/a%2Fb/feed", "GET https graph.example.com  /a%2Fb/feed"},
		{"encoded query", "https://graph.example.com/me?a%5Bb%5D=c+d", "GET https graph.example.com  /me a[b]=c d"},
		{"broken escape", "https://graph.example.com/%zz", "GET https graph.example.com  /%25zz"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := show(graphapi.New(" get ", strval.MustParse(tt.url), nil))
			if got != tt.want {
				t.Errorf("New(%q)\n got %s\nwant %s", tt.url, got, tt.want)
			}
		})
	}
}

func TestNewRelative(t *testing.T) {
	for _, tt := range []struct{ url, want string }{
		{"v2.6/me/feed", "GET   v2.6 /me/feed"},
		{"/me/feed?fields=id", "GET    /me/feed fields=id"},
		{"?ids=1,2", "GET    / ids=1,2"},
		{"method.example/members", "GET    /method.example/members"},
		{"{id}/members", "GET    /{id}/members"},
		{"{id}@example.com/managers", "GET    /{id}@example.com/managers"},
		{"https://graph.example.com/me", "GET https graph.example.com  /me"},
	} {
		if got := show(graphapi.NewRelative("GET", strval.MustParse(tt.url), nil)); got != tt.want {
			t.Errorf("NewRelative(%q)\n got %s\nwant %s", tt.url, got, tt.want)
		}
	}
}

func TestParamsAreSortedAndJoined(t *testing.T) {
	form := []graphapi.Param{
		{Name: "message", Place: graphapi.InBody, Value: strval.String("hi")},
		{Name: "fields", Place: graphapi.InBody, Value: strval.String("name")},
		{Name: "fields", Place: graphapi.InHeader, Value: strval.String("secret")},
	}
	r := graphapi.New("POST", strval.Lit("https://graph.example.com/me?z=1&fields=id&a=2"), form)
	want := "POST https graph.example.com  /me a=2 fields=id z=1 fields=name message=hi fields=secret"
	if got := show(r); got != want {
		t.Errorf("got %s\nwant %s", got, want)
	}
	if got := strings.Join(graphapi.FlatFields(r.Fields), ","); got != "id,name" {
		t.Errorf("fields of query and body are %s, want id,name", got)
	}
	if _, ok := r.Param("secret"); ok {
		t.Error("Param finds a value for a name")
	}
	val, ok := r.Param("fields")
	if lits, _ := val.Literals(); !ok || strings.Join(lits, ",") != "id,name" {
		t.Errorf("Param(fields) = %s, want id or name", val)
	}
}

func TestWithParams(t *testing.T) {
	r := graphapi.New("GET", strval.Lit("https://graph.example.com/me?fields=id"), nil)
	more := r.WithParams(graphapi.Param{Name: "fields", Value: strval.String("email")})
	if got := strings.Join(graphapi.FlatFields(more.Fields), ","); got != "email,id" {
		t.Errorf("fields are %s, want email,id", got)
	}
	if got := strings.Join(graphapi.FlatFields(r.Fields), ","); got != "id" {
		t.Errorf("the original now has fields %s, want id", got)
	}
}

func TestWhatIsNotKnown(t *testing.T) {
	for _, tt := range []struct {
		name, url              string
		fieldsOpen, paramsOpen string
	}{
		{"nothing", "https://graph.example.com/me?fields=id", "", ""},
		{"a value", "https://graph.example.com/me?limit={n}", "", ""},
		{"fields", "https://graph.example.com/me?fields=id,{more}", "{more} may be anything", ""},
		{"modifier", "https://graph.example.com/me?fields=posts.limit({n})", "", ""},
		{"name of a parameter", "https://graph.example.com/me?{name}=1", "{name} may be anything", "{name} may be anything"},
		{"query", "https://graph.example.com/me{query}", "{query} may be anything", "{query} may be anything"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := graphapi.New("GET", strval.MustParse(tt.url), nil)
			if r.FieldsOpen != tt.fieldsOpen || r.ParamsOpen != tt.paramsOpen {
				t.Errorf("open fields %q and parameters %q, want %q and %q", r.FieldsOpen, r.ParamsOpen, tt.fieldsOpen, tt.paramsOpen)
			}
		})
	}
}

func TestURLString(t *testing.T) {
	for _, url := range []string{
		"https://graph.example.com/v19.0/{group_id}/feed",
		"https://graph.example.com/me",
		"{base}/v2.6/me",
	} {
		if got := graphapi.New("GET", strval.MustParse(url), nil).URLString(); got != url {
			t.Errorf("URLString() = %s, want %s", got, url)
		}
	}
}

func TestWords(t *testing.T) {
	for name, want := range map[string]string{
		"groupID":      "group id",
		"group_id":     "group id",
		"group-id":     "group id",
		"GroupIDs":     "group ids",
		"HTTPServer":   "http server",
		"ID":           "id",
		"user.Email":   "user email",
		"members[0]":   "members 0",
		"":             "",
		"übergabeID":   "übergabe id",
		"IDNumber2":    "id number2",
		"cfg.BaseURL2": "cfg base url2",
	} {
		if got := strings.Join(graphapi.Words(name), " "); got != want {
			t.Errorf("Words(%q) = %q, want %q", name, got, want)
		}
	}
}
