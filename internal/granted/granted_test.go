package granted_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/workplacelint/workplacelint/internal/catalog"
	"github.com/workplacelint/workplacelint/internal/granted"
	"github.com/workplacelint/workplacelint/internal/manifest"
)

func TestParse(t *testing.T) {
	all := manifest.AllGroups
	for _, c := range []struct {
		about, name, data string
		grants            []granted.Grant
		unknown           []granted.Line
	}{
		{
			about: "names", name: "granted.yaml", data: "- read_group\n- write_group\n- read_group\n",
			grants: []granted.Grant{{"read_group", 0, 1}, {"write_group", 0, 2}},
		},
		{
			about: "a manifest", name: "granted.yml", data: "version: 1\npermissions:\n  - name: read_group\n    groups: all\n  - name: read_teapot\n",
			grants: []granted.Grant{{"read_group", all, 3}}, unknown: []granted.Line{{"read_teapot", 5}},
		},
		{
			about: "a table", name: "granted.csv", data: "id,Permission,Groups\n7,Read group content,all\n8,\"Manage groups\",\n",
			grants: []granted.Grant{{"read_group", all, 2}, {"manage_group", 0, 3}},
		},
		{
			about: "a table of a German spreadsheet", name: "granted.csv", data: "Berechtigung;Gruppen\nGruppeninhalte lesen;all\n",
			grants: []granted.Grant{{"read_group", all, 2}},
		},
		{
			about: "one column", name: "granted.csv", data: "read_group\nlogout\n",
			grants: []granted.Grant{{"read_group", 0, 1}, {"logout", 0, 2}},
		},
		{
			about: "text of the panel in three languages", name: "granted.txt",
			data:    "# copied on Monday\n\n• Gruppeninhalte lesen\r\nGerenciar conteúdo do grupo\n  Read  user email\nRead posts and comments in selected groups.\n",
			grants:  []granted.Grant{{"read_group", 0, 3}, {"write_group", 0, 4}, {"read_user_email", 0, 5}},
			unknown: []granted.Line{{"Read posts and comments in selected groups.", 6}},
		},
		{
			about: "ticks", name: "-", data: "☑ Read group content\n☐ Manage group content\n[x] Mention bot\nRead all messages\n",
			grants: []granted.Grant{{"read_group", 0, 1}, {"bot_mention", 0, 3}},
		},
	} {
		t.Run(c.about, func(t *testing.T) {
			got, err := granted.Parse(catalog.Default(), c.name, []byte(c.data))
			if err != nil {
				t.Fatal(err)
			}
			want := &granted.List{File: c.name, Grants: c.grants, Unknown: c.unknown}
			if d := cmp.Diff(want, got); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestParseErrors(t *testing.T) {
	for _, c := range []struct{ name, data, want string }{
		{"g.yaml", "a: [", "g.yaml:1: expected YAML"},
		{"g.yaml", "", "g.yaml:1: expected a list of permissions"},
		{"g.yaml", "grants: []\n", "g.yaml:1: expected the key permissions"},
		{"g.yaml", "- read_group\n- {groups: all}\n", "g.yaml:2: expected the name of a permission"},
		{"g.yaml", "- {name: read_group,\n   groups: some}\n", "g.yaml:2: expected all, selected or group-admins"},
		{"g.csv", "id,what\n1,read_group\n", "g.csv:1: expected a first row with the column name"},
		{"g.csv", "name\n\"read\n", "expected comma-separated values"},
		{"g.csv", "name,groups\nread_group,some\n", "g.csv:2: expected all, selected or group-admins for groups"},
		{"g.txt", "\xff\xfe", "g.txt:1: expected text in UTF-8"},
	} {
		_, err := granted.Parse(catalog.Default(), c.name, []byte(c.data))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s %q: %v, want %s", c.name, c.data, err, c.want)
		}
	}
}

// FuzzParse feeds each form with anything: it gives a list or an error, and
// places that the data has.
func FuzzParse(f *testing.F) {
	for _, seed := range []string{"- read_group\n", "name,groups\nread_group,all\n", "☑ Read group content", "a: [", "\"", "- &a [*a]\n"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, data string) {
		for _, name := range []string{"g.yaml", "g.csv", "g.txt"} {
			got, err := granted.Parse(catalog.Default(), name, []byte(data))
			if err != nil {
				continue
			}
			for _, g := range got.Grants {
				if g.Line < 1 || g.Line > strings.Count(data, "\n")+1 || got.Find(g.Permission) == nil {
					t.Errorf("%s: %+v of %q", name, g, data)
				}
			}
		}
	})
}
