package signature

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/workplacelint/workplacelint/internal/ir"
	"github.com/workplacelint/workplacelint/internal/ssaform"
)

const hmacPackage = "crypto/hmac"

// Digesting returns the functions of a package that lead to an HMAC, for the
// packages that import it; nil if there are none. The standard library has none
// that sign deliveries.
func Digesting(pass *analysis.Pass, form *ssaform.Form) *ir.Package {
	isHMAC := func(p *types.Package) bool { return p.Path() == hmacPackage }
	if pass.Module == nil && !strings.Contains(pass.Pkg.Path(), ".") || !slices.ContainsFunc(pass.Pkg.Imports(), isHMAC) {
		return nil
	}
	built := form.Package()
	if built == nil {
		return nil
	}
	pkg := ir.Lower(built)
	leads := map[string]bool{}
	for before := -1; before < len(leads); {
		before = len(leads)
		for _, f := range pkg.Funcs {
			if slices.ContainsFunc(f.Calls, func(name string) bool { return leads[name] || strings.HasPrefix(name, hmacPackage+".") }) {
				leads[f.Name] = true
			}
		}
	}
	pkg.Funcs = slices.DeleteFunc(pkg.Funcs, func(f *ir.Func) bool { return !leads[f.Name] && !leads[f.Outer] })
	return pkg
}
