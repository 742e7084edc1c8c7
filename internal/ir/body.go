package ir

import (
	"go/constant"
	"go/token"
	"go/types"
	"slices"

	"golang.org/x/tools/go/ssa"
)

// A body is a function being lowered.
type body struct {
	l      *lowerer
	f      *Func
	regs   map[ssa.Value]int32
	consts map[Const]int32
	strs   map[string]int32
	calls  map[string]bool
	// converts are those of Func.Converts.
	converts map[Conversion]bool
	names    map[ssa.Value]string
	generic  bool // types may be parameters
}

func (b *body) assign(v ssa.Value) {
	b.regs[v] = b.f.Regs
	b.f.Regs++
}

// number gives each instruction that has a result its register, and learns
// from debug references which variable holds it.
func (b *body) number(fn *ssa.Function) {
	for _, block := range fn.Blocks {
		for _, instr := range block.Instrs {
			if v, ok := instr.(ssa.Value); ok {
				b.assign(v)
			}
			ref, ok := instr.(*ssa.DebugRef)
			if !ok || ref.IsAddr {
				continue
			}
			if obj, ok := ref.Object().(*types.Var); ok && !obj.IsField() && b.names[ref.X] == "" {
				b.names[ref.X] = obj.Name()
			}
		}
	}
}

func (b *body) block(block *ssa.BasicBlock) Block {
	out := Block{Instrs: make([]Instr, 0, len(block.Instrs))}
	for _, p := range block.Preds {
		out.Preds = append(out.Preds, int32(p.Index))
	}
	for _, s := range block.Succs {
		out.Succs = append(out.Succs, int32(s.Index))
	}
	for _, instr := range inOrder(block) {
		out.Instrs = append(out.Instrs, b.deferred(instr)...)
		out.Instrs = append(out.Instrs, b.offers(instr)...)
		if in, ok := b.instr(instr); ok {
			out.Instrs = append(out.Instrs, in)
		}
		if b.l.ends(instr) {
			out.Succs = nil
			break
		}
	}
	return out
}

func (b *body) str(s string) int32 {
	if i, ok := b.strs[s]; ok {
		return i
	}
	i := int32(len(b.f.Strings))
	b.f.Strings = append(b.f.Strings, s)
	b.strs[s] = i
	return i
}

func (b *body) operands(vs ...ssa.Value) []int32 {
	args := make([]int32, 0, len(vs))
	for _, v := range vs {
		args = append(args, b.operand(v))
	}
	return args
}

func (b *body) operand(v ssa.Value) int32 {
	if v == nil {
		return NoValue
	}
	if reg, ok := b.regs[v]; ok {
		return reg
	}
	c := Const{}
	switch v := v.(type) {
	case *ssa.Const:
		c = constOf(v)
		if c.Kind == ConstNil {
			c.Type = b.l.types.key(v.Type())
		}
	case *ssa.Function:
		b.refer(v)
		c = Const{Kind: ConstFunc, Text: FuncName(v), Type: b.l.types.key(v.Signature), Index: b.instance(v)}
	case *ssa.Global:
		c = Const{Kind: ConstGlobal, Text: v.RelString(nil), Type: b.l.types.key(v.Type())}
	case *ssa.Builtin:
		c = Const{Kind: ConstFunc, Text: v.Name()}
	}
	if i, ok := b.consts[c]; ok {
		return i
	}
	b.f.Consts = append(b.f.Consts, c)
	i := -int32(len(b.f.Consts))
	b.consts[c] = i
	return i
}

func constOf(c *ssa.Const) Const {
	if c.Value == nil {
		return Const{}
	}
	switch c.Value.Kind() {
	case constant.String:
		return Const{Kind: ConstString, Text: constant.StringVal(c.Value)}
	case constant.Int:
		// A character converted from an integer constant stays an integer.
		return Const{Kind: ConstInt, Text: c.Value.ExactString()}
	case constant.Float:
		return Const{Kind: ConstFloat, Text: c.Value.String()}
	case constant.Bool:
		return Const{Kind: ConstBool, Text: c.Value.String()}
	}
	return Const{}
}

// instance returns the index of the type arguments of a function. A closure has the
// type parameters of the function around it.
func (b *body) instance(fn *ssa.Function) int32 {
	var keys []string
	if fn.Parent() != nil {
		for t := range typeParams(fn).TypeParams() {
			keys = append(keys, typeKey(t))
		}
	} else {
		for _, t := range fn.TypeArgs() {
			keys = append(keys, b.l.types.key(t))
		}
	}
	if len(keys) == 0 {
		return 0
	}
	for i, known := range b.f.Instances {
		if slices.Equal(known, keys) {
			return int32(i) + 1
		}
	}
	b.f.Instances = append(b.f.Instances, keys)
	return int32(len(b.f.Instances))
}

// refer notes that the body names fn.
func (b *body) refer(fn *ssa.Function) {
	b.calls[FuncName(fn)] = true
	b.l.want(fn)
}

// convert notes a conversion to an interface type.
func (b *body) convert(from, to types.Type) {
	b.converts[Conversion{b.l.types.key(from), b.l.types.key(to)}] = true
}

func (b *body) pos(pos token.Pos) Pos {
	p := b.l.fset.PositionFor(pos, false)
	out := Pos{Line: int32(p.Line), Col: int32(p.Column)}
	if p.Filename != b.f.File {
		out.File = b.str(p.Filename)
	}
	return out
}
