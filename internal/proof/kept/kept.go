// Package kept finds proofs that a constructor computes and an object keeps, and
// those that are computed before a loop: they are sent again and again, whatever
// their age.
//
// A proof counts as kept if each write to the field that holds it stands in a
// function that makes the object. What writes to the field of an object that is
// there already may renew the proof.
package kept

import (
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/workplacelint/workplacelint/internal/digest"
	"github.com/workplacelint/workplacelint/internal/ssaform"
)

// Fields keep the digest that is computed at one place.
type Fields struct {
	sum   *ssa.Call
	kept  []write
	fresh map[*ssa.Function]bool // lead to what computes it
	funcs []*ssa.Function
}

// A Field keeps a proof.
type Field struct {
	Name string
	// Maker is the function that makes the object with the proof, at a place.
	Maker string
	At    digest.Place
}

// Find returns the fields that keep the digest that is computed at a place.
func Find(built *ssa.Package, at digest.Place) *Fields {
	if at.Line == 0 {
		return &Fields{}
	}
	funcs := ssaform.Functions(built)
	f := &Fields{funcs: funcs}
	sum := callAt(funcs, at)
	if sum == nil {
		return f
	}
	f.sum, f.fresh = sum, leading(funcs, sum.Parent())
	w := &flow{funcs: funcs, seen: map[ssa.Value]bool{}}
	w.follow(sum)
	f.kept = slices.DeleteFunc(w.writes, func(to write) bool { return to.field.Exported() || !w.onlyByMakers(to.field) })
	return f
}

// Of returns the field of the object that a function, by its full name, is a
// method of. The method has to be one that users of the package call for one
// request or another on an object that is there already: it has a parameter that
// tells them apart, and leads to nothing that computes the proof. A method that a
// function calls which also makes the object may be for that one call.
func (f *Fields) Of(name string) (Field, bool) {
	i := slices.IndexFunc(f.funcs, func(fn *ssa.Function) bool { return fn.String() == name })
	if i < 0 || !serves(f.funcs[i]) || f.fresh[f.funcs[i]] || f.calledFresh(f.funcs[i]) {
		return Field{}, false
	}
	for _, w := range f.kept {
		if holds(f.funcs[i].Signature.Recv().Type(), w.field) {
			p := w.maker.Prog.Fset.PositionFor(w.pos, false)
			at := digest.Place{File: p.Filename, Line: p.Line, Column: p.Column, Function: w.maker.String()}
			return Field{Name: w.field.Name(), Maker: w.maker.Name(), At: at}, true
		}
	}
	return Field{}, false
}

// holds reports whether a type, or what it points to, is a struct with a field.
func holds(t types.Type, field *types.Var) bool {
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	s, ok := t.Underlying().(*types.Struct)
	if !ok {
		return false
	}
	for f := range s.Fields() {
		if f == field {
			return true
		}
	}
	return false
}

// serves reports whether a function is an exported method for several requests.
func serves(fn *ssa.Function) bool {
	obj, ok := fn.Object().(*types.Func)
	if !ok || !obj.Exported() || obj.Signature().Recv() == nil {
		return false
	}
	for p := range obj.Signature().Params().Variables() {
		if named, ok := types.Unalias(p.Type()).(*types.Named); !ok || named.Obj().Name() != "Context" {
			return true
		}
	}
	return false
}

// calledFresh reports whether a function that computes the proof calls another.
func (f *Fields) calledFresh(method *ssa.Function) bool {
	for fn := range f.fresh {
		for call := range calls(fn) {
			if call.Call.StaticCallee() == method {
				return true
			}
		}
	}
	return false
}

// callAt returns the call whose parenthesis stands at a place.
func callAt(funcs []*ssa.Function, at digest.Place) *ssa.Call {
	for _, fn := range funcs {
		for call := range calls(fn) {
			p := fn.Prog.Fset.PositionFor(call.Pos(), false)
			if p.Filename == at.File && p.Line == at.Line && p.Column == at.Column {
				return call
			}
		}
	}
	return nil
}

func calls(fn *ssa.Function) func(yield func(*ssa.Call) bool) {
	return func(yield func(*ssa.Call) bool) {
		for _, b := range fn.Blocks {
			for _, i := range b.Instrs {
				if call, ok := i.(*ssa.Call); ok && call.Pos() != token.NoPos && !yield(call) {
					return
				}
			}
		}
	}
}

// leading returns the functions that lead to one, and that one itself. A call of
// an interface method leads to all methods of that name.
func leading(funcs []*ssa.Function, to *ssa.Function) map[*ssa.Function]bool {
	set := map[*ssa.Function]bool{to: true}
	for before := 0; before < len(set); {
		before = len(set)
		for _, fn := range funcs {
			for call := range calls(fn) {
				if set[call.Call.StaticCallee()] || call.Call.IsInvoke() && hasMethod(set, call.Call.Method.Name()) {
					set[fn] = true
				}
			}
			for _, anon := range fn.AnonFuncs {
				if set[anon] {
					set[fn] = true
				}
			}
		}
	}
	return set
}

func hasMethod(set map[*ssa.Function]bool, name string) bool {
	for fn := range set {
		if fn.Signature.Recv() != nil && fn.Name() == name {
			return true
		}
	}
	return false
}
