package flow

import (
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"

	"github.com/workplacelint/workplacelint/internal/sink"
)

// printedOf returns those of [walker.shownOf] that are not empty where they are
// printed.
func (w *walker) printedOf(i ssa.Instruction, v ssa.Value, role sink.Role) []string {
	return slices.DeleteFunc(w.shownOf(v, role, 0), func(place string) bool { return w.cleared(i, v, place) })
}

// cleared reports whether v is a local object one of whose fields holds a constant
// or nothing when an instruction is run: a copy from which the token was taken.
func (w *walker) cleared(i ssa.Instruction, v ssa.Value, place string) bool {
	obj := local(v)
	if obj == nil || !w.declaresField(obj.Type(), place) {
		return false
	}
	cleared, empty := false, true
	for _, ref := range *obj.Referrers() {
		switch ref := ref.(type) {
		case *ssa.FieldAddr:
			if fieldPlace+w.fieldName(obj.Type(), ref.Field) != place {
				continue
			}
			constant, before := constantStores(ref, i)
			if !constant {
				return false
			}
			cleared = cleared || before
		case *ssa.UnOp, *ssa.DebugRef:
		default:
			// It is written as a whole, or somebody else may write to it.
			if ref, ok := ref.(ssa.Value); !ok || ref != v {
				empty = false
			}
		}
	}
	return cleared || empty
}

// local returns the local object that a value is, or points to.
func local(v ssa.Value) *ssa.Alloc {
	switch u := v.(type) {
	case *ssa.MakeInterface:
		return local(u.X)
	case *ssa.UnOp:
		alloc, _ := u.X.(*ssa.Alloc)
		return alloc
	case *ssa.Alloc:
		return u
	}
	return nil
}

// declaresField reports whether a place is a field of the struct that t points to.
func (w *walker) declaresField(t types.Type, place string) bool {
	s, named := structOf(t)
	if s == nil {
		return false
	}
	for n := range s.NumFields() {
		if fieldPlace+w.fieldName(named, n) == place {
			return true
		}
	}
	return false
}

// constantStores reports whether all that is written to a field is constant, and
// whether something is written before an instruction.
func constantStores(field *ssa.FieldAddr, i ssa.Instruction) (constant, before bool) {
	for _, use := range *field.Referrers() {
		switch use := use.(type) {
		case *ssa.Store:
			if _, ok := use.Val.(*ssa.Const); !ok || use.Addr != field {
				return false, false
			}
			before = before || runsBefore(use, i)
		case *ssa.UnOp, *ssa.DebugRef:
		default:
			return false, false
		}
	}
	return true, before
}
