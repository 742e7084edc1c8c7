package eval

import (
	"slices"
	"sort"
	"strings"

	"github.com/workplacelint/workplacelint/internal/strval"
)

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

// Lacks returns those of some slots of which nothing is known here.
func (t *Tables) Lacks(slots []Slot) []Slot {
	return slices.DeleteFunc(slices.Clone(slots), func(s Slot) bool {
		own := t.slots[s.Name]
		return own != nil && !own.Closed.isBottom()
	})
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

// join adds what another slot holds, and reports whether that is more.
func (s *Slot) join(o Slot) bool {
	var closed, params bool
	s.Closed, closed = s.Closed.grow(o.Closed)
	s.Params, params = s.Params.grow(o.Params)
	given := o.Given && !s.Given
	s.Given = s.Given || o.Given
	return closed || params || given
}

// add joins v to a slot. Texts that are a parameter and nothing else say
// nothing about the field; those that have more to them are kept apart.
func (t *Tables) add(name string, v Frozen) {
	if v.isBottom() || t.closed {
		return
	}
	s := t.slot(name)
	closed, params, given := v, Frozen{}, false
	if !v.Str.IsTop && slices.ContainsFunc(v.Str.Templates, hasParam) {
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
	if s.join(Slot{Closed: closed, Params: params, Given: given}) {
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
	return slices.ContainsFunc(t.Parts, func(p strval.Part) bool { return p.Hole != nil && strings.HasPrefix(p.Hole.Ref, ParamRef) })
}

func forgetParams(t strval.Template) strval.Template {
	return t.MapHoles(func(h strval.Hole) strval.Template {
		if strings.HasPrefix(h.Ref, ParamRef) {
			h.Ref = ""
		}
		return strval.Of(h)
	})
}
