package extract

import (
	"go/ast"
	"go/token"
	"go/types"
)

// A spot is the part of a file that directives speak for: the call on their line
// or on the next one, or the declaration below them.
type spot struct {
	file       string
	from, to   int      // lines
	at         Position // where a request is listed that only directives know
	decl       bool     // the whole of a declaration
	fn         *ast.FuncDecl
	directives []*directive
}

// holds reports whether a place is in the spot.
func (s *spot) holds(p Position) bool { return p.File == s.file && s.from <= p.Line && p.Line <= s.to }

// spotsOf finds what the directives of a file speak for. Those of one spot stand
// together.
func spotsOf(fset *token.FileSet, file *ast.File, list []*directive) []*spot {
	line := func(p token.Pos) int { return fset.PositionFor(p, false).Line }
	var spots []*spot
	for _, d := range list {
		s := find(line, file, d.comment)
		s.file = d.pos.File
		if s.at.Line == 0 {
			s.at = d.pos
		}
		if n := len(spots); n > 0 && spots[n-1].from == s.from && spots[n-1].to == s.to {
			spots[n-1].directives = append(spots[n-1].directives, d)
			continue
		}
		s.directives = []*directive{d}
		spots = append(spots, s)
	}
	for _, s := range spots {
		if call := s.call(line, file); call != nil {
			s.at = positionOf(fset, call.Lparen)
		} else if s.decl && s.fn != nil {
			s.at = positionOf(fset, s.fn.Name.Pos())
		}
	}
	return spots
}

// find returns the lines that a comment speaks for.
func find(line func(token.Pos) int, file *ast.File, c *ast.Comment) *spot {
	fn, doc := around(file, c)
	switch {
	case doc:
		return &spot{from: line(fn.Pos()), to: line(fn.End()), decl: true, fn: fn}
	case follows(line, file, c):
		return &spot{from: line(c.Pos()), to: line(c.Pos()), fn: fn}
	}
	s := &spot{fn: fn, decl: fn == nil}
	next := token.NoPos
	ast.Inspect(file, func(n ast.Node) bool {
		switch {
		case n == nil || isComment(n) || n.Pos() <= c.End():
			return true
		case !next.IsValid() || n.Pos() < next:
			next, s.from, s.to = n.Pos(), line(n.Pos()), lastLine(line, n)
		case n.Pos() == next:
			s.to = max(s.to, lastLine(line, n))
		}
		return true
	})
	return s
}

// around returns the function that a comment is in, or is the documentation of.
func around(file *ast.File, c *ast.Comment) (fn *ast.FuncDecl, doc bool) {
	for _, decl := range file.Decls {
		fn, ok := decl.(*ast.FuncDecl)
		switch {
		case !ok:
		case fn.Doc != nil && fn.Doc.Pos() <= c.Pos() && c.End() <= fn.Doc.End():
			return fn, true
		case fn.Pos() <= c.Pos() && c.End() <= fn.End():
			return fn, false
		}
	}
	return nil, false
}

// follows reports whether something stands before a comment on its line.
func follows(line func(token.Pos) int, file *ast.File, c *ast.Comment) bool {
	own, found := line(c.Pos()), false
	ast.Inspect(file, func(n ast.Node) bool {
		if n != nil && !isComment(n) && n.Pos() < c.Pos() && (line(n.Pos()) == own || n.End() <= c.Pos() && line(n.End()) == own) {
			found = true
		}
		return !found
	})
	return found
}

func isComment(n ast.Node) bool {
	switch n.(type) {
	case *ast.Comment, *ast.CommentGroup:
		return true
	}
	return false
}

// lastLine returns the last line of what a directive before n speaks for: of a
// statement with others in it, the first one.
func lastLine(line func(token.Pos) int, n ast.Node) int {
	switch n.(type) {
	case *ast.ExprStmt, *ast.AssignStmt, *ast.ReturnStmt, *ast.GoStmt, *ast.DeferStmt, *ast.SendStmt, *ast.DeclStmt, *ast.GenDecl:
		return line(n.End())
	}
	return line(n.Pos())
}

// call returns the first call in the spot.
func (s *spot) call(line func(token.Pos) int, file *ast.File) *ast.CallExpr {
	var found *ast.CallExpr
	if s.fn != nil && s.decl {
		return nil
	}
	ast.Inspect(file, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok && found == nil && s.from <= line(call.Lparen) && line(call.Lparen) <= s.to {
			found = call
		}
		return found == nil
	})
	return found
}

// function names the function around the spot as requests do.
func (s *spot) function(info *types.Info, pkg *types.Package) string {
	if s.fn == nil {
		return pkg.Name() + ".init"
	}
	obj, ok := info.Defs[s.fn.Name].(*types.Func)
	if !ok {
		return pkg.Name() + "." + s.fn.Name.Name
	}
	if recv := obj.Signature().Recv(); recv != nil {
		t := types.TypeString(recv.Type(), func(p *types.Package) string { return p.Name() })
		if t[0] == '*' {
			t = "(" + t + ")"
		}
		return t + "." + obj.Name()
	}
	return pkg.Name() + "." + obj.Name()
}

// caller names the function around the spot uniquely.
func (s *spot) caller(info *types.Info, pkg *types.Package) string {
	if s.fn != nil {
		if obj, ok := info.Defs[s.fn.Name].(*types.Func); ok {
			return obj.FullName()
		}
	}
	return pkg.Path() + ".init"
}
