package mend

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
)

func (w *writer) list(list []ast.Stmt) {
	for i := range list {
		list[i] = w.stmt(list[i])
	}
}

// stmt mends a statement and returns what is to stand in its place.
func (w *writer) stmt(s ast.Stmt) ast.Stmt {
	switch s := s.(type) {
	case *ast.AssignStmt:
		return w.assign(s)
	case *ast.ExprStmt:
		s.X = w.expr(s.X, nil)
	case *ast.ReturnStmt:
		w.returned(s)
	case *ast.DeclStmt:
		if decl, ok := s.Decl.(*ast.GenDecl); ok {
			w.declaration(decl)
		}
	case *ast.GoStmt:
		s.Call = w.started(s.Call)
	case *ast.DeferStmt:
		s.Call = w.started(s.Call)
	case *ast.SendStmt:
		return w.send(s)
	case *ast.IncDecStmt:
		if !w.valid(s.X) {
			return &ast.ExprStmt{X: w.opaque(s.X, []types.Type{nil}, w.parts(s.X)...)}
		}
	default:
		w.compound(s)
	}
	return s
}

// compound mends a statement with others in it.
func (w *writer) compound(s ast.Stmt) {
	switch s := s.(type) {
	case *ast.BlockStmt:
		w.list(s.List)
	case *ast.LabeledStmt:
		s.Stmt = w.stmt(s.Stmt)
	case *ast.IfStmt:
		s.Init = w.optional(s.Init)
		s.Cond = w.expr(s.Cond, boolType)
		w.list(s.Body.List)
		s.Else = w.optional(s.Else)
	case *ast.ForStmt:
		s.Init = w.optional(s.Init)
		if s.Cond != nil {
			s.Cond = w.expr(s.Cond, boolType)
		}
		s.Post = w.optional(s.Post)
		w.list(s.Body.List)
	case *ast.RangeStmt:
		if w.valid(s.X) {
			w.inside(s.X)
		} else {
			s.X = w.mend(s.X, anySlice)
		}
		w.list(s.Body.List)
	case *ast.SwitchStmt:
		w.choice(s)
	case *ast.TypeSwitchStmt:
		s.Init = w.optional(s.Init)
		w.switched(s)
	case *ast.SelectStmt:
		for _, c := range s.Body.List {
			clause := c.(*ast.CommClause)
			w.list(clause.Body)
		}
	}
}

func (w *writer) optional(s ast.Stmt) ast.Stmt {
	if s == nil {
		return nil
	}
	return w.stmt(s)
}

// choice mends a switch; without a tag its cases are conditions.
func (w *writer) choice(s *ast.SwitchStmt) {
	s.Init = w.optional(s.Init)
	var want types.Type = boolType
	if s.Tag != nil {
		want = w.typ(s.Tag)
		s.Tag = w.expr(s.Tag, nil)
	}
	for _, c := range s.Body.List {
		clause := c.(*ast.CaseClause)
		for i := range clause.List {
			clause.List[i] = w.expr(clause.List[i], want)
		}
		w.list(clause.Body)
	}
}

// switched mends a type switch: the value whose type it asks for, and the cases.
func (w *writer) switched(s *ast.TypeSwitchStmt) {
	var e ast.Expr
	switch s := s.Assign.(type) {
	case *ast.ExprStmt:
		e = s.X
	case *ast.AssignStmt:
		e = s.Rhs[0]
	}
	impossible := false
	for _, c := range s.Body.List {
		clause := c.(*ast.CaseClause)
		impossible = impossible || slices.ContainsFunc(clause.List, func(t ast.Expr) bool { return w.bad[t.Pos()] && w.valid(t) })
		w.list(clause.Body)
	}
	assert, ok := ast.Unparen(e).(*ast.TypeAssertExpr)
	if !ok {
		return
	}
	assert.X = w.expr(assert.X, anyType)
	if impossible {
		assert.X = anything(assert.X)
	}
}

// assign mends an assignment. One to something without type is a call that is
// handed the values.
func (w *writer) assign(s *ast.AssignStmt) ast.Stmt {
	for i, l := range s.Lhs {
		_, name := l.(*ast.Ident)
		switch {
		case name:
		case !w.valid(l):
			return &ast.ExprStmt{X: w.opaque(s.Rhs[0], []types.Type{nil}, w.parts(s.Rhs...)...)}
		default:
			s.Lhs[i] = w.expr(l, nil)
		}
	}
	if s.Tok != token.ASSIGN && s.Tok != token.DEFINE && w.holds(s.Lhs[0]) == nil {
		return &ast.ExprStmt{X: w.opaque(s.Rhs[0], []types.Type{nil}, w.parts(s.Rhs...)...)}
	}
	w.values(s.Lhs, s.Rhs, nil)
	return s
}

func (w *writer) returned(s *ast.ReturnStmt) {
	results := w.results[len(w.results)-1]
	wants := make([]types.Type, 0, results.Len())
	for v := range results.Variables() {
		wants = append(wants, v.Type())
	}
	if len(s.Results) == 1 && len(wants) > 1 {
		s.Results[0] = w.several(s.Results[0], wants)
		return
	}
	for i := range s.Results {
		if i < len(wants) {
			s.Results[i] = w.expr(s.Results[i], wants[i])
		}
	}
}

// started mends the call of a go or defer statement.
func (w *writer) started(call *ast.CallExpr) *ast.CallExpr {
	if mended, ok := w.expr(call, nil).(*ast.CallExpr); ok {
		return mended
	}
	return call
}

func (w *writer) send(s *ast.SendStmt) ast.Stmt {
	t := w.typ(s.Chan)
	if t == nil {
		return &ast.ExprStmt{X: w.opaque(s.Chan, []types.Type{nil}, w.parts(s.Chan, s.Value)...)}
	}
	var elem types.Type
	if ch, ok := t.Underlying().(*types.Chan); ok {
		elem = ch.Elem()
	}
	s.Value = w.expr(s.Value, elem)
	return s
}
