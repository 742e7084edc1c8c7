// Package metamorph rewrites programs so that they mean the same and look
// different: other names, other files, texts put together otherwise, values that
// go through closures, structs, interfaces and generic functions.
//
// What is inferred of such a program must not change. The package serves tests
// alone.
package metamorph

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/format"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"
)

// A Change is one way to rewrite a program.
type Change struct {
	Name string
	// In rewrites one file by adding edits to it.
	In func(f *File)
}

// Changes are all ways.
func Changes() []Change {
	return []Change{
		{"rename", rename},
		{"move", move},
		{"extract-constant", extractConstants},
		{"split-constant", splitConstants},
		{"inline-constant", inlineConstants},
		{"extract-helper", extractHelpers},
		{"inline-helper", inlineHelpers},
		{"closure", wrap("func() string { return ", " }()")},
		{"struct", wrap("struct{ held string }{", "}.held")},
		{"pointer", declare("func metaPointer(v string) *string { return &v }", "*metaPointer(", ")")},
		{"interface", declare("type metaHolder interface{ metaText() string }\n\ntype metaText string\n\nfunc (t metaText) metaText() string { return string(t) }", "metaHolder(metaText(", ")).metaText()")},
		{"assertion", wrap("any(", ").(string)")},
		{"generic", declare("func metaSame[T any](v T) T { return v }", "metaSame(", ")")},
		{"identity", declare("func metaText(v string) string {\n\ttext := v\n\treturn text\n}", "metaText(", ")")},
		{"slice", wrap("[]string{", "}[0]")},
		{"closure-body", wrapBodies},
		{"function-value", wrapCallees},
		{"other-package", otherPackage},
		{"helper-in-other-package", moveHelpers},
		{"map", wrap(`map[string]string{"held": `, `}["held"]`)},
	}
}

// A File is one file of a program while it is rewritten.
type File struct {
	*packages.Package
	Syntax *ast.File
	// First says that it is the first file of its package: what is declared once
	// for the package is declared there.
	First bool
	// More are files to add, by their names.
	More map[string]string

	name  string
	text  []byte
	edits []edit
}

// An edit replaces the text between two offsets.
type edit struct {
	from, to int
	text     string
}

// Replace replaces a node, or what stands between two positions.
func (f *File) replace(from, to token.Pos, text string) {
	f.edits = append(f.edits, edit{f.offset(from), f.offset(to), text})
}

func (f *File) offset(p token.Pos) int { return f.Fset.PositionFor(p, false).Offset }

// source returns the text of a node.
func (f *File) source(n ast.Node) string { return string(f.text[f.offset(n.Pos()):f.offset(n.End())]) }

// A Program is read once and rewritten in many ways.
type Program struct {
	dir  string
	pkgs []*packages.Package
}

// Load reads the program in a directory.
func Load(dir string) (*Program, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	pkgs, err := packages.Load(&packages.Config{Dir: dir, Mode: packages.LoadSyntax | packages.NeedModule}, "./...")
	if err != nil {
		return nil, err
	}
	for _, p := range pkgs {
		if len(p.Errors) > 0 {
			return nil, fmt.Errorf("%s: %w", p.PkgPath, p.Errors[0])
		}
	}
	return &Program{dir, pkgs}, nil
}

// Rewrite makes a change in a copy of the program, which is in another directory. It
// returns how many edits that took.
func (p *Program) Rewrite(to string, c Change) (int, error) {
	edits := 0
	for _, pkg := range p.pkgs {
		for i, syntax := range pkg.Syntax {
			f := &File{Package: pkg, Syntax: syntax, First: i == 0, More: map[string]string{}}
			if err := f.rewrite(c, func(name string) (string, error) {
				rel, err := filepath.Rel(p.dir, name)
				return filepath.Join(to, rel), err
			}); err != nil {
				return 0, err
			}
			edits += len(f.edits)
		}
	}
	return edits, nil
}

// rewrite makes a change in one file. Its copy, and that of any other, has another name.
func (f *File) rewrite(c Change, copied func(name string) (string, error)) error {
	f.name = f.Fset.PositionFor(f.Syntax.Package, false).Filename
	var err error
	if f.text, err = os.ReadFile(f.name); err != nil {
		return err
	}
	c.In(f)
	f.More[f.name] = f.apply()
	for name, text := range f.More {
		name, err := copied(name)
		if err != nil {
			return err
		}
		if err := write(name, text); err != nil {
			return err
		}
	}
	return nil
}

// apply makes the edits. Those at one place keep their order.
func (f *File) apply() string {
	slices.SortStableFunc(f.edits, func(a, b edit) int { return cmp.Or(cmp.Compare(a.from, b.from), cmp.Compare(a.to, b.to)) })
	var b strings.Builder
	at := 0
	for _, e := range f.edits {
		if e.from < at {
			continue // It is in what was replaced.
		}
		b.Write(f.text[at:e.from])
		b.WriteString(e.text)
		at = e.to
	}
	b.Write(f.text[at:])
	return b.String()
}

func write(name, text string) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
		return err
	}
	formatted, err := format.Source([]byte(text))
	if err != nil {
		return fmt.Errorf("%s: %w\n%s", name, err, text)
	}
	return os.WriteFile(name, formatted, 0o600)
}

// isText reports whether an expression is a value of the type string.
func (f *File) isText(e ast.Expr) bool {
	tv, ok := f.TypesInfo.Types[e]
	return ok && tv.IsValue() && types.Identical(types.Default(tv.Type), types.Typ[types.String])
}
