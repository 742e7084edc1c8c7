package manifest_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/workplacelint/workplacelint/internal/manifest"
)

func TestEdit(t *testing.T) {
	add := []manifest.DraftGrant{{Name: "logout", Comments: []string{"POST /{member-id}/logout"}}}
	const added = "  # POST /{member-id}/logout\n  - name: logout\n    reason: \"\" # what the app needs it for\n"
	for _, c := range []struct {
		about, text, want string
		remove            []string
		add               []manifest.DraftGrant
	}{
		{
			about: "comments, order and blank lines stay", remove: []string{"b"}, add: add,
			text: "# head\nversion: 1\npermissions:\n  # why a\n  - name: a # here\n    reason: x\n\n  # why b\n  - name: b\n    reason: y\n\n" +
				"  # why c\n  - name: c\n    reason: z\n  # more to come\n\n# the switches\nsettings:\n  require_app_secret_proof: true\n",
			want: "# head\nversion: 1\npermissions:\n  # why a\n  - name: a # here\n    reason: x\n\n" +
				"  # why c\n  - name: c\n    reason: z\n" + added + "  # more to come\n\n# the switches\nsettings:\n  require_app_secret_proof: true\n",
		},
		{
			about: "the first grant goes, the comment on the list stays", remove: []string{"a"},
			text: "version: 1\npermissions:\n  # all of them are reviewed in May\n  - name: a\n  - name: b\n",
			want: "version: 1\npermissions:\n  # all of them are reviewed in May\n  - name: b\n",
		},
		{
			about: "the first grant goes with its comment, if others have one", remove: []string{"a"},
			text: "version: 1\npermissions: # reviewed in May\n  # why a\n  - name: a\n  # why b\n  - name: b\n  - name: c\n",
			want: "version: 1\npermissions: # reviewed in May\n  # why b\n  - name: b\n  - name: c\n",
		},
		{
			about: "the last grant goes", remove: []string{"b"},
			text: "version: 1\npermissions:\n- name: a\n- reason: |\n    several\n    lines\n  name: b\n",
			want: "version: 1\npermissions:\n- name: a\n",
		},
		{
			about: "nothing is left", remove: []string{"a"},
			text: "version: 1\npermissions:\n  - name: a\nwebhooks: []\n",
			want: "version: 1\npermissions: []\nwebhooks: []\n",
		},
		{
			about: "an empty list", add: add,
			text: "version: 1\npermissions: [] # none\nwebhooks: []\n",
			want: "version: 1\npermissions: # none\n" + added + "webhooks: []\n",
		},
		{
			about: "no list", add: add,
			text: "version: 1\napp: Bot\n",
			want: "version: 1\napp: Bot\npermissions:\n" + added,
		},
		{
			about: "one in, one out", remove: []string{"a"}, add: add,
			text: "version: 1\npermissions:\n  - name: a\n",
			want: "version: 1\npermissions:\n" + added,
		},
		{
			about: "lines end as they did", remove: []string{"a"}, add: add,
			text: "version: 1\r\npermissions:\r\n  - name: a\r\n  - name: b",
			want: strings.ReplaceAll("version: 1\npermissions:\n  - name: b\n"+added, "\n", "\r\n"),
		},
		{
			about: "an empty list whose line ends in two characters", add: add,
			text: "version: 1\r\npermissions: [] # none\r\nwebhooks: []\r\n",
			want: strings.ReplaceAll("version: 1\npermissions: # none\n"+added+"webhooks: []\n", "\n", "\r\n"),
		},
		{
			about: "nothing to do",
			text:  "version: 1\npermissions: [{name: a}, {name: b}] # all\r\nwebhooks: []",
			want:  "version: 1\npermissions: [{name: a}, {name: b}] # all\r\nwebhooks: []",
		},
		{
			about: "grants in one line get lines of their own", remove: []string{"b"}, add: add,
			text: "version: 1 # one\n# all of them\npermissions: [{name: a, reason: \"x, y\"}, {name: b}]\nwebhooks: []\n",
			want: "version: 1 # one\n# all of them\npermissions:\n  - name: a\n    reason: x, y\n" + added + "webhooks: []\n",
		},
		{
			about: "all in one line", remove: []string{"a"}, add: add,
			text: "{version: 1, app: Bot, permissions: [{name: a}]}\n",
			want: "version: 1\napp: Bot\npermissions:\n" + added,
		},
	} {
		t.Run(c.about, func(t *testing.T) {
			got, err := manifest.Edit("workplace.yaml", []byte(c.text), c.remove, c.add)
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(c.want, string(got)); d != "" {
				t.Error(d)
			}
		})
	}
}

// TestEditRefuses shows what is left to a person rather than guessed at.
func TestEditRefuses(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"version: 1\npermissions:\n  - name: a\n    reason: &r x\n  - name: b\n    reason: *r\n", "workplace.yaml:4: YAML: unknown anchor 'r'"},
		{"version: 1\npermissions: [{name: a}, {name: b}] # all\n", "workplace.yaml:2: a comment on a line of its own"},
		{"version: 1\npermissions: [{name: a}, {name: b}] # all\nsettings: {require_app_secret_proof: true}\n", "workplace.yaml:2: a comment on a line of its own"},
		{"version: 2\n", "version 1"},
	} {
		_, err := manifest.Edit("workplace.yaml", []byte(c.text), []string{"a"}, nil)
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: %v, want %s", c.text, err, c.want)
		}
	}
}

// FuzzEdit removes each grant of any manifest: the result says the same without
// it, or it is an error.
func FuzzEdit(f *testing.F) {
	f.Add("version: 1\npermissions:\n  # c\n  - name: a\n    reason: |\n      # no comment\n  - {name: b}\n")
	f.Add("permissions:\n- name: \"a\"\n\n# x\nversion: 1\n")
	f.Fuzz(func(t *testing.T, text string) {
		m, err := manifest.Parse("workplace.yaml", []byte(text))
		if err != nil {
			return
		}
		for i := range m.Permissions {
			name := m.Permissions[i].Name
			got, err := manifest.Edit("workplace.yaml", []byte(text), []string{name}, nil)
			if err != nil {
				continue
			}
			after, err := manifest.Parse("workplace.yaml", got)
			if err != nil || len(after.Permissions) != len(m.Permissions)-1 {
				t.Errorf("without %s: %v\n%s\n%s", name, err, text, got)
			}
		}
	})
}
