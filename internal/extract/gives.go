package extract

import (
	"slices"
	"strings"

	"github.com/workplacelint/workplacelint/internal/eval"
	"github.com/workplacelint/workplacelint/internal/ir"
)

// givers returns the functions of the package, beside its writers, that name a host of the
// platform and call functions or set fields of other packages of the module. A command
// gives nothing: nobody imports it.
func (p *program) givers() []*ir.Func {
	if p.foreign || len(p.pkgs) < 2 {
		return nil
	}
	hosted := func(text string) bool { return p.hosts.hosted(text) }
	named := map[string]bool{}
	for _, f := range p.own.Funcs {
		for _, name := range naming(f, hosted) {
			named[name] = true
		}
	}
	var out []*ir.Func
	for _, f := range p.own.Funcs {
		if f.Package != p.own.Path || f.Outer != "" || f.Synthetic || p.filled[f.Name] {
			continue
		}
		names := named[f.Name] || slices.ContainsFunc(reads(f), func(name string) bool { return named[name] })
		if names && p.reachesOthers(f) {
			p.filled[f.Name] = true
			out = append(out, f)
		}
	}
	return out
}

// reachesOthers reports whether a function calls one of another package of the module, or
// sets a field of a type of one.
func (p *program) reachesOthers(f *ir.Func) bool {
	others := func(name string) bool {
		path := ir.PackageOf(name)
		return path != p.own.Path && p.modules[path] == p.own.Module && path != ""
	}
	return slices.ContainsFunc(f.Calls, others) || slices.ContainsFunc(f.Strings, func(typ string) bool { return others(strings.TrimLeft(typ, "*")) })
}

// gives returns the packages of the module, sorted, to whose types or variables this
// package gives a host of the platform: what imports those sends there, whether it knows of
// this package or not.
func (p *program) gives() []string {
	known := map[string]bool{}
	for _, s := range p.slots {
		known[s.Name] = known[s.Name] || p.hosted(s)
	}
	var out []string
	for _, s := range p.tables.Slots() {
		path := ir.PackageOf(s.Name)
		if path != p.own.Path && p.demand.own(path) && !known[s.Name] && p.hosted(s) && !slices.Contains(out, path) {
			out = append(out, path)
		}
	}
	slices.Sort(out)
	return out
}

// hosted reports whether a text that a slot holds by itself, not in an object, names a
// host of the platform.
func (p *program) hosted(s eval.Slot) bool {
	return slices.ContainsFunc(s.Closed.Str.Templates, p.demand.hosted)
}
