package extract

import (
	"slices"
	"strings"

	"github.com/workplacelint/workplacelint/internal/eval"
	"github.com/workplacelint/workplacelint/internal/ir"
)

// namers returns the functions that may tell who calls them a host of the platform: one
// in a text of theirs, and those that return texts and get one from a package variable
// that is set to it at the beginning, or from a function that they may call.
func namers(pkgs []*ir.Package, hosted func(text string) bool) map[string]bool {
	named := map[string]bool{} // functions and package variables
	users := map[string][]*ir.Func{}
	var work []string
	for _, p := range pkgs {
		for _, f := range p.Funcs {
			work = append(work, naming(f, hosted)...)
			if givesText(f) {
				for _, name := range reads(f) {
					users[name] = append(users[name], f)
				}
			}
		}
	}
	for len(work) > 0 {
		name := work[len(work)-1]
		work = work[:len(work)-1]
		if named[name] {
			continue
		}
		named[name] = true
		for _, f := range users[name] {
			work = append(work, f.Name)
		}
	}
	return named
}

// givesText reports whether a function returns a text, a URL, or a list or map.
func givesText(f *ir.Func) bool {
	return slices.ContainsFunc(f.Results, func(r ir.Param) bool {
		return r.Kind == ir.KindString || r.Kind == ir.KindSlice || r.Kind == ir.KindMap || strings.TrimLeft(r.Type, "*") == eval.URLType
	})
}

// handles reports whether a function answers requests: what it names it sends itself.
func handles(f *ir.Func) bool {
	return slices.ContainsFunc(f.Params, func(p ir.Param) bool { return p.Type == "net/http.ResponseWriter" })
}

// reads returns the functions and the package variables that a function names.
func reads(f *ir.Func) []string {
	out := slices.Clone(f.Calls)
	for _, c := range f.Consts {
		if c.Kind == ir.ConstGlobal {
			out = append(out, c.Text)
		}
	}
	return out
}

// naming returns the function if a text of it is a host, or the variables that it sets
// to one if it is what initialises a package.
func naming(f *ir.Func, hosted func(text string) bool) []string {
	isHost := func(c ir.Const) bool { return c.Kind == ir.ConstString && hosted(c.Text) }
	if !slices.ContainsFunc(f.Consts, isHost) {
		return nil
	}
	if f.Name != f.Package+".init" {
		if handles(f) {
			return nil
		}
		return []string{f.Name}
	}
	var out []string
	for b := range f.Blocks {
		for n := range f.Blocks[b].Instrs {
			i := &f.Blocks[b].Instrs[n]
			if i.Op != ir.OpStore {
				continue
			}
			variable, _ := f.Const(i.Args[0])
			value, isConst := f.Const(i.Args[1])
			if variable.Kind == ir.ConstGlobal && (!isConst || isHost(value)) {
				out = append(out, variable.Text)
			}
		}
	}
	return out
}
