package mend

import (
	"go/ast"
	"go/token"
	"go/types"
)

// A writer replaces what has no type in one file.
type writer struct {
	*stubs
	fset *token.FileSet
	pkg  *types.Package
	info *types.Info
	file *ast.File
	// bad holds the positions of errors: what stands there has a type, but another
	// than its place asks for.
	bad map[token.Pos]bool
	// vars are variables without type that are given a value of a type that is known
	// now, and mended are the expressions of which that holds.
	vars   map[types.Object]types.Type
	mended map[ast.Expr]types.Type
	// results are those of the functions around, the innermost last.
	results []*types.Tuple
}

var (
	anyType   = types.Universe.Lookup("any").Type()
	errorType = types.Universe.Lookup("error").Type()
	boolType  = types.Typ[types.Bool]
	anySlice  = types.NewSlice(anyType)
	anyMap    = types.NewMap(types.Typ[types.String], anyType)
)

func (w *writer) rewrite() {
	for _, decl := range w.file.Decls {
		switch decl := decl.(type) {
		case *ast.FuncDecl:
			if fn, ok := w.info.Defs[decl.Name].(*types.Func); ok && decl.Body != nil {
				w.body(decl.Body, fn.Signature().Results())
			}
		case *ast.GenDecl:
			w.declaration(decl)
		}
	}
}

func (w *writer) body(b *ast.BlockStmt, results *types.Tuple) {
	w.results = append(w.results, results)
	w.list(b.List)
	w.results = w.results[:len(w.results)-1]
}

// declaration mends the values of variables. Constants without a value that is
// constant become variables.
func (w *writer) declaration(decl *ast.GenDecl) {
	for _, spec := range decl.Specs {
		v, ok := spec.(*ast.ValueSpec)
		if !ok {
			continue
		}
		if decl.Tok == token.CONST && len(v.Values) > 0 && !w.allValid(v.Values) {
			decl.Tok = token.VAR
		}
		lhs := make([]ast.Expr, 0, len(v.Names))
		for _, name := range v.Names {
			lhs = append(lhs, name)
		}
		var declared types.Type
		if v.Type != nil {
			declared = w.typ(v.Type)
		}
		w.values(lhs, v.Values, declared)
	}
}

func (w *writer) allValid(list []ast.Expr) bool {
	for _, e := range list {
		if !w.valid(e) {
			return false
		}
	}
	return true
}

// values mends what is assigned to variables, of the declared type if there is
// one.
func (w *writer) values(lhs, rhs []ast.Expr, declared types.Type) {
	wants := make([]types.Type, 0, len(lhs))
	for _, l := range lhs {
		want := declared
		if want == nil {
			want = w.holds(l)
		}
		wants = append(wants, want)
	}
	if len(rhs) == 1 && len(lhs) > 1 {
		rhs[0] = w.several(rhs[0], wants)
		for i, l := range lhs {
			w.learn(l, wants[i])
		}
		return
	}
	for i := range rhs {
		if i < len(wants) {
			rhs[i] = w.expr(rhs[i], wants[i])
			w.learn(lhs[i], w.after(rhs[i]))
		}
	}
}

// learn notes the type that a variable will have.
func (w *writer) learn(l ast.Expr, t types.Type) {
	id, ok := l.(*ast.Ident)
	if !ok || t == nil {
		return
	}
	if obj := w.info.ObjectOf(id); obj != nil && !good(obj.Type()) && w.vars[obj] == nil {
		w.vars[obj] = t
	}
}

// after returns the type that an expression has now that it is mended, nil if
// that is not known.
func (w *writer) after(e ast.Expr) types.Type {
	t := w.mended[e]
	if t == nil {
		t = w.typ(e)
	}
	if t == nil {
		return nil
	}
	return types.Default(t)
}

// later reports whether an expression is made of a variable whose type was learned
// on the way, so that the next round can tell what it is.
func (w *writer) later(e ast.Expr) bool {
	for {
		switch x := e.(type) {
		case *ast.Ident:
			t := w.vars[w.info.ObjectOf(x)]
			return t != nil && !types.Identical(t, anyType)
		case *ast.SelectorExpr:
			e = x.X
		case *ast.CallExpr:
			e = x.Fun
		case *ast.IndexExpr:
			e = x.X
		case *ast.SliceExpr:
			e = x.X
		case *ast.StarExpr:
			e = x.X
		case *ast.ParenExpr:
			e = x.X
		default:
			return false
		}
	}
}

// holds returns the type of values that a variable holds, nil if it will hold
// what it is given.
func (w *writer) holds(l ast.Expr) types.Type {
	if id, ok := l.(*ast.Ident); ok {
		obj := w.info.Defs[id]
		if obj == nil {
			obj = w.info.Uses[id]
		}
		switch {
		case obj != nil && good(obj.Type()):
			return obj.Type()
		case id.Name == "err":
			return errorType
		}
		return nil
	}
	return w.typ(l)
}

// typ returns the type of an expression, nil if it has none.
func (w *writer) typ(e ast.Expr) types.Type {
	if id, ok := e.(*ast.Ident); ok {
		obj := w.info.ObjectOf(id)
		if obj != nil && good(obj.Type()) {
			return obj.Type()
		}
		if t := w.vars[obj]; t != nil {
			return t
		}
	}
	if t := w.info.Types[e].Type; good(t) {
		return t
	}
	return nil
}

// named returns the type that an expression names, also where the type checker
// did not come to it.
func (w *writer) named(e ast.Expr) types.Type {
	if t := w.typ(e); t != nil {
		return t
	}
	info := &types.Info{Types: map[ast.Expr]types.TypeAndValue{}}
	if err := types.CheckExpr(w.fset, w.pkg, e.Pos(), e, info); err != nil {
		return nil
	}
	if tv := info.Types[e]; tv.IsType() && good(tv.Type) {
		return tv.Type
	}
	return nil
}

// good reports whether a type is one.
func good(t types.Type) bool {
	switch t := t.(type) {
	case nil:
		return false
	case *types.Basic:
		return t.Kind() != types.Invalid
	case *types.Pointer:
		return good(t.Elem())
	case *types.Slice:
		return good(t.Elem())
	case *types.Map:
		return good(t.Key()) && good(t.Elem())
	case *types.Tuple:
		for v := range t.Variables() {
			if !good(v.Type()) {
				return false
			}
		}
	}
	return true
}

func (w *writer) valid(e ast.Expr) bool {
	tv, ok := w.info.Types[e]
	if !ok {
		return w.typ(e) != nil
	}
	return tv.IsVoid() || tv.IsBuiltin() || good(tv.Type)
}

// opaque returns a call of a function that nothing is known of, with results of
// the types that are wanted.
func (w *writer) opaque(at ast.Node, wants []types.Type, args ...ast.Expr) ast.Expr {
	return w.call(at, self, "Value", wants, args)
}

func (w *writer) call(at ast.Node, path, name string, wants []types.Type, args []ast.Expr) ast.Expr {
	pos := at.Pos()
	var indices []ast.Expr
	for _, t := range wants {
		if t == nil {
			t = anyType
		}
		indices = append(indices, w.denote(t, pos))
	}
	fn := &ast.SelectorExpr{X: ident(w.importPath(path), pos), Sel: ident(w.function(path, name, len(wants)), pos)}
	e := &ast.CallExpr{
		Fun:    &ast.IndexListExpr{X: fn, Lbrack: pos, Indices: indices, Rbrack: pos},
		Lparen: lparen(at), Args: args, Rparen: at.End() - 1,
	}
	if len(wants) == 1 {
		w.mended[e] = anyType
		if wants[0] != nil {
			w.mended[e] = wants[0]
		}
	}
	return e
}

// lparen returns where the position of a call is: that of the call it replaces.
func lparen(at ast.Node) token.Pos {
	if c, ok := at.(*ast.CallExpr); ok {
		return c.Lparen
	}
	return at.Pos()
}

// fakeMember returns the path and name of a member of a package that cannot be
// had.
func (w *writer) fakeMember(e ast.Expr) (path, name string, ok bool) {
	sel, isSel := ast.Unparen(e).(*ast.SelectorExpr)
	if !isSel {
		return "", "", false
	}
	id, isID := sel.X.(*ast.Ident)
	if !isID {
		return "", "", false
	}
	pkg, isPkg := w.info.Uses[id].(*types.PkgName)
	if !isPkg || w.fakes[pkg.Imported().Path()] == nil {
		return "", "", false
	}
	return pkg.Imported().Path(), sel.Sel.Name, true
}

// isPackage reports whether an expression is the name of a package.
func (w *writer) isPackage(e ast.Expr) bool {
	id, ok := e.(*ast.Ident)
	if !ok {
		return false
	}
	_, ok = w.info.Uses[id].(*types.PkgName)
	return ok
}

// undefined reports whether an expression is a name of nothing.
func (w *writer) undefined(e ast.Expr) bool {
	id, ok := e.(*ast.Ident)
	return ok && w.info.ObjectOf(id) == nil
}
