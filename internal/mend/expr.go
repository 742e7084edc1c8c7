package mend

import (
	"go/ast"
	"go/constant"
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
		if w.keyed(e) {
			return w.mapping(e)
		}
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

// keyed reports whether a literal of a type that is not known holds values by
// constant texts, as only a map does.
func (w *writer) keyed(lit *ast.CompositeLit) bool {
	for _, e := range lit.Elts {
		kv, ok := e.(*ast.KeyValueExpr)
		if !ok {
			return false
		}
		if v := w.info.Types[kv.Key].Value; v == nil || v.Kind() != constant.String {
			basic, ok := kv.Key.(*ast.BasicLit)
			if !ok || basic.Kind != token.STRING {
				return false
			}
		}
	}
	return len(lit.Elts) > 0
}

// mapping makes a map of a literal with keys that are constant texts: a type of a
// missing library for parameters is one.
func (w *writer) mapping(lit *ast.CompositeLit) ast.Expr {
	lit.Type = w.denote(anyMap, lit.Pos())
	for _, e := range lit.Elts {
		kv := e.(*ast.KeyValueExpr) // as keyed says
		kv.Value = w.expr(kv.Value, anyType)
	}
	w.mended[lit] = anyMap
	return lit
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

// anything makes of a value one of which any type can be asserted: a type of a
// missing package has no methods here, so it is none of what has some.
func anything(x ast.Expr) ast.Expr {
	return &ast.CallExpr{Fun: ident("any", x.Pos()), Lparen: x.Pos(), Args: []ast.Expr{x}, Rparen: x.End() - 1}
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
