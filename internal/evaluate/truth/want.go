package truth

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"sort"
	"strings"
)

const wantPrefix = "// want: "

// Wants reads the wants of the Go files below dir:
//
//	METHOD HOST PATH [version=V] [fields=F] [body=B] [kind=K] [unseen]
//
// with semicolons between several on one line. The idiom of a want is the
// function around it.
func Wants(dir string) (Program, error) {
	p := Program{Repo: filepath.Base(dir), Complete: true}
	err := filepath.WalkDir(dir, func(file string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(file, ".go") {
			return err
		}
		calls, err := fileWants(dir, file)
		p.Calls = append(p.Calls, calls...)
		return err
	})
	sort.SliceStable(p.Calls, func(i, j int) bool { return p.Calls[i].File < p.Calls[j].File })
	return p, err
}

func fileWants(dir, file string) ([]Call, error) {
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, file, nil, parser.ParseComments)
	if err != nil {
		return nil, err
	}
	rel, err := filepath.Rel(dir, file)
	if err != nil {
		return nil, err
	}
	var calls []Call
	for _, group := range f.Comments {
		for _, comment := range group.List {
			text, ok := strings.CutPrefix(comment.Text, wantPrefix)
			if !ok {
				continue
			}
			line := fset.Position(comment.Pos()).Line
			for want := range strings.SplitSeq(text, ";") {
				call, err := parseWant(want)
				if err != nil {
					return nil, fmt.Errorf("%s:%d: %w", file, line, err)
				}
				call.File, call.Line = filepath.ToSlash(rel), line
				call.URLIdiom = f.Name.Name + "/" + around(f, comment.Pos())
				calls = append(calls, call)
			}
		}
	}
	return calls, nil
}

// around names the declaration at pos.
func around(f *ast.File, pos token.Pos) string {
	for _, d := range f.Decls {
		if pos < d.Pos() || pos > d.End()+token.Pos(len(wantPrefix)+200) {
			continue
		}
		switch d := d.(type) {
		case *ast.FuncDecl:
			if pos <= d.End() || sameLine(f, d.End(), pos) {
				return d.Name.Name
			}
		case *ast.GenDecl:
			if spec, ok := d.Specs[0].(*ast.ValueSpec); ok && pos <= d.End() {
				return spec.Names[0].Name
			}
		}
	}
	return filepath.Base(f.Name.Name)
}

// sameLine reports whether nothing of f stands between end and pos, as for a
// comment behind a function on one line.
func sameLine(f *ast.File, end, pos token.Pos) bool {
	for _, d := range f.Decls {
		if d.Pos() > end && d.Pos() < pos {
			return false
		}
	}
	return end < pos
}

func parseWant(text string) (Call, error) {
	words := strings.Fields(text)
	if len(words) < 3 {
		return Call{}, fmt.Errorf("expected METHOD HOST PATH in %q", strings.TrimSpace(text))
	}
	c := Call{Method: unknown(words[0]), Host: unknown(words[1]), Path: unknown(words[2])}
	for _, w := range words[3:] {
		key, value, _ := strings.Cut(w, "=")
		switch key {
		case "version":
			c.Version = value
		case "fields":
			c.Fields = splitFields(value)
		case "kind":
			c.Kind = value
			if !apart[value] {
				return Call{}, fmt.Errorf("kind %q is not one that is known", value)
			}
		case "unseen":
			c.Unseen = true
		case "body":
			c.Body = value
		default:
			return Call{}, fmt.Errorf("expected version=, fields=, body=, kind= or unseen, not %q", w)
		}
	}
	return c, nil
}

func unknown(word string) string {
	if word == "?" {
		return ""
	}
	return word
}

// splitFields splits at the commas outside braces.
func splitFields(s string) []string {
	var fields []string
	depth, start := 0, 0
	for i := range len(s) {
		switch s[i] {
		case '{', '(':
			depth++
		case '}', ')':
			depth--
		case ',':
			if depth == 0 {
				fields = append(fields, s[start:i])
				start = i + 1
			}
		}
	}
	return append(fields, s[start:])
}
