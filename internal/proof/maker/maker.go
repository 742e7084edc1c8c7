// Package maker finds the functions of a package that are called after the app
// secret proof, and runs them on what is not known, so that what they return can
// be judged where no request is in view that carries it.
package maker

import (
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/workplacelint/workplacelint/internal/eval"
	"github.com/workplacelint/workplacelint/internal/ir"
	"github.com/workplacelint/workplacelint/internal/proof"
	"github.com/workplacelint/workplacelint/internal/ssaform"
	"github.com/workplacelint/workplacelint/internal/strval"
)

// A Maker is a function that is called after the proof.
type Maker struct {
	Name string // its full name
	// Results are the texts and numbers that it returns.
	Results []strval.Value
}

// Find returns the makers of a package in the order of the source. The package
// is only read if it has a function with such a name.
func Find(pass *analysis.Pass, rules *proof.Rules, form *ssaform.Form) []*Maker {
	if !declares(pass, rules) {
		return nil
	}
	built := form.Package()
	if built == nil {
		return nil
	}
	pkg := ir.Lower(built)
	var list []*Maker
	for _, fn := range pkg.Funcs {
		if fn.Outer == "" && fn.Package == pkg.Path && rules.Makes(fn.Short) && returnsText(fn) {
			list = append(list, run(pkg, fn))
		}
	}
	return list
}

// declares reports whether a name of the package is that of a maker.
func declares(pass *analysis.Pass, rules *proof.Rules) bool {
	for id, obj := range pass.TypesInfo.Defs {
		if obj != nil && rules.Makes(id.Name) {
			return true
		}
	}
	return false
}

func returnsText(fn *ir.Func) bool {
	return slices.ContainsFunc(fn.Results, func(r ir.Param) bool { return r.Kind == ir.KindString })
}

// returned is the function that a maker hands its results to before it returns,
// for its model.
const returned = "operator return"

// run runs a function and notes what it returns. A failure of ours leaves it
// unknown.
func run(pkg *ir.Package, fn *ir.Func) *Maker {
	m := &Maker{Name: fn.Name, Results: make([]strval.Value, len(fn.Results))}
	tellResults(fn)
	models := eval.Models()
	models[returned] = func(c *eval.Call) eval.Val {
		for i := range min(len(c.Args), len(m.Results)) {
			if k := fn.Results[i].Kind; c.Frame.Caller == nil && (k == ir.KindString || k == ir.KindInt) {
				m.Results[i] = m.Results[i].Join(c.Text(i))
			}
		}
		return eval.Val{}
	}
	in := &eval.Interp{U: eval.NewUniverse(pkg), Tables: eval.NewTables(), Models: models}
	defer func() { _ = recover() }()
	in.Run(fn)
	return m
}

// tellResults puts a call of [returned] before each return of a function.
func tellResults(fn *ir.Func) {
	sym := int32(len(fn.Strings))
	fn.Strings = append(fn.Strings, returned)
	for b := range fn.Blocks {
		block := &fn.Blocks[b]
		if n := len(block.Instrs); n > 0 && block.Instrs[n-1].Op == ir.OpReturn {
			last := block.Instrs[n-1]
			call := ir.Instr{Op: ir.OpCall, Dst: ir.NoValue, Sym: sym, Args: last.Args, Pos: last.Pos}
			block.Instrs = append(slices.Clip(block.Instrs[:n-1]), call, last)
		}
	}
}
