package kept

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"
)

// A flow follows a value through the functions of a package to the fields that
// it is stored in.
type flow struct {
	funcs  []*ssa.Function
	seen   map[ssa.Value]bool
	writes []write
}

// A write is one of the value to a field.
type write struct {
	field *types.Var
	maker *ssa.Function
	pos   token.Pos
}

func (f *flow) follow(v ssa.Value) {
	if f.seen[v] || v.Referrers() == nil {
		return
	}
	f.seen[v] = true
	for _, user := range *v.Referrers() {
		switch i := user.(type) {
		case *ssa.Store:
			if i.Val == v {
				f.stored(i)
			}
		case *ssa.Return:
			f.returned(i, v)
		case *ssa.Call:
			f.passed(i, v)
		case *ssa.BinOp, *ssa.Convert, *ssa.ChangeType, *ssa.Slice, *ssa.MakeInterface, *ssa.Phi, *ssa.Extract, *ssa.SliceToArrayPointer:
			f.follow(i.(ssa.Value))
		case *ssa.UnOp:
			f.follow(i) // what is read from a variable
		}
	}
}

// stored goes on with the field, the variable or the list that takes a value.
func (f *flow) stored(s *ssa.Store) {
	switch addr := s.Addr.(type) {
	case *ssa.FieldAddr:
		if field := fieldOf(addr); field != nil {
			f.writes = append(f.writes, write{field, s.Parent(), s.Pos()})
		}
	case *ssa.IndexAddr:
		f.follow(addr.X)
	case *ssa.Alloc:
		f.follow(addr)
	}
}

// passed goes on with the parameter of a function of the package, or else with
// what comes back: functions that encode return what they got.
func (f *flow) passed(call *ssa.Call, v ssa.Value) {
	callee := call.Call.StaticCallee()
	if callee == nil || len(callee.Blocks) == 0 {
		f.follow(call)
		return
	}
	for n, arg := range call.Call.Args {
		if arg == v && n < len(callee.Params) {
			f.follow(callee.Params[n])
		}
	}
}

// returned goes on at the calls of a function.
func (f *flow) returned(r *ssa.Return, v ssa.Value) {
	for _, fn := range f.funcs {
		for call := range calls(fn) {
			if call.Call.StaticCallee() != r.Parent() {
				continue
			}
			if len(r.Results) == 1 {
				f.follow(call)
				continue
			}
			for _, user := range *call.Referrers() {
				if e, ok := user.(*ssa.Extract); ok && r.Results[e.Index] == v {
					f.follow(e)
				}
			}
		}
	}
}

// onlyByMakers reports whether each write to a field is one to an object that
// the function has just made.
func (f *flow) onlyByMakers(field *types.Var) bool {
	for _, fn := range f.funcs {
		for _, b := range fn.Blocks {
			for _, i := range b.Instrs {
				addr, ok := i.(*ssa.FieldAddr)
				if !ok || fieldOf(addr) != field || !isWritten(addr) {
					continue
				}
				if _, made := addr.X.(*ssa.Alloc); !made {
					return false
				}
			}
		}
	}
	return true
}

// isWritten reports whether something is stored at an address, or may be.
func isWritten(addr *ssa.FieldAddr) bool {
	for _, user := range *addr.Referrers() {
		switch i := user.(type) {
		case *ssa.UnOp, *ssa.DebugRef:
		case *ssa.Store:
			if i.Addr == addr {
				return true
			}
		default:
			return true
		}
	}
	return false
}

// fieldOf returns the field at an address, nil if its struct is a type parameter.
func fieldOf(addr *ssa.FieldAddr) *types.Var {
	if p, ok := addr.X.Type().Underlying().(*types.Pointer); ok {
		if s, ok := p.Elem().Underlying().(*types.Struct); ok {
			return s.Field(addr.Field)
		}
	}
	return nil
}
