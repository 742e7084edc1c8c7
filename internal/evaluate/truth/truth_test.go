package truth_test

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/workplacelint/workplacelint/internal/catalog"
	"github.com/workplacelint/workplacelint/internal/evaluate/truth"
	"github.com/workplacelint/workplacelint/internal/report"
)

var apis = truth.NewAPIs(catalog.Default())

func TestReadSaysWhatIsExpected(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{`{"repo": "a/b", "calls": [{"file": "x.go", "line": 1}]}` + "\n" + `{}`, "program 2, : expected a repo"},
		{`{"repo": "a/b", "calls": [{"file": "x.go"}]}`, "call 1: expected a file and a line"},
		{`{"repo": "a/b", "calls": [{"file": "x.go", "line": 1, "kind": "odd"}]}`, `kind "odd"`},
		{`{"repo": `, "program 1: unexpected EOF"},
	} {
		_, err := truth.Read(strings.NewReader(c.text))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: error %v, want one with %q", c.text, err, c.want)
		}
	}
}

func TestWants(t *testing.T) {
	dir := t.TempDir()
	source := `package send

func First() {
	get("/me?fields=id") // want: GET graph.facebook.com /me version=v2.6 fields=id,from{name,id}
	get("x") // want: GET ? ? kind=env; POST graph.facebook.com /{id} unseen
}

func OneLine() { get("y") } // want: GET graph.facebook.com /y body=a,b

var table = []func(){
	func() { get("z") }, // want: GET graph.facebook.com /z
}
`
	if err := os.WriteFile(filepath.Join(dir, "x.go"), []byte(source), 0o600); err != nil {
		t.Fatal(err)
	}
	p, err := truth.Wants(dir)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range p.Calls {
		got = append(got, c.URLIdiom+" "+c.String()+" "+c.Version+" "+strings.Join(c.Fields, "+"))
	}
	want := []string{
		"send/First x.go:4 GET graph.facebook.com/me v2.6 id+from{name,id}",
		"send/First x.go:5 GET ?? (env)  ",
		"send/First x.go:5 POST graph.facebook.com/{id}  ",
		"send/OneLine x.go:8 GET graph.facebook.com/y  ",
		"send/table x.go:11 GET graph.facebook.com/z  ",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if c := p.Calls[2]; !c.Unseen || p.Calls[3].Body != "a,b" {
		t.Errorf("unseen is %v, body %q", c.Unseen, p.Calls[3].Body)
	}
}

func TestWantsAreChecked(t *testing.T) {
	for _, want := range []string{"GET graph.facebook.com", "GET h /p verson=v1", "GET h /p kind=odd"} {
		dir := t.TempDir()
		if err := os.WriteFile(filepath.Join(dir, "x.go"), []byte("package x // want: "+want+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := truth.Wants(dir); err == nil || !strings.Contains(err.Error(), "x.go:1: ") {
			t.Errorf("%s: error %v, want one at x.go:1", want, err)
		}
	}
}

func at(file string, line int) report.Position {
	return report.Position{File: file, Line: line, Column: 2}
}

func request(file string, line int, method, host, path string) report.Request {
	return report.Request{Method: method, Host: host, Path: path, Match: report.Unknown, Position: at(file, line)}
}

// graphHost is a host of the Graph API.
const graphHost = "graph.facebook.com"

func TestCompare(t *testing.T) {
	me := truth.Call{File: "a.go", Line: 3, Method: "GET", Host: graphHost, Path: "/me", URLIdiom: "literal"}
	feed := truth.Call{File: "a.go", Line: 9, URLLine: 7, Method: "POST", Host: graphHost, Path: "/{group_id}/feed", Version: "v3.0"}
	fields := truth.Call{File: "a.go", Line: 3, Method: "GET", Host: graphHost, Path: "/me", Fields: []string{"id", "from{name}"}}
	next := truth.Call{File: "a.go", Line: 20, Kind: "paging-next", Method: "GET"}

	evidence := request("b.go", 1, "POST", graphHost, "/{id}/feed")
	evidence.APIVersion = "v3.0"
	evidence.Evidence = []report.Evidence{{Position: at("a.go", 7)}}
	unresolved := request("a.go", 3, "GET", graphHost, "")
	unresolved.Match, unresolved.Reason = report.Unresolved, "it is read from a file"
	asking := request("a.go", 3, "GET", graphHost, "/me")
	asking.Fields = []string{"from", "from.name", "id"}
	env := request("a.go", 3, "GET", "{URL}", "/me")

	for _, c := range []struct {
		name     string
		calls    []truth.Call
		requests []report.Request
		found    string
		reported string
		says     []string
	}{
		{"exact", []truth.Call{me}, []report.Request{request("a.go", 3, "GET", graphHost, "/me")}, "1/1", "1/1", nil},
		{"nothing", []truth.Call{me}, nil, "0/1", "-", []string{"not found a.go:3 GET graph.facebook.com/me; nothing is listed there"}},
		{"listed only", []truth.Call{me}, []report.Request{unresolved}, "0/1", "-", []string{"not found a.go:3 GET graph.facebook.com/me; listed GET graph.facebook.com? (it is read from a file)"}},
		{"hole names and evidence do not matter", []truth.Call{feed}, []report.Request{evidence}, "1/1", "1/1", []string{"other place a.go:9 POST graph.facebook.com/{group_id}/feed: found at b.go:1:2"}},
		{"another method is wrong", []truth.Call{me}, []report.Request{request("a.go", 3, "POST", graphHost, "/me")}, "0/1", "0/1", []string{
			"not found a.go:3 GET graph.facebook.com/me; listed POST graph.facebook.com/me",
			"wrong a.go:3:2 POST graph.facebook.com/me in ",
		}},
		{"a hole is no literal", []truth.Call{me}, []report.Request{request("a.go", 30, "GET", graphHost, "/{id}")}, "0/1", "0/1", []string{
			"not found a.go:3 GET graph.facebook.com/me; nothing is listed there",
			"wrong a.go:30:2 GET graph.facebook.com/{id} in ",
		}},
		{"a literal id is a hole", []truth.Call{feed}, []report.Request{request("a.go", 9, "POST", graphHost, "/208911453772/feed")}, "1/1", "1/1", []string{"version a.go:9 POST graph.facebook.com/{group_id}/feed: expected version v3.0, found ?"}},
		{"the same from the environment is not wrong", []truth.Call{me}, []report.Request{request("a.go", 3, "GET", graphHost, "/me"), env}, "1/1", "2/2", nil},
		{"another host of the same API", []truth.Call{me}, []report.Request{request("a.go", 3, "GET", "graph.workplace.com", "/me")}, "1/1", "1/1", []string{"host a.go:3 GET graph.facebook.com/me: found host graph.workplace.com"}},
		{"another API", []truth.Call{me}, []report.Request{request("a.go", 3, "GET", "scim.workplace.com", "/me")}, "0/1", "0/1", []string{
			"not found a.go:3 GET graph.facebook.com/me; listed GET scim.workplace.com/me",
			"wrong a.go:3:2 GET scim.workplace.com/me in ",
		}},
		{"fields", []truth.Call{fields}, []report.Request{asking}, "1/1", "1/1", nil},
		{"other fields", []truth.Call{fields}, []report.Request{request("a.go", 3, "GET", graphHost, "/me")}, "1/1", "1/1", []string{"fields a.go:3 GET graph.facebook.com/me; without from.name,id"}},
		{"a site without a path is listed", []truth.Call{next}, []report.Request{request("a.go", 20, "GET", graphHost, "/{id}/feed")}, "-", "1/1", nil},
		{"a site without a path is not listed", []truth.Call{next}, nil, "-", "-", []string{"not listed a.go:20 GET ?? (paging-next)"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			p := truth.Program{Repo: "a/b", Complete: true, Calls: c.calls}
			s := truth.Compare(&p, &report.Inventory{Requests: c.requests}, apis)
			right := truth.Tally{Expected: s.Reported, Found: s.Reported - s.Wrong}
			if s.Calls.String() != c.found || right.String() != c.reported {
				t.Errorf("found %s, right %s, want %s and %s", s.Calls, right, c.found, c.reported)
			}
			var says []string
			for _, d := range s.Disagreements {
				says = append(says, d.Kind+" "+d.Text)
			}
			if !slices.Equal(says, c.says) {
				t.Errorf("says\n%s\nwant\n%s", strings.Join(says, "\n"), strings.Join(c.says, "\n"))
			}
		})
	}
}

func TestIncompleteTruthCallsNothingWrong(t *testing.T) {
	p := truth.Program{Repo: "a/b"}
	inv := &report.Inventory{Requests: []report.Request{request("a.go", 3, "GET", graphHost, "/me")}}
	if s := truth.Compare(&p, inv, apis); s.Wrong != 0 || s.Reported != 0 {
		t.Errorf("%d of %d wrong, want none of none", s.Wrong, s.Reported)
	}
}

func TestTwoCallsNeedTwoRequests(t *testing.T) {
	first := truth.Call{File: "a.go", Line: 3, Method: "GET", Host: graphHost, Path: "/me"}
	second := first
	second.Line = 8
	p := truth.Program{Repo: "a/b", Complete: true, Calls: []truth.Call{first, second}}
	inv := &report.Inventory{Requests: []report.Request{request("a.go", 8, "GET", graphHost, "/me")}}
	if s := truth.Compare(&p, inv, apis); s.Calls.String() != "1/2" || s.Disagreements[0].Line != 3 {
		t.Errorf("found %s, disagreements %v; want 1/2 and one at line 3", s.Calls, s.Disagreements)
	}
}

func TestSCIMPathsAreComparedBelowTheirBase(t *testing.T) {
	call := truth.Call{File: "a.go", Line: 3, Method: "GET", Host: "www.facebook.com", Path: "/company/{company}/scim/Users"}
	p := truth.Program{Repo: "a/b", Complete: true, Calls: []truth.Call{call}}
	for _, path := range []string{"/company/{id}/scim/Users", "/Users"} {
		r := request("a.go", 3, "GET", "www.facebook.com", path)
		r.API = "scim"
		if s := truth.Compare(&p, &report.Inventory{Requests: []report.Request{r}}, apis); s.Calls.String() != "1/1" {
			t.Errorf("%s: found %s, want 1/1", path, s.Calls)
		}
	}
}

func TestCompareNeeds(t *testing.T) {
	p := truth.Program{Repo: "a/b", Calls: []truth.Call{
		{File: "a.go", Line: 3, Method: "GET", Host: graphHost, Path: "/{group_id}/members", Fields: []string{"id", "email"}},
		{File: "a.go", Line: 4, Method: "POST", Host: graphHost, Path: "/{member_id}/logout"},
	}}
	members := request("a.go", 3, "GET", graphHost, "/{id}/members")
	members.Match = report.Exact
	members.Needs = []report.Need{{AnyOf: []string{"read_group", "manage_group", "list_group_members"}}, {AnyOf: []string{"manage_badges"}}}
	n := truth.CompareNeeds(&p, &report.Inventory{Requests: []report.Request{members}}, catalog.Default())
	if want := []string{"logout", "read_user_email"}; !slices.Equal(n.Missing, want) {
		t.Errorf("missing %q, want %q", n.Missing, want)
	}
	if want := []string{"manage_badges"}; !slices.Equal(n.Extra, want) {
		t.Errorf("extra %q, want %q", n.Extra, want)
	}
}
