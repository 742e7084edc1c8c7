package eval

import (
	"cmp"
	"maps"
	"slices"

	"github.com/workplacelint/workplacelint/internal/ir"
)

// A list, a map or an object of a library is put into a field first and filled then:
// c.query = url.Values{}; c.query.Set("fields", "id"). What the field may hold is what
// it is at the end of a run, so that nobody takes it for empty.

// A draft is a field whose value is written down at the end.
type draft struct {
	holder ObjID
	field  string
}

// drafted is what a field was last set to, in case that the object is forgotten before
// the end.
type drafted struct {
	holder *Obj
	held   Frozen
}

// later reports whether what a field of an object holds is written down at the end of
// the run.
func (in *Interp) later(st *State, id ObjID, o *Obj, field string, v Val) bool {
	if !slices.ContainsFunc(v.Refs, func(r Ref) bool { return in.fillable(st.Get(r.Obj)) }) {
		return false
	}
	in.drafts[draft{id, field}] = drafted{o, freeze(st, v)}
	return true
}

// fillable reports whether an object is filled by other means than by setting fields
// of it that the tables know. One of which the rest is not known says nothing: a caller
// gives it, or it is decoded.
func (in *Interp) fillable(o *Obj) bool {
	return o != nil && !o.Open && (in.U.kind(o.Type) != ir.KindStruct || !in.U.declares(o.Type))
}

// writeDown tells the tables what fields hold at the end of a run.
func (in *Interp) writeDown(st *State) {
	if in.Tables.closed {
		return
	}
	objs := st.flat().own
	for _, id := range slices.Sorted(maps.Keys(objs)) {
		o := objs[id]
		if in.U.kind(o.Type) != ir.KindStruct || !in.U.declares(o.Type) {
			continue
		}
		for _, field := range o.Keys() {
			v := o.Fields[field]
			if slices.ContainsFunc(v.Refs, func(r Ref) bool { return objs[r.Obj] != nil && in.fillable(objs[r.Obj]) }) {
				in.tell(o, field, freeze(st, v))
				delete(in.drafts, draft{id, field})
			}
		}
	}
	for _, d := range slices.SortedFunc(maps.Keys(in.drafts), func(a, b draft) int {
		return cmp.Or(cmp.Compare(a.holder, b.holder), cmp.Compare(a.field, b.field))
	}) {
		in.tell(in.drafts[d].holder, d.field, in.drafts[d].held)
	}
}

// tell tells the tables what a field of a struct may hold.
func (in *Interp) tell(o *Obj, field string, held Frozen) {
	in.Tables.add(o.Type+"."+field, held)
	if o.Within != "" {
		in.Tables.add(o.Within+"."+field, held)
	}
}
