// Package granted reads what an app was really granted: a list that somebody
// exported or copied from the admin panel.
//
// A list is YAML, CSV or plain text. Permissions are named as in the API or as
// in the panel, in any of its languages. What is no permission is kept apart
// with its line: it may be one that is not known.
package granted

import (
	"path/filepath"
	"strings"
	"unicode/utf8"

	"github.com/workplacelint/workplacelint/internal/audit"
	"github.com/workplacelint/workplacelint/internal/manifest"
)

// A List is what an app was granted.
type List struct {
	File    string
	Grants  []Grant // in the order of the file, each permission once
	Unknown []Line  // what names no permission that is known
}

// A Grant is one permission of a list.
type Grant struct {
	Permission string // its name in the API
	Groups     manifest.Groups
	Line       int
}

// A Line is text of a list that was not understood.
type Line struct {
	Text string
	Line int
}

// MaxSize bounds a list, in bytes.
const MaxSize = 1 << 20

// Parse reads a list. Its form follows from the name: .yaml, .yml or .csv;
// everything else is plain text.
func Parse(cat audit.Catalog, name string, data []byte) (*List, error) {
	l := &list{List: List{File: name}, cat: cat}
	switch {
	case len(data) > MaxSize:
		return nil, l.want(1, "a list of at most 1 MB")
	case !utf8.Valid(data):
		return nil, l.want(1, "text in UTF-8")
	}
	var err error
	switch strings.ToLower(filepath.Ext(name)) {
	case ".yaml", ".yml":
		err = l.yaml(data)
	case ".csv":
		err = l.csv(data)
	default:
		l.text(string(data))
	}
	if err != nil {
		return nil, err
	}
	return &l.List, nil
}

// Find returns the grant of a permission, or nil.
func (l *List) Find(permission string) *Grant {
	if l == nil {
		return nil
	}
	for i := range l.Grants {
		if l.Grants[i].Permission == permission {
			return &l.Grants[i]
		}
	}
	return nil
}

// list is a List while it is read.
type list struct {
	List
	cat audit.Catalog
}

func (l *list) want(line int, want string) error {
	return &manifest.Error{File: l.File, Position: manifest.Position{Line: line, Column: 1}, Want: "expected " + want}
}

// add takes what stands in a line for the name of a permission.
func (l *list) add(text string, groups manifest.Groups, line int) {
	perm := audit.Named(l.cat, text)
	switch {
	case perm == nil:
		l.Unknown = append(l.Unknown, Line{text, line})
	case l.Find(perm.Name) == nil:
		l.Grants = append(l.Grants, Grant{perm.Name, groups, line})
	}
}

// marks are the beginnings of a line that say whether a box is ticked.
var marks = []struct {
	text   string
	ticked bool
}{
	{"[x]", true},
	{"[X]", true},
	{"☑", true},
	{"☒", true},
	{"✓", true},
	{"✔", true},
	{"✅", true},
	{"[ ]", false},
	{"[]", false},
	{"☐", false},
}

// text reads one permission a line. If some lines begin with a mark, the others
// do not count; descriptions, which the panel shows below each name, are kept as
// not understood.
func (l *list) text(data string) {
	type row struct {
		text           string
		line           int
		marked, ticked bool
	}
	var rows []row
	anyMarked := false
	for i, line := range strings.Split(data, "\n") {
		r := row{text: strings.TrimSpace(line), line: i + 1}
		r.text = strings.TrimSpace(strings.TrimLeft(r.text, "-*•·\u00a0 "))
		for _, m := range marks {
			if rest, ok := strings.CutPrefix(r.text, m.text); ok {
				r.text, r.marked, r.ticked = strings.TrimSpace(rest), true, m.ticked
				break
			}
		}
		anyMarked = anyMarked || r.marked
		if r.text != "" && !strings.HasPrefix(r.text, "#") {
			rows = append(rows, r)
		}
	}
	for _, r := range rows {
		if !anyMarked || r.ticked {
			l.add(r.text, manifest.AnyGroups, r.line)
		}
	}
}
