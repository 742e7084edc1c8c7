package manifest

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"
)

// Edit returns the text of a manifest without the grants of some permissions
// and with new ones at the end of the list. All other lines stay as they are, with
// their ends; the comments right above a grant go with it. Only a list that is not
// written in lines of its own is formatted first. Names are those in the manifest.
func Edit(name string, data []byte, remove []string, add []DraftGrant) ([]byte, error) {
	before, err := Parse(name, data)
	if err != nil {
		return nil, err
	}
	if len(remove)+len(add) == 0 {
		return data, nil
	}
	text, err := edit(name, data, remove, add)
	if errors.Is(err, errFlow) {
		if text, err = Format(name, data); err == nil {
			text, err = edit(name, text, remove, add)
		}
	}
	if err != nil {
		return nil, err
	}
	after, err := Parse(name, text)
	if err != nil {
		return nil, fmt.Errorf("%s: an edit would break it: %w", name, err)
	}
	want := *before
	want.Permissions = slices.DeleteFunc(slices.Clone(before.Permissions), func(g Grant) bool { return slices.Contains(remove, g.Name) })
	for _, g := range add {
		want.Permissions = append(want.Permissions, Grant{Name: g.Name})
	}
	if !equal(&want, after) {
		return nil, fmt.Errorf("%s: its grants are written in a way that cannot be edited; 'workplacelint manifest fmt' may help", name)
	}
	return text, nil
}

// errFlow says that grants are not in lines of their own.
var errFlow = errors.New("expected one grant a line")

func edit(name string, data []byte, remove []string, add []DraftGrant) ([]byte, error) {
	root, _, err := load(name, data)
	if err != nil {
		return nil, err
	}
	e := newEditor(data)
	at := slices.IndexFunc(root.Content, func(n *yaml.Node) bool { return n.Value == "permissions" })
	if at < 0 || at%2 != 0 {
		if root.Style&yaml.FlowStyle != 0 {
			return nil, fmt.Errorf("%s: %w", name, errFlow)
		}
		e.lines = append(e.lines, "permissions:"+e.eol)
		e.insert(len(e.lines), "  ", add)
		return e.text(), nil
	}
	key, list := root.Content[at], root.Content[at+1]
	if list.Style&yaml.FlowStyle != 0 {
		return e.emptyList(name, key, list, add)
	}
	end := len(e.lines) + 1 // the line after the list
	if at+2 < len(root.Content) {
		end = e.first(root.Content[at+2])
	}
	e.block(list, end, remove, add)
	return e.text(), nil
}

// An editor changes lines of a manifest, which end as they did.
type editor struct {
	lines []string
	eol   string // of new lines, before the line feed
}

func newEditor(data []byte) *editor {
	e := &editor{lines: strings.Split(strings.TrimSuffix(string(data), "\n"), "\n")}
	if strings.HasSuffix(e.lines[0], "\r") {
		e.eol = "\r"
	}
	if last := &e.lines[len(e.lines)-1]; e.eol != "" && !strings.HasSuffix(*last, e.eol) {
		*last += e.eol // It was the last line, and may not be any more.
	}
	return e
}

func (e *editor) text() []byte {
	if len(e.lines) == 0 {
		return nil
	}
	return []byte(strings.Join(e.lines, "\n") + "\n")
}

// emptyList writes grants in place of "permissions: []".
func (e *editor) emptyList(name string, key, list *yaml.Node, add []DraftGrant) ([]byte, error) {
	if len(list.Content) > 0 || list.Line != key.Line {
		return nil, fmt.Errorf("%s: %w", name, errFlow)
	}
	if len(add) == 0 {
		return e.text(), nil
	}
	line := e.lines[key.Line-1]
	_, rest, _ := strings.Cut(line[list.Column-1:], "]")
	e.lines[key.Line-1] = strings.TrimRight(line[:list.Column-1], " ") + strings.TrimRight(rest, " \r") + e.eol
	e.insert(key.Line, "  ", add)
	return e.text(), nil
}

// block removes and adds entries of a list that has each on lines of its own and
// ends before a line.
func (e *editor) block(list *yaml.Node, end int, remove []string, add []DraftGrant) {
	indent, last := "", e.trim(end)
	commented := e.areCommented(list.Content)
	for i, entry := range slices.Backward(list.Content) {
		line := e.lines[entry.Line-1]
		indent = line[:len(line)-len(strings.TrimLeft(line, " "))]
		from := e.first(entry)
		if i == 0 && !commented { // What stands above the list may be about all of it.
			from = entry.Line
		}
		to := e.trim(end)
		end = from
		if slices.Contains(remove, grantName(entry)) {
			if from > 1 && to <= len(e.lines) && isEmpty(e.lines[from-2]) && isEmpty(e.lines[to-1]) {
				to++ // One blank line is enough for both.
			}
			e.lines = slices.Delete(e.lines, from-1, to-1)
			last -= to - from
		}
	}
	e.insert(last-1, indent, add)
	if len(add) == 0 && len(remove) >= len(list.Content) {
		e.emptied(list)
	}
}

// areCommented reports whether entries behind the first have comments above them: so
// has the first, then.
func (e *editor) areCommented(entries []*yaml.Node) bool {
	return len(entries) > 1 && slices.ContainsFunc(entries[1:], func(n *yaml.Node) bool { return e.first(n) < n.Line })
}

// emptied writes an empty list if nothing is left of it.
func (e *editor) emptied(list *yaml.Node) {
	for _, entry := range list.Content {
		if i := entry.Line - 1; i < len(e.lines) && strings.HasPrefix(strings.TrimSpace(e.lines[i]), "- ") {
			return
		}
	}
	for i, line := range e.lines {
		if strings.HasPrefix(line, "permissions:") {
			e.lines[i] = strings.Replace(line, "permissions:", "permissions: []", 1)
		}
	}
}

func grantName(entry *yaml.Node) string {
	for i := 0; i+1 < len(entry.Content); i += 2 {
		if entry.Content[i].Value == "name" {
			return scalar(entry.Content[i+1]).Value
		}
	}
	return ""
}

// first returns the line of an entry or of the comments right above it.
func (e *editor) first(n *yaml.Node) int {
	at := n.Line
	for at > 1 && strings.HasPrefix(strings.TrimSpace(e.lines[at-2]), "#") {
		at--
	}
	return at
}

func isEmpty(line string) bool { return strings.TrimSpace(line) == "" }

// trim returns the line after the last one before end that says something.
func (e *editor) trim(end int) int {
	for end > 1 {
		if line := strings.TrimSpace(e.lines[end-2]); line != "" && !strings.HasPrefix(line, "#") {
			return end
		}
		end--
	}
	return end
}

// insert adds grants after a line.
func (e *editor) insert(after int, indent string, add []DraftGrant) {
	var lines []string
	for _, g := range add {
		for _, c := range g.Comments {
			lines = append(lines, indent+comment([]string{c}))
		}
		lines = append(lines, indent+"- name: "+oneLine(g.Name), indent+"  reason: \"\" # what the app needs it for")
	}
	for i := range lines {
		lines[i] += e.eol
	}
	e.lines = slices.Insert(e.lines, after, lines...)
}
