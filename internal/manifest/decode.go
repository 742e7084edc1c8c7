package manifest

import (
	"fmt"
	"net/netip"
	"path"
	"regexp"
	"strings"
	"time"

	"go.yaml.in/yaml/v4"

	"github.com/workplacelint/workplacelint/internal/sender"
)

// A field is one key of a mapping and how its value is decoded. The order of
// a list of fields is the order of keys in canonical text.
type field[T any] struct {
	name   string
	decode func(d *decoder, into *T, value *yaml.Node)
}

var manifestFields = []field[Manifest]{
	{"version", decodeVersion},
	{"app", func(d *decoder, m *Manifest, v *yaml.Node) { m.App = d.text(v) }},
	{"type", func(d *decoder, m *Manifest, v *yaml.Node) { m.Type = word[Type](d, v, typeWords[:]) }},
	{"permissions", decodePermissions},
	{"webhooks", decodeWebhooks},
	{"settings", decodeSettings},
	{"hosts", func(d *decoder, m *Manifest, v *yaml.Node) { m.Hosts = d.list(v, "host names", d.host) }},
	{"credentials", func(d *decoder, m *Manifest, v *yaml.Node) {
		m.Credentials = d.list(v, "names of environment variables or struct fields", d.identifier)
	}},
	{"files", func(d *decoder, m *Manifest, v *yaml.Node) { mapping(d, v, &m.Files, filesFields) }},
	{"builds", decodeBuilds},
	{"senders", decodeSenders},
	{"catalog", func(d *decoder, m *Manifest, v *yaml.Node) {
		m.Catalog = d.list(v, "file names", d.fileName)
	}},
}

var grantFields = []field[Grant]{
	{"name", func(d *decoder, g *Grant, v *yaml.Node) { g.Name = d.text(v).Value }},
	{"groups", func(d *decoder, g *Grant, v *yaml.Node) {
		g.Groups, g.GroupsPosition = word[Groups](d, v, groupWords[:]), position(v)
	}},
	{"reason", func(d *decoder, g *Grant, v *yaml.Node) { g.Reason = d.optionalText(v).Value }},
	{"owner", func(d *decoder, g *Grant, v *yaml.Node) { g.Owner = d.text(v).Value }},
	{"until", func(d *decoder, g *Grant, v *yaml.Node) {
		g.Until, g.UntilPosition = d.day(v), position(v)
	}},
}

var webhookFields = []field[Webhook]{
	{"object", func(d *decoder, w *Webhook, v *yaml.Node) { w.Object = d.text(v).Value }},
	{"fields", func(d *decoder, w *Webhook, v *yaml.Node) {
		w.Fields = d.list(v, "names of fields", d.text)
		if v.Kind == yaml.SequenceNode && len(v.Content) == 0 {
			d.want(v, "at least one field")
		}
	}},
}

var settingsFields = []field[Settings]{
	{"require_app_secret_proof", func(d *decoder, s *Settings, v *yaml.Node) {
		s.RequireAppSecretProof, s.ProofPosition = d.boolean(v), position(v)
	}},
	{"ip_allowlist", func(d *decoder, s *Settings, v *yaml.Node) {
		s.IPAllowlist, s.IPPosition = d.list(v, "addresses", d.address), position(v)
	}},
}

var filesFields = []field[Files]{
	{"client", func(d *decoder, f *Files, v *yaml.Node) { f.Client = d.list(v, "patterns of file names", d.pattern) }},
	{"server", func(d *decoder, f *Files, v *yaml.Node) { f.Server = d.list(v, "patterns of file names", d.pattern) }},
}

// A decoder collects what was expected where something else stands.
type decoder struct {
	file string
	errs Errors
}

func (d *decoder) want(n *yaml.Node, format string, args ...any) {
	d.errs = append(d.errs, &Error{File: d.file, Position: position(n), Want: fmt.Sprintf(format, args...)})
}

func position(n *yaml.Node) Position { return Position{n.Line, n.Column} }

// mapping decodes a mapping and returns the keys it has.
func mapping[T any](d *decoder, n *yaml.Node, into *T, fields []field[T]) map[string]bool {
	seen := map[string]bool{}
	if n.Kind != yaml.MappingNode {
		d.want(n, "a mapping with the keys %s", strings.Join(names(fields), ", "))
		return seen
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		name := scalar(key).Value
		at := -1
		for i, f := range fields {
			if f.name == name {
				at = i
			}
		}
		switch {
		case at < 0:
			d.want(key, "one of the keys %s", strings.Join(names(fields), ", "))
		case seen[name]:
			d.want(key, "the key %s once", name)
		default:
			seen[name] = true
			fields[at].decode(d, into, value)
		}
	}
	return seen
}

func names[T any](fields []field[T]) []string {
	list := make([]string, len(fields))
	for i, f := range fields {
		list[i] = f.name
	}
	return list
}

// scalar returns the single value that n is or stands for, with the place of
// n. A list or mapping gives a node without tag.
func scalar(n *yaml.Node) yaml.Node {
	value := n
	if n.Kind == yaml.AliasNode {
		value = n.Alias
	}
	if value.Kind != yaml.ScalarNode {
		return yaml.Node{Line: n.Line, Column: n.Column}
	}
	return yaml.Node{
		Kind: yaml.ScalarNode, Tag: value.ShortTag(), Value: value.Value, Line: n.Line, Column: n.Column,
	}
}

func decodeVersion(d *decoder, m *Manifest, v *yaml.Node) {
	if s := scalar(v); s.Tag != "!!int" || s.Value != "1" {
		d.want(v, "version 1")
	}
	m.Version = 1
}

func decodePermissions(d *decoder, m *Manifest, v *yaml.Node) {
	lines := map[string]int{}
	for _, entry := range d.entries(v, "permissions, each with a name") {
		g := Grant{Position: position(entry)}
		seen := mapping(d, entry, &g, grantFields)
		if entry.Kind == yaml.MappingNode && !seen["name"] {
			d.want(entry, "the name of a permission")
			continue
		}
		g.Position = keyValue(entry, "name", g.Position)
		if line, twice := lines[g.Name]; twice && g.Name != "" {
			d.want(entry, "permission %s once; it stands in line %d", g.Name, line)
		}
		lines[g.Name] = g.Line
		m.Permissions = append(m.Permissions, g)
	}
}

// keyValue returns the position of the value of a key.
func keyValue(n *yaml.Node, key string, otherwise Position) Position {
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return position(n.Content[i+1])
		}
	}
	return otherwise
}

func decodeWebhooks(d *decoder, m *Manifest, v *yaml.Node) {
	lines := map[string]int{}
	for _, entry := range d.entries(v, "webhooks, each with object and fields") {
		w := Webhook{Position: position(entry)}
		seen := mapping(d, entry, &w, webhookFields)
		if entry.Kind == yaml.MappingNode && (!seen["object"] || !seen["fields"]) {
			d.want(entry, "object and fields of a webhook")
			continue
		}
		w.Position = keyValue(entry, "object", w.Position)
		if line, twice := lines[w.Object]; twice && w.Object != "" {
			d.want(entry, "webhook object %s once; it stands in line %d", w.Object, line)
		}
		lines[w.Object] = w.Line
		m.Webhooks = append(m.Webhooks, w)
	}
}

func decodeSettings(d *decoder, m *Manifest, v *yaml.Node) {
	m.Settings.Position = position(v)
	mapping(d, v, &m.Settings, settingsFields)
}

// decodeSenders leaves it to the package of senders to say what one is.
func decodeSenders(d *decoder, m *Manifest, v *yaml.Node) {
	senders, faults := sender.Decode(v)
	for _, f := range faults {
		d.want(f.Node, "%s", f.Want)
	}
	for _, s := range senders {
		s.Declared = true
	}
	m.Senders, m.senders = senders, v
}

func (d *decoder) entries(v *yaml.Node, of string) []*yaml.Node {
	if v.Kind != yaml.SequenceNode {
		d.want(v, "a list of %s", of)
		return nil
	}
	return v.Content
}

// list decodes a list of single values, each of them once.
func (d *decoder) list(v *yaml.Node, of string, decode func(*yaml.Node) Text) []Text {
	seen := map[string]bool{}
	var list []Text
	for _, entry := range d.entries(v, of) {
		text := decode(entry)
		if text.Value != "" && seen[text.Value] {
			d.want(entry, "%s once", text.Value)
		}
		seen[text.Value] = true
		list = append(list, text)
	}
	return list
}

// text decodes text that is not empty.
func (d *decoder) text(v *yaml.Node) Text {
	s := scalar(v)
	switch {
	case s.Tag != "!!str":
		d.want(v, "text%s", quoteHint(s))
	case strings.TrimSpace(s.Value) == "":
		d.want(v, "text that is not empty")
	case hasControl(s.Value):
		d.want(v, "text without control characters")
	}
	return Text{s.Value, position(v)}
}

// optionalText decodes text that may be left to fill in.
func (d *decoder) optionalText(v *yaml.Node) Text {
	if s := scalar(v); s.Tag == "!!null" || s.Tag == "!!str" && strings.TrimSpace(s.Value) == "" {
		return Text{"", position(v)}
	}
	return d.text(v)
}

func quoteHint(s yaml.Node) string {
	if s.Kind != yaml.ScalarNode || s.Tag == "!!null" {
		return ""
	}
	return "; in quotes, if " + s.Value + " is meant"
}

func hasControl(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool {
		return r < ' ' && r != '\n' && r != '\t' || r >= 0x7f && r < 0xa0
	})
}

// word decodes one of a few words; its index is its value.
func word[T ~uint8](d *decoder, v *yaml.Node, words []string) T {
	s := scalar(v)
	for i, w := range words {
		if i > 0 && s.Tag == "!!str" && s.Value == w {
			return T(i)
		}
	}
	d.want(v, "one of %s", strings.Join(words[1:], ", "))
	return 0
}

func (d *decoder) boolean(v *yaml.Node) bool {
	s := scalar(v)
	if s.Tag != "!!bool" || s.Value != "true" && s.Value != "false" {
		d.want(v, "true or false")
	}
	return s.Value == "true"
}

func (d *decoder) day(v *yaml.Node) time.Time {
	s := scalar(v)
	day, err := time.Parse(time.DateOnly, s.Value)
	if err != nil || s.Tag != "!!str" && s.Tag != "!!timestamp" {
		d.want(v, "a day such as 2027-06-30")
	}
	return day
}

var (
	hostForm       = regexp.MustCompile(`^[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?(\.[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?)*$`)
	identifierForm = regexp.MustCompile(`^[\pL_][^\s]*$`)
	patternForm    = regexp.MustCompile(`^[^/\\:"<>|\s][^\\:"<>|\n\t]*$`)
	fileForm       = regexp.MustCompile(`^[^/\\:*?"<>|\s][^\\:*?"<>|\n\t]*$`)
)

func (d *decoder) host(v *yaml.Node) Text {
	t := d.text(v)
	if t.Value != "" && !hostForm.MatchString(t.Value) {
		d.want(v, "a host name without scheme, port and path, such as gateway.example.com")
	}
	t.Value = strings.ToLower(t.Value)
	return t
}

func (d *decoder) identifier(v *yaml.Node) Text {
	t := d.text(v)
	if t.Value != "" && !identifierForm.MatchString(t.Value) {
		d.want(v, "the name of an environment variable or struct field, such as WORKPLACE_TOKEN")
	}
	return t
}

// fileName decodes a path that does not leave the directory of the manifest:
// checking somebody's code must not read the rest of the disk.
func (d *decoder) fileName(v *yaml.Node) Text {
	t := d.text(v)
	if t.Value != "" && (!isBelow(t.Value) || !fileForm.MatchString(t.Value)) {
		d.want(v, "a file below this directory, such as catalog/extra.yaml")
	}
	return t
}

// pattern decodes a pattern of paths below the directory of the manifest.
func (d *decoder) pattern(v *yaml.Node) Text {
	t := d.text(v)
	if t.Value != "" && (!isBelow(t.Value) || !patternForm.MatchString(t.Value)) {
		d.want(v, "a pattern of files below this directory, such as web/**/*.js")
	}
	return t
}

func isBelow(name string) bool {
	return name == path.Clean(name) && name != "." && name != ".." && !strings.HasPrefix(name, "../")
}

func (d *decoder) address(v *yaml.Node) Text {
	t := d.text(v)
	_, addrErr := netip.ParseAddr(t.Value)
	_, prefixErr := netip.ParsePrefix(t.Value)
	if t.Value != "" && addrErr != nil && prefixErr != nil {
		d.want(v, "an IP address or range such as 203.0.113.0/28")
	}
	return t
}
