package ir

import (
	"cmp"
	"go/token"
	"go/types"
	"maps"
	"slices"
	"sort"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/workplacelint/workplacelint/internal/mend"
)

// Lower turns the SSA form of a package into functions and types.
func Lower(built *ssa.Package) *Package {
	l := &lowerer{fset: built.Prog.Fset, pkg: built.Pkg, funcs: map[string]*Func{}, types: newTypeTable(built.Pkg), never: map[*ssa.Function]bool{}}
	l.types.prog = built.Prog
	l.members(built)
	for len(l.todo) > 0 {
		fn := l.todo[len(l.todo)-1]
		l.todo = l.todo[:len(l.todo)-1]
		l.function(fn)
		for _, m := range l.types.takeMethods() {
			l.want(m)
		}
	}
	return l.result(built.Pkg.Path())
}

type lowerer struct {
	fset  *token.FileSet
	pkg   *types.Package
	types *typeTable
	funcs map[string]*Func
	todo  []*ssa.Function
	never map[*ssa.Function]bool // whether functions that were looked at return at all
}

// members asks for all functions and methods that the package declares.
func (l *lowerer) members(p *ssa.Package) {
	names := make([]string, 0, len(p.Members))
	for name := range p.Members {
		names = append(names, name)
	}
	sort.Strings(names)
	for _, name := range names {
		switch m := p.Members[name].(type) {
		case *ssa.Function:
			l.want(m)
		case *ssa.Type:
			l.types.key(m.Type())
			l.methods(m)
		}
	}
	for _, m := range l.types.takeMethods() {
		l.want(m)
	}
}

// methods asks for the declared methods of generic types, which have no method
// set of their own.
func (l *lowerer) methods(t *ssa.Type) {
	named, ok := types.Unalias(t.Type()).(*types.Named)
	if !ok {
		return
	}
	for m := range named.Methods() {
		if fn := t.Package().Prog.FuncValue(m); fn != nil {
			l.want(fn)
		}
	}
}

// want asks for fn if it has a body that belongs to this package or to nobody,
// as that of a wrapper.
func (l *lowerer) want(fn *ssa.Function) {
	if fn == nil {
		return
	}
	fn = origin(fn)
	name := FuncName(fn)
	if l.funcs[name] != nil || len(fn.Blocks) == 0 {
		return
	}
	if fn.Pkg != nil && fn.Pkg.Pkg != l.pkg && fn.Synthetic == "" {
		return
	}
	l.funcs[name] = &Func{Name: name}
	l.todo = append(l.todo, fn)
}

// origin returns the generic function of an instance: values are not typed
// here, so one body serves all instances.
func origin(fn *ssa.Function) *ssa.Function {
	if o := fn.Origin(); o != nil {
		return o
	}
	return fn
}

// FuncName returns the name of fn that is unique in a program.
func FuncName(fn *ssa.Function) string { return mend.Name(fullName(origin(fn))) }

func fullName(fn *ssa.Function) string {
	if fn.Signature.Recv() == nil || fn.Parent() != nil || fn.Synthetic != "" {
		return fn.RelString(nil)
	}
	if obj, ok := fn.Object().(*types.Func); ok {
		return obj.Origin().FullName()
	}
	return fn.RelString(nil)
}

func (l *lowerer) result(path string) *Package {
	p := &Package{Path: path, Types: l.types.sorted()}
	for _, f := range l.funcs {
		p.Funcs = append(p.Funcs, f)
	}
	sort.Slice(p.Funcs, func(i, j int) bool { return p.Funcs[i].Name < p.Funcs[j].Name })
	p.Fixed = fixedMaps(p)
	return p
}

// function lowers the body of fn.
func (l *lowerer) function(fn *ssa.Function) {
	f := l.funcs[FuncName(fn)]
	l.header(fn, f)
	b := &body{l: l, f: f, regs: map[ssa.Value]int32{}, consts: map[Const]int32{}, strs: map[string]int32{"": 0}, calls: map[string]bool{}, converts: map[Conversion]bool{}, names: map[ssa.Value]string{}}
	f.Strings = []string{""}
	b.generic = typeParams(fn).Len() > 0
	for _, p := range fn.Params {
		b.assign(p)
	}
	for _, v := range fn.FreeVars {
		b.assign(v)
	}
	f.Regs += int32(typeParams(fn).Len())
	b.number(fn)
	for _, block := range fn.Blocks {
		f.Blocks = append(f.Blocks, b.block(block))
	}
	for name := range b.calls {
		f.Calls = append(f.Calls, name)
	}
	sort.Strings(f.Calls)
	f.Converts = slices.SortedFunc(maps.Keys(b.converts), func(x, y Conversion) int {
		return cmp.Or(cmp.Compare(x.From, y.From), cmp.Compare(x.To, y.To))
	})
	for _, anon := range fn.AnonFuncs {
		l.want(anon)
	}
}

// typeParams returns the type parameters that the body of fn may name.
func typeParams(fn *ssa.Function) *types.TypeParamList {
	for fn.Parent() != nil {
		fn = fn.Parent()
	}
	return fn.TypeParams()
}

func (l *lowerer) header(fn *ssa.Function, f *Func) {
	f.Package = l.pkg.Path()
	if fn.Pkg != nil {
		f.Package = fn.Pkg.Pkg.Path()
	}
	f.Short = shortName(fn)
	pos := l.fset.PositionFor(fn.Pos(), false)
	f.File, f.Line, f.Col = pos.Filename, int32(pos.Line), int32(pos.Column)
	f.Method = fn.Signature.Recv() != nil
	f.Variadic = fn.Signature.Variadic()
	f.Exported = exported(fn)
	f.Synthetic = synthetic(fn)
	if fn.Parent() != nil {
		f.Outer = FuncName(fn.Parent())
	}
	for _, p := range fn.Params {
		f.Params = append(f.Params, l.param(p.Name(), p.Type()))
	}
	for _, v := range fn.FreeVars {
		f.Free = append(f.Free, l.param(v.Name(), v.Type()))
	}
	for t := range typeParams(fn).TypeParams() {
		f.Free = append(f.Free, Param{Name: typeKey(t), Kind: KindType, Type: typeKey(t)})
	}
	for v := range fn.Signature.Results().Variables() {
		f.Results = append(f.Results, l.param(v.Name(), v.Type()))
	}
}

func synthetic(fn *ssa.Function) bool {
	for _, kind := range []string{"wrapper ", "bound ", "thunk "} {
		if strings.HasPrefix(fn.Synthetic, kind) {
			return true
		}
	}
	return false
}

func (l *lowerer) param(name string, t types.Type) Param {
	return Param{Name: name, Kind: kindOf(t), Type: l.types.key(t)}
}

func exported(fn *ssa.Function) bool {
	obj, ok := fn.Object().(*types.Func)
	return ok && obj.Exported()
}

// shortName is the name people use: the package by its last element.
func shortName(fn *ssa.Function) string {
	outer := fn
	for outer.Parent() != nil {
		outer = outer.Parent()
	}
	name := ""
	obj, ok := outer.Object().(*types.Func)
	switch {
	case ok && obj.Pkg() != nil:
		name = declaredName(obj)
	case outer.Pkg != nil && outer.Pkg.Func("init") == outer: // it sets the variables
		name = outer.Pkg.Pkg.Name() + ".init"
	default:
		return fn.Name()
	}
	if outer != fn {
		name = "function in " + name
	}
	return name
}

func declaredName(obj *types.Func) string {
	qualify := func(p *types.Package) string { return p.Name() }
	recv := obj.Signature().Recv()
	if recv == nil {
		return obj.Pkg().Name() + "." + obj.Name()
	}
	t := types.TypeString(recv.Type(), qualify)
	if t[0] == '*' {
		t = "(" + t + ")"
	}
	return t + "." + obj.Name()
}
