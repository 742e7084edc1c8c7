package manifest_test

import (
	"os"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v4"

	"github.com/workplacelint/workplacelint/internal/manifest"
)

const schemaFile = "../../docs/schema/workplace.schema.json"

// TestSchema holds the schema and the decoder to the same verdict.
func TestSchema(t *testing.T) {
	compiler := jsonschema.NewCompiler()
	compiler.AssertFormat()
	schema, err := compiler.Compile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	permission := func(rest string) string { return "version: 1\npermissions: [{name: a, " + rest + "}]\n" }
	settings := func(rest string) string { return "version: 1\nsettings: {" + rest + "}\n" }
	tests := []struct {
		name, text string
		good       bool
	}{
		{"complete", complete, true},
		{"least", "version: 1\n", true},
		{"no version", "app: Bot\n", false},
		{"later version", "version: 2\n", false},
		{"version as text", "version: '1'\n", false},
		{"unknown key", "version: 1\nscopes: []\n", false},
		{"list", "- version\n", false},
		{"app as number", "version: 1\napp: 7\n", false},
		{"app in quotes", "version: 1\napp: '7'\n", true},
		{"app without text", "version: 1\napp: ''\n", false},
		{"app of spaces", "version: 1\napp: ' '\n", false},
		{"app left out", "version: 1\napp:\n", false},
		{"app with control character", "version: 1\napp: \"a\\e\"\n", false},
		{"app with line break", "version: 1\napp: \"a\\nb\"\n", true},
		{"app of 2000 letters", "version: 1\napp: " + strings.Repeat("ß", 2000) + "\n", true},
		{"app of 2001 letters", "version: 1\napp: " + strings.Repeat("ß", 2001) + "\n", false},
		{"other type", "version: 1\ntype: bot\n", false},
		{"type custom", "version: 1\ntype: custom\n", true},
		{"permissions empty", "version: 1\npermissions: []\n", true},
		{"permissions left out", "version: 1\npermissions:\n", false},
		{"permission as text", "version: 1\npermissions: [read_group]\n", false},
		{"permission without name", "version: 1\npermissions: [{reason: x}]\n", false},
		{"reason to fill in", permission("reason: "), true},
		{"reason empty", permission("reason: ''"), true},
		{"reason as number", permission("reason: 7"), false},
		{"owner to fill in", permission("owner: "), false},
		{"groups", permission("groups: group-admins"), true},
		{"groups otherwise", permission("groups: admins"), false},
		{"groups left out", permission("groups: "), false},
		{"day", permission("until: 2028-02-29"), true},
		{"day in quotes", permission("until: '2028-02-29'"), true},
		{"day that is none", permission("until: 2027-02-29"), false},
		{"day and time", permission("until: 2027-02-28T00:00:00Z"), false},
		{"year", permission("until: 2027"), false},
		{"unknown key of permission", permission("scope: all"), false},
		{"webhook", "version: 1\nwebhooks: [{object: page, fields: [mention]}]\n", true},
		{"webhook without object", "version: 1\nwebhooks: [{fields: [mention]}]\n", false},
		{"webhook without fields", "version: 1\nwebhooks: [{object: page, fields: []}]\n", false},
		{"webhook field twice", "version: 1\nwebhooks: [{object: page, fields: [a, a]}]\n", false},
		{"webhook field as text", "version: 1\nwebhooks: [{object: page, fields: a}]\n", false},
		{"settings empty", settings(""), true},
		{"proof", settings("require_app_secret_proof: false"), true},
		{"proof as word", settings("require_app_secret_proof: 'true'"), false},
		{"proof otherwise", settings("require_app_secret_proof: yes"), false},
		{"addresses", settings("ip_allowlist: [203.0.113.7, 203.0.113.0/28, '2001:db8::/32', '::1']"), true},
		{"address otherwise", settings("ip_allowlist: [everywhere]"), false},
		{"range otherwise", settings("ip_allowlist: [203.0.113.0/33]"), false},
		{"unknown setting", settings("proof: true"), false},
		{"hosts", "version: 1\nhosts: [gateway, a.example.com]\n", true},
		{"host with port", "version: 1\nhosts: ['a.example.com:443']\n", false},
		{"host with path", "version: 1\nhosts: [a.example.com/graph]\n", false},
		{"host with end point", "version: 1\nhosts: [a.example.com.]\n", false},
		{"host twice", "version: 1\nhosts: [a, a]\n", false},
		{"credentials", "version: 1\ncredentials: [TOKEN, a.com/b.C.D]\n", true},
		{"credential with space", "version: 1\ncredentials: ['a b']\n", false},
		{"credential as number", "version: 1\ncredentials: [7]\n", false},
		{"sender", withSender("calls: {Get: {send: GET, url: 1, query: [2, 3], options: [4, {A: json}]}}"), true},
		{"sender with all keys", withSender("source: https://a.com, confidence: inferred, base: 'https://a.com', join: resolve, tag: url, fields: {base: B}, inner: {A: {B: C}}, wraps: {A: B}, calls: {C.Get: {send: set}}"), true},
		{"sender as text", "version: 1\nsenders: [a]\n", false},
		{"sender without packages", "version: 1\nsenders: [{name: a, calls: {Get: {send: GET}}}]\n", false},
		{"sender without calls", withSender("calls: {}"), false},
		{"key of no sender", withSender("calls: {Get: {send: GET}}, colour: red"), false},
		{"base of no scheme", withSender("base: a.com, calls: {Get: {send: GET}}"), false},
		{"path joined otherwise", withSender("join: glue, calls: {Get: {send: GET}}"), false},
		{"name with a space", withSender("tag: a b, calls: {Get: {send: GET}}"), false},
		{"part of no request", withSender("fields: {colour: A}, calls: {Get: {send: GET}}"), false},
		{"call without meaning", withSender("calls: {Get: }"), false},
		{"key of no call", withSender("calls: {Get: {sends: GET}}"), false},
		{"argument before the first", withSender("calls: {Get: {url: 0}}"), false},
		{"argument that is a list", withSender("calls: {Get: {url: [1, 2]}}"), false},
		{"name without value", withSender("calls: {Get: {query: [1]}}"), false},
		{"method in lower case", withSender("calls: {Get: {send: get}}"), false},
		{"options without fields", withSender("calls: {Get: {options: [1]}}"), false},
		{"options that set nothing", withSender("calls: {Get: {options: [1, {A: colour}]}}"), false},
		{"patterns", "version: 1\nfiles: {client: ['web/**/*.js', a?c], server: [web]}\n", true},
		{"pattern above", "version: 1\nfiles: {client: ['../*.js']}\n", false},
		{"pattern with end slash", "version: 1\nfiles: {client: [web/]}\n", false},
		{"absolute pattern", "version: 1\nfiles: {server: [/web]}\n", false},
		{"files of others", "version: 1\nfiles: {browser: [web]}\n", false},
		{"pattern twice", "version: 1\nfiles: {client: [a, a]}\n", false},
		{"builds", "version: 1\nbuilds: [{tags: [enterprise, go1.30, größe]}, {goos: windows}, {goarch: arm64}, {goos: linux, goarch: arm, tags: [a]}]\n", true},
		{"builds as text", "version: 1\nbuilds: [enterprise]\n", false},
		{"default build", "version: 1\nbuilds: [{}]\n", false},
		{"build without tags", "version: 1\nbuilds: [{tags: []}]\n", false},
		{"build twice", "version: 1\nbuilds: [{tags: [a]}, {tags: [a]}]\n", false},
		{"key of no build", "version: 1\nbuilds: [{flags: [a]}]\n", false},
		{"tag twice", "version: 1\nbuilds: [{tags: [a, a]}]\n", false},
		{"tag with a dash", "version: 1\nbuilds: [{tags: [a-b]}]\n", false},
		{"platform as tag", "version: 1\nbuilds: [{tags: [windows]}]\n", false},
		{"tag called default", "version: 1\nbuilds: [{tags: [default]}]\n", false},
		{"other system", "version: 1\nbuilds: [{goos: beos}]\n", false},
		{"other architecture", "version: 1\nbuilds: [{goarch: windows}]\n", false},
		{"list of systems", "version: 1\nbuilds: [{goos: [linux, windows]}]\n", false},
		{"17 builds", "version: 1\nbuilds:\n" + manyBuilds(17), false},
		{"16 builds", "version: 1\nbuilds:\n" + manyBuilds(16), true},
		{"files", "version: 1\ncatalog: [a.yaml, b/c.yaml, .hidden/c, a..b]\n", true},
		{"file above", "version: 1\ncatalog: [../a.yaml]\n", false},
		{"file around", "version: 1\ncatalog: [a/../b]\n", false},
		{"file here", "version: 1\ncatalog: [./a]\n", false},
		{"directory", "version: 1\ncatalog: [a/]\n", false},
		{"double slash", "version: 1\ncatalog: [a//b]\n", false},
		{"absolute file", "version: 1\ncatalog: [/a]\n", false},
		{"file of another system", "version: 1\ncatalog: ['C:\\a']\n", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			_, decoder := manifest.Parse("w.yaml", []byte(tt.text))
			if good := decoder == nil; good != tt.good {
				t.Errorf("decoder: good = %v, want %v: %v", good, tt.good, decoder)
			}
			var doc yaml.Node
			if err := yaml.Load([]byte(tt.text), &doc); err != nil {
				t.Fatal(err)
			}
			err := schema.Validate(instance(&doc))
			if good := err == nil; good != tt.good {
				t.Errorf("schema: good = %v, want %v: %v", good, tt.good, err)
			}
		})
	}
}

// withSender returns a manifest with a sender that has further keys.
func withSender(keys string) string {
	return "version: 1\nsenders: [{name: a, packages: [a.com/b], " + keys + "}]\n"
}

// instance returns a node as JSON has it: a day is text.
func instance(n *yaml.Node) any {
	switch n.Kind {
	case yaml.DocumentNode:
		return instance(n.Content[0])
	case yaml.SequenceNode:
		list := []any{}
		for _, child := range n.Content {
			list = append(list, instance(child))
		}
		return list
	case yaml.MappingNode:
		object := map[string]any{}
		for i := 0; i+1 < len(n.Content); i += 2 {
			object[n.Content[i].Value] = instance(n.Content[i+1])
		}
		return object
	case yaml.ScalarNode, yaml.AliasNode, yaml.StreamNode:
	}
	switch n.ShortTag() {
	case "!!null":
		return nil
	case "!!bool":
		return n.Value == "true"
	case "!!int":
		return int(n.Value[0] - '0') // the cases have small numbers
	}
	return n.Value
}

func TestSchemaAddress(t *testing.T) {
	data, err := os.ReadFile(schemaFile)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(data), `"$id": "`+manifest.Schema+`"`) {
		t.Errorf("the schema does not have the address %s", manifest.Schema)
	}
}
