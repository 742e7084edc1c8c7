package eval

import (
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/workplacelint/workplacelint/internal/ir"
	"github.com/workplacelint/workplacelint/internal/strval"
)

// copyStruct copies the structs that v refers to, with those inside them.
func (in *Interp) copyStruct(st *State, v Val, key objKey, depth int) Val {
	if depth > 3 {
		return v
	}
	out := Val{Str: v.Str, Fns: v.Fns, Dyn: v.Dyn}
	for n, r := range v.Refs {
		o := st.Get(r.Obj)
		if o == nil || r.Field != "" {
			continue
		}
		key.what += "/" + strconv.Itoa(n)
		id := in.object(key)
		if id == r.Obj {
			out.Refs = joinRefs(out.Refs, []Ref{r})
			continue
		}
		c := o.clone()
		c.Global = ""
		if depth == 0 {
			c.Within = ""
		}
		st.Put(id, c)
		for _, name := range o.Keys() {
			if d, ok := in.U.field(o.Type, name); ok && d.Kind == ir.KindStruct {
				inner := key
				inner.what += "." + name
				c.Fields[name] = in.copyStruct(st, o.Fields[name], inner, depth+1)
			}
		}
		out.Refs = joinRefs(out.Refs, []Ref{{Obj: id}})
	}
	return out
}

// store writes v where addr points to.
func (in *Interp) store(st *State, addr, v Val) {
	certain := len(addr.Refs) == 1
	if !certain && alternatives(st, addr) {
		certain = true
		in.mix(addr, v)
	}
	for _, r := range addr.Refs {
		switch {
		case r.Obj == globalObj:
			in.Tables.add(strings.TrimPrefix(r.Field, globalField), freeze(st, v))
		case r.Field == "":
			in.storeStruct(st, r.Obj, v, certain)
		default:
			in.setField(st, r, v, certain && r.Field != elemField)
		}
	}
}

// alternatives reports whether v points to the objects that one address is,
// one for each text that it may have: what is set on one is set on all.
func alternatives(st *State, v Val) bool {
	return !slices.ContainsFunc(v.Refs, func(r Ref) bool {
		o := st.Get(r.Obj)
		return o == nil || o.Type != URLType || o.Global != ""
	})
}

// storeStruct writes the fields of a struct over those of another.
func (in *Interp) storeStruct(st *State, to ObjID, v Val, certain bool) {
	if len(v.Refs) == 0 && !v.Str.IsBottom() {
		in.setField(st, Ref{Obj: to, Field: "*"}, v, certain)
		return
	}
	if len(v.Refs) == 0 {
		return
	}
	o, written := st.edit(to), map[string]bool{}
	for n, src := range v.Refs {
		from := st.Get(src.Obj)
		if from == nil || src.Field != "" || src.Obj == to {
			continue
		}
		if certain && n == 0 {
			o.Fields = map[string]Val{}
			o.Open, o.Origin, o.Rest, o.Len = from.Open, from.Origin, from.Rest, from.Len
			if o.Type == "" || from.Type != "" {
				o.Type = from.Type
			}
		} else if from.Open && !o.Open {
			o.Open, o.Origin = true, from.Origin // one of several that is not known in full
		}
		for k, held := range from.Fields {
			o.Fields[k] = o.Fields[k].Join(held)
			written[k] = true
		}
	}
	// What several hold is told at once: to tell it costs more than to find it out.
	for _, k := range slices.Sorted(maps.Keys(written)) {
		in.record(st, to, o, k, o.Fields[k])
	}
}

func (in *Interp) setField(st *State, r Ref, v Val, certain bool) {
	o := st.edit(r.Obj)
	if r.Field == elemField {
		o.Rest = o.Rest.Join(v)
		return
	}
	if !certain {
		v = o.Fields[r.Field].Join(v)
	}
	o.Fields[r.Field] = v
	in.record(st, r.Obj, o, r.Field, v)
}

// record tells the tables what a struct field may hold.
func (in *Interp) record(st *State, id ObjID, o *Obj, field string, v Val) {
	if in.Tables.closed {
		return
	}
	if o.Global != "" {
		in.Tables.add(o.Global, freeze(st, Pointer(id)))
	}
	if field == "*" || in.U.kind(o.Type) != ir.KindStruct || !in.U.declares(o.Type) {
		return
	}
	if !in.later(st, id, o, field, v) {
		in.tell(o, field, freeze(st, v))
	}
}

func (in *Interp) mapUpdate(st *State, m, key, v Val) {
	keys, exact := key.Str.Literals()
	for _, r := range m.Refs {
		for _, id := range in.through(st, r) {
			o := st.edit(id)
			if !exact {
				o.Rest = o.Rest.Join(v)
				continue
			}
			for _, k := range keys {
				if len(keys) > 1 {
					v = o.Fields[k].Join(v)
				}
				o.Fields[k] = v
			}
			if o.Global != "" {
				held := freeze(st, v)
				for _, k := range keys {
					in.Tables.addEntry(o.Global, FrozenObj{Type: o.Type, Len: o.Len, Open: o.Open}, k, held)
				}
			}
		}
	}
}

// globalRef begins the Ref of what a package variable holds that nothing is known
// of.
const globalRef = "g:"

// readGlobal returns what a package variable may hold.
func (in *Interp) readGlobal(st *State, name string, kind ir.Kind, typ string) Val {
	cacheID := in.object(objKey{what: "global:" + name})
	if o := st.Get(cacheID); o != nil {
		return o.Fields["*"]
	}
	key := objKey{what: "g:" + name}
	var v Val
	if frozen, ok := in.Tables.get(name); ok {
		v = in.thaw(st, in.picked(frozen), key, name)
		if !in.U.initial(name) {
			v = v.orZero(kind)
		}
	} else if kind == ir.KindStruct || kind == ir.KindSlice && !strings.HasPrefix(typ, "[]") {
		id := in.object(key)
		st.Put(id, &Obj{Type: typ, Fields: map[string]Val{}, Global: name})
		v = Pointer(id)
	} else {
		short := name[strings.LastIndexAny(name, "./")+1:]
		v = in.unknown(st, strval.Hole{Name: short, Origin: strval.OriginGlobal, Ref: globalRef + name}, kind, typ, key)
	}
	st.Put(cacheID, &Obj{Fields: map[string]Val{"*": v}})
	return v
}
