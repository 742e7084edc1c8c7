package manifest

import (
	"strings"
	"unicode"

	"go.yaml.in/yaml/v4"
)

// Schema is the address of the JSON Schema of manifests, for editors.
const Schema = "https://raw.githubusercontent.com/workplacelint/workplacelint/main/docs/schema/workplace.schema.json"

// A Draft is a manifest to be written for an app that has none.
type Draft struct {
	App         string
	Type        Type
	Comments    []string // what the reader should know of the whole
	Permissions []DraftGrant
	Webhooks    []DraftWebhook
}

// A DraftGrant is one permission of a draft. Its reason is left to fill in.
type DraftGrant struct {
	Name     string
	Comments []string // what it is called and what needs it, one line each
}

// A DraftWebhook is one subscription of a draft.
type DraftWebhook struct {
	Object string
	Fields []string
}

// Render writes a draft in canonical form.
func Render(d Draft) ([]byte, error) {
	root := &yaml.Node{Kind: yaml.MappingNode}
	add := func(key string, value *yaml.Node) {
		root.Content = append(root.Content, text(key), value)
	}
	add("version", &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!int", Value: "1"})
	if d.App != "" {
		add("app", text(d.App))
	}
	if d.Type != AnyType {
		add("type", text(d.Type.String()))
	}
	grants := &yaml.Node{Kind: yaml.SequenceNode}
	for _, g := range d.Permissions {
		grants.Content = append(grants.Content, g.node())
	}
	add("permissions", grants)
	if len(d.Webhooks) > 0 {
		webhooks := &yaml.Node{Kind: yaml.SequenceNode}
		for _, w := range d.Webhooks {
			webhooks.Content = append(webhooks.Content, w.node())
		}
		add("webhooks", webhooks)
	}
	head := append([]string{"yaml-language-server: $schema=" + Schema}, d.Comments...)
	doc := &yaml.Node{Kind: yaml.DocumentNode, Content: []*yaml.Node{root}, HeadComment: comment(head)}
	style(root)
	data, err := dump(doc)
	if err != nil {
		return nil, err
	}
	return Format(Name, data)
}

func (g DraftGrant) node() *yaml.Node {
	reason := &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!null", LineComment: "# to fill in"}
	return &yaml.Node{
		Kind:        yaml.MappingNode,
		HeadComment: comment(g.Comments),
		Content:     []*yaml.Node{text("name"), text(g.Name), text("reason"), reason},
	}
}

func (w DraftWebhook) node() *yaml.Node {
	fields := &yaml.Node{Kind: yaml.SequenceNode}
	for _, field := range w.Fields {
		fields.Content = append(fields.Content, text(field))
	}
	return &yaml.Node{
		Kind:    yaml.MappingNode,
		Content: []*yaml.Node{text("object"), text(w.Object), text("fields"), fields},
	}
}

func text(s string) *yaml.Node {
	return &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: oneLine(s)}
}

// comment writes lines as comments. Each stays one line: a file name may hold
// a line break, and what follows it would be YAML.
func comment(lines []string) string {
	out := make([]string, 0, len(lines))
	for _, line := range lines {
		out = append(out, strings.TrimRight("# "+oneLine(line), " "))
	}
	return strings.Join(out, "\n")
}

func oneLine(s string) string {
	return strings.Map(func(r rune) rune {
		if r == ' ' || unicode.IsPrint(r) {
			return r
		}
		return '?'
	}, strings.ToValidUTF8(s, "?"))
}
