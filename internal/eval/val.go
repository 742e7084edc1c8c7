// Package eval works out what the values of a program may be, by running its
// functions on abstract values: texts with holes, objects with fields,
// functions with what they captured.
//
// Calls are run in place, so that a wrapper, an option function or a closure
// acts on the very object its caller made. Every function can also be run on
// its own, with parameters that are holes. Effort is bounded everywhere; what a
// bound cuts off becomes a hole with a reason.
//
// The package knows Go and nothing of HTTP: what functions without a body do is
// told by models (see [Model]).
package eval

import (
	"cmp"
	"maps"
	"slices"
	"sort"
	"strings"

	"github.com/workplacelint/workplacelint/internal/ir"
	"github.com/workplacelint/workplacelint/internal/strval"
)

// An ObjID names an object of the heap.
type ObjID int32

// A Ref is a pointer: to an object, or to one of its fields.
type Ref struct {
	Obj   ObjID
	Field string // "" for the object itself
}

// A FnVal is a function value with what it captured.
type FnVal struct {
	Name string
	Free []Val
}

// A Val is what a value may be. The parts that apply are set: a text, objects,
// functions, the values of a tuple. The zero Val is ⊥.
type Val struct {
	Str   strval.Value
	Refs  []Ref // sorted
	Fns   []FnVal
	Tuple []Val
	// Fine is what a tuple is where its last value says that nothing failed, nil if that
	// is all of it or not known.
	Fine *Val
	// Dyn is the type of what an interface holds, if it is not an object.
	Dyn string
	// Sure says that an interface holds a value of type Dyn and of no other.
	Sure bool
	// MayNil says that v is nil, or another zero value, on some way here and something
	// else on another, or that nothing is known of it on some way.
	MayNil bool
}

// Bounds of what one value may be. Functions beyond them are reported.
const (
	maxRefs  = 128 // objects
	maxFns   = 256 // functions
	maxTypes = 64  // implementations that are tried where nothing is known
)

// full reports whether v is as many functions as a value can be, and may have been
// more.
func (v Val) full() bool { return len(v.Fns) >= maxFns }

// Text returns the value that is the text s.
func Text(s string) Val { return Val{Str: strval.String(s)} }

// Hole returns the value that is one hole.
func Hole(h strval.Hole) Val { return Val{Str: strval.Single(strval.Of(h))} }

// Pointer returns the value that points to obj.
func Pointer(obj ObjID) Val { return Val{Refs: []Ref{{Obj: obj}}} }

// Strings returns the value with the texts of v.
func Strings(v strval.Value) Val { return Val{Str: v} }

// IsBottom reports whether nothing reaches v.
func (v Val) IsBottom() bool {
	return v.Str.IsBottom() && len(v.Refs) == 0 && len(v.Fns) == 0 && len(v.Tuple) == 0
}

// Join returns what v or w may be.
func (v Val) Join(w Val) Val {
	switch {
	case v.IsBottom():
		w.MayNil = w.MayNil || v.MayNil || v.isNil() && !w.isNil()
		return w
	case w.IsBottom():
		v.MayNil = v.MayNil || w.MayNil || w.isNil() && !v.isNil()
		return v
	}
	out := Val{Str: v.Str.Join(w.Str), Refs: joinRefs(v.Refs, w.Refs), Fns: joinFns(v.Fns, w.Fns), Dyn: v.Dyn}
	out.MayNil = v.MayNil || w.MayNil || v.isNil() != w.isNil()
	out.Sure = v.Sure && w.Sure && v.Dyn == w.Dyn
	if out.Dyn == "" || out.Dyn == nilType {
		out.Dyn = cmp.Or(w.Dyn, out.Dyn)
	}
	for i := range max(len(v.Tuple), len(w.Tuple)) {
		out.Tuple = append(out.Tuple, v.at(i).Join(w.at(i)))
	}
	if v.Fine != nil || w.Fine != nil {
		fine := v.fine().Join(w.fine())
		out.Fine = &fine
	}
	return out
}

// fine returns v where nothing failed.
func (v Val) fine() Val {
	if v.Fine != nil {
		return *v.Fine
	}
	return v
}

// isNil reports whether v is nil and nothing else.
func (v Val) isNil() bool { return v.Dyn == nilType && len(v.Refs)+len(v.Fns) == 0 }

// orZero returns v as a value of a kind that nobody need have set.
func (v Val) orZero(k ir.Kind) Val {
	switch k {
	case ir.KindString, ir.KindInt, ir.KindFloat, ir.KindBool, ir.KindPointer, ir.KindInterface, ir.KindFunc:
		v.MayNil = v.MayNil || !v.IsBottom()
	}
	return v
}

func (v Val) at(i int) Val {
	if i < len(v.Tuple) {
		return v.Tuple[i]
	}
	return Val{}
}

// Elem returns element i of a tuple.
func (v Val) Elem(i int) Val { return v.at(i) }

// Widen is Join for values that a loop makes longer and longer.
func (v Val) Widen(next Val) Val {
	out := v.Join(next)
	if !v.Str.IsBottom() {
		out.Str = v.Str.Widen(next.Str)
	}
	return out
}

// Equal reports whether v and w are the same value.
func (v Val) Equal(w Val) bool {
	return v.Dyn == w.Dyn && v.Sure == w.Sure && v.MayNil == w.MayNil && v.Str.Equal(w.Str) && slices.Equal(v.Refs, w.Refs) &&
		slices.EqualFunc(v.Fns, w.Fns, FnVal.equal) && slices.EqualFunc(v.Tuple, w.Tuple, Val.Equal) &&
		(v.Fine == w.Fine || v.Fine != nil && w.Fine != nil && v.Fine.Equal(*w.Fine))
}

func (f FnVal) equal(g FnVal) bool {
	return f.Name == g.Name && slices.EqualFunc(f.Free, g.Free, Val.Equal)
}

// joinRefs merges sorted lists.
func joinRefs(a, b []Ref) []Ref {
	if len(a) == 0 {
		return b
	}
	n := common(a, b)
	if n == len(b) {
		return a
	}
	out := make([]Ref, 0, len(a)+len(b)-n)
	for len(a) > 0 && len(b) > 0 {
		order := a[0].compare(b[0])
		if order <= 0 {
			out = append(out, a[0])
			a = a[1:]
		} else {
			out = append(out, b[0])
		}
		if order >= 0 {
			b = b[1:]
		}
	}
	out = append(append(out, a...), b...)
	return out[:min(len(out), maxRefs)]
}

// common returns how many elements two sorted lists share.
func common(a, b []Ref) int {
	n := 0
	for len(a) > 0 && len(b) > 0 {
		order := a[0].compare(b[0])
		if order == 0 {
			n++
		}
		if order <= 0 {
			a = a[1:]
		}
		if order >= 0 {
			b = b[1:]
		}
	}
	return n
}

func (r Ref) compare(s Ref) int {
	return cmp.Or(cmp.Compare(r.Obj, s.Obj), strings.Compare(r.Field, s.Field))
}

// joinFns returns a and what else is in b. Lists of many functions are joined again and
// again where hooks are kept, mostly with what is in them.
func joinFns(a, b []FnVal) []FnVal {
	switch {
	case len(a) == 0:
		return b
	case len(a) >= maxFns, len(b) <= len(a) && slices.EqualFunc(a[:len(b)], b, FnVal.equal):
		return a
	}
	out := slices.Clip(a)
	alike := func(string) []FnVal { return out }
	if len(a) > 8 {
		alike = byName(a)
	}
	for _, f := range b {
		if !slices.ContainsFunc(alike(f.Name), f.equal) && len(out) < maxFns {
			out = append(out, f)
		}
	}
	return out
}

// byName returns those of a list of functions that have a name.
func byName(fns []FnVal) func(string) []FnVal {
	alike := make(map[string][]FnVal, len(fns))
	for _, f := range fns {
		alike[f.Name] = append(alike[f.Name], f)
	}
	return func(name string) []FnVal { return alike[name] }
}

// An Obj is an object of the heap: a struct, map, slice, variable, or what a
// model keeps. Objects are immutable once another state shares them.
type Obj struct {
	// Type is the key of the object's type, the dynamic type for calls of
	// methods.
	Type string
	// Fields holds struct fields, map entries by their key, elements of slices
	// by their index, and the content of a variable under "*".
	Fields map[string]Val
	// Rest is what stands under keys that are not known.
	Rest Val
	// Len is the number of elements of a slice, -1 if it is not known.
	Len int
	// Open is set where fields that are not in Fields hold something that is not
	// known, instead of the zero value.
	Open bool
	// Origin tells where an open object comes from; it is the pattern of the
	// holes that its fields are.
	Origin strval.Hole
	// Global is the package variable or frozen place that the object lives in.
	Global string
	// Within is the field of a struct that the object is the value of, such as
	// "example.com/graph.Client.Config". What is set there is kept apart from
	// other objects of the type.
	Within string
}

func (o *Obj) clone() *Obj {
	c := *o
	c.Fields = make(map[string]Val, len(o.Fields)+1)
	maps.Copy(c.Fields, o.Fields)
	return &c
}

// copied returns a copy that is an object of its own: it lives in no variable, and in
// no field.
func (o *Obj) copied() *Obj {
	c := o.clone()
	c.Global, c.Within = "", ""
	return c
}

// Keys returns the known keys of the object in order.
func (o *Obj) Keys() []string {
	keys := make([]string, 0, len(o.Fields))
	for k := range o.Fields {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}

func joinObj(a, b *Obj) *Obj {
	if a == b {
		return a
	}
	out := a.clone()
	// A field that one side never set may be empty, so that a default for it is set. It
	// adds no empty text: that is not what is meant where it is used.
	for k, v := range b.Fields {
		set, both := a.Fields[k]
		v = set.Join(v)
		v.MayNil = v.MayNil || !both && !a.Open && !v.IsBottom()
		out.Fields[k] = v
	}
	for k, v := range a.Fields {
		if _, both := b.Fields[k]; !both && !b.Open && !v.IsBottom() {
			v.MayNil = true
			out.Fields[k] = v
		}
	}
	out.Rest = a.Rest.Join(b.Rest)
	out.Open = a.Open || b.Open
	if !a.Open && b.Open {
		out.Origin = b.Origin // of what nobody set
	}
	if a.Len != b.Len {
		out.Len = -1
	}
	return out
}

// zero returns the zero value of a kind.
func zero(k ir.Kind) Val {
	switch k {
	case ir.KindString, ir.KindBytes:
		return Text("")
	case ir.KindInt, ir.KindFloat:
		return Val{Str: strval.Single(strval.Lit("0"))}
	case ir.KindBool:
		return Text("false")
	case ir.KindMap, ir.KindSlice, ir.KindPointer, ir.KindInterface, ir.KindFunc:
		return Val{Dyn: nilType}
	}
	return Val{}
}
