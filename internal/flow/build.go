package flow

import (
	"cmp"
	"go/ast"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// build makes the SSA form of one package and returns its functions in the order
// of their positions, none if type errors trip the builder. Its imports are
// known by their types only.
func build(fset *token.FileSet, pkg *types.Package, info *types.Info, files []*ast.File) (funcs []*ssa.Function) {
	defer func() {
		if recover() != nil {
			funcs = nil // extract reports that the package cannot be read.
		}
	}()
	prog := ssa.NewProgram(fset, 0)
	created := map[*types.Package]bool{pkg: true}
	var create func(p *types.Package)
	create = func(p *types.Package) {
		for _, imp := range p.Imports() {
			if !created[imp] {
				created[imp] = true
				prog.CreatePackage(imp, nil, nil, true)
				create(imp)
			}
		}
	}
	create(pkg)
	built := prog.CreatePackage(pkg, files, info, false)
	built.Build()
	return functions(built)
}

// functions returns all functions of a package, closures included.
func functions(built *ssa.Package) []*ssa.Function {
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
