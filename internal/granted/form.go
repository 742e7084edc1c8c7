package granted

import (
	"bytes"
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/workplacelint/workplacelint/internal/manifest"
)

// yaml reads a list of names, or of mappings with name and groups, at the top or
// under the key permissions, as in a manifest.
func (l *list) yaml(data []byte) error {
	var doc yaml.Node
	if err := yaml.Unmarshal(data, &doc); err != nil {
		line := 1
		if e, ok := errors.AsType[*yaml.LoadError](err); ok {
			line = min(max(e.Mark.Line, 1), bytes.Count(data, []byte("\n"))+1)
		}
		return l.want(line, "YAML")
	}
	const form = "a list of permissions, each a name or a mapping with name and groups"
	if len(doc.Content) == 0 {
		return l.want(1, form)
	}
	root := doc.Content[0]
	if root.Kind == yaml.MappingNode {
		root = value(root, "permissions")
		if root == nil {
			return l.want(doc.Content[0].Line, "the key permissions with "+form)
		}
	}
	if root.Kind != yaml.SequenceNode {
		return l.want(root.Line, form)
	}
	for _, entry := range root.Content {
		name, groups := entry, (*yaml.Node)(nil)
		if entry.Kind == yaml.MappingNode {
			name, groups = value(entry, "name"), value(entry, "groups")
		}
		if name == nil || name.Kind != yaml.ScalarNode || name.Value == "" {
			return l.want(entry.Line, "the name of a permission")
		}
		limit := manifest.AnyGroups
		if groups != nil {
			var ok bool
			if limit, ok = groupsNamed(groups.Value); !ok {
				return l.want(groups.Line, "all, selected or group-admins")
			}
		}
		l.add(name.Value, limit, name.Line)
	}
	return nil
}

func value(n *yaml.Node, key string) *yaml.Node {
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key {
			return n.Content[i+1]
		}
	}
	return nil
}

func groupsNamed(word string) (manifest.Groups, bool) {
	for _, g := range []manifest.Groups{manifest.AllGroups, manifest.SelectedGroups, manifest.GroupAdmins} {
		if g.String() == word {
			return g, true
		}
	}
	return manifest.AnyGroups, word == ""
}

// csv reads a table. Its columns are named in the first row, which may be
// missing if there is but one column.
func (l *list) csv(data []byte) error {
	r := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(data, []byte("\ufeff"))))
	r.FieldsPerRecord = -1
	r.TrimLeadingSpace = true
	if head, _, _ := bytes.Cut(data, []byte("\n")); bytes.Contains(head, []byte(";")) && !bytes.Contains(head, []byte(",")) {
		r.Comma = ';' // as spreadsheets write it where the comma is decimal
	}
	name, groups := -1, -1
	for {
		row, err := r.Read()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			line := 1
			if e, ok := errors.AsType[*csv.ParseError](err); ok {
				line = e.Line
			}
			return l.want(line, "comma-separated values")
		}
		line, _ := r.FieldPos(0)
		if name < 0 {
			name, groups = columns(row)
			switch {
			case name >= 0:
				continue // the head
			case len(row) > 1:
				return l.want(line, "a first row with the column name, and groups if it is known")
			}
			name = 0
		}
		if err := l.row(row, name, groups, line); err != nil {
			return err
		}
	}
}

// columns finds the columns by the names in the first row.
func columns(row []string) (name, groups int) {
	find := func(names ...string) int {
		return slices.IndexFunc(row, func(cell string) bool {
			return slices.Contains(names, strings.ToLower(strings.TrimSpace(cell)))
		})
	}
	return find("name", "permission", "berechtigung", "permissão"), find("groups", "gruppen", "grupos")
}

func (l *list) row(row []string, name, groups, line int) error {
	if name >= len(row) || strings.TrimSpace(row[name]) == "" {
		return l.want(line, "the name of a permission")
	}
	limit := manifest.AnyGroups
	if groups >= 0 && groups < len(row) {
		var ok bool
		if limit, ok = groupsNamed(strings.TrimSpace(row[groups])); !ok {
			return l.want(line, "all, selected or group-admins for groups")
		}
	}
	l.add(strings.TrimSpace(row[name]), limit, line)
	return nil
}
