// Package ssaform builds the SSA form of one package, once for all stages that
// read it and only if one does.
//
// Unlike buildssa of x/tools it leaves out tests, since what they send the program
// does not need, and survives type errors as far as the builder does. No other
// package is built: the imports are known by their types.
package ssaform

import (
	"go/ast"
	"go/token"
	"go/types"
	"reflect"
	"strings"
	"sync"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ssa"
)

// Analyzer provides the [Form] of a package.
var Analyzer = &analysis.Analyzer{
	Name:             "ssaform",
	Doc:              "provide the SSA form of a package without its tests",
	Run:              run,
	RunDespiteErrors: true,
	ResultType:       reflect.TypeFor[*Form](),
}

// A Form is a package that can be built.
type Form struct {
	// Files are those that are no tests.
	Files []*ast.File
	// Package returns the SSA form, nil if type errors trip the builder.
	Package func() *ssa.Package
}

func run(pass *analysis.Pass) (any, error) {
	files := sources(pass.Fset, pass.Files)
	return &Form{
		Files:   files,
		Package: sync.OnceValue(func() *ssa.Package { return Build(pass.Fset, pass.Pkg, pass.TypesInfo, files) }),
	}, nil
}

func sources(fset *token.FileSet, files []*ast.File) []*ast.File {
	var out []*ast.File
	for _, f := range files {
		if !strings.HasSuffix(fset.PositionFor(f.Package, false).Filename, "_test.go") {
			out = append(out, f)
		}
	}
	return out
}

// Build builds the SSA form of a package. It returns nil if type errors trip the
// builder.
func Build(fset *token.FileSet, pkg *types.Package, info *types.Info, files []*ast.File) (built *ssa.Package) {
	defer func() {
		if recover() != nil {
			built = nil
		}
	}()
	prog := ssa.NewProgram(fset, ssa.GlobalDebug)
	for _, imp := range pkg.Imports() {
		prog.CreatePackage(imp, nil, nil, true)
	}
	built = prog.CreatePackage(pkg, files, info, false)
	built.Build()
	return built
}
