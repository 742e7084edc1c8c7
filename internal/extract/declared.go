package extract

import (
	"fmt"
	"go/ast"
	"go/types"
	"maps"
	"slices"
	"strings"

	"github.com/workplacelint/workplacelint/internal/ir"
	"github.com/workplacelint/workplacelint/internal/sender"
)

// bodies returns packages without the functions of which a person says what they
// do: to callers, that counts and not the body.
func bodies(pkgs []*ir.Package, set *sender.Set) []*ir.Package {
	out := slices.Clone(pkgs)
	declared := func(f *ir.Func) bool { return set.Declares(f.Name) }
	for i, p := range out {
		if slices.ContainsFunc(p.Funcs, declared) {
			rest := *p
			rest.Funcs = slices.DeleteFunc(slices.Clone(p.Funcs), declared)
			out[i] = &rest
		}
	}
	return out
}

// strangers returns the functions that a manifest declares and that the packages
// do not have, which a package imports: what they were meant for is not known.
func strangers(pkg *types.Package, manifest string, declared []*sender.Sender) []Evidence {
	var out []Evidence
	for _, s := range declared {
		for _, imp := range pkg.Imports() {
			if !slices.Contains(s.Packages, imp.Path()) || !imp.Complete() {
				continue
			}
			for _, name := range slices.Sorted(maps.Keys(s.Calls)) {
				if !isOffered(name) {
					continue // Not every driver knows the others.
				}
				if !hasFunction(imp, name) {
					note := fmt.Sprintf("%s has no function %s, of which senders of the manifest say what it does", imp.Path(), name)
					out = append(out, Evidence{Position{File: manifest, Line: s.Line, Column: 1}, note})
				}
			}
		}
	}
	return out
}

// isOffered reports whether other packages can call a function, or a method as
// Type.Method.
func isOffered(name string) bool {
	for part := range strings.SplitSeq(name, ".") {
		if !ast.IsExported(part) {
			return false
		}
	}
	return true
}

// hasFunction reports whether a package has a function, or a method as
// Type.Method.
func hasFunction(pkg *types.Package, name string) bool {
	typ, method, isMethod := strings.Cut(name, ".")
	obj := pkg.Scope().Lookup(typ)
	if !isMethod || obj == nil {
		_, ok := obj.(*types.Func)
		return ok
	}
	found, _, _ := types.LookupFieldOrMethod(types.NewPointer(obj.Type()), true, pkg, method)
	if _, isIface := obj.Type().Underlying().(*types.Interface); isIface {
		found, _, _ = types.LookupFieldOrMethod(obj.Type(), true, pkg, method)
	}
	_, ok := found.(*types.Func)
	return ok
}
