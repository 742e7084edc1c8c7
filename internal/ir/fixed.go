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
	m := mapUses{made: map[string]bool{}, changed: map[string]bool{}}
	for _, f := range p.Funcs {
		loaded := loadedMaps(f)
		f.each(func(i *Instr) { m.use(f, i, loaded, f.Name == p.Path+".init") })
	}
	maps.DeleteFunc(m.made, func(name string, _ bool) bool {
		return m.changed[name] || PackageOf(name) != p.Path || token.IsExported(name[strings.LastIndexByte(name, '.')+1:])
	})
	return slices.Sorted(maps.Keys(m.made))
}

// mapUses are the variables that an initialiser sets, and those that may change.
type mapUses struct{ made, changed map[string]bool }

// use takes note of what an instruction does with variables, and with the maps that were
// loaded from them.
func (m mapUses) use(f *Func, i *Instr, loaded map[int32]string, initial bool) {
	for n, a := range i.Args {
		if name := loaded[a]; name != "" && (n > 0 || !onlyReads(f, i)) {
			m.changed[name] = true
		}
		c, ok := f.Const(a)
		switch {
		case !ok || c.Kind != ConstGlobal || i.Op == OpLoad:
		case i.Op == OpStore && n == 0 && initial:
			m.made[c.Text] = true
		default:
			m.changed[c.Text] = true
		}
	}
}

// loadedMaps returns the variables that registers of a function hold the map of.
func loadedMaps(f *Func) map[int32]string {
	out := map[int32]string{}
	f.each(func(i *Instr) {
		if i.Op == OpLoad && i.Kind == KindMap {
			if c, ok := f.Const(i.Args[0]); ok && c.Kind == ConstGlobal {
				out[i.Dst] = c.Text
			}
		}
	})
	return out
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
