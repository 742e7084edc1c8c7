package flow

import (
	"cmp"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// functions returns all functions of a package, closures included, in the order
// of their positions; none of a package that could not be built, which extract
// reports.
func functions(built *ssa.Package) []*ssa.Function {
	if built == nil {
		return nil
	}
	var list []*ssa.Function
	var add func(fn *ssa.Function)
	add = func(fn *ssa.Function) {
		if fn == nil || len(fn.Blocks) == 0 {
			return
		}
		list = append(list, fn)
		for _, anon := range fn.AnonFuncs {
			add(anon)
		}
	}
	for _, m := range built.Members {
		switch m := m.(type) {
		case *ssa.Function:
			add(m)
		case *ssa.Type:
			if named, ok := types.Unalias(m.Type()).(*types.Named); ok {
				for method := range named.Methods() {
					add(built.Prog.FuncValue(method))
				}
			}
		}
	}
	slices.SortStableFunc(list, func(a, b *ssa.Function) int {
		return cmp.Or(cmp.Compare(a.Pos(), b.Pos()), cmp.Compare(funcName(a), funcName(b)))
	})
	return list
}

// funcName returns the full name of a function, that of the generic one for an
// instance.
func funcName(fn *ssa.Function) string {
	if o := fn.Origin(); o != nil {
		fn = o
	}
	if obj, ok := fn.Object().(*types.Func); ok && fn.Synthetic == "" {
		return obj.Origin().FullName()
	}
	return fn.RelString(nil)
}

// calleeName returns the full name of the function or method that is called, ""
// for a value.
func calleeName(c *ssa.CallCommon) string {
	if c.IsInvoke() {
		return c.Method.FullName()
	}
	if fn := c.StaticCallee(); fn != nil {
		return funcName(fn)
	}
	return ""
}

// arguments returns the receiver of a call, nil if it has none, and the other
// arguments.
func arguments(c *ssa.CallCommon) (recv ssa.Value, args []ssa.Value) {
	if c.IsInvoke() {
		return c.Value, c.Args
	}
	if fn := c.StaticCallee(); fn != nil && fn.Signature.Recv() != nil && len(c.Args) > 0 {
		return c.Args[0], c.Args[1:]
	}
	return nil, c.Args
}
