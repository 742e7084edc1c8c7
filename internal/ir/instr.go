package ir

import (
	"go/token"
	"go/types"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/workplacelint/workplacelint/internal/mend"
)

// instr lowers one instruction; ok is false for those without effect here.
func (b *body) instr(instr ssa.Instruction) (Instr, bool) {
	in := Instr{Dst: NoValue}
	if v, ok := instr.(ssa.Value); ok {
		in.Dst = b.regs[v]
		in.Kind = kindOf(v.Type())
		in.Type = b.str(b.l.types.key(v.Type()))
		in.Name = b.str(b.names[v])
	}
	if pos := placeOf(instr); pos.IsValid() {
		in.Pos = b.pos(pos)
	}
	if b.memory(instr, &in) || b.compute(instr, &in) || b.channel(instr, &in) || b.control(instr, &in) {
		return in, true
	}
	if in.Dst == NoValue {
		return in, false
	}
	in.Op = OpOpaque
	return in, true
}

// setsGuard reports whether a store notes that the variables of a package are set. A
// run is the first one, whatever ran before.
func setsGuard(s *ssa.Store) bool {
	g, ok := s.Addr.(*ssa.Global)
	return ok && g.Object() == nil && g.Name() == "init$guard"
}

// exact reports whether the key of a type says which it is: no parameter of a type,
// and no instance of a generic one.
func (b *body) exact(t types.Type) bool {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	named, ok := types.Unalias(t).(*types.Named)
	return !b.generic && (!ok || named.TypeArgs().Len() == 0)
}

// placeOf returns where an instruction stands. The call of an iterator that a loop
// ranges over stands nowhere; the loop, whose body it is given, does.
func placeOf(instr ssa.Instruction) token.Pos {
	call, ok := instr.(*ssa.Call)
	if !ok || call.Pos().IsValid() || len(call.Call.Args) != 1 {
		return instr.Pos()
	}
	switch body := call.Call.Args[0].(type) {
	case *ssa.MakeClosure:
		return body.Fn.Pos()
	case *ssa.Function:
		return body.Pos()
	}
	return instr.Pos()
}

// memory lowers instructions that make or reach variables.
func (b *body) memory(instr ssa.Instruction, in *Instr) bool {
	switch v := instr.(type) {
	case *ssa.Alloc:
		in.Op = OpAlloc
		in.Type = b.str(b.l.types.key(v.Type().Underlying().(*types.Pointer).Elem()))
	case *ssa.FieldAddr:
		in.Op, in.Args, in.Sym = OpFieldAddr, b.operands(v.X), b.str(fieldName(v.X.Type(), v.Field))
	case *ssa.Field:
		in.Op, in.Args, in.Sym = OpField, b.operands(v.X), b.str(fieldName(v.X.Type(), v.Field))
	case *ssa.IndexAddr:
		in.Op, in.Args = OpIndexAddr, b.operands(v.X, v.Index)
	case *ssa.Index:
		in.Op, in.Args = OpIndex, b.operands(v.X, v.Index)
	case *ssa.Lookup:
		in.Op, in.Args, in.Flag = OpLookup, b.operands(v.X, v.Index), v.CommaOk
	case *ssa.Store:
		if setsGuard(v) {
			return false
		}
		in.Op, in.Args = OpStore, b.operands(v.Addr, v.Val)
	case *ssa.MapUpdate:
		in.Op, in.Args = OpMapUpdate, b.operands(v.Map, v.Key, v.Value)
	case *ssa.MakeMap:
		in.Op = OpMakeMap
	case *ssa.MakeSlice:
		in.Op, in.Args = OpMakeSlice, b.operands(v.Len)
	case *ssa.MakeClosure:
		fn := v.Fn.(*ssa.Function)
		b.refer(fn)
		in.Op, in.Args, in.Sym, in.Index = OpMakeClosure, b.operands(v.Bindings...), b.str(FuncName(fn)), b.instance(fn)
	case *ssa.MakeInterface:
		b.convert(v.X.Type(), v.Type())
		in.Op, in.Args, in.Type = OpMakeInterface, b.operands(v.X), b.str(b.l.types.key(v.X.Type()))
		in.Flag = b.exact(v.X.Type())
		if asks(v.Type()) {
			in.Index = 1
		}
	default:
		return false
	}
	return true
}

// compute lowers instructions that make values of values.
func (b *body) compute(instr ssa.Instruction, in *Instr) bool {
	switch v := instr.(type) {
	case *ssa.Phi:
		in.Op, in.Args = OpPhi, b.operands(v.Edges...)
		if in.Name == 0 && v.Comment != "" && !strings.ContainsAny(v.Comment, "&|.") {
			in.Name = b.str(v.Comment)
		}
	case *ssa.UnOp:
		in.Op, in.Args, in.Sym = OpUnary, b.operands(v.X), b.str(v.Op.String())
		switch v.Op {
		case token.MUL:
			in.Op = OpLoad
		case token.ARROW:
			in.Op, in.Flag = OpReceive, v.CommaOk
		}
	case *ssa.BinOp:
		in.Op, in.Args, in.Sym = OpBinary, b.operands(v.X, v.Y), b.str(v.Op.String())
	case *ssa.Convert:
		in.Op, in.Args, in.Sym = OpCopy, b.operands(v.X), b.str(b.l.types.key(v.X.Type()))
	case *ssa.MultiConvert:
		in.Op, in.Args = OpCopy, b.operands(v.X)
	case *ssa.ChangeType:
		in.Op, in.Args = OpCopy, b.operands(v.X)
		if _, ok := types.Unalias(v.X.Type()).(*types.TypeParam); ok && types.IsInterface(v.Type()) {
			in.Op, in.Type = OpMakeInterface, b.str(b.l.types.key(v.X.Type()))
		}
	case *ssa.ChangeInterface:
		b.convert(v.X.Type(), v.Type())
		in.Op, in.Args = OpCopy, b.operands(v.X)
	case *ssa.SliceToArrayPointer:
		in.Op, in.Args = OpCopy, b.operands(v.X)
	case *ssa.TypeAssert:
		b.assertion(v, in)
	case *ssa.Extract:
		in.Op, in.Args, in.Index = OpExtract, b.operands(v.Tuple), int32(v.Index)
	case *ssa.Range:
		in.Op, in.Args = OpRange, b.operands(v.X)
	case *ssa.Next:
		in.Op, in.Args = OpNext, b.operands(v.Iter)
	case *ssa.Slice:
		in.Op, in.Args = OpSlice, b.operands(v.X, v.Low, v.High)
	default:
		return false
	}
	return true
}

func (b *body) assertion(v *ssa.TypeAssert, in *Instr) {
	in.Op, in.Args, in.Flag = OpTypeAssert, b.operands(v.X), v.CommaOk
	in.Type = b.str(b.l.types.key(v.AssertedType))
	if b.exact(v.AssertedType) {
		in.Index = 1
	}
}

// channel lowers what is done with channels.
func (b *body) channel(instr ssa.Instruction, in *Instr) bool {
	switch v := instr.(type) {
	case *ssa.MakeChan:
		in.Op = OpMakeChan
	case *ssa.Send:
		in.Op, in.Args = OpSend, b.operands(v.Chan, v.X)
	case *ssa.Select:
		in.Op = OpSelect
		for _, s := range v.States {
			if s.Dir == types.RecvOnly {
				in.Args = append(in.Args, b.operand(s.Chan))
			}
		}
	default:
		return false
	}
	return true
}

// offers lowers what a select statement may send.
func (b *body) offers(instr ssa.Instruction) []Instr {
	sel, ok := instr.(*ssa.Select)
	if !ok {
		return nil
	}
	var out []Instr
	for _, s := range sel.States {
		if s.Dir == types.SendOnly {
			out = append(out, Instr{Op: OpSend, Dst: NoValue, Pos: b.pos(s.Pos), Args: b.operands(s.Chan, s.Send)})
		}
	}
	return out
}

// control lowers calls and jumps.
func (b *body) control(instr ssa.Instruction, in *Instr) bool {
	switch v := instr.(type) {
	case *ssa.Call:
		b.call(&v.Call, in)
	case *ssa.Go:
		b.call(&v.Call, in)
	case *ssa.Defer:
		b.call(&v.Call, in)
	case *ssa.Return:
		in.Op, in.Args = OpReturn, b.operands(v.Results...)
	case *ssa.If:
		in.Op, in.Args = OpIf, b.operands(v.Cond)
	default:
		return false
	}
	return true
}

func (b *body) call(c *ssa.CallCommon, in *Instr) {
	if pos := c.Pos(); pos.IsValid() {
		in.Pos = b.pos(pos)
	}
	if c.IsInvoke() {
		in.Op, in.Sym = OpInvoke, b.str(c.Method.Name())
		in.Type = b.str(b.l.types.key(c.Value.Type()))
		in.Flag = mute(c.Signature())
		in.Args = append(b.operands(c.Value), b.operands(c.Args...)...)
		b.calls["."+c.Method.Name()] = true
		b.calls["."+c.Method.Name()+b.parameters(c.Signature())] = true
		return
	}
	switch fn := c.Value.(type) {
	case *ssa.Builtin:
		in.Op, in.Sym, in.Args = OpBuiltin, b.str(fn.Name()), b.operands(c.Args...)
		return
	case *ssa.Function:
		b.refer(fn)
		in.Op, in.Sym, in.Args, in.Index = OpCall, b.str(FuncName(fn)), b.operands(c.Args...), b.instance(fn)
		in.Flag = mend.Stub(fullName(origin(fn)))
		return
	}
	in.Op = OpCallValue
	in.Args = append(b.operands(c.Value), b.operands(c.Args...)...)
}

// fieldName names field i of the struct that t is or points to.
func fieldName(t types.Type, i int) string {
	t = t.Underlying()
	if p, ok := t.(*types.Pointer); ok {
		t = p.Elem().Underlying()
	}
	if s, ok := t.(*types.Struct); ok && i < s.NumFields() {
		return s.Field(i).Name()
	}
	if tp, ok := t.(*types.Interface); ok {
		_ = tp // the core type of a type parameter; its fields have no names here
	}
	return ""
}

// parameters writes the types of parameters: (context.Context,string).
func (b *body) parameters(sig *types.Signature) string {
	list := make([]string, 0, sig.Params().Len())
	for v := range sig.Params().Variables() {
		list = append(list, b.l.types.key(v.Type()))
	}
	return "(" + strings.Join(list, ",") + ")"
}
