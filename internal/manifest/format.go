package manifest

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"
)

// flowWidth is the longest list that is written on one line.
const flowWidth = 72

// Format returns the canonical text of a manifest: keys in the order of the
// documentation, lists in the order of the author, two spaces of indentation,
// no quotes that are not needed. Comments stay with what they describe, and a
// blank line before an entry stays.
//
// Formatting a formatted manifest changes nothing. A manifest of which a
// comment or a value would change is not formatted; that is an error.
func Format(name string, data []byte) ([]byte, error) {
	before, err := Parse(name, data)
	if err != nil {
		return nil, err
	}
	text, err := settle(name, data)
	if err != nil {
		return nil, err
	}
	after, err := Parse(name, text)
	if err != nil {
		return nil, fmt.Errorf("%s: formatting would break it: %w", name, err)
	}
	if err := sameComments(name, data, text); err != nil {
		return nil, err
	}
	if !equal(before, after) {
		return nil, fmt.Errorf("%s: formatting would change what it says", name)
	}
	return text, nil
}

// settle formats until nothing changes. Moving a key may move a comment to a
// place where the next reading takes it for that of a neighbour, so once need
// not be enough.
func settle(name string, data []byte) ([]byte, error) {
	const rounds = 6
	for range rounds {
		next, err := formatOnce(name, data)
		if err != nil || bytes.Equal(next, data) {
			return next, err
		}
		data = next
	}
	return nil, errors.New(name + ": comments where formatting does not move them; put them on lines of their own")
}

func formatOnce(name string, data []byte) ([]byte, error) {
	root, doc, err := load(name, data)
	if err != nil {
		return nil, err
	}
	blank := blankBefore(root, data)
	canonical(root)
	text, err := dump(doc)
	if err != nil {
		return nil, err
	}
	return insertBlank(name, text, root, blank)
}

func dump(doc *yaml.Node) ([]byte, error) {
	var text bytes.Buffer
	dumper, err := yaml.NewDumper(&text,
		yaml.WithIndent(2), yaml.WithCompactSeqIndent(false), yaml.WithLineWidth(-1),
		yaml.WithQuotePreference(yaml.QuoteDouble), yaml.WithUnicode(true))
	if err != nil {
		return nil, err
	}
	if err := errors.Join(dumper.Dump(doc), dumper.Close()); err != nil {
		return nil, err
	}
	readable := escapeForm.ReplaceAllFunc(text.Bytes(), unescape)
	return append(bytes.TrimRight(readable, "\n"), '\n'), nil
}

// escapeForm matches escaped backslashes, so that they do not begin another
// escape, and the escapes that the library writes for letters beyond the first
// 65,536, although they may stand for themselves.
var escapeForm = regexp.MustCompile(`\\\\|\\U[0-9A-F]{8}`)

func unescape(escape []byte) []byte {
	r, err := strconv.ParseInt(string(bytes.TrimPrefix(escape, []byte(`\U`))), 16, 32)
	if err != nil || !unicode.IsPrint(rune(r)) {
		return escape
	}
	return []byte(string(rune(r)))
}

// canonical orders the keys of a manifest and gives every value its style.
func canonical(root *yaml.Node) {
	order(root, names(manifestFields))
	for i := 0; i+1 < len(root.Content); i += 2 {
		value := root.Content[i+1]
		switch root.Content[i].Value {
		case "permissions":
			orderEach(value, names(grantFields))
		case "webhooks":
			orderEach(value, names(webhookFields))
		case "builds":
			orderEach(value, names(buildFields))
		case "settings":
			order(value, names(settingsFields))
		}
	}
	style(root)
	moveAnchors(root, map[*yaml.Node]*yaml.Node{})
}

func orderEach(list *yaml.Node, keys []string) {
	for _, entry := range list.Content {
		order(entry, keys)
	}
}

// order sorts the pairs of a mapping by the order of keys.
func order(mapping *yaml.Node, keys []string) {
	type pair struct{ key, value *yaml.Node }
	var pairs []pair
	for i := 0; i+1 < len(mapping.Content); i += 2 {
		pairs = append(pairs, pair{mapping.Content[i], mapping.Content[i+1]})
	}
	slices.SortStableFunc(pairs, func(a, b pair) int {
		return slices.Index(keys, scalar(a.key).Value) - slices.Index(keys, scalar(b.key).Value)
	})
	for i, p := range pairs {
		mapping.Content[2*i], mapping.Content[2*i+1] = p.key, p.value
	}
}

// style drops quotes that are not needed, and writes short lists on one line.
func style(n *yaml.Node) {
	switch n.Kind {
	case yaml.ScalarNode:
		n.Style = 0
		if strings.Contains(strings.TrimRight(n.Value, "\n"), "\n") {
			n.Style = yaml.LiteralStyle
		}
	case yaml.MappingNode:
		n.Style = 0
	case yaml.SequenceNode:
		n.Style = 0
		if isShort(n) {
			n.Style = yaml.FlowStyle
		}
	case yaml.DocumentNode, yaml.AliasNode, yaml.StreamNode:
	}
	for _, child := range n.Content {
		style(child)
	}
}

// isShort reports whether a list has only single values, no comments and room
// on one line.
func isShort(list *yaml.Node) bool {
	width := 0
	for _, n := range list.Content {
		single := n.Kind == yaml.ScalarNode || n.Kind == yaml.AliasNode
		if !single || n.HeadComment+n.LineComment+n.FootComment != "" || strings.Contains(n.Value, "\n") {
			return false
		}
		width += utf8.RuneCountInString(n.Value) + len(", ")
	}
	return width <= flowWidth
}

// moveAnchors puts each anchor where its value now stands first.
func moveAnchors(n *yaml.Node, first map[*yaml.Node]*yaml.Node) {
	target := n
	if n.Kind == yaml.AliasNode {
		target = n.Alias
	}
	switch stands := first[target]; {
	case target.Anchor == "" || target.Kind != yaml.ScalarNode:
	case stands == nil:
		first[target] = n
		if n != target {
			n.Kind, n.Tag, n.Style, n.Anchor = target.Kind, target.Tag, target.Style, target.Anchor
			n.Value, n.Alias = target.Value, nil
		}
	case stands != n:
		// The value now stands above; here it is an alias of it.
		n.Kind, n.Tag, n.Style, n.Value, n.Alias = yaml.AliasNode, "", 0, target.Anchor, stands
		if n == target {
			n.Anchor = ""
		}
	}
	for _, child := range n.Content {
		moveAnchors(child, first)
	}
}

// entriesOf returns the nodes before which a blank line means something: the
// keys of the manifest and the entries of its lists of mappings.
func entriesOf(root *yaml.Node) []*yaml.Node {
	var entries []*yaml.Node
	for i := 0; i+1 < len(root.Content); i += 2 {
		entries = append(entries, root.Content[i])
		for _, entry := range root.Content[i+1].Content {
			if entry.Kind == yaml.MappingNode {
				entries = append(entries, entry)
			}
		}
	}
	return entries
}

// blankBefore returns the entries with a blank line before them or before the
// comments that lead to them.
func blankBefore(root *yaml.Node, data []byte) map[*yaml.Node]bool {
	lines := bytes.Split(data, []byte("\n"))
	blank := map[*yaml.Node]bool{}
	for i, entry := range entriesOf(root) {
		at := firstLine(lines, entry)
		// The blank line before the first entry ends the comment of the file.
		blank[entry] = i > 0 && at > 1 && isBlank(lines[at-2])
	}
	return blank
}

// firstLine returns the line of an entry or of the comments above it.
func firstLine(lines [][]byte, entry *yaml.Node) int {
	at := entry.Line
	for at > 1 && bytes.HasPrefix(bytes.TrimSpace(lines[at-2]), []byte("#")) {
		at--
	}
	return at
}

func isBlank(line []byte) bool { return len(bytes.TrimSpace(line)) == 0 }

// insertBlank returns text with a blank line before the entries that had one.
func insertBlank(name string, text []byte, root *yaml.Node, blank map[*yaml.Node]bool) ([]byte, error) {
	written, _, err := load(name, text)
	if err != nil {
		return nil, err
	}
	lines := bytes.Split(text, []byte("\n"))
	before := map[int]bool{}
	was := entriesOf(root)
	for i, entry := range entriesOf(written) {
		at := firstLine(lines, entry)
		if i < len(was) && blank[was[i]] && at > 1 && !isBlank(lines[at-2]) {
			before[at] = true
		}
	}
	var out bytes.Buffer
	for i, line := range lines[:len(lines)-1] {
		if before[i+1] {
			out.WriteByte('\n')
		}
		out.Write(line)
		out.WriteByte('\n')
	}
	return out.Bytes(), nil
}

// equal reports whether two manifests say the same.
func equal(a, b *Manifest) bool {
	return a.Version == b.Version && a.App.Value == b.App.Value && a.Type == b.Type &&
		slices.EqualFunc(a.Permissions, b.Permissions, equalGrant) &&
		slices.EqualFunc(a.Webhooks, b.Webhooks, func(v, w Webhook) bool {
			return v.Object == w.Object && slices.EqualFunc(v.Fields, w.Fields, equalText)
		}) &&
		a.Settings.RequireAppSecretProof == b.Settings.RequireAppSecretProof &&
		a.Settings.ProofPosition.Set() == b.Settings.ProofPosition.Set() &&
		slices.EqualFunc(a.Settings.IPAllowlist, b.Settings.IPAllowlist, equalText) &&
		slices.EqualFunc(a.Hosts, b.Hosts, equalText) &&
		slices.EqualFunc(a.Catalog, b.Catalog, equalText) &&
		slices.EqualFunc(a.Credentials, b.Credentials, equalText) &&
		slices.EqualFunc(a.Files.Client, b.Files.Client, equalText) &&
		slices.EqualFunc(a.Files.Server, b.Files.Server, equalText) &&
		slices.EqualFunc(a.Builds, b.Builds, func(v, w Build) bool { return v.String() == w.String() }) &&
		equalNode(a.senders, b.senders)
}

func equalText(a, b Text) bool { return a.Value == b.Value }

func equalGrant(a, b Grant) bool {
	return a.Name == b.Name && a.Groups == b.Groups && a.Reason == b.Reason && a.Owner == b.Owner &&
		a.Until.Equal(b.Until)
}

func equalNode(a, b *yaml.Node) bool {
	if a == nil || b == nil {
		return a == b
	}
	v, w := scalar(a), scalar(b)
	return v.Kind == w.Kind && v.Value == w.Value && v.Tag == w.Tag &&
		slices.EqualFunc(a.Content, b.Content, equalNode)
}
