package hardcodedtoken

import (
	"cmp"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/types/typeutil"
)

// minValue is the length below which a constant is no credential without its
// name.
const minValue = 24

// A literal is a constant expression of strings that is part of no larger one,
// or the tag of a field.
type literal struct {
	pos, end token.Pos
	text     string
}

// A source is a call that reads a credential from outside the program.
type source struct {
	function string
	name     string
	file     string
	line     int
}

// collect lists the literals of the package and how it reads its credentials,
// in the order of positions.
func (c *checker) collect() {
	for _, f := range c.pass.Files {
		if isTest(c.pass.Fset.PositionFor(f.FileStart, false).Filename) {
			continue
		}
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.ImportSpec:
				return false
			case *ast.CallExpr:
				c.reader(n)
			case *ast.Ident, *ast.SelectorExpr:
				return true // a use of a constant, which stands elsewhere
			case ast.Expr:
				return !c.add(n)
			}
			return true
		})
	}
	slices.SortFunc(c.literals, func(a, b literal) int { return cmp.Compare(a.pos, b.pos) })
}

// add notes an expression that is a constant string.
func (c *checker) add(e ast.Expr) bool {
	text, ok := c.text(e)
	if ok {
		c.literals = append(c.literals, literal{e.Pos(), e.End(), text})
	}
	return ok
}

func (c *checker) text(e ast.Expr) (string, bool) {
	if tv, ok := c.pass.TypesInfo.Types[e]; ok && tv.Value != nil && tv.Value.Kind() == constant.String {
		return constant.StringVal(tv.Value), true
	}
	if lit, ok := e.(*ast.BasicLit); ok && lit.Kind == token.STRING {
		text, err := strconv.Unquote(lit.Value)
		return text, err == nil
	}
	return "", false
}

// at returns the literal around a position.
func (c *checker) at(pos token.Pos) *literal {
	i, ok := slices.BinarySearchFunc(c.literals, pos, func(l literal, p token.Pos) int { return cmp.Compare(l.pos, p) })
	if !ok {
		i--
	}
	if i < 0 || pos >= c.literals[i].end {
		return nil
	}
	return &c.literals[i]
}

// holding returns the shortest literal that holds s, else the first that holds
// a piece of it. A longer one may only use the constant that holds it.
func (c *checker) holding(s string) *literal {
	const minPiece = 8
	var shortest, piece *literal
	for i := range c.literals {
		l := &c.literals[i]
		switch {
		case strings.Contains(l.text, s):
			if shortest == nil || len(l.text) < len(shortest.text) {
				shortest = l
			}
		case piece == nil && len(l.text) >= minPiece && strings.Contains(s, l.text):
			piece = l
		}
	}
	if shortest != nil {
		return shortest
	}
	return piece
}

// reader notes a call that reads a value by a constant name.
func (c *checker) reader(call *ast.CallExpr) {
	fn, ok := typeutil.Callee(c.pass.TypesInfo, call).(*types.Func)
	if !ok {
		return
	}
	arg, ok := c.use.Readers[fn.FullName()]
	if !ok || arg >= len(call.Args) {
		return
	}
	name, ok := c.text(call.Args[arg])
	if !ok {
		return
	}
	at := c.pass.Fset.PositionFor(call.Pos(), false)
	c.sources = append(c.sources, source{fn.Pkg().Name() + "." + fn.Name(), name, filepath.Base(at.Filename), at.Line})
}
