package ir

import (
	"go/token"
	"maps"
	"slices"
	"strings"
)

// fixedMaps returns the package variables, sorted, that hold a map which is made when the
// package is initialised and that nothing changes later: they are only looked up, counted
// and ranged over. Those that other packages can name may be changed there.
func fixedMaps(p *Package) []string {
	made, changed := map[string]bool{}, map[string]bool{}
	for _, f := range p.Funcs {
		loaded := map[int32]string{}
		f.each(func(i *Instr) {
			if i.Op == OpLoad && i.Kind == KindMap {
				if c, ok := f.Const(i.Args[0]); ok && c.Kind == ConstGlobal {
					loaded[i.Dst] = c.Text
				}
			}
		})
		f.each(func(i *Instr) {
			for n, a := range i.Args {
				if name := loaded[a]; name != "" && !(n == 0 && onlyReads(f, i)) {
					changed[name] = true
				}
				c, ok := f.Const(a)
				switch {
				case !ok || c.Kind != ConstGlobal || i.Op == OpLoad:
				case i.Op == OpStore && n == 0 && f.Name == p.Path+".init":
					made[c.Text] = true
				default:
					changed[c.Text] = true
				}
			}
		})
	}
	maps.DeleteFunc(made, func(name string, _ bool) bool {
		return changed[name] || PackageOf(name) != p.Path || token.IsExported(name[strings.LastIndexByte(name, '.')+1:])
	})
	return slices.Sorted(maps.Keys(made))
}

// onlyReads reports whether an instruction does not change the map that is its first
// operand, and keeps nothing of it.
func onlyReads(f *Func, i *Instr) bool {
	switch i.Op {
	case OpLookup, OpRange:
		return true
	case OpBuiltin:
		return f.Str(i.Sym) == "len"
	}
	return false
}

func (f *Func) each(visit func(i *Instr)) {
	for b := range f.Blocks {
		for n := range f.Blocks[b].Instrs {
			visit(&f.Blocks[b].Instrs[n])
		}
	}
}
