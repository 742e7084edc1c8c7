package mend

import (
	"go/ast"
	"go/token"
	"go/types"
	"strconv"
)

// denote writes a type as an expression that stands at pos. Types that cannot be
// written there become any.
func (w *writer) denote(t types.Type, pos token.Pos) ast.Expr {
	if e := w.written(t, pos, 0); e != nil {
		return e
	}
	return ident("any", pos)
}

func ident(name string, pos token.Pos) *ast.Ident { return &ast.Ident{Name: name, NamePos: pos} }

// maxNested bounds how deep a type that is written may nest.
const maxNested = 6

func (w *writer) written(t types.Type, pos token.Pos, depth int) ast.Expr {
	if depth > maxNested {
		return nil
	}
	elem := func(t types.Type) ast.Expr { return w.written(t, pos, depth+1) }
	switch t := t.(type) {
	case *types.Basic:
		return w.basic(t, pos)
	case *types.Alias:
		return w.object(t.Obj(), t.TypeArgs(), pos, depth)
	case *types.Named:
		return w.object(t.Obj(), t.TypeArgs(), pos, depth)
	case *types.TypeParam:
		return ident(t.Obj().Name(), pos)
	case *types.Pointer:
		if x := elem(t.Elem()); x != nil {
			return &ast.StarExpr{Star: pos, X: x}
		}
	case *types.Slice:
		if x := elem(t.Elem()); x != nil {
			return &ast.ArrayType{Lbrack: pos, Elt: x}
		}
	case *types.Array:
		if x := elem(t.Elem()); x != nil {
			return &ast.ArrayType{Lbrack: pos, Len: &ast.BasicLit{ValuePos: pos, Kind: token.INT, Value: strconv.FormatInt(t.Len(), 10)}, Elt: x}
		}
	case *types.Map:
		key, value := elem(t.Key()), elem(t.Elem())
		if key != nil && value != nil {
			return &ast.MapType{Map: pos, Key: key, Value: value}
		}
	case *types.Chan:
		if x := elem(t.Elem()); x != nil {
			return &ast.ChanType{Begin: pos, Dir: [...]ast.ChanDir{types.SendRecv: ast.SEND | ast.RECV, types.SendOnly: ast.SEND, types.RecvOnly: ast.RECV}[t.Dir()], Value: x}
		}
	case *types.Signature:
		return w.signature(t, pos, depth)
	case *types.Interface:
		if t.Empty() {
			return ident("any", pos)
		}
	}
	return nil
}

func (w *writer) basic(t *types.Basic, pos token.Pos) ast.Expr {
	switch {
	case t.Kind() == types.Invalid || t.Kind() == types.UntypedNil:
		return nil
	case t.Kind() == types.UnsafePointer:
		return nil
	case t.Info()&types.IsUntyped != 0:
		return ident(types.Default(t).(*types.Basic).Name(), pos)
	}
	return ident(t.Name(), pos)
}

// object writes the name of a type, with an import for it if it needs one.
func (w *writer) object(obj *types.TypeName, args *types.TypeList, pos token.Pos, depth int) ast.Expr {
	var name ast.Expr
	switch pkg := obj.Pkg(); {
	case pkg == nil:
		name = ident(obj.Name(), pos)
	case pkg == w.pkg:
		if obj.Parent() != pkg.Scope() && !w.inScope(obj, pos) {
			return nil
		}
		name = ident(obj.Name(), pos)
	case !obj.Exported() || !w.names(obj):
		return nil
	default:
		name = &ast.SelectorExpr{X: ident(w.importPath(pkg.Path()), pos), Sel: ident(obj.Name(), pos)}
	}
	if args.Len() == 0 {
		return name
	}
	var list []ast.Expr
	for t := range args.Types() {
		x := w.written(t, pos, depth+1)
		if x == nil {
			return nil
		}
		list = append(list, x)
	}
	return &ast.IndexListExpr{X: name, Lbrack: pos, Indices: list, Rbrack: pos}
}

// inScope reports whether a type that a function declares can be named at pos.
func (w *writer) inScope(obj *types.TypeName, pos token.Pos) bool {
	return obj.Parent() != nil && obj.Parent().Contains(pos) && obj.Pos() < pos
}

func (w *writer) signature(sig *types.Signature, pos token.Pos, depth int) ast.Expr {
	if sig.TypeParams().Len() > 0 {
		return nil
	}
	params, ok := w.fields(sig.Params(), sig.Variadic(), pos, depth)
	if !ok {
		return nil
	}
	results, ok := w.fields(sig.Results(), false, pos, depth)
	if !ok {
		return nil
	}
	return &ast.FuncType{Func: pos, Params: params, Results: results}
}

func (w *writer) fields(tuple *types.Tuple, variadic bool, pos token.Pos, depth int) (*ast.FieldList, bool) {
	list := &ast.FieldList{Opening: pos, Closing: pos}
	for i := range tuple.Len() {
		t := tuple.At(i).Type()
		last := variadic && i == tuple.Len()-1
		if slice, ok := t.(*types.Slice); ok && last {
			t = slice.Elem()
		}
		x := w.written(t, pos, depth+1)
		if x == nil {
			return nil, false
		}
		if last {
			x = &ast.Ellipsis{Ellipsis: pos, Elt: x}
		}
		list.List = append(list.List, &ast.Field{Type: x})
	}
	return list, true
}

// importPath returns the name under which the file imports a package: one of its
// own, which no variable can hide.
func (w *writer) importPath(path string) string {
	name := "/" + path
	for _, spec := range w.file.Imports {
		if spec.Name != nil && spec.Name.Name == name {
			return name
		}
	}
	pos := w.file.Name.End()
	spec := &ast.ImportSpec{Name: ident(name, pos), Path: &ast.BasicLit{ValuePos: pos, Kind: token.STRING, Value: strconv.Quote(path)}}
	w.file.Imports = append(w.file.Imports, spec)
	decl := &ast.GenDecl{TokPos: pos, Tok: token.IMPORT, Specs: []ast.Spec{spec}}
	w.file.Decls = append([]ast.Decl{decl}, w.file.Decls...)
	return name
}
