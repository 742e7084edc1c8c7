package verdict_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/workplacelint/workplacelint/internal/audit"
	"github.com/workplacelint/workplacelint/internal/catalog"
	"github.com/workplacelint/workplacelint/internal/extract"
	"github.com/workplacelint/workplacelint/internal/graphapi"
	"github.com/workplacelint/workplacelint/internal/manifest"
	"github.com/workplacelint/workplacelint/internal/strval"
	"github.com/workplacelint/workplacelint/internal/verdict"
)

// A module is a directory with packages, as a driver sees them.
type module struct {
	t    *testing.T
	dir  string
	pkgs map[string]*verdict.Package
}

func newModule(t *testing.T) *module {
	t.Helper()
	m := &module{t: t, dir: t.TempDir(), pkgs: map[string]*verdict.Package{}}
	m.write("go.mod", "module m\n")
	return m
}

func (m *module) write(name, text string) {
	m.t.Helper()
	file := filepath.Join(m.dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		m.t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		m.t.Fatal(err)
	}
}

// grants writes a manifest that grants permissions.
func (m *module) grants(dir string, names ...string) {
	m.t.Helper()
	var text strings.Builder
	text.WriteString("version: 1\npermissions:")
	for _, name := range names {
		fmt.Fprintf(&text, "\n  - {name: %s, reason: a test}", name)
	}
	if len(names) == 0 {
		text.WriteString(" []")
	}
	m.write(dir+"/"+manifest.Name, text.String()+"\n")
}

// pkg adds a package that sends requests, such as GET /me, and imports others.
func (m *module) pkg(dir, name string, requests []string, imports ...string) {
	m.t.Helper()
	m.write(dir+"/a.go", "package "+name+"\n")
	file := filepath.Join(m.dir, filepath.FromSlash(dir), "a.go")
	p := &verdict.Package{
		Path: "m/" + dir, Name: name, Dir: filepath.Dir(file),
		Clause: extract.Position{File: file, Line: 1, Column: 1},
	}
	for i, text := range requests {
		method, path, _ := strings.Cut(text, " ")
		at := extract.Position{File: file, Line: 10 + i, Column: 2}
		p.Requests = append(p.Requests, extract.Request{
			Request:  graphapi.New(method, strval.Lit("https://graph.facebook.com").Concat(strval.MustParse(path)), nil),
			Position: at, Send: at, Package: p.Path, Function: "f",
		})
	}
	for _, imp := range imports {
		q := m.pkgs[imp]
		for _, below := range append(slices.Clone(q.Below), q) {
			if !slices.Contains(p.Below, below) {
				p.Below = append(p.Below, below)
			}
		}
	}
	m.pkgs[dir] = p
}

// judge judges the packages in directories and prints what is said.
func (m *module) judge(dirs ...string) []string {
	m.t.Helper()
	in := verdict.Input{Now: time.Date(2026, 11, 25, 12, 0, 0, 0, time.UTC)}
	for _, dir := range dirs {
		in.Packages = append(in.Packages, m.pkgs[dir])
		in.Dirs = append(in.Dirs, m.pkgs[dir].Dir)
	}
	v, err := verdict.Judge(in)
	if err != nil {
		m.t.Fatal(err)
	}
	var lines []string
	for _, f := range v.Findings {
		if f.Severity == audit.Note {
			continue
		}
		rel, err := filepath.Rel(m.dir, f.Position.File)
		if err != nil {
			m.t.Fatal(err)
		}
		lines = append(lines, fmt.Sprintf("%s:%d %s %s", filepath.ToSlash(rel), f.Position.Line, f.Category, f.Permission))
	}
	return lines
}

func (m *module) want(dirs []string, want ...string) {
	m.t.Helper()
	if diff := cmp.Diff(want, m.judge(dirs...)); diff != "" {
		m.t.Errorf("judging %q (-want +got):\n%s", dirs, diff)
	}
}

func TestOneCommand(t *testing.T) {
	m := newModule(t)
	m.grants(".", "read_group", "logout")
	m.pkg("graph", "graph", []string{"GET /{group_id}/feed", "GET /a@example.com/managers"})
	m.pkg("cmd", "main", []string{"POST /{group_id}/feed"}, "graph")
	m.want([]string{"graph", "cmd"},
		"cmd/a.go:10 missing write_group",
		"graph/a.go:11 missing read_user_org_chart",
		"workplace.yaml:4 unused logout",
	)
	// A driver that sees one package at a time says the same in two parts.
	m.want([]string{"graph"}, "graph/a.go:11 missing read_user_org_chart")
	m.want([]string{"cmd"}, "cmd/a.go:10 missing write_group", "workplace.yaml:4 unused logout")
}

func TestSeveralCommands(t *testing.T) {
	m := newModule(t)
	m.grants(".", "read_group", "manage_accounts", "logout")
	m.pkg("cmd/one", "main", []string{"GET /{group_id}/feed"})
	m.pkg("cmd/two", "main", []string{"GET /community/admins"})
	m.want([]string{"cmd/one", "cmd/two"}, "workplace.yaml:5 unused logout")
	m.want([]string{"cmd/one"})
	m.want([]string{"cmd/two"})
}

// What is wrong in a manifest is said once, at the first command.
func TestManifestFindingsAreSaidOnce(t *testing.T) {
	m := newModule(t)
	m.grants(".", "read_grup")
	m.pkg("cmd/one", "main", nil)
	m.pkg("cmd/two", "main", nil)
	m.pkg("lib", "lib", nil)
	finding := "workplace.yaml:3 unknown-permission read_grup"
	m.want([]string{"cmd/one"}, finding)
	m.want([]string{"cmd/two"})
	m.want([]string{"lib"})
	m.want([]string{"cmd/one", "cmd/two", "lib"}, finding, "workplace.yaml:3 unused read_group")
}

// A library is judged if all its packages are in view.
func TestLibrary(t *testing.T) {
	m := newModule(t)
	m.grants(".", "read_group", "logout")
	m.pkg("a", "a", []string{"GET /{group_id}/feed"})
	m.pkg("b", "b", nil)
	m.want([]string{"a", "b"}, "workplace.yaml:4 unused logout")
	m.want([]string{"a"})
}

// A package that no command imports is judged for what it lacks, but it does
// not make a grant needed.
func TestPackageThatNoCommandImports(t *testing.T) {
	m := newModule(t)
	m.grants(".", "logout")
	m.pkg("old", "old", []string{"POST /1/logout", "GET /{group_id}/feed"})
	m.pkg("cmd", "main", nil)
	m.want([]string{"cmd", "old"}, "old/a.go:11 missing read_group", "workplace.yaml:3 unused logout")
}

func TestNearestManifestWins(t *testing.T) {
	m := newModule(t)
	m.grants(".", "read_group")
	m.grants("bot", "message")
	m.pkg("graph", "graph", []string{"GET /{group_id}/feed"})
	m.pkg("bot", "main", []string{"GET /{group_id}/feed"}, "graph")
	m.pkg("cmd", "main", nil, "graph")
	m.want([]string{"graph", "bot", "cmd"},
		"bot/a.go:10 missing read_group",
		"bot/workplace.yaml:3 unused message",
	)
}

// Packages without manifest are judged by that of the command.
func TestPackagesWithoutManifest(t *testing.T) {
	m := newModule(t)
	m.grants("cmd/one", "read_group", "logout")
	m.grants("cmd/two", "message")
	m.pkg("graph", "graph", []string{"GET /{group_id}/feed"})
	m.pkg("cmd/one", "main", nil, "graph")
	m.pkg("cmd/two", "main", nil, "graph")
	m.pkg("alone", "alone", []string{"GET /community/members"})
	m.want([]string{"graph", "alone", "cmd/one", "cmd/two"},
		"cmd/one/workplace.yaml:4 unused logout",
		"cmd/two/a.go:1 missing read_group",
		"cmd/two/workplace.yaml:3 unused message",
	)
}

func TestProgramWithoutManifest(t *testing.T) {
	m := newModule(t)
	m.grants("cmd", "read_group")
	m.pkg("graph", "graph", []string{"GET /{group_id}/feed"})
	m.pkg("cmd", "main", nil, "graph")
	m.pkg("alone", "main", []string{"GET /community/members"})
	in := verdict.Input{Packages: []*verdict.Package{m.pkgs["graph"], m.pkgs["cmd"], m.pkgs["alone"]}}
	v, err := verdict.Judge(in)
	if err != nil {
		t.Fatal(err)
	}
	first := v.Programs[0]
	if first.Manifest != nil || len(first.Uses) != 1 || first.Uses[0].Package != "m/alone" {
		t.Errorf("the program without manifest sends %v, want what alone sends", first.Uses)
	}
	if len(first.Findings) != 0 || len(first.Report.Permissions) == 0 {
		t.Error("want no findings, and permissions all the same")
	}
}

func TestDoubts(t *testing.T) {
	m := newModule(t)
	m.grants(".", "logout")
	m.pkg("cmd", "main", []string{"GET /search"})
	m.want([]string{"cmd"}, "workplace.yaml:3 no-use-found logout")
	m.pkgs["cmd"].Requests = nil
	m.want([]string{"cmd"}, "workplace.yaml:3 unused logout")
	m.pkgs["cmd"].Incomplete = []extract.Evidence{{Note: "main is not followed to its end"}}
	m.want([]string{"cmd"}, "workplace.yaml:3 no-use-found logout")
}

func TestEvidence(t *testing.T) {
	m := newModule(t)
	m.grants(".", "manage_profiles", "logout", "read_user_work_profile")
	m.pkg("cmd", "main", []string{"GET /search", "POST /{member_id}", "GET /{member_id}"})
	v, err := verdict.Judge(verdict.Input{Packages: []*verdict.Package{m.pkgs["cmd"]}, Dirs: []string{m.pkgs["cmd"].Dir}})
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]string{}
	for _, f := range v.Findings {
		for _, e := range f.Evidence {
			got[f.Permission] += fmt.Sprintf("%s:%d %s\n", filepath.Base(e.File), e.Line, e.Note)
		}
	}
	want := map[string]string{
		"logout":                 "a.go:10 this request is not in the catalogue: no path in the catalogue begins with search\n",
		"read_user_work_profile": "workplace.yaml:3 manage_profiles is granted here\n",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("evidence (-want +got):\n%s", diff)
	}
}

// Packages below a directory that the go command ignores, of another module or
// under another manifest, do not belong to the program.
func TestWhatAManifestGoverns(t *testing.T) {
	m := newModule(t)
	m.grants(".", "logout")
	m.pkg("cmd", "main", nil)
	m.pkg("testdata/x", "main", nil)
	m.pkg("_old", "main", nil)
	m.pkg("vendor/x", "main", nil)
	m.pkg("tools/x", "main", nil)
	m.write("tools/go.mod", "module tools\n")
	m.pkg("other", "main", nil)
	m.grants("other")
	m.write("gen/a.go", "//go:build ignore\n\npackage main\n")
	m.want([]string{"cmd"}, "workplace.yaml:3 unused logout")
}

func TestExpiry(t *testing.T) {
	m := newModule(t)
	m.write(manifest.Name, "version: 1\npermissions:\n  - {name: message, reason: r, until: 2026-11-24}\n  - {name: bot_group_chat, reason: r, until: 2026-11-25}\n")
	m.pkg(".", "main", []string{"POST /t_1/participants"})
	m.want([]string{"."}, "workplace.yaml:3 expired message")
}

func TestManifestErrors(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"manifest", "version: 2\n", "workplace.yaml:1: version 1"},
		{"overlay that is not there", "version: 1\ncatalog: [extra.yaml]\n", "workplace.yaml:2: expected a file that can be read"},
		{"overlay with a mistake", "version: 1\ncatalog: [bad.yaml]\n", "bad.yaml:1: expected about in node X"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			m := newModule(t)
			m.write(manifest.Name, tt.text)
			m.write("bad.yaml", "node: X\n")
			m.pkg(".", "main", nil)
			_, err := verdict.Judge(verdict.Input{Packages: []*verdict.Package{m.pkgs["."]}})
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("got %v, want %s", err, tt.want)
			}
		})
	}
}

func TestOverlayCounts(t *testing.T) {
	m := newModule(t)
	m.write(manifest.Name, "version: 1\ncatalog: [extra/pins.yaml]\n")
	m.write("extra/pins.yaml", `node: Group
edges:
  pins:
    node: Post
    read: {does: list them, needs: {any_of: [read_group]}, confidence: documented, sources: [https://example.com/pins]}
`)
	m.pkg(".", "main", []string{"GET /{group_id}/pins"})
	m.want([]string{"."}, "a.go:10 missing read_group")
}

// Every kind of finding has words.
func TestEveryKindHasWords(t *testing.T) {
	m := newModule(t)
	m.write(manifest.Name, `version: 1
permissions:
  - {name: bot_group_chat, reason: r}
  - {name: fly, reason: r}
  - {name: impersonate, reason: r}
  - {name: report_content, reason: r}
  - {name: logout, groups: selected, until: 2020-01-01}
webhooks: [{object: page, fields: [nothing, mention]}]
`)
	man, err := manifest.Read(filepath.Join(m.dir, manifest.Name))
	if err != nil {
		t.Fatal(err)
	}
	seen := map[audit.Kind]bool{}
	for _, f := range audit.CheckManifest(catalog.Default(), man, time.Now()) {
		out := verdict.ManifestFinding(catalog.Default(), man, f)
		if out.Message == "" || out.Analyzer == "" {
			t.Errorf("%s has no words", f.Kind)
		}
		seen[f.Kind] = true
	}
	for _, kind := range []audit.Kind{
		audit.MissingWebhook, audit.MissingDepends, audit.UnknownPermission, audit.LegacyPermission, audit.RemovedPermission,
		audit.NotScopable, audit.UnknownWebhook, audit.NoReason, audit.Expired, audit.NoProofRequired, audit.NoIPAllowlist,
	} {
		if !seen[kind] {
			t.Errorf("the manifest has no %s", kind)
		}
	}
}

// Nothing is said of unused grants unless all builds are in view that the manifest
// declares.
func TestBuilds(t *testing.T) {
	m := newModule(t)
	m.write("workplace.yaml", "version: 1\npermissions:\n  - {name: read_group, reason: a}\n  - {name: message, reason: b}\nbuilds: [{tags: [pro]}]\n")
	m.pkg("cmd", "main", []string{"POST /me/messages"})
	in := verdict.Input{Packages: []*verdict.Package{m.pkgs["cmd"]}, Dirs: []string{m.pkgs["cmd"].Dir}}
	for _, tt := range []struct {
		builds  []string
		partial string
		want    int
	}{
		{nil, "the build with tag pro is not in view", 0},
		{[]string{"default"}, "the build with tag pro is not in view", 0},
		{[]string{"default", "pro"}, "", 1},
	} {
		in.Builds = tt.builds
		v, err := verdict.Judge(in)
		if err != nil {
			t.Fatal(err)
		}
		unused := 0
		for _, f := range v.Findings {
			if f.Category == string(audit.Unused) {
				unused++
			}
		}
		if got := v.Programs[0].Partial; got != tt.partial || unused != tt.want {
			t.Errorf("%q: partial %q, %d unused; want %q, %d", tt.builds, got, unused, tt.partial, tt.want)
		}
	}
}

// Of a request that builds share, one is listed; callers of one build decide nothing
// in another.
func TestSentInBuilds(t *testing.T) {
	in := func(r extract.Request, build string) extract.Request {
		r.Builds = []string{build}
		return r
	}
	const graph = "https://graph.facebook.com"
	requests := []extract.Request{
		in(at("GET "+graph+"/me", 1), "default"),
		in(open(at("GET "+graph+"{path}", 2, 3)), "default"),
		in(at("GET "+graph+"/me", 1), "pro"),
		in(open(at("GET "+graph+"{path}", 2, 3)), "pro"),
		in(at("GET "+graph+"/community/groups", 2, 3, 4), "pro"),
		in(at("GET "+graph+"/me/groups", 9), "windows"),
	}
	want := []string{
		"/me: default pro",
		"/{path}: default",
		"/community/groups: pro",
		"/me/groups: windows",
	}
	for range 2 {
		var gov verdict.Governor
		var got []string
		for _, u := range gov.Sent([]*verdict.Package{{Path: "m", Requests: requests}}, "default", "pro", "windows") {
			got = append(got, u.Request.PathString()+": "+strings.Join(u.Builds, " "))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		slices.Reverse(requests[:2])
		slices.Reverse(requests[2:5])
	}
}
