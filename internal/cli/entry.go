package cli

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/workplacelint/workplacelint/internal/driver"
	"github.com/workplacelint/workplacelint/internal/load"
	"github.com/workplacelint/workplacelint/internal/report"
	"github.com/workplacelint/workplacelint/internal/union"
	"github.com/workplacelint/workplacelint/internal/verdict"
)

// narrow says which commands of a build reach what, and leaves of it what those
// reach that flags name, if they name any.
func (r *reading) narrow(b *union.Build) {
	var pkgs []*verdict.Package
	for _, p := range b.Analyzed {
		if v, ok := p.Values[verdict.Analyzer].(*verdict.Package); ok {
			pkgs = append(pkgs, v)
		}
	}
	verdict.SetEntries(pkgs)
	if len(r.entries) == 0 {
		return
	}
	chosen := r.chosen(b.Packages)
	scope := closure(chosen)
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
	b.Analyzed = slices.DeleteFunc(b.Analyzed, func(p *driver.Package) bool { return !scope[p.PkgPath] })
	for _, p := range b.Analyzed {
		delete(p.Values, verdict.Analyzer)
		if v := only[p.PkgPath]; v != nil {
			p.Values[verdict.Analyzer] = v
		}
	}
	listed := map[string]bool{}
	for _, p := range b.Packages {
		listed[p.PkgPath] = true
	}
	b.Skips = slices.DeleteFunc(b.Skips, func(s load.Skip) bool { return listed[s.Package] && !scope[s.Package] })
	if r.prog.scope == nil {
		r.prog.scope = map[string]bool{}
	}
	maps.Copy(r.prog.scope, scope)
}

// inScope reports whether a package is part of what is looked at.
func (prog *program) inScope(path string) bool { return prog.scope == nil || prog.scope[path] }

// chosen finds the main packages that flags name by directory or import path.
func (r *reading) chosen(pkgs []*load.Package) []*load.Package {
	var chosen []*load.Package
	for _, p := range pkgs {
		if !p.Main || p.Name != "main" {
			continue
		}
		r.commands = append(r.commands, p.PkgPath)
		for _, name := range r.entries {
			if p.PkgPath == name || p.Dir == absolute(r.prog.dir, name) {
				r.found[name] = true
				chosen = append(chosen, p)
			}
		}
	}
	return chosen
}

// missingEntry says which command that flags name no build has.
func (r *reading) missingEntry() error {
	slices.Sort(r.commands)
	for _, name := range r.entries {
		if !r.found[name] {
			return fmt.Errorf("--entry %s: expected the directory or import path of a command among the packages: %s",
				report.Printable(name), report.Printable(strings.Join(slices.Compact(r.commands), ", ")))
		}
	}
	return nil
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
