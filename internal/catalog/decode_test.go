package catalog_test

import (
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/workplacelint/workplacelint/internal/catalog"
	"github.com/workplacelint/workplacelint/rules"
)

// tiny is a catalogue in the small.
var tiny = map[string]string{
	"sources.yaml": `retrieved: 2026-01-02
sources:
  guide: https://example.com/guide
`,
	"permissions.yaml": `permissions:
  read_x:
    labels: {de: [X lesen], en: [Read X, See X]}
    does: Reads x.
    access: read
    area: x
    sensitivity: low
    risk: none
    status: current
    confidence: documented
    sources: [guide]
`,
	"hosts.yaml": `graph_hosts:
  api.example.com: {about: the API, confidence: documented, sources: [guide]}
`,
	"roots.yaml":     "roots: {}\n",
	"foreign.yaml":   "foreign: {names: [gadget], confidence: inferred, sources: [guide]}\n",
	"calls.yaml":     "calls: []\n",
	"unlocated.yaml": "unlocated: []\n",
	"scim.yaml":      "account_management: []\n",
	"webhooks.yaml":  "objects: {}\n",
	"graph/x.yaml": `node: X
about: an x
path: "{x-id}"
ids: [digits]
confidence: documented
sources: [guide]
read: {does: read it, needs: {any_of: [read_x]}, confidence: documented}
plain: [id]
edges:
  friends:
    node: X
    read: {does: list them, needs: token, confidence: inferred}
`,
}

// tinyWith is the small catalogue with other files.
func tinyWith(files map[string]string) fstest.MapFS {
	fsys := fstest.MapFS{}
	all := maps.Clone(tiny)
	maps.Copy(all, files)
	for name, text := range all {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return fsys
}

func TestLoadTiny(t *testing.T) {
	cat, err := catalog.Load(tinyWith(nil))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, ep := range cat.Endpoints() {
		names = append(names, ep.Name())
	}
	if want := []string{"GET /{x-id}", "GET /{x-id}/friends"}; !slices.Equal(names, want) {
		t.Errorf("endpoints %q, want %q", names, want)
	}
	ep := cat.Endpoints()[0]
	if len(ep.Sources) != 1 || ep.Sources[0] != (catalog.Source{ID: "guide", URL: "https://example.com/guide", Retrieved: "2026-01-02"}) {
		t.Errorf("sources %v, want that of the node", ep.Sources)
	}
	perm := cat.Permission("read_x")
	if perm.Label != "Read X" || len(perm.Labels) != 3 {
		t.Errorf("labels %v", perm.Labels)
	}
}

// edit returns a file of the small catalogue with old replaced by text.
func edit(t *testing.T, file, old, text string) map[string]string {
	t.Helper()
	before, after, ok := strings.Cut(tiny[file], old)
	if !ok {
		t.Fatalf("%s has no %q", file, old)
	}
	return map[string]string{file: before + text + after}
}

func TestLoadErrors(t *testing.T) {
	const x, perms = "graph/x.yaml", "permissions.yaml"
	for _, tt := range []struct{ name, file, old, text, want string }{
		{"unknown key", x, "about:", "abuot:", "graph/x.yaml:2: expected one of about, abstract, "},
		{"missing key", x, "about: an x\n", "", "graph/x.yaml:1: expected about in node X"},
		{"repeated key", x, "plain: [id]", "plain: [id]\nplain: [name]", "graph/x.yaml:9: expected plain once in node X"},
		{"no text", x, "about: an x", "about: []", "graph/x.yaml:2: expected text for about"},
		{"unknown permission", x, "read_x", "read_y", "graph/x.yaml:7: expected a permission of permissions.yaml, not read_y"},
		{"no permission", x, "any_of: [read_x]", "any_of: []", "graph/x.yaml:7: expected at least one permission for needs"},
		{"unknown operator", x, "any_of:", "one_of:", "graph/x.yaml:7: expected any_of or all_of for needs, not one_of"},
		{"unknown word for needs", x, "token", "nothing", "graph/x.yaml:12: expected token, unknown, any_of or all_of for needs"},
		{"unknown node", x, "node: X\n    read", "node: Y\n    read", "graph/x.yaml:11: expected a type of node, not Y"},
		{"unknown source", x, "sources: [guide]", "sources: [blog]", "graph/x.yaml:6: expected a source of sources.yaml, not blog"},
		{"no source", x, "sources: [guide]", "sources: []", "graph/x.yaml:6: expected at least one source"},
		{"address for a source", x, "sources: [guide]", "sources: [https://example.com]", "graph/x.yaml:6: expected a source of sources.yaml"},
		{"unknown confidence", x, "confidence: inferred", "confidence: high", "graph/x.yaml:12: expected documented or inferred for confidence"},
		{"unknown form of ids", x, "ids: [digits]", "ids: [uuid]", "graph/x.yaml:4: expected badge, composite, digits, email, opaque or thread in ids, not uuid"},
		{"edge that does nothing", x, "    read: {does: list them, needs: token, confidence: inferred}\n", "", "graph/x.yaml:10: expected read, publish or delete in edge friends"},
		{"ids without path", x, "path: \"{x-id}\"\n", "", "graph/x.yaml:1: expected path in node X, which has ids or edges"},
		{"alias", x, "about: an x", "about: &a an x", "graph/x.yaml:2: expected node X without anchors and aliases"},
		{"not YAML", x, "about: an x", "about: [", "graph/x.yaml:4: expected YAML: "},
		{"no mapping", x, tiny[x], "- a\n", "graph/x.yaml:1: expected a mapping for x.yaml"},
		{"empty file", x, tiny[x], "", "graph/x.yaml:1: expected a mapping"},
		{"second file about a node", "roots.yaml", tiny["roots.yaml"], "node: X\n", "graph/x.yaml:1: expected one file about X"},
		{"not sorted", x, "plain: [id]", "plain: [name, id]", "graph/x.yaml:8: expected id before name in plain: lists are sorted"},
		{"entries not sorted", perms, "permissions:\n", "permissions:\n  z: {}\n", "permissions.yaml:3: expected read_x before z in permissions: entries are sorted"},
		{"field twice", x, "plain: [id]", "plain: [id]\nfields: {id: {needs: token, confidence: inferred}}", "graph/x.yaml:9: expected id once among the fields of X"},
		{"unknown sensitivity", perms, "low", "none at all", "permissions.yaml:7: expected critical or high or low or medium for sensitivity"},
		{"no English label", perms, "en: [Read X, See X]", "en: []", "permissions.yaml:3: expected an English label"},
		{"dependency on nothing", perms, "status: current", "status: current\n    depends_on: [read_y]", "permissions.yaml:10: expected a permission of permissions.yaml, not read_y"},
		{"extends itself", x, "about: an x", "about: an x\nextends: [X]", "graph/x.yaml:3: expected X to extend an abstract node, not X"},
		{"path that is none", x, "{x-id}", "{x-id", "graph/x.yaml:3: expected a path such as /{group-id}/feed, not {x-id"},
		{"root without nodes", "roots.yaml", "{}", "{me: {about: it, nodes: [], confidence: inferred, sources: [guide]}}", "roots.yaml:1: expected at least one of nodes in me"},
		{"bad day", "sources.yaml", "2026-01-02", "today", "sources.yaml:1: expected a day such as 2026-11-22 for retrieved"},
		{"no day", "sources.yaml", "retrieved: 2026-01-02\n", "", "sources.yaml:2: expected retrieved in a file with sources"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			cat, err := catalog.Load(tinyWith(edit(t, tt.file, tt.old, tt.text)))
			if err == nil || cat != nil {
				t.Fatalf("loads without error")
			}
			if !strings.Contains(err.Error(), tt.want) {
				t.Errorf("\n got %v\nwant %s", err, tt.want)
			}
		})
	}
}

func TestLoadNamesMissingFiles(t *testing.T) {
	fsys := tinyWith(nil)
	delete(fsys, "scim.yaml")
	if _, err := catalog.Load(fsys); err == nil || !strings.Contains(err.Error(), "scim.yaml:1: expected this file in the rules") {
		t.Errorf("got %v", err)
	}
}

func TestConditions(t *testing.T) {
	entry := strings.TrimPrefix(tiny["permissions.yaml"], "permissions:\n")
	perms := tiny["permissions.yaml"] + strings.ReplaceAll(entry, "read_x", "read_y") + strings.ReplaceAll(entry, "read_x", "read_z")
	for _, tt := range []struct{ needs, want string }{
		{"token", ""},
		{"unknown", " ?"},
		{"{any_of: [read_y, read_x]}", " read_y|read_x"},
		{"{all_of: [read_y, read_x]}", " read_y read_x"},
		{"{any_of: [read_x, {all_of: [read_y, read_z]}]}", " read_x|read_y read_x|read_z"},
		{"{all_of: [{any_of: [read_x, read_y]}, read_z]}", " read_x|read_y read_z"},
		{"{any_of: [read_x, {all_of: [read_x, read_y]}]}", " read_x read_x|read_y"},
	} {
		t.Run(tt.needs, func(t *testing.T) {
			files := edit(t, "graph/x.yaml", "{any_of: [read_x]}", tt.needs)
			files["permissions.yaml"] = perms
			cat, err := catalog.Load(tinyWith(files))
			if err != nil {
				t.Fatal(err)
			}
			if got := needs(cat.Endpoints()[0].Needs); got != tt.want {
				t.Errorf("got %q, want %q", got, tt.want)
			}
		})
	}
}

func TestConditionsAreBounded(t *testing.T) {
	pair := "{all_of: [read_x, read_x, read_x]}"
	many := "{any_of: [" + strings.Repeat(pair+", ", 8) + pair + "]}"
	_, err := catalog.Load(tinyWith(edit(t, "graph/x.yaml", "{any_of: [read_x]}", many)))
	if err == nil || !strings.Contains(err.Error(), "expected fewer alternatives for needs") {
		t.Errorf("got %v", err)
	}
}

func TestOverlay(t *testing.T) {
	overlay := func(text string) catalog.Overlay { return catalog.Overlay{Name: "extra.yaml", Data: []byte(text)} }
	add := overlay(`retrieved: 2026-05-06
node: X
edges:
  foes:
    node: X
    read: {does: list them, needs: {any_of: [read_x]}, confidence: documented, sources: [https://example.com/foes]}
`)
	cat, err := catalog.Load(tinyWith(nil), add)
	if err != nil {
		t.Fatal(err)
	}
	m := cat.Match(request(t, "GET https://api.example.com/1/foes"), nil)
	if got, want := answer(m), "GET /{x-id}/foes read_x"; got != want {
		t.Fatalf("got %s, want %s", got, want)
	}
	src := m.Candidates[0].Endpoint.Sources[0]
	if src != (catalog.Source{URL: "https://example.com/foes", Retrieved: "2026-05-06"}) {
		t.Errorf("source %v", src)
	}
	for _, tt := range []struct{ name, text, want string }{
		{"new node without source", "node: Z\nabout: a z\nconfidence: inferred\n", "extra.yaml:1: expected sources in node Z"},
		{"unknown key", "node: X\nedge: {}\n", "extra.yaml:2: expected one of about, "},
		{"unknown permission", "node: X\nread: {does: it, needs: {any_of: [root]}, confidence: inferred}\n", "extra.yaml:2: expected a permission"},
		{"too large", strings.Repeat("#\n", 600_000), "extra.yaml:1: expected a file of at most"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := catalog.Load(tinyWith(nil), overlay(tt.text)); err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("\n got %v\nwant %s", err, tt.want)
			}
		})
	}
}

// An overlay over the rules must not change the catalogue that everybody uses.
func TestOverlayIsApart(t *testing.T) {
	before := len(catalog.Default().Node("Group").Edges)
	overlay := catalog.Overlay{Name: "extra.yaml", Data: []byte(`node: Group
edges:
  pins:
    node: Post
    read: {does: list them, needs: {any_of: [read_group]}, confidence: documented, sources: [https://example.com/pins]}
`)}
	cat, err := catalog.Load(rules.Files, overlay)
	if err != nil {
		t.Fatal(err)
	}
	if len(cat.Node("Group").Edges) != before+1 || len(catalog.Default().Node("Group").Edges) != before {
		t.Error("the overlay is not where it should be")
	}
}
