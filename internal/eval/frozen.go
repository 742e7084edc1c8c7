package eval

import (
	"slices"

	"github.com/workplacelint/workplacelint/internal/strval"
)

// A Frozen is a value outside of any heap: what a struct field or a package
// variable may hold, over all functions that were run.
type Frozen struct {
	Str  strval.Value
	Objs []FrozenObj
	Fns  []FrozenFn
	Dyn  string
}

// A FrozenFn is a function value with what it captured.
type FrozenFn struct {
	Name string
	Free []Frozen
}

// A FrozenObj is an object with the fields that were known.
type FrozenObj struct {
	Type string
	Len  int
	Keys []string // sorted
	Vals []Frozen
	Rest *Frozen
	Open bool
	// Cell says that what is held is the address of a variable.
	Cell bool
	// Given says that a field holds a parameter of the function that was run, and
	// is left out for that.
	Given bool
	// Whole says that nobody sets a field of the object later.
	Whole bool
}

// with returns the object with one more value under a key, and whether that says
// more than before.
func (o FrozenObj) with(key string, held Frozen) (FrozenObj, bool) {
	v := closedOnly(held)
	if v.isBottom() {
		before := o.Given
		o.Given = o.Given || !held.isBottom()
		return o, o.Given != before
	}
	at, found := slices.BinarySearch(o.Keys, key)
	switch {
	case found:
		joined := o.Vals[at].join(v)
		if joined.equal(o.Vals[at]) {
			return o, false
		}
		o.Vals = slices.Clone(o.Vals)
		o.Vals[at] = joined
		return o, true
	case len(o.Keys) >= maxFrozenKeys:
		before := o.Open
		o.Open = true
		return o, !before
	}
	o.Keys = slices.Insert(slices.Clone(o.Keys), at, key)
	o.Vals = slices.Insert(slices.Clone(o.Vals), at, v)
	return o, true
}

func (f Frozen) isBottom() bool {
	return f.Str.IsBottom() && len(f.Objs) == 0 && len(f.Fns) == 0
}

func (f Frozen) equal(g Frozen) bool {
	if !f.Str.Equal(g.Str) || len(f.Objs) != len(g.Objs) || len(f.Fns) != len(g.Fns) {
		return false
	}
	for i := range f.Objs {
		if !f.Objs[i].equal(g.Objs[i]) {
			return false
		}
	}
	for i := range f.Fns {
		if !f.Fns[i].equal(g.Fns[i]) {
			return false
		}
	}
	return true
}

func (o FrozenObj) equal(p FrozenObj) bool {
	if o.Type != p.Type || o.Len != p.Len || len(o.Keys) != len(p.Keys) || o.Open != p.Open || o.Cell != p.Cell || o.Given != p.Given || o.Whole != p.Whole {
		return false
	}
	for i, k := range o.Keys {
		if p.Keys[i] != k || !o.Vals[i].equal(p.Vals[i]) {
			return false
		}
	}
	if o.Rest == nil || p.Rest == nil {
		return o.Rest == p.Rest
	}
	return o.Rest.equal(*p.Rest)
}

func (f FrozenFn) equal(g FrozenFn) bool {
	if f.Name != g.Name || len(f.Free) != len(g.Free) {
		return false
	}
	for i := range f.Free {
		if !f.Free[i].equal(g.Free[i]) {
			return false
		}
	}
	return true
}

const (
	maxFrozen      = 16 // objects in one place that are told apart
	maxFrozenDepth = 4
	maxFrozenKeys  = 300
)

func (f Frozen) join(g Frozen) Frozen {
	out := Frozen{Str: f.Str.Join(g.Str), Dyn: f.Dyn}
	if out.Dyn == "" {
		out.Dyn = g.Dyn
	}
	out.Objs = append(out.Objs, f.Objs...)
	for _, o := range g.Objs {
		out.Objs = addObj(out.Objs, o)
	}
	out.Fns = append(out.Fns, f.Fns...)
	for _, fn := range g.Fns {
		if len(out.Fns) < maxFns && !containsFn(out.Fns, fn) {
			out.Fns = append(out.Fns, fn)
		}
	}
	return out
}

// addObj adds an object. Beyond a number, one of a type that is there already is
// joined with it field by field: what is lost is which values belong together.
func addObj(objs []FrozenObj, o FrozenObj) []FrozenObj {
	if containsObj(objs, o) {
		return objs
	}
	alike := func(p FrozenObj) bool { return p.Type == o.Type && p.Cell == o.Cell }
	if at := slices.IndexFunc(objs, alike); at >= 0 && len(objs) >= maxFrozen {
		objs = slices.Clone(objs)
		objs[at] = objs[at].join(o)
		return objs
	}
	if len(objs) >= maxRefs {
		return objs
	}
	return append(slices.Clip(objs), o)
}

func (o FrozenObj) join(p FrozenObj) FrozenObj {
	for i, k := range p.Keys {
		o, _ = o.with(k, p.Vals[i])
	}
	o.Open, o.Given, o.Whole = o.Open || p.Open, o.Given || p.Given, o.Whole && p.Whole
	if o.Len != p.Len {
		o.Len = -1
	}
	switch {
	case o.Rest == nil:
		o.Rest = p.Rest
	case p.Rest != nil:
		rest := o.Rest.join(*p.Rest)
		o.Rest = &rest
	}
	return o
}

func containsObj(objs []FrozenObj, o FrozenObj) bool {
	for _, p := range objs {
		if p.equal(o) {
			return true
		}
	}
	return false
}

func containsFn(fns []FrozenFn, f FrozenFn) bool {
	for _, g := range fns {
		if g.equal(f) {
			return true
		}
	}
	return false
}

// freeze takes v out of its heap.
func freeze(st *State, v Val) Frozen {
	budget := 400
	return freezer{st: st, budget: &budget, seen: map[ObjID]bool{}}.val(v, 0)
}

type freezer struct {
	st     *State
	budget *int
	seen   map[ObjID]bool
}

func (fz freezer) val(v Val, depth int) Frozen {
	out := Frozen{Str: v.Str, Dyn: v.Dyn}
	if depth > maxFrozenDepth {
		return out
	}
	for _, r := range v.Refs {
		if fz.seen[r.Obj] || r.Field != "" && r.Field != "*" || r.Obj == globalObj || len(out.Objs) >= maxFrozen {
			continue
		}
		if o := fz.st.Get(r.Obj); o != nil {
			fz.seen[r.Obj] = true
			fo := fz.obj(o, depth)
			fo.Cell = r.Field != ""
			out.Objs = append(out.Objs, fo)
			delete(fz.seen, r.Obj)
		}
	}
	for _, fn := range v.Fns {
		f := FrozenFn{Name: fn.Name}
		for _, free := range fn.Free {
			f.Free = append(f.Free, fz.captured(free, depth+1))
		}
		out.Fns = append(out.Fns, f)
	}
	return out
}

// captured freezes what a closure captured: the address of a variable becomes
// an object with the variable in it.
func (fz freezer) captured(v Val, depth int) Frozen {
	return fz.val(v, depth)
}

func (fz freezer) obj(o *Obj, depth int) FrozenObj {
	out := FrozenObj{Type: o.Type, Len: o.Len, Open: o.Open}
	for _, k := range o.Keys() {
		if *fz.budget--; *fz.budget < 0 || len(out.Keys) >= maxFrozenKeys {
			out.Open = true
			break
		}
		held := fz.val(o.Fields[k], depth+1)
		v := closedOnly(held)
		if v.isBottom() {
			out.Given = out.Given || !held.isBottom()
			continue
		}
		out.Keys = append(out.Keys, k)
		out.Vals = append(out.Vals, v)
	}
	if !o.Rest.IsBottom() {
		rest := closedOnly(fz.val(o.Rest, depth+1))
		out.Rest = &rest
	}
	return out
}

// closedOnly drops texts that are a parameter of the function that was run:
// elsewhere they mean nothing.
func closedOnly(f Frozen) Frozen {
	if f.Str.IsTop || !slices.ContainsFunc(f.Str.Templates, hasParam) {
		return f
	}
	var keep []strval.Template
	for _, t := range f.Str.Templates {
		if !hasParam(t) || len(t.Parts) > 1 {
			keep = append(keep, forgetParams(t))
		}
	}
	f.Str = strval.SetOf(keep...)
	return f
}
