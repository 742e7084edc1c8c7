package mend

import (
	"go/ast"
	"go/types"
)

// inside mends the parts of an expression that has a type.
func (w *writer) inside(e ast.Expr) {
	switch e := e.(type) {
	case *ast.ParenExpr:
		e.X = w.expr(e.X, nil)
	case *ast.CallExpr:
		w.arguments(e)
	case *ast.CompositeLit:
		w.composite(e)
	case *ast.FuncLit:
		if sig, ok := w.info.Types[e].Type.(*types.Signature); ok {
			w.body(e.Body, sig.Results())
		}
	case *ast.BinaryExpr:
		x, y := w.typ(e.X), w.typ(e.Y)
		e.X, e.Y = w.expr(e.X, side(x, y, nil)), w.expr(e.Y, side(y, x, nil))
	case *ast.UnaryExpr:
		e.X = w.expr(e.X, nil)
	case *ast.SelectorExpr:
		if !w.isPackage(e.X) {
			e.X = w.expr(e.X, nil)
		}
	case *ast.IndexExpr:
		if !w.info.Types[e.Index].IsType() {
			e.X, e.Index = w.expr(e.X, nil), w.expr(e.Index, w.keyOf(e.X))
		}
	case *ast.SliceExpr:
		e.X = w.expr(e.X, nil)
		for _, at := range []*ast.Expr{&e.Low, &e.High, &e.Max} {
			if *at != nil {
				*at = w.expr(*at, types.Typ[types.Int])
			}
		}
	case *ast.StarExpr:
		e.X = w.expr(e.X, nil)
	case *ast.TypeAssertExpr:
		e.X = w.expr(e.X, anyType)
		if w.bad[e.Pos()] {
			e.X = anything(e.X)
		}
	}
}

func (w *writer) keyOf(x ast.Expr) types.Type {
	if t := w.typ(x); t != nil {
		if m, ok := t.Underlying().(*types.Map); ok {
			return m.Key()
		}
	}
	return types.Typ[types.Int]
}

// arguments mends what is handed to a function whose type is known.
func (w *writer) arguments(e *ast.CallExpr) {
	fun := w.info.Types[e.Fun]
	if fun.IsType() {
		for i := range e.Args {
			e.Args[i] = w.expr(e.Args[i], fun.Type)
		}
		return
	}
	e.Fun = w.expr(e.Fun, nil)
	if fun.IsBuiltin() {
		for i := range e.Args {
			e.Args[i] = w.argument(e, i)
		}
		return
	}
	sig, ok := coreSignature(fun.Type)
	for i := range e.Args {
		var want types.Type
		if ok {
			want = param(sig, i, e.Ellipsis.IsValid())
		}
		e.Args[i] = w.expr(e.Args[i], want)
	}
}

// argument mends an argument of a builtin function.
func (w *writer) argument(e *ast.CallExpr, i int) ast.Expr {
	id, _ := ast.Unparen(e.Fun).(*ast.Ident)
	if id != nil && (id.Name == "len" || id.Name == "cap") && !w.valid(e.Args[i]) {
		return w.expr(e.Args[i], anySlice)
	}
	if id != nil && id.Name == "append" && i > 0 {
		if list := w.typ(e.Args[0]); list != nil {
			if s, ok := list.Underlying().(*types.Slice); ok && !e.Ellipsis.IsValid() {
				return w.expr(e.Args[i], s.Elem())
			}
			return w.expr(e.Args[i], list)
		}
	}
	return w.expr(e.Args[i], nil)
}

func coreSignature(t types.Type) (*types.Signature, bool) {
	if t == nil {
		return nil, false
	}
	sig, ok := t.Underlying().(*types.Signature)
	return sig, ok
}

// param returns the type of argument i of a function.
func param(sig *types.Signature, i int, spread bool) types.Type {
	n := sig.Params().Len()
	if sig.Variadic() && i >= n-1 {
		last := sig.Params().At(n - 1).Type()
		if slice, ok := last.(*types.Slice); ok && !spread {
			return slice.Elem()
		}
		return last
	}
	if i < n {
		return sig.Params().At(i).Type()
	}
	return nil
}

// composite mends the elements of a literal whose type is known.
func (w *writer) composite(lit *ast.CompositeLit) {
	t := w.info.Types[lit].Type
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	for i, e := range lit.Elts {
		kv, keyed := e.(*ast.KeyValueExpr)
		if !keyed {
			lit.Elts[i] = w.expr(e, elementType(t, i, nil))
			continue
		}
		if m, ok := t.Underlying().(*types.Map); ok {
			kv.Key = w.expr(kv.Key, m.Key())
		}
		kv.Value = w.expr(kv.Value, elementType(t, i, kv.Key))
	}
}

func elementType(t types.Type, i int, key ast.Expr) types.Type {
	switch t := t.Underlying().(type) {
	case *types.Slice:
		return t.Elem()
	case *types.Array:
		return t.Elem()
	case *types.Map:
		return t.Elem()
	case *types.Struct:
		name, _ := key.(*ast.Ident)
		for n := range t.NumFields() {
			if f := t.Field(n); name != nil && f.Name() == name.Name || name == nil && n == i {
				return f.Type()
			}
		}
	}
	return nil
}
