package metamorph

import (
	"go/ast"
	"go/token"
	"go/types"
)

// wrap puts text around every argument that is a string.
func wrap(before, after string) func(*File) {
	return func(f *File) {
		for _, a := range f.arguments() {
			f.replace(a.Pos(), a.Pos(), before)
			f.replace(a.End(), a.End(), after)
		}
	}
}

// declare is wrap with a declaration that the text needs.
func declare(declaration, before, after string) func(*File) {
	return func(f *File) {
		wrap(before, after)(f)
		if f.First {
			f.replace(f.Syntax.FileEnd, f.Syntax.FileEnd, "\n"+declaration+"\n")
		}
	}
}

// arguments returns the arguments of calls that are strings and hold no others.
func (f *File) arguments() []ast.Expr {
	var out []ast.Expr
	ast.Inspect(f.Syntax, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || f.TypesInfo.Types[call.Fun].IsType() || f.TypesInfo.Types[call.Fun].IsBuiltin() || call.Ellipsis.IsValid() {
			return true
		}
		for i, a := range call.Args {
			if f.isText(a) && f.takesText(call, i) && !holdsCall(a) {
				out = append(out, a)
			}
		}
		return true
	})
	return out
}

// takesText reports whether a parameter is a string, or may be anything.
func (f *File) takesText(call *ast.CallExpr, i int) bool {
	sig, ok := f.TypesInfo.TypeOf(call.Fun).Underlying().(*types.Signature)
	if !ok {
		return false
	}
	params := sig.Params()
	if sig.Variadic() && i >= params.Len()-1 {
		i = params.Len() - 1
	}
	t := params.At(i).Type()
	if s, ok := t.(*types.Slice); ok && sig.Variadic() && i == params.Len()-1 {
		t = s.Elem()
	}
	iface, ok := t.Underlying().(*types.Interface)
	return types.Identical(t, types.Typ[types.String]) || ok && iface.Empty()
}

// holdsCall reports whether an expression has a call in it: its arguments are
// wrapped themselves.
func holdsCall(e ast.Expr) bool {
	found := false
	ast.Inspect(e, func(n ast.Node) bool {
		if _, ok := n.(*ast.CallExpr); ok {
			found = true
		}
		return !found
	})
	return found
}

// texts returns the string literals in functions, but those in cases of a switch,
// which have to be constants of their own.
func (f *File) texts() []*ast.BasicLit {
	var out []*ast.BasicLit
	for _, decl := range f.Syntax.Decls {
		fn, ok := decl.(*ast.FuncDecl)
		if !ok || fn.Body == nil {
			continue
		}
		ast.Inspect(fn.Body, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.Field:
				return false // a tag
			case *ast.BasicLit:
				if n.Kind == token.STRING {
					out = append(out, n)
				}
			}
			return true
		})
	}
	return out
}
