package eval

import (
	"slices"
	"strconv"

	"github.com/workplacelint/workplacelint/internal/ir"
	"github.com/workplacelint/workplacelint/internal/strval"
)

// A dormant is what a run has thawed and not looked at. A field or a variable
// may hold a whole tree of objects of which a function reads one: made at once,
// they took most of the time and the memory of runs over large libraries.
type dormant struct {
	in   *Interp
	objs map[ObjID]*sleeper
	// thawed lists the objects by the thaw that they are of.
	thawed map[ObjID][]ObjID
}

// A sleeper is an object that is made when it is looked at. It is there in all
// states that know of the thaw.
type sleeper struct {
	frozen         FrozenObj
	key            objKey
	thaw           ObjID
	global, within string
	made           *Obj
}

func newDormant(in *Interp) *dormant {
	return &dormant{in: in, objs: map[ObjID]*sleeper{}, thawed: map[ObjID][]ObjID{}}
}

// thawMark stands in a state for a thaw that it knows of.
var thawMark = &Obj{}

// thaw makes objects of a frozen value. What was done in st to those that the
// same place made before is forgotten.
func (in *Interp) thaw(st *State, fz Frozen, key objKey, global string) Val {
	if len(fz.Objs) == 0 && len(fz.Fns) == 0 {
		return Val{Str: fz.Str, Dyn: fz.Dyn}
	}
	d := in.dormant
	k := key
	k.what += "!"
	mark := in.object(k)
	st.Put(mark, thawMark)
	v := d.value(fz, key, mark, global)
	if slices.ContainsFunc(d.thawed[mark], st.holds) {
		d.reset(st, mark)
	}
	return v
}

// reset makes the objects of a thaw again that st has.
func (d *dormant) reset(st *State, thaw ObjID) {
	for n := 0; n < len(d.thawed[thaw]); n++ { // those in others come after them
		id := d.thawed[thaw][n]
		if o := d.objs[id].wake(d); st.holds(id) {
			st.Put(id, o)
		}
	}
}

// value returns a frozen value with its objects asleep.
func (d *dormant) value(fz Frozen, key objKey, thaw ObjID, global string) Val {
	v := Val{Str: fz.Str, Dyn: fz.Dyn}
	for n, fo := range fz.Objs {
		k := key
		k.what += "#" + strconv.Itoa(n)
		ref := Ref{Obj: d.lay(fo, k, thaw, global)}
		if fo.Cell {
			ref.Field = "*"
		}
		v.Refs = joinRefs(v.Refs, []Ref{ref})
	}
	for n, ff := range fz.Fns {
		fn := FnVal{Name: ff.Name}
		for m, free := range ff.Free {
			k := key
			k.what += "^" + strconv.Itoa(n) + "." + strconv.Itoa(m)
			fn.Free = append(fn.Free, d.value(free, k, thaw, ""))
		}
		v.Fns = append(v.Fns, fn)
	}
	return v
}

// lay puts an object to sleep.
func (d *dormant) lay(fo FrozenObj, key objKey, thaw ObjID, global string) ObjID {
	id := d.in.object(key)
	if d.objs[id] == nil {
		d.thawed[thaw] = append(d.thawed[thaw], id)
	}
	d.objs[id] = &sleeper{frozen: fo, key: key, thaw: thaw, global: global}
	return id
}

// looked notes that an object was looked up, which is work: a value that may be many
// objects costs as much as many values.
func (d *dormant) looked() {
	if d != nil {
		d.in.lookups++
	}
}

// get returns an object that sleeps in st, nil if there is none.
func (d *dormant) get(st *State, id ObjID) *Obj {
	if thaw, ok := d.of(id); ok && st.holds(thaw) {
		return d.objs[id].wake(d)
	}
	return nil
}

// of returns the thaw that an object is of.
func (d *dormant) of(id ObjID) (thaw ObjID, ok bool) {
	if d == nil || d.objs[id] == nil {
		return 0, false
	}
	return d.objs[id].thaw, true
}

func (s *sleeper) wake(d *dormant) *Obj {
	if s.made != nil {
		return s.made
	}
	in, fo := d.in, s.frozen
	o := &Obj{Type: fo.Type, Len: fo.Len, Fields: make(map[string]Val, len(fo.Keys)), Open: fo.Open, Global: s.global, Within: s.within}
	s.made = o
	for i, name := range fo.Keys {
		k := s.key
		k.what += "." + name
		v := d.value(fo.Vals[i], k, s.thaw, "")
		o.Fields[name] = v
		if in.U.holdsStruct(fo.Type, name) {
			d.settle(v, in.U.within(fo.Type, name))
		}
	}
	if fo.Rest != nil {
		k := s.key
		k.what += ".[]"
		o.Rest = d.value(*fo.Rest, k, s.thaw, "")
	}
	if in.U.kind(fo.Type) == ir.KindStruct && !fo.Whole {
		o.Open = true // what was set later stands in the tables
		o.Origin = strval.Hole{Origin: strval.OriginField}
	}
	return o
}

// settle tells structs asleep that they are the value of a field; see
// [Interp.settle].
func (d *dormant) settle(v Val, where string) {
	for _, ref := range v.Refs {
		if ref.Field == "" && where != "" {
			d.objs[ref.Obj].within = where
		}
	}
}
