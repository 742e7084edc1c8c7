package metamorph

import (
	"go/ast"
	"go/token"
	"go/types"
)

// inlineHelpers writes the expression that a function returns where it is called,
// if that is all that the function does, and removes the function.
func inlineHelpers(f *File) {
	for _, decl := range f.Syntax.Decls {
		fn, ok := decl.(*ast.FuncDecl)
		if !ok || fn.Recv != nil || fn.Type.TypeParams != nil || fn.Name.IsExported() || returned(fn) == nil {
			continue
		}
		calls := f.callsOf(f.TypesInfo.Defs[fn.Name])
		texts := map[*ast.CallExpr]string{}
		for _, call := range calls {
			if text, ok := f.inlined(fn, call); ok {
				texts[call] = text
			}
		}
		if len(calls) == 0 || len(texts) < len(calls) {
			continue
		}
		for _, call := range calls {
			f.replace(call.Pos(), call.End(), texts[call])
		}
		f.replace(fn.Pos(), fn.End(), "")
		return // one for each file, so that no expression is in another
	}
}

// returned returns the expression that is all of a function.
func returned(fn *ast.FuncDecl) ast.Expr {
	if fn.Body == nil || len(fn.Body.List) != 1 {
		return nil
	}
	ret, ok := fn.Body.List[0].(*ast.ReturnStmt)
	if !ok || len(ret.Results) != 1 {
		return nil
	}
	return ret.Results[0]
}

// callsOf returns the calls of a function, nothing if it is used otherwise or
// elsewhere.
func (f *File) callsOf(obj types.Object) []*ast.CallExpr {
	uses := 0
	for _, o := range f.TypesInfo.Uses {
		if o == obj {
			uses++
		}
	}
	var calls []*ast.CallExpr
	ast.Inspect(f.Syntax, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok {
			if id, ok := call.Fun.(*ast.Ident); ok && f.TypesInfo.Uses[id] == obj && !call.Ellipsis.IsValid() {
				calls = append(calls, call)
			}
		}
		return true
	})
	if len(calls) != uses {
		return nil
	}
	return calls
}

// inlined returns the expression of a function with its parameters replaced by
// arguments, if those are names or literals and everything means the same there.
func (f *File) inlined(fn *ast.FuncDecl, call *ast.CallExpr) (string, bool) {
	args := map[types.Object]string{}
	i := 0
	for _, field := range fn.Type.Params.List {
		for _, name := range field.Names {
			if i >= len(call.Args) || !isSimple(call.Args[i]) {
				return "", false
			}
			args[f.TypesInfo.Defs[name]] = f.source(call.Args[i])
			i++
		}
	}
	e := returned(fn)
	if i != len(call.Args) || !types.Identical(f.TypesInfo.TypeOf(e), f.TypesInfo.TypeOf(call)) {
		return "", false
	}
	inner := &File{Package: f.Package, Syntax: f.Syntax, name: f.name, text: f.text}
	ok := true
	ast.Inspect(e, func(n ast.Node) bool {
		if _, isFunc := n.(*ast.FuncLit); isFunc {
			ok = false
		}
		id, isIdent := n.(*ast.Ident)
		if !isIdent {
			return ok
		}
		obj := f.TypesInfo.Uses[id]
		if text, isParam := args[obj]; isParam {
			inner.replace(id.Pos(), id.End(), text)
		} else if obj != nil && obj.Parent() == f.Types.Scope() {
			_, there := f.Types.Scope().Innermost(call.Pos()).LookupParent(id.Name, call.Pos())
			ok = ok && there == obj
		}
		return ok
	})
	inner.edits = append(inner.edits, edit{0, inner.offset(e.Pos()), ""}, edit{inner.offset(e.End()), len(inner.text), ""})
	return "(" + inner.apply() + ")", ok
}

func isSimple(e ast.Expr) bool {
	switch e := e.(type) {
	case *ast.BasicLit, *ast.Ident:
		return true
	case *ast.SelectorExpr:
		return isSimple(e.X)
	case *ast.UnaryExpr:
		return e.Op == token.AND && isSimple(e.X)
	}
	return false
}
