package ir

import (
	"go/types"
	"sort"
	"strings"

	"golang.org/x/tools/go/ssa"
)

// kindOf returns the coarse kind of t.
func kindOf(t types.Type) Kind {
	switch u := t.Underlying().(type) {
	case *types.Basic:
		return basicKind(u)
	case *types.Slice:
		if b, ok := u.Elem().Underlying().(*types.Basic); ok && b.Kind() == types.Byte {
			return KindBytes
		}
		return KindSlice
	case *types.Array:
		return KindSlice
	case *types.Struct:
		return KindStruct
	case *types.Pointer:
		return KindPointer
	case *types.Map:
		return KindMap
	case *types.Signature:
		return KindFunc
	case *types.Interface:
		if _, ok := types.Unalias(t).(*types.TypeParam); ok {
			return KindOther
		}
		return KindInterface
	case *types.Tuple:
		return KindTuple
	}
	return KindOther
}

// mute reports whether no text goes into a function or comes out of it, nor anything
// that may lead to one: numbers, bytes, contexts and errors do not. Nor does what a
// handler is given that answers a request: it came from outside.
func mute(sig *types.Signature) bool {
	for v := range sig.Results().Variables() {
		if !saysNothing(v.Type()) {
			return false
		}
	}
	if answers(sig.Params()) {
		return true
	}
	for v := range sig.Params().Variables() {
		if !saysNothing(v.Type()) {
			return false
		}
	}
	return true
}

// answers reports whether a function with some parameters answers a request.
func answers(params *types.Tuple) bool {
	return params.Len() == 2 && typeKey(params.At(0).Type()) == "net/http.ResponseWriter" && typeKey(params.At(1).Type()) == "*net/http.Request"
}

func saysNothing(t types.Type) bool {
	switch kindOf(t) {
	case KindInt, KindFloat, KindBool, KindBytes:
		return true
	}
	key := typeKey(t)
	return key == "error" || key == "context.Context"
}

// asks reports whether who holds a value of an interface type can ask it for a text:
// a method returns one, or what holds texts. What every error and fmt.Stringer says
// of itself does not count.
func asks(t types.Type) bool {
	iface, ok := t.Underlying().(*types.Interface)
	if !ok {
		return false
	}
	for m := range iface.Methods() {
		if m.Name() == "Error" || m.Name() == "String" {
			continue
		}
		for v := range m.Signature().Results().Variables() {
			if holdsText(v.Type(), m.Pkg()) {
				return true
			}
		}
	}
	return false
}

// holdsText reports whether a value of a type is a text, a URL, a list or map of such,
// or a struct that a package declares. A type may be made of itself, so that elements
// are looked at but twice.
func holdsText(t types.Type, pkg *types.Package) bool {
	for range 2 {
		switch u := t.Underlying().(type) {
		case *types.Slice:
			t = u.Elem()
		case *types.Map:
			t = u.Elem()
		case *types.Pointer:
			t = u.Elem()
		}
	}
	switch u := t.Underlying().(type) {
	case *types.Basic:
		return u.Info()&types.IsString != 0
	case *types.Struct:
		named, ok := types.Unalias(t).(*types.Named)
		return ok && (named.Obj().Pkg() == pkg || typeKey(t) == "net/url.URL")
	}
	return false
}

func basicKind(b *types.Basic) Kind {
	switch info := b.Info(); {
	case info&types.IsString != 0:
		return KindString
	case info&types.IsInteger != 0:
		return KindInt
	case info&types.IsFloat != 0:
		return KindFloat
	case info&types.IsBoolean != 0:
		return KindBool
	}
	return KindOther
}

// A typeTable describes the types that a package names.
type typeTable struct {
	prog    *ssa.Program
	pkg     *types.Package
	keys    map[types.Type]string
	descs   map[string]*Type
	pending []*ssa.Function
}

func newTypeTable(pkg *types.Package) *typeTable {
	return &typeTable{pkg: pkg, keys: map[types.Type]string{}, descs: map[string]*Type{}}
}

// key returns the key of t and describes t on first sight.
func (tt *typeTable) key(t types.Type) string {
	if k, ok := tt.keys[t]; ok {
		return k
	}
	k := typeKey(t)
	tt.keys[t] = k
	if tt.descs[k] == nil {
		tt.describe(k, t)
	}
	return k
}

// typeKey writes t with full import paths; instances of a generic type share
// the key of the type.
func typeKey(t types.Type) string {
	t = types.Unalias(t)
	switch u := t.(type) {
	case *types.Named:
		obj := u.Obj()
		if obj.Pkg() == nil {
			return obj.Name()
		}
		return obj.Pkg().Path() + "." + obj.Name()
	case *types.Pointer:
		return "*" + typeKey(u.Elem())
	case *types.Slice:
		return "[]" + typeKey(u.Elem())
	case *types.Tuple:
		return "tuple"
	case *types.Signature:
		return signatureKey(u)
	}
	return types.TypeString(t, nil)
}

// signatureKey leaves out the names of parameters, which make no difference.
func signatureKey(sig *types.Signature) string {
	key := "func(" + tupleKey(sig.Params())
	if sig.Variadic() {
		key += "..."
	}
	return key + ")(" + tupleKey(sig.Results()) + ")"
}

func tupleKey(t *types.Tuple) string {
	keys := make([]string, 0, t.Len())
	for v := range t.Variables() {
		keys = append(keys, typeKey(v.Type()))
	}
	return strings.Join(keys, ",")
}

func (tt *typeTable) describe(k string, t types.Type) {
	d := &Type{Key: k, Kind: kindOf(t)}
	tt.descs[k] = d
	if tt.foreign(t) && d.Kind == KindStruct {
		return // described by the package that declares it
	}
	switch u := t.Underlying().(type) {
	case *types.Pointer:
		d.Elem = tt.key(u.Elem())
	case *types.Slice:
		d.Elem = tt.key(u.Elem())
	case *types.Array:
		d.Elem = tt.key(u.Elem())
	case *types.Map:
		d.Elem = tt.key(u.Elem())
	case *types.Struct:
		for i := range u.NumFields() {
			f := u.Field(i)
			d.Fields = append(d.Fields, FieldDesc{Name: f.Name(), Type: tt.key(f.Type()), Kind: kindOf(f.Type()), Tag: u.Tag(i), Embedded: f.Embedded()})
		}
	case *types.Interface:
		for m := range u.Methods() {
			d.Methods = append(d.Methods, Method{Name: m.Name()})
		}
	}
	if named, ok := types.Unalias(t).(*types.Named); ok && d.Kind != KindInterface {
		tt.methods(d, named)
	}
}

// methods lists the methods of a named type and the pointer to it, promoted
// ones too, and remembers the functions that implement them.
func (tt *typeTable) methods(d *Type, named *types.Named) {
	if tt.prog == nil || !tt.bodied(named) {
		return
	}
	if named.TypeParams().Len() > 0 || named.TypeArgs().Len() > 0 {
		for m := range named.Origin().Methods() {
			d.Methods = append(d.Methods, Method{Name: m.Name(), Func: m.Origin().FullName()})
		}
		return
	}
	for sel := range types.NewMethodSet(types.NewPointer(named)).Methods() {
		fn := tt.prog.MethodValue(sel)
		if fn == nil {
			continue
		}
		if obj, ok := sel.Obj().(*types.Func); ok && len(sel.Index()) == 1 && obj.Pkg() == named.Obj().Pkg() {
			// The declared method, not the wrapper that takes a pointer.
			if decl := tt.prog.FuncValue(obj); decl != nil {
				fn = decl
			}
		}
		d.Methods = append(d.Methods, Method{Name: sel.Obj().Name(), Func: FuncName(fn)})
		tt.pending = append(tt.pending, fn)
	}
}

// bodied reports whether the package of a type was built from syntax, so that
// its methods have bodies.
func (tt *typeTable) bodied(named *types.Named) bool {
	pkg := named.Obj().Pkg()
	if pkg == nil {
		return false
	}
	p := tt.prog.Package(pkg)
	if p == nil {
		return false
	}
	init := p.Func("init")
	return init != nil && len(init.Blocks) > 0
}

// foreign reports whether t is declared by another package.
func (tt *typeTable) foreign(t types.Type) bool {
	named, ok := types.Unalias(t).(*types.Named)
	return ok && named.Obj().Pkg() != tt.pkg
}

func (tt *typeTable) takeMethods() []*ssa.Function {
	fns := tt.pending
	tt.pending = nil
	return fns
}

func (tt *typeTable) sorted() []*Type {
	list := make([]*Type, 0, len(tt.descs))
	for _, d := range tt.descs {
		list = append(list, d)
	}
	sort.Slice(list, func(i, j int) bool { return list[i].Key < list[j].Key })
	return list
}
