package appsecretproof

import (
	"go/ast"
	"go/constant"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/workplacelint/workplacelint/internal/proof"
)

// syntax finds mistakes that leave no trace in what is sent.
func (c *checker) syntax() {
	for _, file := range c.pass.Files {
		if strings.HasSuffix(c.pass.Fset.PositionFor(file.Package, false).Filename, "_test.go") {
			continue
		}
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.CallExpr:
				c.droppedQuery(n)
			case *ast.BlockStmt:
				c.addedTwice(n.List)
			case *ast.SelectorExpr:
				c.library(n)
			}
			return true
		})
	}
}

// droppedQuery reports u.Query().Set(proof, …): Query returns a copy.
func (c *checker) droppedQuery(call *ast.CallExpr) {
	sel, ok := c.setsProof(call)
	if !ok {
		return
	}
	inner, ok := ast.Unparen(sel.X).(*ast.CallExpr)
	if !ok || c.callee(inner) != "(*net/url.URL).Query" {
		return
	}
	c.found = append(c.found, analysis.Diagnostic{
		Pos: call.Pos(), End: call.End(), Category: proof.CategoryNotSent,
		Message: c.rules.Parameters.Proof + " is set on a copy, which Query returns, and not sent; assign the copy to RawQuery in the end",
	})
}

// setsProof returns the selector of a call of Set or Add of url.Values with
// the name of the proof.
func (c *checker) setsProof(call *ast.CallExpr) (*ast.SelectorExpr, bool) {
	sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr)
	if !ok || len(call.Args) != 2 {
		return nil, false
	}
	switch c.callee(call) {
	case "(net/url.Values).Set", "(net/url.Values).Add":
		return sel, c.text(call.Args[0]) == c.rules.Parameters.Proof
	}
	return nil, false
}

// callee returns the full name of the function that is called.
func (c *checker) callee(call *ast.CallExpr) string {
	if sel, ok := ast.Unparen(call.Fun).(*ast.SelectorExpr); ok {
		if fn, ok := c.pass.TypesInfo.Uses[sel.Sel].(*types.Func); ok {
			return fn.FullName()
		}
	}
	return ""
}

// text returns the text of a constant.
func (c *checker) text(e ast.Expr) string {
	if v := c.pass.TypesInfo.Types[e].Value; v != nil && v.Kind() == constant.String {
		return constant.StringVal(v)
	}
	return ""
}

// addedTwice reports a proof that is added to the one that a statement before
// set, in the same list of statements.
func (c *checker) addedTwice(list []ast.Stmt) {
	before := map[types.Object]bool{}
	for _, stmt := range list {
		expr, ok := stmt.(*ast.ExprStmt)
		if !ok {
			continue
		}
		call, ok := expr.X.(*ast.CallExpr)
		if !ok {
			continue
		}
		if c.callee(call) == "(net/url.Values).Del" {
			clear(before)
			continue
		}
		sel, ok := c.setsProof(call)
		if !ok {
			continue
		}
		id, ok := ast.Unparen(sel.X).(*ast.Ident)
		if !ok {
			continue
		}
		obj := c.pass.TypesInfo.Uses[id]
		if before[obj] && sel.Sel.Name == "Add" {
			c.found = append(c.found, analysis.Diagnostic{
				Pos: call.Pos(), End: call.End(), Category: proof.CategoryParam,
				Message: "a second " + c.rules.Parameters.Proof + " is added to the first; use Set",
			})
		}
		before[obj] = true
	}
}

// library reports what makes a client library send proofs without a time, of
// code that a manifest governs.
func (c *checker) library(sel *ast.SelectorExpr) {
	if !c.governed {
		return
	}
	obj := c.pass.TypesInfo.Uses[sel.Sel]
	if obj == nil || obj.Pkg() == nil || !c.rules.TokenOnly(obj.Pkg().Path(), obj.Name()) {
		return
	}
	c.found = append(c.found, analysis.Diagnostic{
		Pos: sel.Sel.Pos(), End: sel.Sel.End(), Category: proof.CategoryLibrary,
		Message: obj.Name() + " of " + obj.Pkg().Path() + " signs only the token; Workplace expects a time in the proof",
	})
}
