package eval

import (
	"strconv"
	"strings"

	"github.com/workplacelint/workplacelint/internal/digest"
	"github.com/workplacelint/workplacelint/internal/ir"
	"github.com/workplacelint/workplacelint/internal/strval"
)

func (in *Interp) indexAddr(f *Frame, st *State, i *ir.Instr) Val {
	base, index := f.val(in, i.Args[0]), f.val(in, i.Args[1])
	field := elemField
	if lits, ok := index.Str.Literals(); ok && len(lits) == 1 {
		field = lits[0]
	}
	elem := in.U.elem(f.Fn.Str(i.Type))
	var out Val
	for _, r := range base.Refs {
		for _, id := range in.through(st, r) {
			ref := Ref{Obj: id, Field: field}
			if o := st.Get(id); o != nil && field != elemField && o.Len < 0 {
				// Where the length is not known, indexes are not either.
				if _, ok := o.Fields[field]; !ok {
					ref.Field = elemField
				}
			}
			out.Refs = joinRefs(out.Refs, []Ref{ref})
		}
	}
	if in.U.kind(elem) != ir.KindStruct {
		return out
	}
	var inner Val
	for _, r := range out.Refs {
		v := in.read(st, r, ir.KindStruct, elem)
		if len(v.Refs) == 0 {
			id := in.object(objKey{of: r.Obj, what: "at:" + r.Field})
			st.Put(id, &Obj{Type: elem, Fields: map[string]Val{}})
			v = Pointer(id)
			in.setField(st, r, v, r.Field != elemField)
		}
		inner.Refs = joinRefs(inner.Refs, v.Refs)
	}
	return inner
}

// index reads an element of a map, array or string.
func (in *Interp) index(f *Frame, st *State, i *ir.Instr) Val {
	base, key := f.val(in, i.Args[0]), f.val(in, i.Args[1])
	kind, typ := i.Kind, f.typ(i.Type)
	if i.Flag {
		kind, typ = ir.KindOther, ""
	}
	var out Val
	found := false
	for _, r := range base.Refs {
		for _, id := range in.through(st, r) {
			found = true
			out = out.Join(in.lookup(st, id, key, kind, typ))
		}
	}
	if !found {
		out = in.opaque(f, st, i, strval.Hole{Origin: strval.OriginElem})
	}
	if i.Flag {
		return Val{Tuple: []Val{out, in.has(f, st, i, base, key)}}
	}
	return out
}

// has returns whether a map has a key: it is known of one that never changes.
func (in *Interp) has(f *Frame, st *State, i *ir.Instr, base, key Val) Val {
	unknown := Hole(strval.Hole{Name: "ok", Kind: strval.KindBool})
	def := f.Fn.Def(i.Args[0])
	lit, exact := one(key)
	if def == nil || def.Op != ir.OpLoad || !exact || len(base.Refs) != 1 || base.Refs[0].Field != "" {
		return unknown
	}
	o := st.Get(base.Refs[0].Obj)
	if c, ok := f.Fn.Const(def.Args[0]); !ok || c.Kind != ir.ConstGlobal || !in.U.fixed[c.Text] || o == nil || o.Open || !o.Rest.IsBottom() {
		return unknown
	}
	_, found := o.Fields[lit]
	return boolean(found)
}

func (in *Interp) lookup(st *State, id ObjID, key Val, kind ir.Kind, typ string) Val {
	o := st.Get(id)
	if o == nil {
		return Val{}
	}
	keys, exact := key.Str.Literals()
	if !exact {
		v := in.pickedRef(st, in.anyElem(st, id, o, kind, typ))
		if kind == ir.KindBool {
			v = v.Join(zero(kind)) // of a key that is not there
		}
		return v
	}
	var out Val
	for _, k := range keys {
		v, ok := o.Fields[k]
		if !ok {
			v = in.pickedRef(st, o.Rest)
			if o.Open {
				v = v.Join(in.missing(st, o, Ref{Obj: id, Field: k}, kind, typ))
			} else if v.IsBottom() {
				v = zero(kind)
			}
		}
		out = out.Join(v)
	}
	return out
}

func (in *Interp) closure(f *Frame, i *ir.Instr) Val {
	fn := FnVal{Name: f.Fn.Str(i.Sym)}
	for _, a := range i.Args {
		fn.Free = append(fn.Free, f.val(in, a))
	}
	fn.Free = append(fn.Free, f.typeArgs(i.Index)...)
	return Val{Fns: []FnVal{fn}}
}

// convert keeps texts, numbers and references; a number converted to a float or
// back changes its kind only.
func (in *Interp) convert(f *Frame, _ *State, i *ir.Instr) Val {
	v := f.val(in, i.Args[0])
	from := in.U.kind(f.Fn.Str(i.Sym))
	switch {
	case i.Kind == ir.KindString && from == ir.KindInt:
		h, _ := single(v.Str)
		return Hole(strval.Hole{Name: f.Fn.Str(i.Name), Reason: "it is a character", Ref: digest.Wrap(digest.Character, h.Ref)})
	case i.Kind == ir.KindFloat || i.Kind == ir.KindInt:
		v.Str = v.Str.Map(func(t strval.Template) strval.Template {
			if h, ok := t.AsHole(); ok {
				h.Kind = holeKind(i.Kind)
				return strval.Of(h)
			}
			return t
		})
	}
	return v
}

func (in *Interp) typeAssert(f *Frame, st *State, i *ir.Instr) Val {
	v := f.val(in, i.Args[0])
	typ := f.typ(i.Type)
	exact := i.Index == 1 || typ != f.Fn.Str(i.Type)
	ok := Hole(strval.Hole{Name: "ok", Kind: strval.KindBool})
	if is, known := in.holds(v, typ); known && exact {
		ok = boolean(is)
		if !is && i.Flag {
			return Val{Tuple: []Val{{}, ok}}
		}
	}
	if v.IsBottom() {
		v = in.opaque(f, st, &ir.Instr{Kind: in.U.kind(typ), Type: i.Type, Name: i.Name, Dst: i.Dst, Pos: i.Pos}, strval.Hole{})
	}
	if in.U.kind(typ) != ir.KindInterface {
		v = in.assertTo(st, v, typ)
	}
	if i.Flag {
		return Val{Tuple: []Val{v, ok}}
	}
	return v
}

// holds reports whether an interface holds a value of a type, if that is known.
func (in *Interp) holds(v Val, typ string) (is, known bool) {
	switch {
	case !v.Sure || v.MayNil:
		return false, false
	case unified(v.Dyn) == unified(typ) || unified(typ) == "any":
		return true, true
	case in.U.kind(typ) != ir.KindInterface:
		return false, true
	case !strings.Contains(v.Dyn, "."):
		return false, true // A type that nobody declares has no methods.
	case !in.U.declares(v.Dyn):
		return false, false
	}
	return in.U.implements(v.Dyn, typ)
}

// unified writes types alike that have two names.
func unified(typ string) string { return aliases.Replace(typ) }

var aliases = strings.NewReplacer("interface{}", "any", "uint8", "byte", "int32", "rune")

// assertTo keeps the objects that can be of a type. One of which no type is known is
// an object of its own for each that it is taken for, so that a type switch may go on.
func (in *Interp) assertTo(st *State, v Val, typ string) Val {
	want := strings.TrimPrefix(typ, "*")
	out := v
	out.Refs = nil
	for _, r := range v.Refs {
		o := st.Get(r.Obj)
		switch {
		case o == nil || r.Field != "" || o.Type == want:
		case o.Open && in.U.kind(o.Type) != ir.KindStruct:
			r.Obj = in.takenFor(st, r.Obj, want)
		case in.U.kind(want) == ir.KindStruct && o.Type != "":
			continue
		}
		out.Refs = append(out.Refs, r)
	}
	return out
}

// takenFor returns what an object of an unknown type is if it is of a type.
func (in *Interp) takenFor(st *State, of ObjID, typ string) ObjID {
	id := in.object(objKey{of: of, what: "as:" + typ})
	if st.Get(id) == nil {
		o := st.Get(of).clone()
		o.Type = typ
		st.Put(id, o)
	}
	return id
}

// extract reads one value of a tuple.
func (in *Interp) extract(f *Frame, st *State, i *ir.Instr) Val {
	t := f.val(in, i.Args[0])
	if int(i.Index) < len(t.Tuple) {
		v := t.Tuple[i.Index]
		if v.IsBottom() && v.Dyn != nilType && (i.Kind == ir.KindString || i.Kind == ir.KindStruct || i.Kind == ir.KindPointer) {
			return in.opaque(f, st, i, strval.Hole{})
		}
		return v
	}
	for _, r := range t.Refs {
		if o := st.Get(r.Obj); o != nil && o.Type == "tuple" {
			h := o.Origin
			if name := f.Fn.Str(i.Name); name != "" {
				h.Name = name
			}
			h.Ref += "#" + strconv.Itoa(int(i.Index))
			return in.unknown(st, h, i.Kind, f.Fn.Str(i.Type), in.at(f, i, "extract"))
		}
	}
	return in.opaque(f, st, i, strval.Hole{})
}

func (in *Interp) binary(f *Frame, st *State, i *ir.Instr) Val {
	x, y := f.val(in, i.Args[0]), f.val(in, i.Args[1])
	op := f.Fn.Str(i.Sym)
	if reg, text, equal, ok := comparedText(f.Fn, i); ok && reg != i.Args[0] {
		if v := f.val(in, reg); !v.Str.IsBottom() && len(v.Refs) == 0 {
			return compare(v, Text(text), !equal) // of lengths
		}
	}
	switch op {
	case "==", "!=":
		if y.Dyn == nilType && y.Str.IsBottom() && lazy(st, x) {
			return Hole(strval.Hole{Name: "cond", Kind: strval.KindBool})
		}
		return compare(x, y, op == "!=")
	case "<", "<=", ">", ">=":
		return order(x, y, op)
	}
	switch i.Kind {
	case ir.KindString:
		return Strings(in.TextOf(x, i.Name, f).Concat(in.TextOf(y, i.Name, f)))
	case ir.KindInt, ir.KindFloat:
		return arithmetic(x, y, op, holeKind(i.Kind))
	}
	return in.opaque(f, st, i, strval.Hole{})
}

// TextOf returns the text of v, a hole where v has none.
func (in *Interp) TextOf(v Val, name int32, f *Frame) strval.Value {
	if v.Str.IsBottom() {
		return strval.Single(strval.Of(strval.Hole{Name: f.Fn.Str(name)}))
	}
	return v.Str
}

func (in *Interp) unary(f *Frame, i *ir.Instr) Val {
	x := f.val(in, i.Args[0])
	if f.Fn.Str(i.Sym) == "!" {
		if lits, ok := x.Str.Literals(); ok && len(lits) == 1 {
			return boolean(lits[0] == "false")
		}
	}
	if n, ok := number(x); ok && f.Fn.Str(i.Sym) == "-" {
		return Text(strconv.FormatInt(-n, 10))
	}
	return Hole(strval.Hole{Name: f.Fn.Str(i.Name), Kind: holeKind(i.Kind)})
}

// rangeOver makes an iterator: which element comes next is known as long as the
// elements are.
func (in *Interp) rangeOver(f *Frame, st *State, i *ir.Instr) Val {
	id := in.object(in.at(f, i, "iterator"))
	st.Put(id, &Obj{Type: "iterator", Fields: map[string]Val{"over": f.val(in, i.Args[0]), "at": Text("0")}})
	return Pointer(id)
}

func (in *Interp) next(f *Frame, st *State, i *ir.Instr) Val {
	unknown := Hole(strval.Hole{Name: "ok", Kind: strval.KindBool})
	iter := f.val(in, i.Args[0])
	if len(iter.Refs) != 1 {
		return Val{Tuple: []Val{unknown, {}, {}}}
	}
	it := st.edit(iter.Refs[0].Obj)
	at, exact := number(it.Fields["at"])
	over := it.Fields["over"]
	if over.isNil() && !over.MayNil {
		return Val{Tuple: []Val{boolean(false), {}, {}}}
	}
	if exact && len(over.Refs) == 1 && over.Refs[0].Field == "" {
		if o := st.Get(over.Refs[0].Obj); o != nil && !o.Open && o.Type != "" {
			keys := o.Keys()
			if int(at) < len(keys) {
				it.Fields["at"] = Text(strconv.FormatInt(at+1, 10))
				return Val{Tuple: []Val{boolean(true), Text(keys[at]), o.Fields[keys[at]]}}
			}
			if o.Rest.IsBottom() {
				return Val{Tuple: []Val{boolean(false), {}, {}}}
			}
			// Each key is there once, so those that are not known are others.
			return Val{Tuple: []Val{unknown, Hole(strval.Hole{Name: "key", Origin: strval.OriginElem}), o.Rest}}
		}
	}
	return Val{Tuple: append([]Val{unknown}, in.someEntry(st, over)...)}
}

// someEntry returns a key and an element of a map, which one is not known.
func (in *Interp) someEntry(st *State, over Val) []Val {
	key, elem := Val{}, Val{}
	for _, r := range over.Refs {
		for _, id := range in.through(st, r) {
			o := st.Get(id)
			if o == nil {
				continue
			}
			for _, k := range o.Keys() {
				if k != elemField {
					key = key.Join(Text(k))
				}
			}
			elem = elem.Join(in.anyElem(st, id, o, ir.KindOther, ""))
		}
	}
	if key.IsBottom() {
		key = Hole(strval.Hole{Name: "key", Origin: strval.OriginElem})
	}
	if elem.IsBottom() {
		elem = Hole(strval.Hole{Name: "elem", Origin: strval.OriginElem})
	}
	return []Val{key, elem}
}

func (in *Interp) subslice(f *Frame, st *State, i *ir.Instr, x Val) Val {
	low, high := in.bound(f, i.Args[1]), in.bound(f, i.Args[2])
	id := in.object(in.at(f, i, "slice"))
	out := &Obj{Fields: map[string]Val{}, Len: -1}
	for _, r := range x.Refs {
		for _, src := range in.through(st, r) {
			o := st.Get(src)
			if o == nil {
				continue
			}
			out.Type = o.Type
			if o.Len >= 0 && low >= -1 && high >= -1 && len(x.Refs) == 1 {
				lo, hi := max(low, 0), o.Len
				if high >= 0 {
					hi = min(high, o.Len)
				}
				out.Len = max(hi-lo, 0)
				for k := lo; k < hi; k++ {
					out.Fields[strconv.Itoa(k-lo)] = o.Fields[strconv.Itoa(k)]
				}
				out.Rest = o.Rest
				continue
			}
			out.Open = out.Open || o.Open
			out.Origin = o.Origin
			out.Rest = out.Rest.Join(in.elems(st, o))
		}
	}
	st.Put(id, out)
	return Pointer(id)
}

// elems joins all known elements of a slice.
func (in *Interp) elems(_ *State, o *Obj) Val {
	v := o.Rest
	for _, k := range o.Keys() {
		v = v.Join(o.Fields[k])
	}
	return v
}
