package metamorph

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"hash/fnv"
	"path/filepath"
	"strconv"
	"strings"
)

// constantName names the constant of a text.
func (f *File) constantName(lit *ast.BasicLit) string {
	return fmt.Sprintf("metaText%s%d", f.mark(), f.offset(lit.Pos()))
}

// mark tells what is declared for one file from what is declared for others.
func (f *File) mark() string {
	h := fnv.New32a()
	h.Write([]byte(filepath.Base(f.name)))
	return fmt.Sprintf("%x_", h.Sum32())
}

// extractConstants makes a constant of each string literal.
func extractConstants(f *File) {
	var decls strings.Builder
	for _, lit := range f.texts() {
		name := f.constantName(lit)
		fmt.Fprintf(&decls, "\nconst %s = %s\n", name, lit.Value)
		f.replace(lit.Pos(), lit.End(), name)
	}
	f.replace(f.Syntax.FileEnd, f.Syntax.FileEnd, decls.String())
}

// splitConstants puts each string literal together of a variable and a constant.
func splitConstants(f *File) {
	var decls strings.Builder
	for _, lit := range f.texts() {
		text, err := strconv.Unquote(lit.Value)
		if err != nil || len(text) < 2 {
			continue
		}
		name, half := f.constantName(lit), len(text)/2
		for half < len(text) && text[half]&0xC0 == 0x80 {
			half++
		}
		fmt.Fprintf(&decls, "\nconst %sA, %sB = %q, %q\n", name, name, text[:half], text[half:])
		f.replace(lit.Pos(), lit.End(), "("+name+"A + "+name+"B)")
	}
	f.replace(f.Syntax.FileEnd, f.Syntax.FileEnd, decls.String())
}

// inlineConstants writes the texts of constants where they are used. The constants
// stay; nobody uses them.
func inlineConstants(f *File) {
	sel := map[*ast.Ident]*ast.SelectorExpr{}
	ast.Inspect(f.Syntax, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			sel[n.Sel] = n
		case *ast.Ident:
			c, ok := f.TypesInfo.Uses[n].(*types.Const)
			if !ok || c.Val().Kind() != constant.String || c.Pkg() != f.Types || !types.Identical(types.Default(c.Type()), types.Typ[types.String]) {
				return true
			}
			if sel[n] == nil {
				f.replace(n.Pos(), n.End(), strconv.Quote(constant.StringVal(c.Val())))
			}
		}
		return true
	})
}

// move puts each function into a file of its own.
func move(f *File) {
	for i, decl := range f.Syntax.Decls {
		fn, ok := decl.(*ast.FuncDecl)
		if !ok || i == 0 {
			continue
		}
		from := fn.Pos()
		if fn.Doc != nil {
			from = fn.Doc.Pos()
		}
		body := string(f.text[f.offset(from):f.offset(fn.End())])
		name := strings.TrimSuffix(f.name, ".go") + fmt.Sprintf("_moved%d.go", i)
		f.More[name] = "package " + f.Name + "\n\n" + f.imports(fn) + "\n" + body + "\n"
		f.replace(from, fn.End(), "")
	}
	f.keepImports()
}

// imports writes the imports that a declaration uses.
func (f *File) imports(n ast.Node) string {
	var b strings.Builder
	for _, spec := range f.Syntax.Imports {
		if f.uses(n, spec) {
			fmt.Fprintf(&b, "import %s\n", f.source(spec))
		}
	}
	return b.String()
}

func (f *File) uses(n ast.Node, spec *ast.ImportSpec) bool {
	if spec.Name != nil && (spec.Name.Name == "_" || spec.Name.Name == ".") {
		return false
	}
	path, _ := strconv.Unquote(spec.Path.Value)
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		if id, ok := n.(*ast.Ident); ok {
			if pkg, ok := f.TypesInfo.Uses[id].(*types.PkgName); ok && pkg.Imported().Path() == path {
				found = true
			}
		}
		return !found
	})
	return found
}

// keepImports uses every import of a file that functions were taken from.
func (f *File) keepImports() {
	for _, spec := range f.Syntax.Imports {
		if spec.Name == nil || spec.Name.Name != "_" {
			used := false
			for i, decl := range f.Syntax.Decls {
				_, isFunc := decl.(*ast.FuncDecl)
				if g, ok := decl.(*ast.GenDecl); ok && g.Tok == token.IMPORT || isFunc && i > 0 {
					continue
				}
				used = used || f.uses(decl, spec)
			}
			if !used {
				f.replace(spec.Pos(), spec.End(), "_ "+spec.Path.Value)
			}
		}
	}
}
