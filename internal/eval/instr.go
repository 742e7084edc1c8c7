package eval

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/workplacelint/workplacelint/internal/ir"
	"github.com/workplacelint/workplacelint/internal/strval"
)

// val returns the value of an operand.
func (f *Frame) val(in *Interp, arg int32) Val {
	if arg >= 0 {
		if int(arg) < len(f.regs) {
			return f.regs[arg]
		}
		return Val{}
	}
	c, ok := f.Fn.Const(arg)
	if !ok {
		return Val{}
	}
	switch c.Kind {
	case ir.ConstNil:
		v := zero(in.U.kind(f.instantiated(c.Type)))
		v.Dyn = nilType
		return v
	case ir.ConstFunc:
		fn := FnVal{Name: c.Text}
		if in.U.Func(c.Text) != nil {
			fn.Free = f.typeArgs(c.Index)
		}
		return Val{Fns: []FnVal{fn}}
	case ir.ConstGlobal:
		return Val{Refs: []Ref{{Obj: globalObj, Field: globalField + c.Text}}}
	}
	return Text(c.Text)
}

const (
	// nilType is the dynamic type of a value that is the constant nil.
	nilType = "nil"
	// globalObj is the object whose fields are the package variables.
	globalObj   ObjID = 0
	globalField       = "g:"
)

// elemField stands for some element of a collection, which one is not known.
const elemField = "[]"

// instr runs one instruction.
func (in *Interp) instr(f *Frame, st **State, i *ir.Instr) {
	var v Val
	switch i.Op {
	case ir.OpStore:
		in.store(*st, f.val(in, i.Args[0]), in.alone(f, *st, i, f.val(in, i.Args[1])))
	case ir.OpMapUpdate:
		in.mapUpdate(*st, f.val(in, i.Args[0]), f.val(in, i.Args[1]), f.val(in, i.Args[2]))
	case ir.OpSend:
		in.send(*st, f.val(in, i.Args[0]), f.val(in, i.Args[1]))
	case ir.OpMakeChan, ir.OpReceive, ir.OpSelect:
		v = in.channel(f, *st, i)
	case ir.OpCall, ir.OpCallValue, ir.OpInvoke, ir.OpBuiltin:
		v = in.callInstr(f, st, i)
	case ir.OpAlloc, ir.OpMakeMap, ir.OpMakeSlice, ir.OpFieldAddr, ir.OpField, ir.OpIndexAddr, ir.OpIndex, ir.OpLookup, ir.OpLoad:
		v = in.place(f, *st, i)
	default:
		v = in.value(f, *st, i)
	}
	if v.full() {
		in.limit(f, fmt.Sprintf("more than %d functions in one place", maxFns))
	}
	if i.Dst >= 0 && int(i.Dst) < len(f.regs) {
		f.regs[i.Dst] = v
	}
}

// place runs an instruction that makes, finds or reads a variable.
func (in *Interp) place(f *Frame, st *State, i *ir.Instr) Val {
	switch i.Op {
	case ir.OpFieldAddr:
		return in.fieldAddr(f, st, i)
	case ir.OpField:
		return in.load(f, st, i, in.fieldRefs(st, f.val(in, i.Args[0]), f.Fn.Str(i.Sym)))
	case ir.OpIndexAddr:
		return in.indexAddr(f, st, i)
	case ir.OpIndex, ir.OpLookup:
		return in.anyElement(f, st, i, in.index(f, st, i))
	case ir.OpLoad:
		refs := f.val(in, i.Args[0]).Refs
		v := in.load(f, st, i, refs)
		if slices.ContainsFunc(refs, func(r Ref) bool { return r.Field == elemField }) {
			return in.anyElement(f, st, i, v)
		}
		return v
	default:
		return in.alloc(f, st, i)
	}
}

// value runs an instruction that computes.
func (in *Interp) value(f *Frame, st *State, i *ir.Instr) Val {
	switch i.Op {
	case ir.OpMakeClosure:
		return in.closure(f, i)
	case ir.OpMakeInterface:
		v := f.val(in, i.Args[0])
		if arg, prefix, ok := f.typeArg(f.Fn.Str(i.Type)); ok && prefix == "" && arg.Dyn == "" && v.IsBottom() {
			v = arg // which type it is says what is given for the parameter
		}
		v.Dyn = f.typ(i.Type)
		v.Sure = i.Flag || v.Dyn != f.Fn.Str(i.Type)
		return v
	case ir.OpCopy:
		return in.convert(f, st, i)
	case ir.OpTypeAssert:
		return in.typeAssert(f, st, i)
	case ir.OpExtract:
		return in.extract(f, st, i)
	case ir.OpBinary:
		return in.binary(f, st, i)
	case ir.OpUnary:
		return in.unary(f, i)
	case ir.OpRange:
		return in.rangeOver(f, st, i)
	case ir.OpNext:
		return in.next(f, st, i)
	case ir.OpSlice:
		return in.slice(f, st, i)
	case ir.OpOpaque:
		return in.opaque(f, st, i, strval.Hole{})
	default:
		return Val{}
	}
}

func (in *Interp) at(f *Frame, i *ir.Instr, what string) objKey {
	return objKey{frame: f.id, turn: f.turn, pos: i.Pos, reg: i.Dst, what: what}
}

// opaque returns a value of which nothing but its variable is known.
func (in *Interp) opaque(f *Frame, st *State, i *ir.Instr, h strval.Hole) Val {
	if h.Name == "" {
		h.Name = f.Fn.Str(i.Name)
	}
	if h.Ref == "" {
		h.Ref = "v:" + strconv.Itoa(int(f.id)) + ":" + strconv.Itoa(int(i.Dst))
	}
	return in.unknown(st, h, i.Kind, f.typ(i.Type), in.at(f, i, ""))
}

// lengthOf returns how long a list of some length is, -1 if that is not known, or long.
func lengthOf(v Val) int {
	text, known := one(v)
	n, err := strconv.Atoi(text)
	if !known || err != nil || n < 0 || n > maxUnroll {
		return -1
	}
	return n
}

func (in *Interp) alloc(f *Frame, st *State, i *ir.Instr) Val {
	id := in.fresh(in.at(f, i, ""))
	typ := f.typ(i.Type)
	st.Put(id, &Obj{Type: typ, Fields: map[string]Val{}})
	kind := in.U.kind(typ)
	switch {
	case i.Op != ir.OpAlloc:
		if i.Op == ir.OpMakeSlice {
			st.edit(id).Len = lengthOf(f.val(in, i.Args[0]))
		}
		return Pointer(id)
	case kind == ir.KindStruct, kind == ir.KindSlice && !strings.HasPrefix(typ, "[]"):
		if kind == ir.KindSlice {
			st.edit(id).Len = arrayLen(typ)
		}
		return Pointer(id)
	case kind == ir.KindOther && in.modelled(typ):
		return Pointer(id)
	}
	return Val{Refs: []Ref{{Obj: id, Field: "*"}}}
}

// modelled reports whether a type is a struct of a package that is known by its
// models only.
func (in *Interp) modelled(typ string) bool {
	return in.U.types[typ] == nil && strings.Contains(typ, ".")
}

// arrayLen reads the length off the key of an array type.
func arrayLen(typ string) int {
	digits, _, _ := strings.Cut(strings.TrimPrefix(typ, "["), "]")
	n, err := strconv.Atoi(digits)
	if err != nil {
		return -1
	}
	return n
}

// fieldRefs returns pointers to a field of what v points to.
func (in *Interp) fieldRefs(st *State, v Val, name string) []Ref {
	var refs []Ref
	for _, r := range v.Refs {
		for _, target := range in.through(st, r) {
			refs = joinRefs(refs, []Ref{{Obj: target, Field: name}})
		}
	}
	return refs
}

// through returns the objects that a pointer leads to: the object itself, or
// those that the variable it points to holds.
func (in *Interp) through(st *State, r Ref) []ObjID {
	if r.Field == "" {
		return []ObjID{r.Obj}
	}
	var ids []ObjID
	v := in.read(st, r, ir.KindStruct, "")
	for _, held := range v.Refs {
		if held.Field == "" {
			ids = append(ids, held.Obj)
		}
	}
	return ids
}

func (in *Interp) fieldAddr(f *Frame, st *State, i *ir.Instr) Val {
	name := f.Fn.Str(i.Sym)
	refs := in.fieldRefs(st, f.val(in, i.Args[0]), name)
	elem := in.U.elem(f.Fn.Str(i.Type))
	if in.U.kind(elem) != ir.KindStruct && !in.modelled(elem) {
		return Val{Refs: refs}
	}
	// The address of a struct in a struct is that inner object.
	var out Val
	for _, r := range refs {
		inner := in.read(st, r, ir.KindStruct, elem)
		if len(inner.Refs) == 0 {
			id := in.object(objKey{of: r.Obj, what: "in:" + r.Field})
			st.Put(id, &Obj{Type: elem, Fields: map[string]Val{}, Within: in.within(st, r)})
			st.edit(r.Obj).Fields[r.Field] = Pointer(id)
			inner = Pointer(id)
		}
		out.Refs = joinRefs(out.Refs, inner.Refs)
	}
	return out
}

// within names the field that r is, if it is one of a struct of the program.
func (in *Interp) within(st *State, r Ref) string {
	if o := st.Get(r.Obj); o != nil {
		return in.U.within(o.Type, r.Field)
	}
	return ""
}

// load reads what pointers point to. A struct is copied, as Go does.
func (in *Interp) load(f *Frame, st *State, i *ir.Instr, refs []Ref) Val {
	typ := f.typ(i.Type)
	refs = in.oneURL(f, st, i, refs)
	var out Val
	for n, r := range refs {
		var v Val
		if r.Field == "" {
			v = in.whole(st, r.Obj)
		} else {
			v = in.read(st, r, i.Kind, typ)
		}
		if i.Kind == ir.KindStruct {
			v = in.copyStruct(st, v, objKey{frame: f.id, turn: f.turn, reg: i.Dst, pos: i.Pos, what: "copy" + strconv.Itoa(n)}, 0)
		}
		out = out.Join(v)
	}
	if len(refs) == 0 {
		return in.opaque(f, st, i, strval.Hole{})
	}
	return out
}

// whole returns the struct that an object is, or the value that stands for it:
// a time, say, is a hole.
func (in *Interp) whole(st *State, id ObjID) Val {
	if o := st.Get(id); o != nil {
		if v, ok := o.Fields["*"]; ok {
			return v
		}
	}
	return Pointer(id)
}

// read returns what a field holds; it makes what is not known on first sight.
func (in *Interp) read(st *State, r Ref, kind ir.Kind, typ string) Val {
	if r.Obj == globalObj {
		return in.readGlobal(st, strings.TrimPrefix(r.Field, globalField), kind, typ)
	}
	o := st.Get(r.Obj)
	if o == nil {
		return Val{}
	}
	if r.Field == elemField {
		return in.pickedRef(st, in.anyElem(st, r.Obj, o, kind, typ))
	}
	if v, ok := o.Fields[r.Field]; ok {
		return v
	}
	if !o.Open {
		if kind == ir.KindStruct {
			return Val{}
		}
		v := o.Rest
		if v.IsBottom() {
			v = zero(kind)
		}
		return v
	}
	v := in.missing(st, o, r, kind, typ)
	st.edit(r.Obj).Fields[r.Field] = v
	return v
}

// missing makes what a field holds that nobody in this run set.
func (in *Interp) missing(st *State, o *Obj, r Ref, kind ir.Kind, typ string) Val {
	key := objKey{of: r.Obj, what: "of:" + r.Field}
	if frozen, ok := in.stored(o, r.Field); ok && (!filled(o) || !frozen.reset()) {
		return in.settle(st, r, in.thaw(st, in.picked(frozen), key, "").orZero(kind))
	}
	return in.settle(st, r, in.unknown(st, holeFor(o, r.Field), kind, typ, key))
}

// holeFor returns what stands for a field, or an element, of an open object.
func holeFor(o *Obj, field string) strval.Hole {
	h := o.Origin
	switch {
	case field == "*":
	case field == elemField:
		h.Ref += "[]"
	case o.Type == "tuple":
		h.Ref += field
	default:
		h.Ref += "." + field
		h.Name = fieldHole(o, field)
		if h.Origin == strval.OriginParam || h.Origin == strval.OriginUnknown {
			h.Origin = strval.OriginField
		}
	}
	return h
}

// stored returns what the tables say of a field of an object.
func (in *Interp) stored(o *Obj, field string) (Frozen, bool) {
	if !in.U.declares(o.Type) {
		return Frozen{}, false
	}
	if frozen, ok := in.Tables.get(o.Within + "." + field); ok && o.Within != "" {
		return frozen, true
	}
	return in.Tables.get(o.Type + "." + field)
}

// settle tells the structs that v is that they are the value of the field r.
func (in *Interp) settle(st *State, r Ref, v Val) Val {
	o := st.Get(r.Obj)
	if !in.U.holdsStruct(o.Type, r.Field) {
		return v
	}
	where := in.within(st, r)
	for _, ref := range v.Refs {
		if inner := st.Get(ref.Obj); ref.Field == "" && inner != nil && where != "" {
			st.edit(ref.Obj).Within = where
		}
	}
	return v
}

// fieldHole names a hole after a field. A name that says little by itself is
// led by that of the type or variable.
func fieldHole(o *Obj, field string) string {
	switch field {
	case "ID", "Id", "id", "Key", "Value", "Name", "name", "UID":
		if i := strings.LastIndexAny(o.Type, "./"); i >= 0 && i+1 < len(o.Type) {
			return o.Type[i+1:] + "." + field
		}
		if o.Origin.Name != "" {
			return o.Origin.Name + "." + field
		}
	}
	return field
}

func (in *Interp) anyElem(st *State, id ObjID, o *Obj, kind ir.Kind, typ string) Val {
	out := o.Rest
	for _, k := range o.Keys() {
		if k != elemField {
			out = out.Join(o.Fields[k])
		}
	}
	if !out.IsBottom() || !o.Open {
		return out
	}
	if v, ok := o.Fields[elemField]; ok {
		return v
	}
	v := in.unknown(st, holeFor(o, elemField), kind, typ, objKey{of: id, what: "elem"})
	st.edit(id).Fields[elemField] = v
	return v
}

// filled reports whether an object was filled by a function that is not known.
func filled(o *Obj) bool {
	return o.Origin.Origin == strval.OriginCall || o.Origin.Origin == strval.OriginDecoded
}
