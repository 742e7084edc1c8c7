package eval

import (
	"slices"
	"sort"
	"strings"

	"github.com/workplacelint/workplacelint/internal/ir"
)

// A Universe is all functions and types that can be run: those of the package
// at hand and of the packages below it.
type Universe struct {
	funcs     map[string]*ir.Func
	types     map[string]*ir.Type
	methods   map[string]map[string]string // type key, method, function
	receivers map[string][]string          // method, type keys
	flows     map[string]*flow
	bodies    map[*ir.Func]*bodyIndex
	packages  map[string]bool            // import paths
	initials  map[string]map[string]bool // import path, variables with a value from the beginning
	fixed     map[string]bool            // variables that hold a map which never changes
}

// NewUniverse joins packages. Of two descriptions of a type the one with more
// in it stands.
func NewUniverse(pkgs ...*ir.Package) *Universe {
	u := &Universe{funcs: map[string]*ir.Func{}, types: map[string]*ir.Type{}, methods: map[string]map[string]string{}, receivers: map[string][]string{}, flows: map[string]*flow{}, bodies: map[*ir.Func]*bodyIndex{}, packages: map[string]bool{}, initials: map[string]map[string]bool{}, fixed: map[string]bool{}}
	for _, p := range pkgs {
		u.packages[p.Path] = true
		for _, name := range p.Fixed {
			u.fixed[name] = true
		}
		for _, f := range p.Funcs {
			u.funcs[f.Name] = f
		}
		for _, t := range p.Types {
			if old := u.types[t.Key]; old == nil || len(t.Fields)+len(t.Methods) > len(old.Fields)+len(old.Methods) {
				u.types[t.Key] = t
			}
		}
	}
	u.index()
	return u
}

// index finds the methods of types, and the types of methods.
func (u *Universe) index() {
	for key, t := range u.types {
		for _, m := range t.Methods {
			if u.funcs[m.Func] == nil {
				continue
			}
			if u.methods[key] == nil {
				u.methods[key] = map[string]string{}
			}
			u.methods[key][m.Name] = m.Func
			u.receivers[m.Name] = append(u.receivers[m.Name], key)
		}
	}
	for _, keys := range u.receivers {
		sort.Strings(keys)
	}
}

// Func returns the function of that name, nil if it has no body here.
func (u *Universe) Func(name string) *ir.Func { return u.funcs[name] }

// Type returns the description of a type, nil if it is not known.
func (u *Universe) Type(key string) *ir.Type { return u.types[key] }

// Method returns the function that implements a method of a type or of a
// pointer to it.
func (u *Universe) Method(typ, method string) *ir.Func {
	return u.funcs[u.methods[strings.TrimPrefix(typ, "*")][method]]
}

// implementers returns the types that have all methods of an interface, without
// those that embed one: what they do is what the others do.
func (u *Universe) implementers(iface, method string) []string {
	t := u.types[iface]
	var out []string
	for _, key := range u.receivers[method] {
		if t != nil && u.hasAll(key, t.Methods) && !u.passesOn(key, method) {
			out = append(out, key)
		}
	}
	return out
}

// passesOn reports whether a method of a type is that of an interface which the
// type embeds.
func (u *Universe) passesOn(typ, method string) bool {
	fn := u.Method(typ, method)
	if fn == nil || !fn.Synthetic {
		return false
	}
	for _, b := range fn.Blocks {
		for _, in := range b.Instrs {
			if in.Op == ir.OpInvoke && fn.Str(in.Sym) == method {
				return true
			}
		}
	}
	return false
}

func (u *Universe) hasAll(key string, methods []ir.Method) bool {
	for _, m := range methods {
		if _, ok := u.methods[key][m.Name]; !ok {
			return false
		}
	}
	return true
}

// initial reports whether a package variable has a value from the beginning.
func (u *Universe) initial(name string) bool {
	pkg := ir.PackageOf(name)
	set, ok := u.initials[pkg]
	if !ok {
		set = map[string]bool{}
		u.initials[pkg] = set
		if init := u.funcs[pkg+".init"]; init != nil {
			addStored(init, set)
		}
	}
	return set[name]
}

// addStored adds the package variables that a function stores something in.
func addStored(fn *ir.Func, set map[string]bool) {
	for b := range fn.Blocks {
		for n := range fn.Blocks[b].Instrs {
			i := &fn.Blocks[b].Instrs[n]
			if i.Op != ir.OpStore {
				continue
			}
			if c, ok := fn.Const(i.Args[0]); ok && c.Kind == ir.ConstGlobal {
				set[c.Text] = true
			}
		}
	}
}

// implements reports whether a type of the program has the methods of an interface,
// if that is known: those of a pointer may be none of the type's.
func (u *Universe) implements(typ, iface string) (is, known bool) {
	t := u.types[iface]
	if t == nil {
		return false, false
	}
	is = true
	for _, m := range t.Methods {
		name, has := u.methods[strings.TrimPrefix(typ, "*")][m.Name]
		if !has {
			return false, !u.embeds(typ)
		}
		is = is && strings.HasPrefix(name, "("+typ+").")
	}
	return is, is
}

// embeds reports whether a struct may have methods of another type.
func (u *Universe) embeds(typ string) bool {
	t := u.types[strings.TrimPrefix(typ, "*")]
	return t == nil || slices.ContainsFunc(t.Fields, func(f ir.FieldDesc) bool { return f.Embedded })
}

// kind returns the kind of a type by its key.
func (u *Universe) kind(key string) ir.Kind {
	if t := u.types[key]; t != nil {
		return t.Kind
	}
	if strings.HasPrefix(key, "*") {
		return ir.KindPointer
	}
	return ir.KindOther
}

// within names a field of a struct of the program; it is empty for others.
func (u *Universe) within(typ, field string) string {
	if u.kind(typ) != ir.KindStruct || !u.declares(typ) {
		return ""
	}
	return typ + "." + field
}

// holdsStruct reports whether a field holds a struct, and not a pointer to one.
func (u *Universe) holdsStruct(typ, field string) bool {
	d, ok := u.field(typ, field)
	return ok && d.Kind == ir.KindStruct
}

// field returns the description of a field of a struct type.
func (u *Universe) field(typ, name string) (ir.FieldDesc, bool) {
	t := u.types[strings.TrimPrefix(typ, "*")]
	if t == nil {
		return ir.FieldDesc{}, false
	}
	for _, f := range t.Fields {
		if f.Name == name {
			return f, true
		}
	}
	return ir.FieldDesc{}, false
}

// declares reports whether a type is declared in one of the packages. Of other
// types, such as http.Request, one object says nothing about the next.
func (u *Universe) declares(typ string) bool {
	typ, _, _ = strings.Cut(strings.TrimPrefix(typ, "*"), "[")
	dot := strings.LastIndexByte(typ, '.')
	return dot > 0 && u.packages[typ[:dot]]
}

// elem returns the key of what a pointer or slice type holds.
func (u *Universe) elem(key string) string {
	if t := u.types[key]; t != nil && t.Elem != "" {
		return t.Elem
	}
	return strings.TrimPrefix(strings.TrimPrefix(key, "*"), "[]")
}
