package manifest_test

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"github.com/workplacelint/workplacelint/internal/builds"
	"github.com/workplacelint/workplacelint/internal/manifest"
	"github.com/workplacelint/workplacelint/internal/sender"
)

const complete = `version: 1
app: Weekly report bot
type: third-party
permissions:
  - name: read_group
    groups: selected
    reason: read posts for the digest
    owner: people@example.com
    until: 2027-06-30
  - {name: message, reason: }
webhooks:
  - object: page
    fields: [mention, messages]
settings:
  require_app_secret_proof: true
  ip_allowlist: [203.0.113.0/28, "2001:db8::1"]
hosts: [Gateway.example.com]
credentials: [WORKPLACE_TOKEN, example.com/bot/config.Config.Token]
senders:
  - {name: client, packages: [example.com/client], calls: {Get: {send: GET, url: 1}}}
catalog: [catalog/extra.yaml]
files: {client: [web/**/*.js], server: [web/ssr]}
builds: [{goos: windows, tags: [pro]}]
`

func TestParse(t *testing.T) {
	m, err := manifest.Parse("dir/workplace.yaml", []byte(complete))
	if err != nil {
		t.Fatal(err)
	}
	at := func(line, column int) manifest.Position { return manifest.Position{Line: line, Column: column} }
	text := func(value string, line, column int) manifest.Text {
		return manifest.Text{Value: value, Position: at(line, column)}
	}
	want := &manifest.Manifest{
		File: "dir/workplace.yaml", Text: []byte(complete), Version: 1,
		App: text("Weekly report bot", 2, 6), Type: manifest.ThirdParty,
		Permissions: []manifest.Grant{
			{
				Name: "read_group", Groups: manifest.SelectedGroups, Reason: "read posts for the digest",
				Owner: "people@example.com", Until: time.Date(2027, 6, 30, 0, 0, 0, 0, time.UTC),
				Position: at(5, 11), GroupsPosition: at(6, 13), UntilPosition: at(9, 12),
			},
			{Name: "message", Position: at(10, 12)},
		},
		Webhooks: []manifest.Webhook{{
			Object: "page", Position: at(12, 13),
			Fields: []manifest.Text{text("mention", 13, 14), text("messages", 13, 23)},
		}},
		Settings: manifest.Settings{
			Position: at(15, 3), RequireAppSecretProof: true, ProofPosition: at(15, 29),
			IPAllowlist: []manifest.Text{text("203.0.113.0/28", 16, 18), text("2001:db8::1", 16, 34)},
			IPPosition:  at(16, 17),
		},
		Hosts:       []manifest.Text{text("gateway.example.com", 17, 9)},
		Credentials: []manifest.Text{text("WORKPLACE_TOKEN", 18, 15), text("example.com/bot/config.Config.Token", 18, 32)},
		Catalog:     []manifest.Text{text("catalog/extra.yaml", 21, 11)},
		Files: manifest.Files{
			Client: []manifest.Text{text("web/**/*.js", 22, 18)}, Server: []manifest.Text{text("web/ssr", 22, 41)},
		},
		Builds: []manifest.Build{{Build: builds.Build{GOOS: "windows", Tags: []string{"pro"}}, Position: at(23, 10)}},
		Senders: []*sender.Sender{{
			Name: "client", Packages: []string{"example.com/client"}, Declared: true, Line: 20,
			Calls: map[string]*sender.Call{"Get": {Send: sender.Arg{Text: "GET"}, URL: sender.Arg{N: 1}}},
		}},
	}
	if diff := cmp.Diff(want, m, cmpopts.IgnoreUnexported(manifest.Manifest{})); diff != "" {
		t.Error(diff)
	}
}

// manyBuilds declares n builds, one a line.
func manyBuilds(n int) string {
	var b strings.Builder
	for i := range n {
		fmt.Fprintf(&b, "  - tags: [t%d]\n", i)
	}
	return b.String()
}

func TestParseErrors(t *testing.T) {
	tests := []struct {
		name, text string
		want       []string
	}{
		{"nothing", "", []string{"1: version: 1"}},
		{"comment only", "# empty\n", []string{"1: version: 1"}},
		{"list", "- 1\n", []string{"1: a mapping with the keys version, app, type, permissions, webhooks, settings, hosts, credentials, files, builds, senders, catalog"}},
		{"no version", "app: Bot\n", []string{"1: version: 1"}},
		{"later version", "version: 2\n", []string{"1: version 1"}},
		{"version in quotes", "version: \"1\"\n", []string{"1: version 1"}},
		{"two documents", "version: 1\n---\nversion: 1\n", []string{"2: one document; another begins here"}},
		{"syntax", "version: 1\napp: [a\n", []string{"3: YAML: did not find expected ',' or ']'"}},
		{
			"several at once", "version: 1\ncolour: red\ntype: other\napp: 7\npermissions:\n  - reason: x\n  - name: a\n    scope: all\n",
			[]string{
				"2: one of the keys version, app, type, permissions, webhooks, settings, hosts, credentials, files, builds, senders, catalog",
				"3: one of custom, third-party",
				"4: text; in quotes, if 7 is meant",
				"6: the name of a permission",
				"8: one of the keys name, groups, reason, owner, until",
			},
		},
		{"key twice", "version: 1\nversion: 1\n", []string{"2: the key version once"}},
		{
			"permission twice", "version: 1\npermissions:\n  - name: a\n  - name: a\n",
			[]string{"4: permission a once; it stands in line 3"},
		},
		{"permissions without list", "version: 1\npermissions: read_group\n", []string{"2: a list of permissions, each with a name"}},
		{"permission without mapping", "version: 1\npermissions: [read_group]\n", []string{"2: a mapping with the keys name, groups, reason, owner, until"}},
		{"empty name", "version: 1\npermissions: [{name: \" \"}]\n", []string{"2: text that is not empty"}},
		{"groups", "version: 1\npermissions: [{name: a, groups: some}]\n", []string{"2: one of all, selected, group-admins"}},
		{"day", "version: 1\npermissions: [{name: a, until: 2027-02-30}]\n", []string{"2: a day such as 2027-06-30"}},
		{"day in words", "version: 1\npermissions: [{name: a, until: soon}]\n", []string{"2: a day such as 2027-06-30"}},
		{"control character", "version: 1\napp: \"a\\e[31m\"\n", []string{"2: text without control characters"}},
		{"webhook without fields", "version: 1\nwebhooks:\n  - object: page\n", []string{"3: object and fields of a webhook"}},
		{"webhook with no field", "version: 1\nwebhooks:\n  - {object: page, fields: []}\n", []string{"3: at least one field"}},
		{"field twice", "version: 1\nwebhooks:\n  - {object: page, fields: [a, a]}\n", []string{"3: a once"}},
		{
			"object twice", "version: 1\nwebhooks:\n  - {object: page, fields: [a]}\n  - {object: page, fields: [b]}\n",
			[]string{"4: webhook object page once; it stands in line 3"},
		},
		{"yes", "version: 1\nsettings: {require_app_secret_proof: yes}\n", []string{"2: true or false"}},
		{"address", "version: 1\nsettings: {ip_allowlist: [203.0.113.0/33, any]}\n", []string{
			"2: an IP address or range such as 203.0.113.0/28", "2: an IP address or range such as 203.0.113.0/28",
		}},
		{"host with scheme", "version: 1\nhosts: [\"https://a.example.com\"]\n", []string{"2: a host name without scheme, port and path, such as gateway.example.com"}},
		{"file elsewhere", "version: 1\ncatalog: [../secret, /etc/passwd, a/../../b]\n", []string{
			"2: a file below this directory, such as catalog/extra.yaml",
			"2: a file below this directory, such as catalog/extra.yaml",
			"2: a file below this directory, such as catalog/extra.yaml",
		}},
		{"credential", "version: 1\ncredentials: [\"a b\"]\n", []string{"2: the name of an environment variable or struct field, such as WORKPLACE_TOKEN"}},
		{"senders", "version: 1\nsenders: [a]\n", []string{"2: a mapping with the keys name, packages, source, confidence, base, join, tag, fields, inner, wraps, calls"}},
		{"sender of two", "version: 1\nsenders:\n  - {name: a, packages: [p], calls: {A: {send: GET}}}\n  - {name: b, packages: [p], calls: {A: {send: GET}}}\n", []string{"4: package p once; it stands in line 3"}},
		{"call of a sender", "version: 1\nsenders:\n  - name: a\n    packages: [p]\n    calls:\n      A: {url: 0}\n      B: {query: [1]}\n", []string{"6: an argument, from 1 on, or a text", "7: an argument, or name and value"}},
		{"build that is the default", "version: 1\nbuilds:\n  - {}\n", []string{"3: goos, goarch or tags; the default build is always read"}},
		{"build twice", "version: 1\nbuilds:\n  - tags: [b, a]\n  - tags: [a, b]\n", []string{"4: build a,b once; it stands in line 3"}},
		{"platforms", "version: 1\nbuilds:\n  - goos: beos\n    goarch: vax\n", []string{
			"3: a value of GOOS, such as windows", "4: a value of GOARCH, such as arm64",
		}},
		{"build tags", "version: 1\nbuilds:\n  - tags:\n      - a-b\n      - windows\n", []string{
			"4: a build tag: letters, digits, dots and underscores", "5: a build tag; windows is a platform",
		}},
		{"many builds", "version: 1\nbuilds:\n" + manyBuilds(17), []string{"19: at most 16 builds"}},
		{"tag", "version: 1\napp: !!str Bot\n", []string{"2: a value without a tag"}},
		{"merge key", "version: 1\npermissions:\n  - &a {name: a}\n  - <<: *a\n", []string{"4: the list or mapping itself; an alias stands only for a single value"}},
		{"anchor twice", "version: 1\napp: &a Bot\nhosts: [&a b]\n", []string{"3: a new name for this anchor; &a stands above"}},
		{"alias of itself", "version: 1\nsenders: &a [*a]\n", []string{"2: the list or mapping itself; an alias stands only for a single value"}},
		{"byte order mark", "\ufeffversion: 1\n", []string{"1: text without a byte order mark"}},
		{"other encoding", "version: 1\napp: \xff\n", []string{"2: text in UTF-8"}},
		{"other line break", "version: 1\napp: a\u2028b\n", []string{"2: lines that end in a line feed"}},
		{"NUL", "version: 1\x00\n", []string{"1: text without NUL characters"}},
		{"deep", "version: 1\nsenders: " + strings.Repeat("[", 100) + "\n", []string{"2: YAML: at most 24 lists and mappings in one another"}},
		{"long", "version: 1\napp: " + strings.Repeat("a", 2001) + "\n", []string{"2: at most 2000 characters"}},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m, err := manifest.Parse("w.yaml", []byte(tt.text))
			if err == nil {
				t.Fatalf("no error; got %+v", m)
			}
			want := "w.yaml:" + strings.Join(tt.want, "\nw.yaml:")
			if diff := cmp.Diff(want, err.Error()); diff != "" {
				t.Error(diff)
			}
			if _, ok := errors.AsType[*manifest.Error](err); !ok {
				t.Errorf("%T has no *manifest.Error", err)
			}
		})
	}
}

func TestParseBombs(t *testing.T) {
	var aliases strings.Builder
	aliases.WriteString("version: 1\nsenders:\n  - &a0 {k: v}\n")
	for i := range 40 {
		fmt.Fprintf(&aliases, "  - &a%d {x: *a%d, y: *a%d}\n", i+1, i, i)
	}
	bombs := map[string]string{
		"aliases":   aliases.String(),
		"size":      "version: 1\napp: " + strings.Repeat("a", 1<<20),
		"brackets":  strings.Repeat("[", manifest.MaxSize),
		"dashes":    strings.Repeat("- ", manifest.MaxSize/2),
		"keys":      strings.Repeat("? ", manifest.MaxSize/2),
		"errors":    strings.Repeat("- a\n", manifest.MaxSize/4),
		"anchors":   strings.Repeat("&a ", manifest.MaxSize/3),
		"one line":  strings.Repeat("a: 1, ", manifest.MaxSize/6),
		"wrong key": "{" + strings.Repeat("a: 1, ", manifest.MaxSize/7) + "}",
	}
	for name, text := range bombs {
		t.Run(name, func(t *testing.T) {
			var before, after runtime.MemStats
			runtime.ReadMemStats(&before)
			_, err := manifest.Parse("w.yaml", []byte(text))
			runtime.ReadMemStats(&after)
			if err == nil {
				t.Error("no error")
			} else if len(err.Error()) > 10_000 {
				t.Errorf("an error of %d bytes", len(err.Error()))
			}
			// Work that grows with more than the size allocates more, too.
			used := (after.TotalAlloc - before.TotalAlloc) >> 20
			t.Logf("%d kB: %d MB allocated", len(text)>>10, used)
			if used > 400 {
				t.Errorf("%d MB were allocated for %d kB", used, len(text)>>10)
			}
		})
	}
}

func TestFind(t *testing.T) {
	root := t.TempDir()
	below := filepath.Join(root, "a", "b", "c")
	if err := os.MkdirAll(below, 0o755); err != nil {
		t.Fatal(err)
	}
	// A directory of that name is no manifest.
	if err := os.Mkdir(filepath.Join(below, manifest.Name), 0o755); err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{root, filepath.Join(root, "a", "b")} {
		if err := os.WriteFile(filepath.Join(dir, manifest.Name), []byte(complete), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	tests := []struct{ dir, want string }{
		{below, filepath.Join(root, "a", "b", manifest.Name)},
		{filepath.Join(root, "a", "b"), filepath.Join(root, "a", "b", manifest.Name)},
		{filepath.Join(root, "a"), filepath.Join(root, manifest.Name)},
	}
	for _, tt := range tests {
		if got, ok := manifest.Find(tt.dir); !ok || got != tt.want {
			t.Errorf("Find(%s) = %s, %v, want %s", tt.dir, got, ok, tt.want)
		}
	}
	if _, err := manifest.Read(filepath.Join(root, manifest.Name)); err != nil {
		t.Error(err)
	}
	if _, err := manifest.Read(filepath.Join(root, "none.yaml")); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("Read of a file that does not exist: %v", err)
	}
}
