package load

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/types"
)

// MaxText is the size of a constant text above which it is left out. Thirty
// doublings of one character are a line of code each and a gigabyte together.
const MaxText = MaxFile

// boundTexts replaces constant texts that are larger than [MaxText] by empty
// ones, before anyone writes them out, and says so.
func (c *Checked) boundTexts() []Skip {
	t := texts{sums: map[constant.Value]*ast.BinaryExpr{}, sizes: map[constant.Value]int{}, info: c.TypesInfo}
	for expr, tv := range c.TypesInfo.Types {
		if sum, ok := ast.Unparen(expr).(*ast.BinaryExpr); ok && tv.Value != nil && tv.Value.Kind() == constant.String {
			t.sums[tv.Value] = sum
		}
	}
	for v := range t.sums {
		t.size(v) // all of them, before any is replaced
	}
	var first ast.Expr
	for expr, tv := range c.TypesInfo.Types {
		if tv.Value == nil || t.sums[tv.Value] == nil || t.size(tv.Value) <= MaxText {
			continue
		}
		if first == nil || expr.Pos() < first.Pos() {
			first = expr
		}
		tv.Value = constant.MakeString("")
		c.TypesInfo.Types[expr] = tv
	}
	if first == nil {
		return nil
	}
	pos := c.Fset.PositionFor(first.Pos(), false)
	return []Skip{{
		Package: c.PkgPath, File: pos.Filename, Line: pos.Line, Column: pos.Column,
		Reason: fmt.Sprintf("a constant text has more than %d bytes; it is taken to be empty", MaxText),
	}}
}

// texts measures constant texts without writing them out. The values of the type
// checker are trees of sums, each of which is made once.
type texts struct {
	sums  map[constant.Value]*ast.BinaryExpr
	sizes map[constant.Value]int
	info  *types.Info
}

func (t *texts) size(v constant.Value) int {
	if v == nil || v.Kind() != constant.String {
		return 0
	}
	if n, ok := t.sizes[v]; ok {
		return n
	}
	sum := t.sums[v]
	if sum == nil {
		n := len(constant.StringVal(v))
		t.sizes[v] = n
		return n
	}
	t.sizes[v] = 0 // ends a circle, which valid code has not
	n := min(t.size(t.info.Types[sum.X].Value)+t.size(t.info.Types[sum.Y].Value), 2*MaxText)
	t.sizes[v] = n
	return n
}
