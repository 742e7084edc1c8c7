package flow

import (
	"go/token"
	"go/types"

	"golang.org/x/tools/go/ssa"

	"github.com/workplacelint/workplacelint/internal/sink"
)

// write puts a mark into what v points to, and into whatever holds that.
func (w *walker) write(v ssa.Value, m mark, t *trail, pos token.Pos) {
	if w.writes[written{held{v, m}, pos}] {
		return
	}
	w.writes[written{held{v, m}, pos}] = true
	if s, _ := structOf(v.Type()); m.Label == inLink && s != nil && w.isOwn(v.Type()) {
		return // An answer in a type of the program has the fields that it asks for.
	}
	if w.leaves(v, m, t, pos) {
		return
	}
	if _, isField := v.(*ssa.FieldAddr); !isField {
		w.hold(v, m, t)
	}
	switch v := v.(type) {
	case *ssa.FieldAddr:
		w.writeField(v, m, t, pos)
	case *ssa.Global, *ssa.FreeVar:
		w.store(w.cell(v), m, t, pos)
	case *ssa.Parameter:
		w.writeParam(v, m, t, pos)
	case *ssa.Call:
		w.writeResult(v, m, t, pos)
	default:
		for _, inner := range within(v) {
			w.write(inner, m, t, pos)
		}
	}
}

// within returns the values that v is another view of.
func within(v ssa.Value) []ssa.Value {
	switch v := v.(type) {
	case *ssa.IndexAddr:
		return []ssa.Value{v.X}
	case *ssa.UnOp:
		return []ssa.Value{v.X}
	case *ssa.ChangeInterface:
		return []ssa.Value{v.X}
	case *ssa.ChangeType:
		return []ssa.Value{v.X}
	case *ssa.MakeInterface:
		return []ssa.Value{v.X}
	case *ssa.TypeAssert:
		return []ssa.Value{v.X}
	case *ssa.Slice:
		return []ssa.Value{v.X}
	case *ssa.Extract:
		return []ssa.Value{v.Tuple}
	case *ssa.Phi:
		return v.Edges
	}
	return nil
}

// leaves reports whether what is written to v leaves the program.
func (w *walker) leaves(v ssa.Value, m mark, t *trail, pos token.Pos) bool {
	name := w.typeName(v.Type())
	if s := w.rules.Writers[name]; s != nil {
		w.leak(m, s, sink.Text, t, pos)
		return true
	}
	if s := w.rules.Proxies[name]; s != nil && m.Label == inURL {
		w.leak(m, s, sink.Text, t, pos)
		return true
	}
	switch v := v.(type) {
	case *ssa.Call:
		if s := w.rules.Headers[calleeName(&v.Call)]; s != nil {
			w.leak(m, s, sink.Text, t, pos)
			return true
		}
	case *ssa.Global:
		if s := w.rules.Outputs[v.RelString(nil)]; s != nil {
			w.leak(m, s, sink.Text, t, pos)
			return true
		}
	}
	return false
}

// writeField puts a mark into a field: its place, or the struct of a library
// that it is part of.
func (w *walker) writeField(v *ssa.FieldAddr, m mark, t *trail, pos token.Pos) {
	name := w.fieldName(v.X.Type(), v.Field)
	if w.isOwn(v.X.Type()) {
		w.hold(v, m, t)
		w.store(fieldPlace+name, m, t, pos)
		return
	}
	if s := w.rules.Fields[name]; s != nil {
		w.leak(m, s, sink.Text, t, pos)
	}
	if l, ok := w.partLabel(name); ok {
		if m.Label != plain {
			return
		}
		m.Label = l
		if m.Header {
			w.ready(m, t, pos)
		}
	} else {
		m.Among = true
	}
	w.write(v.X, m, t, pos)
}

// store notes that a place holds the text of another from now on.
func (w *walker) store(place string, m mark, t *trail, pos token.Pos) {
	if from, _ := unlabelled(m.place); from == place {
		return
	}
	w.ready(m, t, pos) // What is kept as a parameter of a URL is sent some time.
	note := ""
	if d := Describe(place); d != "" {
		note = "it is kept in " + d
	}
	w.exit(m, exit{Way: toPlace, Place: labelled(place, m.Label)}.keep(m), t, pos, note)
}

func (w *walker) writeParam(v *ssa.Parameter, m mark, t *trail, pos token.Pos) {
	for i, p := range w.fn.Params {
		if p != v {
			continue
		}
		if s := w.directors[w.fn]; s != nil && m.Label == inURL {
			w.leak(m, s, sink.Text, t, pos)
			return
		}
		if n, _, ok := paramIndex(m.place); !ok || n != i {
			w.exit(m, exit{Way: toParam, Index: i}.keep(m), t, token.NoPos, "")
		}
	}
}

// writeResult writes on to what a call made v of: the writer that it wraps, the
// header of the request that it was asked of.
func (w *walker) writeResult(v *ssa.Call, m mark, t *trail, pos token.Pos) {
	_, args := arguments(&v.Call)
	sig := w.rules.Wrap[calleeName(&v.Call)]
	if sig == nil {
		return
	}
	for i, a := range args {
		if sig.Role(i) != sink.Into {
			continue
		}
		for _, one := range spread(a, sig.Variadic && i >= len(sig.Roles)-1) {
			w.write(one, m, t, pos)
		}
	}
}

// spread returns the elements of the list that the compiler made of variadic
// arguments, or the list itself if somebody made it before.
func spread(v ssa.Value, variadic bool) []ssa.Value {
	slice, ok := v.(*ssa.Slice)
	if !variadic || !ok {
		return []ssa.Value{v}
	}
	alloc, ok := slice.X.(*ssa.Alloc)
	if !ok || alloc.Comment != "varargs" {
		return []ssa.Value{v}
	}
	out := make([]ssa.Value, arrayLen(alloc))
	for _, ref := range *alloc.Referrers() {
		addr, ok := ref.(*ssa.IndexAddr)
		if !ok {
			continue
		}
		for _, use := range *addr.Referrers() {
			if store, ok := use.(*ssa.Store); ok {
				if c, ok := addr.Index.(*ssa.Const); ok && int(c.Int64()) < len(out) {
					out[c.Int64()] = store.Val
				}
			}
		}
	}
	for i := range out {
		if out[i] == nil {
			return []ssa.Value{v}
		}
	}
	return out
}

func arrayLen(a *ssa.Alloc) int {
	p, ok := a.Type().Underlying().(*types.Pointer)
	if !ok {
		return 0
	}
	if arr, ok := p.Elem().Underlying().(*types.Array); ok {
		return int(arr.Len())
	}
	return 0
}
