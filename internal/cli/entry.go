package cli

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"

	"github.com/workplacelint/workplacelint/internal/driver"
	"github.com/workplacelint/workplacelint/internal/load"
	"github.com/workplacelint/workplacelint/internal/report"
	"github.com/workplacelint/workplacelint/internal/verdict"
)

// narrow says which commands reach what, and leaves of the program what those
// reach that flags name, if they name any.
func (prog *program) narrow(entries []string) error {
	var pkgs []*verdict.Package
	for _, p := range prog.packages {
		if v, ok := p.Values[verdict.Analyzer].(*verdict.Package); ok {
			pkgs = append(pkgs, v)
		}
	}
	verdict.SetEntries(pkgs)
	if len(entries) == 0 {
		return nil
	}
	chosen, err := prog.commands(entries)
	if err != nil {
		return err
	}
	prog.scope = closure(chosen)
	var paths []string
	for _, c := range chosen {
		paths = append(paths, c.PkgPath)
	}
	rest := verdict.Only(pkgs, paths)
	verdict.SetEntries(rest) // of the commands that are left
	only := map[string]*verdict.Package{}
	for _, p := range rest {
		only[p.Path] = p
	}
	prog.packages = slices.DeleteFunc(prog.packages, func(p *driver.Package) bool { return !prog.scope[p.PkgPath] })
	for _, p := range prog.packages {
		delete(p.Values, verdict.Analyzer)
		if v := only[p.PkgPath]; v != nil {
			p.Values[verdict.Analyzer] = v
		}
	}
	listed := map[string]bool{}
	for _, p := range prog.loaded.Packages {
		listed[p.PkgPath] = true
	}
	prog.skips = slices.DeleteFunc(prog.skips, func(s load.Skip) bool { return listed[s.Package] && !prog.scope[s.Package] })
	return nil
}

// inScope reports whether a package is part of what is looked at.
func (prog *program) inScope(path string) bool { return prog.scope == nil || prog.scope[path] }

// commands finds the main packages that are named by directory or import path.
func (prog *program) commands(names []string) ([]*load.Package, error) {
	var all, chosen []*load.Package
	for _, p := range prog.loaded.Packages {
		if p.Main && p.Name == "main" {
			all = append(all, p)
		}
	}
	for _, name := range names {
		dir := name
		if !filepath.IsAbs(dir) {
			dir = filepath.Join(prog.dir, filepath.FromSlash(name))
		}
		i := slices.IndexFunc(all, func(p *load.Package) bool { return p.PkgPath == name || p.Dir == dir })
		if i < 0 {
			var known []string
			for _, p := range all {
				known = append(known, p.PkgPath)
			}
			return nil, fmt.Errorf("--entry %s: expected the directory or import path of a command among the packages: %s",
				report.Printable(name), report.Printable(strings.Join(known, ", ")))
		}
		chosen = append(chosen, all[i])
	}
	return chosen, nil
}

// closure returns the paths of packages and of all they import.
func closure(pkgs []*load.Package) map[string]bool {
	seen := map[string]bool{}
	for work := slices.Clone(pkgs); len(work) > 0; {
		p := work[len(work)-1]
		work = work[:len(work)-1]
		if !seen[p.PkgPath] {
			seen[p.PkgPath] = true
			work = append(work, p.Direct()...)
		}
	}
	return seen
}
