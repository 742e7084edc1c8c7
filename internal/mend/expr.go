package mend

import (
	"go/ast"
	"go/token"
	"go/types"
)

// expr mends an expression of which its place wants a type, nil for any, and
// returns what is to stand there.
func (w *writer) expr(e ast.Expr, want types.Type) ast.Expr {
	switch {
	case e == nil:
		return nil
	case !w.valid(e):
		return w.mend(e, want)
	case w.info.Types[e].IsType():
		return e
	}
	w.inside(e)
	if t := w.typ(e); w.bad[e.Pos()] && want != nil && t != nil && !types.AssignableTo(t, want) {
		return w.opaque(e, []types.Type{want}, e)
	}
	return e
}

// mend replaces an expression without type.
func (w *writer) mend(e ast.Expr, want types.Type) ast.Expr {
	one := []types.Type{want}
	if _, name := e.(*ast.Ident); !name && w.later(e) {
		return e
	}
	switch e := e.(type) {
	case *ast.ParenExpr:
		e.X = w.expr(e.X, want)
		return e
	case *ast.BinaryExpr:
		return w.binary(e, want)
	case *ast.UnaryExpr:
		return w.unary(e, want)
	case *ast.CallExpr:
		return w.result(e, one)
	case *ast.Ident:
		if v, ok := w.info.ObjectOf(e).(*types.Var); !ok || v == nil {
			return w.opaque(e, one)
		}
		t := w.vars[w.info.ObjectOf(e)]
		if want == nil || types.Identical(want, anyType) || t != nil && types.AssignableTo(t, want) {
			return e // the variable will hold anything, or what is wanted
		}
		return w.opaque(e, one, e)
	case *ast.SelectorExpr:
		if path, name, ok := w.fakeMember(e); ok {
			return w.call(e, path, name, one, nil)
		}
		return w.opaque(e, one, w.parts(e.X)...)
	case *ast.TypeAssertExpr:
		if t := w.asserted(e); t != nil {
			w.mended[e] = t
			return e
		}
		return w.opaque(e, one, w.parts(e.X)...)
	case *ast.CompositeLit:
		return w.opaque(e, one, w.elements(e)...)
	case *ast.FuncLit:
		w.inside(e)
		return e
	}
	return w.opaque(e, one, w.parts(operands(e)...)...)
}

// operands returns what an expression takes its value from.
func operands(e ast.Expr) []ast.Expr {
	switch e := e.(type) {
	case *ast.IndexExpr:
		return []ast.Expr{e.X, e.Index}
	case *ast.SliceExpr:
		return []ast.Expr{e.X}
	case *ast.StarExpr:
		return []ast.Expr{e.X}
	}
	return nil
}

// parts mends what is handed on to a function that nothing is known of.
func (w *writer) parts(list ...ast.Expr) []ast.Expr {
	var out []ast.Expr
	for _, e := range list {
		if e == nil || w.isPackage(e) || w.undefined(e) || w.info.Types[e].IsType() || w.info.Types[e].IsBuiltin() {
			continue
		}
		out = append(out, w.expr(e, nil))
	}
	return out
}

func (w *writer) elements(lit *ast.CompositeLit) []ast.Expr {
	var out []ast.Expr
	for _, e := range lit.Elts {
		if kv, ok := e.(*ast.KeyValueExpr); ok {
			e = kv.Value
		}
		if inner, ok := e.(*ast.CompositeLit); ok && inner.Type == nil {
			out = append(out, w.elements(inner)...)
			continue
		}
		out = append(out, w.parts(e)...)
	}
	return out
}

// binary mends an operation: what is known of one side says what the other is.
func (w *writer) binary(e *ast.BinaryExpr, want types.Type) ast.Expr {
	x, y := w.typ(e.X), w.typ(e.Y)
	switch e.Op {
	case token.LAND, token.LOR:
		x, y = boolType, boolType
	case token.SHL, token.SHR:
		x, y = want, types.Typ[types.Uint]
	case token.EQL, token.NEQ, token.LSS, token.LEQ, token.GTR, token.GEQ:
		x, y = side(x, y, nil), side(y, x, nil)
	default:
		x, y = side(x, y, want), side(y, x, want)
		if x == nil {
			return w.opaque(e, []types.Type{want}, w.parts(e.X, e.Y)...)
		}
	}
	e.X, e.Y = w.expr(e.X, x), w.expr(e.Y, y)
	w.mended[e] = x
	if comparison(e.Op) {
		w.mended[e] = boolType
	}
	return e
}

func comparison(op token.Token) bool {
	switch op {
	case token.EQL, token.NEQ, token.LSS, token.LEQ, token.GTR, token.GEQ, token.LAND, token.LOR:
		return true
	}
	return false
}

// asserted mends the value of a type assertion and returns its type, nil if that
// is not known.
func (w *writer) asserted(e *ast.TypeAssertExpr) types.Type {
	if e.Type == nil {
		return nil
	}
	t := w.named(e.Type)
	if t != nil {
		e.X = w.expr(e.X, anyType)
	}
	return t
}

// side returns the type of one side of an operation.
func side(own, other, want types.Type) types.Type {
	var constant types.Type
	for _, t := range []types.Type{own, other, want} {
		if t == nil {
			continue
		}
		basic, ok := t.(*types.Basic)
		switch {
		case !ok || basic.Info()&types.IsUntyped == 0:
			return t
		case basic.Kind() == types.UntypedNil:
			return nil
		case constant == nil:
			constant = types.Default(t)
		}
	}
	return constant
}

func (w *writer) unary(e *ast.UnaryExpr, want types.Type) ast.Expr {
	switch e.Op {
	case token.NOT:
		e.X = w.expr(e.X, boolType)
		return e
	case token.AND, token.ARROW:
		return w.opaque(e, []types.Type{want}, w.parts(e.X)...)
	}
	if want == nil {
		return w.opaque(e, []types.Type{want}, w.parts(e.X)...)
	}
	e.X = w.expr(e.X, want)
	return e
}

// result mends a call, of which results are wanted.
func (w *writer) result(e *ast.CallExpr, wants []types.Type) ast.Expr {
	if path, name, ok := w.fakeMember(e.Fun); ok {
		return w.call(e, path, name, wants, w.parts(e.Args...))
	}
	if id, ok := ast.Unparen(e.Fun).(*ast.Ident); ok && len(wants) == 1 {
		if _, ok := w.info.Uses[id].(*types.Builtin); ok {
			return w.builtin(e, id.Name, wants[0])
		}
	}
	if w.info.Types[e.Fun].IsType() && len(e.Args) == 1 {
		e.Args[0] = w.expr(e.Args[0], w.typ(e.Fun))
		return e
	}
	args := e.Args
	switch fn := ast.Unparen(e.Fun).(type) {
	case *ast.SelectorExpr:
		args = append([]ast.Expr{fn.X}, args...)
	default:
		args = append([]ast.Expr{e.Fun}, args...)
	}
	return w.opaque(e, wants, w.parts(args...)...)
}

func (w *writer) builtin(e *ast.CallExpr, name string, want types.Type) ast.Expr {
	if name != "append" || len(e.Args) == 0 {
		return w.opaque(e, []types.Type{want}, w.parts(e.Args...)...)
	}
	list := w.typ(e.Args[0])
	if list == nil {
		list = want
	}
	if list == nil {
		return w.opaque(e, []types.Type{want}, w.parts(e.Args...)...)
	}
	e.Args[0] = w.expr(e.Args[0], list)
	slice, _ := list.Underlying().(*types.Slice)
	for i := range e.Args[1:] {
		elem := list
		if slice != nil && !e.Ellipsis.IsValid() {
			elem = slice.Elem()
		}
		e.Args[i+1] = w.expr(e.Args[i+1], elem)
	}
	return e
}

// several mends an expression that gives several values.
func (w *writer) several(e ast.Expr, wants []types.Type) ast.Expr {
	if w.valid(e) {
		w.inside(e)
		return e
	}
	switch e := ast.Unparen(e).(type) {
	case *ast.CallExpr:
		return w.result(e, wants)
	case *ast.TypeAssertExpr:
		if t := w.asserted(e); t != nil {
			wants[0], wants[1] = t, boolType
			return e
		}
		wants[1] = boolType
		return w.opaque(e, wants, w.parts(e.X)...)
	case *ast.IndexExpr:
		wants[1] = boolType
		return w.opaque(e, wants, w.parts(e.X, e.Index)...)
	}
	return w.opaque(e, wants)
}

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
