package draft

import (
	"context"
	"errors"
	"fmt"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/workplacelint/workplacelint/internal/load"
)

// Read drafts the entry of the package with an import path, as seen from a
// directory. Nothing of it is run.
func Read(ctx context.Context, cfg load.Config, path string) (*Draft, error) {
	cfg.Patterns, cfg.Seeds = []string{path}, []string{"net/http"}
	prog, err := load.Load(ctx, cfg)
	if err != nil {
		return nil, err
	}
	defer prog.Close()
	var target *load.Package
	for _, p := range prog.Packages {
		if p.Initial {
			target = p
		}
	}
	if target == nil {
		return nil, fmt.Errorf("%s: expected the import path of a package", path)
	}
	for _, s := range prog.Skips {
		if s.Package == target.PkgPath {
			return nil, fmt.Errorf("%s: %s", s.Package, s.Reason)
		}
	}
	if !target.Needed {
		return nil, fmt.Errorf("%s: expected a package that sends through net/http, itself or by one that it imports", path)
	}
	var pkgs []*ssa.Package
	for _, p := range prog.Needed() {
		if p != target && !sameModule(p, target) {
			continue
		}
		checked, skips := prog.Check(p)
		if p == target && len(skips) > 0 {
			return nil, errors.New(skips[0].Package + ": " + skips[0].Reason)
		}
		if built := build(checked); built != nil {
			pkgs = append(pkgs, built)
		}
	}
	return Of(target.PkgPath, pkgs), nil
}

func sameModule(a, b *load.Package) bool {
	return a.Module != nil && b.Module != nil && a.Module.Path == b.Module.Path
}

// build makes the SSA form of a package. Its imports are known by their types
// only. Code with type errors can trip the builder; then it is left out.
func build(c *load.Checked) (built *ssa.Package) {
	defer func() {
		if recover() != nil {
			built = nil
		}
	}()
	prog := ssa.NewProgram(c.Fset, 0)
	seen := map[*types.Package]bool{c.Types: true}
	var create func(p *types.Package)
	create = func(p *types.Package) {
		for _, imp := range p.Imports() {
			if !seen[imp] {
				seen[imp] = true
				prog.CreatePackage(imp, nil, nil, true)
				create(imp)
			}
		}
	}
	create(c.Types)
	built = prog.CreatePackage(c.Types, c.Syntax, c.TypesInfo, false)
	built.Build()
	return built
}
