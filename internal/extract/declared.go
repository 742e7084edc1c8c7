package extract

import (
	"slices"

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
