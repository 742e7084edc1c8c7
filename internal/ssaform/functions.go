package ssaform

import (
	"cmp"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// Functions returns all functions of a package, closures included, in the order
// of their positions; none of a package that could not be built, which extract
// reports.
func Functions(built *ssa.Package) []*ssa.Function {
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
		return cmp.Or(cmp.Compare(a.Pos(), b.Pos()), cmp.Compare(a.String(), b.String()))
	})
	return list
}
