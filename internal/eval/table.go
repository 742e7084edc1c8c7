package eval

import (
	"slices"
	"sort"
	"strings"

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
}

// A Slot is one struct field or package variable with what it may hold.
type Slot struct {
	Name   string // "example.com/graph.Client.base"
	Closed Frozen // texts that are known, or whose source is
	Params Frozen // texts that depend on the parameter of a function
	// Given says that a function sets it to a parameter, as it is.
	Given bool
}

// Tables holds what struct fields and package variables may hold. It grows as
// functions are run.
type Tables struct {
	slots   map[string]*Slot
	version int
	grown   map[string]int // the version at which a slot last grew
	reads   map[string]bool
	partial bool
	closed  bool // nothing is added
}

// Partial reports whether the run has read a slot of which only a part is known:
// functions set it to their parameters too, and who calls them knows the rest.
func (t *Tables) Partial() bool { return t.partial }

// Reads returns the names of the slots that were read since the last call of
// it.
func (t *Tables) Reads() map[string]bool {
	reads := t.reads
	t.reads = map[string]bool{}
	return reads
}

// GrewSince reports whether one of the slots grew after a version.
func (t *Tables) GrewSince(names map[string]bool, version int) bool {
	for name := range names {
		if t.grown[name] > version {
			return true
		}
	}
	return false
}

// NewTables returns tables that begin with the slots of imported packages.
func NewTables(slots ...Slot) *Tables {
	t := &Tables{slots: map[string]*Slot{}, grown: map[string]int{}, reads: map[string]bool{}}
	for _, s := range slots {
		t.slot(s.Name).join(s)
	}
	t.version = 0
	return t
}

// Version grows whenever a slot does.
func (t *Tables) Version() int { return t.version }

// Slots returns all slots, sorted by name.
func (t *Tables) Slots() []Slot {
	out := make([]Slot, 0, len(t.slots))
	for _, s := range t.slots {
		out = append(out, *s)
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Name < out[j].Name })
	return out
}

func (t *Tables) slot(name string) *Slot {
	s := t.slots[name]
	if s == nil {
		s = &Slot{Name: name}
		t.slots[name] = s
	}
	return s
}

func (s *Slot) join(o Slot) {
	s.Closed = s.Closed.join(o.Closed)
	s.Params = s.Params.join(o.Params)
	s.Given = s.Given || o.Given
}

// add joins v to a slot. Texts that are a parameter and nothing else say
// nothing about the field; those that have more to them are kept apart.
func (t *Tables) add(name string, v Frozen) {
	if v.isBottom() || t.closed {
		return
	}
	s := t.slot(name)
	closed, params, given := v, Frozen{}, false
	if !v.Str.IsBottom() && !v.Str.IsTop {
		var known, open []strval.Template
		for _, tmpl := range v.Str.Templates {
			switch {
			case !hasParam(tmpl):
				known = append(known, tmpl)
			case len(tmpl.Parts) > 1:
				open = append(open, forgetParams(tmpl))
			default:
				given = true
			}
		}
		closed.Str, params.Str = strval.SetOf(known...), strval.SetOf(open...)
	}
	before := *s
	s.join(Slot{Closed: closed, Params: params, Given: given})
	if !s.Closed.equal(before.Closed) || !s.Params.equal(before.Params) || s.Given != before.Given {
		t.version++
		t.grown[name] = t.version
	}
}

// addEntry joins an entry to the map of a package variable: whoever adds one adds
// it to the same map. made is the map without its entries.
func (t *Tables) addEntry(name string, made FrozenObj, key string, held Frozen) {
	if t.closed {
		return
	}
	s := t.slot(name)
	at := slices.IndexFunc(s.Closed.Objs, func(o FrozenObj) bool { return o.Type == made.Type && !o.Cell })
	objs := slices.Clone(s.Closed.Objs)
	if at < 0 {
		at, objs = len(objs), append(objs, made)
	}
	grown, changed := objs[at].with(key, held)
	if !changed {
		return
	}
	objs[at] = grown
	s.Closed.Objs = objs
	t.version++
	t.grown[name] = t.version
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

// give notes that a slot holds more than what is known of it: what callers give.
func (t *Tables) give(name string) {
	if s := t.slot(name); !s.Given && !t.closed {
		s.Given = true
		t.version++
		t.grown[name] = t.version
	}
}

// get returns what a slot may hold.
func (t *Tables) get(name string) (Frozen, bool) {
	t.reads[name] = true
	s := t.slots[name]
	switch {
	case s == nil:
		return Frozen{}, false
	case !s.Closed.isBottom():
		t.partial = t.partial || s.Given
		return s.Closed.join(Frozen{Str: s.Params.Str.Filter(placed)}), true
	case !s.Params.isBottom():
		return s.Params, true
	}
	return Frozen{}, false
}

// placed reports whether a text is an address whose host is known: what a
// constructor makes of its parameters is as good as what others set.
func placed(t strval.Template) bool {
	_, host, ok := strings.Cut(t.Prefix(), "://")
	return ok && strings.Contains(host, "/")
}

// ParamRef begins the Ref of a hole that is a parameter of the function that
// is run on its own, or is reached from one.
const ParamRef = "p:"

func hasParam(t strval.Template) bool {
	for _, h := range t.Holes() {
		if strings.HasPrefix(h.Ref, ParamRef) {
			return true
		}
	}
	return false
}

func forgetParams(t strval.Template) strval.Template {
	return t.MapHoles(func(h strval.Hole) strval.Template {
		if strings.HasPrefix(h.Ref, ParamRef) {
			h.Ref = ""
		}
		return strval.Of(h)
	})
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
	if o.Type != p.Type || o.Len != p.Len || len(o.Keys) != len(p.Keys) || o.Open != p.Open || o.Cell != p.Cell || o.Given != p.Given {
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
	maxFrozen      = 32 // objects or functions that one place may hold
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
		if len(out.Objs) < maxFrozen && !containsObj(out.Objs, o) {
			out.Objs = append(out.Objs, o)
		}
	}
	out.Fns = append(out.Fns, f.Fns...)
	for _, fn := range g.Fns {
		if len(out.Fns) < maxFrozen && !containsFn(out.Fns, fn) {
			out.Fns = append(out.Fns, fn)
		}
	}
	return out
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
	if f.Str.IsTop || f.Str.IsBottom() {
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
