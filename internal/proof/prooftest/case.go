package prooftest

import (
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"sort"
	"strings"
)

// Right is the label of a case that the server accepts.
const Right = "right"

// A Case is one function of a module that sends one signed request. It begins
// with a comment such as
//
//	// case M03 proof-format: no separator
//
// and reaches to the next such comment. The function has the name of the case
// and the parameters (*http.Client, token, secret string).
type Case struct {
	ID    string
	Label string // Right, or the category of the mistake
	Title string
	Dir   string // of its package, relative to the module, with slashes
	File  string // absolute
	Line  int    // of the comment
	End   int    // last line
}

// Cases reads the cases of the module in dir, sorted by ID.
func Cases(dir string) ([]Case, error) {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	var all []Case
	err = filepath.WalkDir(abs, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(path) != ".go" {
			return err
		}
		found, err := casesOf(abs, path)
		all = append(all, found...)
		return err
	})
	sort.Slice(all, func(i, j int) bool { return all[i].ID < all[j].ID })
	return all, err
}

func casesOf(root, path string) ([]Case, error) {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, path, nil, parser.ParseComments)
	if err != nil {
		return nil, err
	}
	rel, err := filepath.Rel(root, filepath.Dir(path))
	if err != nil {
		return nil, err
	}
	var out []Case
	for _, group := range file.Comments {
		c, ok, err := parseCase(group)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", fset.Position(group.Pos()), err)
		}
		if !ok {
			continue
		}
		c.Dir, c.File, c.Line = filepath.ToSlash(rel), path, fset.Position(group.Pos()).Line
		if n := len(out); n > 0 {
			out[n-1].End = c.Line - 1
		}
		c.End = fset.Position(file.End()).Line
		out = append(out, c)
	}
	return out, nil
}

func parseCase(group *ast.CommentGroup) (c Case, ok bool, err error) {
	rest, ok := strings.CutPrefix(group.Text(), "case ")
	if !ok {
		return c, false, nil
	}
	head, title, found := strings.Cut(strings.TrimSpace(rest), ": ")
	words := strings.Fields(head)
	if !found || len(words) != 2 {
		return c, false, errors.New("expected case ID LABEL: TITLE")
	}
	return Case{ID: words[0], Label: words[1], Title: title}, true, nil
}
