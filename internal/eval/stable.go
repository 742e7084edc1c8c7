package eval

import (
	"slices"
	"strings"

	"github.com/workplacelint/workplacelint/internal/ir"
	"github.com/workplacelint/workplacelint/internal/strval"
)

// stable reports whether another run of a loop would find what this one found: nothing
// that comes back to its head adds to what was there. Loops are run in loops, so that
// a run which is not made saves many.
func (x *execution) stable(lp *loopPhis, back []edge) bool {
	for _, e := range back {
		if !lp.covers(x, e) {
			return false
		}
		if changed, ok := x.changed(lp, e); !ok || len(changed) > 0 {
			return false
		}
	}
	return true
}

// seenAround reports whether the loop around one shows what comes of what a run of it
// changed: objects that were there before both, and no register. To run the inner loop
// again as well would run the innermost as often as all loops around it together.
func (x *execution) seenAround(lp, around *loopPhis, back []edge) bool {
	for _, e := range back {
		if !lp.covers(x, e) {
			return false
		}
		changed, ok := x.changed(lp, e)
		if !ok || around.heap == nil || slices.ContainsFunc(changed, func(id ObjID) bool { return around.heap.Get(id) == nil }) {
			return false
		}
	}
	return true
}

// changed returns the objects that an edge brings back to the head of a loop as more than
// they were, and whether that is known.
func (x *execution) changed(lp *loopPhis, e edge) ([]ObjID, bool) {
	made := func(id ObjID) bool { return x.in.madeAt[id-1] > lp.since }
	return comparison{x.in, lp.heap, e.st}.changed(made, e.phis)
}

// alike reports whether all turns of a loop do what its first one did, apart from what
// they find changed: no element of a list that it goes through is known, and nothing else
// depends on which turn it is.
func (x *execution) alike(l *loop, back []edge) bool {
	if !l.even {
		return false
	}
	for _, reg := range l.lists {
		for _, r := range x.f.val(x.in, reg).Refs {
			for _, e := range back {
				if slices.ContainsFunc(x.in.through(e.st, r), func(id ObjID) bool { return knownElements(e.st.Get(id)) }) {
					return false
				}
			}
		}
	}
	return true
}

func knownElements(o *Obj) bool {
	if o == nil || o.Len < 0 && len(o.Fields) == 0 {
		return false
	}
	_, some := o.Fields[elemField]
	return o.Len >= 0 || !some || len(o.Fields) > 1
}

// covers reports whether the phis at the head of a loop hold what an edge brings. A
// counter is not known in any case.
func (lp *loopPhis) covers(x *execution, e edge) bool {
	head := x.f.Fn.Blocks[e.pred].Succs[e.nth]
	for i, v := range e.phis {
		if x.f.Fn.Blocks[head].Instrs[i].Kind != ir.KindInt && !lp.vals[i].covers(v) {
			return false
		}
	}
	return true
}

// A comparison is one of a state at the head of a loop with a later one.
type comparison struct {
	in            *Interp
	before, later *State
}

// changed returns the objects of the earlier state that are in the later one what they may
// not be in the earlier one, in no order, and whether that is known. What was made since is
// not among them, nor what was made anew since, unless something that is older leads
// there, or one of the values.
func (c comparison) changed(made func(ObjID) bool, vals []Val) (ids []ObjID, known bool) {
	changed, ok := changes(c.before, c.later)
	if !ok {
		return nil, false
	}
	k := &keeper{changed: changed, out: newState(c.later.asleep)}
	for id := range changed {
		if c.before.Get(id) != nil && !made(id) {
			k.keep(id)
		}
	}
	for _, v := range vals {
		k.val(v)
	}
	k.run()
	for id, o := range k.out.own {
		old := c.before.Get(id)
		if sleeping := c.in.dormant.objs[id]; old == nil && sleeping != nil {
			old = sleeping.wake(c.in.dormant)
		}
		if old != nil && !c.object(id, old, o) {
			ids = append(ids, id)
		}
	}
	return ids, true
}

// object reports whether the earlier form of an object covers the later one.
func (c comparison) object(id ObjID, o, p *Obj) bool {
	if o == p {
		return true
	}
	if p.Open && !o.Open || o.Len != p.Len && o.Len >= 0 || !o.Rest.covers(p.Rest) {
		return false
	}
	for name, v := range p.Fields {
		old, known := o.Fields[name]
		if known && !old.covers(v) || !known && !c.found(id, p, name, v) {
			return false
		}
	}
	return true
}

// found reports whether what a field of an open object holds is what stood there before:
// it is made when it is read first, and nothing was put into it since.
func (c comparison) found(id ObjID, o *Obj, name string, v Val) bool {
	if !o.Open {
		return false
	}
	stored, _ := c.in.stored(o, name)
	part := holeFor(o, name)
	for _, t := range v.Str.Templates {
		if !slices.ContainsFunc(stored.Str.Templates, t.Equal) && !is(t, part) {
			return false
		}
	}
	for _, fn := range v.Fns {
		if !slices.ContainsFunc(stored.Fns, func(f FrozenFn) bool { return f.Name == fn.Name }) {
			return false
		}
	}
	return !slices.ContainsFunc(v.Refs, func(r Ref) bool {
		key := c.in.born[r.Obj-1]
		what, _, _ := strings.Cut(key.what, "#")
		return key.of != id || what != "of:"+name && what != "elem" || !c.untouched(r.Obj)
	})
}

// is reports whether a text is a hole for a part of an object.
func is(t strval.Template, part strval.Hole) bool {
	if len(t.Parts) != 1 || t.Parts[0].Hole == nil {
		return false
	}
	h := t.Parts[0].Hole
	return h.Ref == part.Ref && h.Origin == part.Origin
}

// untouched reports whether an object holds only what stood there before. What tables
// keep is compared for itself: see changed.
func (c comparison) untouched(id ObjID) bool {
	if c.in.dormant.objs[id] != nil {
		return true
	}
	o := c.later.Get(id)
	if o == nil || !o.Open {
		return false
	}
	for name, v := range o.Fields {
		if !c.found(id, o, name, v) {
			return false
		}
	}
	return true
}

func (v Val) covers(w Val) bool { return v.Equal(w) || v.Join(w).Equal(v) }
