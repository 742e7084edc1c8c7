package eval

import (
	"cmp"
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

	// sum is a digest of all of it, 0 if it was not computed yet. Objects of another
	// sum are other objects, which is what most comparisons want to know.
	sum uint64
}

// with returns the object with one more value under a key, and whether that says
// more than before.
func (o FrozenObj) with(key string, held Frozen) (FrozenObj, bool) {
	v := closedOnly(held)
	if v.isBottom() {
		more := !o.Given && !held.isBottom()
		if more {
			o.Given, o.sum = true, 0
		}
		return o, more
	}
	at, found := slices.BinarySearch(o.Keys, key)
	switch {
	case found:
		joined, more := o.Vals[at].grow(v)
		if !more {
			return o, false
		}
		o.Vals = slices.Clone(o.Vals)
		o.Vals[at], o.sum = joined, 0
		return o, true
	case len(o.Keys) >= maxFrozenKeys:
		more := !o.Open
		if more {
			o.Open, o.sum = true, 0
		}
		return o, more
	}
	o.Keys = slices.Insert(slices.Clone(o.Keys), at, key)
	o.Vals = slices.Insert(slices.Clone(o.Vals), at, v)
	o.sum = 0
	return o, true
}

func (f Frozen) isBottom() bool {
	return f.Str.IsBottom() && len(f.Objs) == 0 && len(f.Fns) == 0
}

// reset reports whether f is the empty text: a field that is set to it says nothing of
// what else fills it.
func (f Frozen) reset() bool {
	text, ok := one(Val{Str: f.Str})
	return ok && text == "" && len(f.Objs)+len(f.Fns) == 0
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
	if o.sum != p.sum && o.sum != 0 && p.sum != 0 {
		return false
	}
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
	out, _ := f.grow(g)
	return out
}

// grow returns what f or g may be, and whether that is more than f.
func (f Frozen) grow(g Frozen) (out Frozen, more bool) {
	out = Frozen{Str: f.Str.Join(g.Str), Dyn: cmp.Or(f.Dyn, g.Dyn)}
	more = !out.Str.Equal(f.Str)
	out.Objs = sealed(f.Objs)
	for _, o := range g.Objs {
		var added bool
		out.Objs, added = addObj(out.Objs, o)
		more = more || added
	}
	out.Fns = append(out.Fns, f.Fns...)
	for _, fn := range g.Fns {
		if len(out.Fns) < maxFns && !containsFn(out.Fns, fn) {
			out.Fns = append(out.Fns, fn)
			more = true
		}
	}
	return out, more
}

// sealed returns a copy of a list of objects, each with its sum.
func sealed(objs []FrozenObj) []FrozenObj {
	out := slices.Clone(objs)
	for i := range out {
		out[i].sum = out[i].digest()
	}
	return out
}

// addObj adds an object, and reports whether that says more. Beyond a number, one of
// a type that is there already is joined with it field by field: what is lost is which
// values belong together.
func addObj(objs []FrozenObj, o FrozenObj) ([]FrozenObj, bool) {
	o.sum = o.digest()
	if slices.ContainsFunc(objs, o.equal) {
		return objs, false
	}
	alike := func(p FrozenObj) bool { return p.Type == o.Type && p.Cell == o.Cell }
	if at := slices.IndexFunc(objs, alike); at >= 0 && len(objs) >= maxFrozen {
		joined, more := objs[at].grow(o)
		if !more {
			return objs, false
		}
		objs = slices.Clone(objs)
		joined.sum = joined.digest()
		objs[at] = joined
		return objs, true
	}
	if len(objs) >= maxRefs {
		return objs, false
	}
	return append(slices.Clip(objs), o), true
}

// grow returns what o or p may be, and whether that is more than o.
func (o FrozenObj) grow(p FrozenObj) (out FrozenObj, more bool) {
	out = o
	for i, k := range p.Keys {
		var added bool
		out, added = out.with(k, p.Vals[i])
		more = more || added
	}
	out.Open, out.Given, out.Whole = out.Open || p.Open, out.Given || p.Given, out.Whole && p.Whole
	if out.Len != p.Len {
		out.Len = -1
	}
	switch {
	case out.Rest == nil:
		out.Rest = p.Rest
		more = more || p.Rest != nil
	case p.Rest != nil:
		rest, added := out.Rest.grow(*p.Rest)
		out.Rest = &rest
		more = more || added
	}
	more = more || out.Open != o.Open || out.Given != o.Given || out.Whole != o.Whole || out.Len != o.Len
	if more {
		out.sum = 0
	}
	return out, more
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
			fo.sum = fo.digest()
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
