package eval

import (
	"maps"
	"slices"
)

// A State is the heap at one point of a run. States form a tree: a block
// changes its own layer and shares all below with its siblings.
type State struct {
	parent *State
	depth  int
	own    map[ObjID]*Obj
	asleep *dormant
}

const maxDepth = 256

func newState(asleep *dormant) *State { return &State{own: map[ObjID]*Obj{}, asleep: asleep} }

// child returns a state that begins as s; s must not change afterwards.
func (s *State) child() *State {
	c := &State{parent: s, depth: s.depth + 1, own: map[ObjID]*Obj{}, asleep: s.asleep}
	if c.depth > maxDepth {
		return c.flat()
	}
	return c
}

func (s *State) flat() *State {
	out := newState(s.asleep)
	var chain []*State
	for p := s; p != nil; p = p.parent {
		chain = append(chain, p)
	}
	for _, p := range slices.Backward(chain) {
		maps.Copy(out.own, p.own)
	}
	return out
}

// Get returns the object id, nil if there is none.
func (s *State) Get(id ObjID) *Obj {
	s.asleep.looked()
	for p := s; p != nil; p = p.parent {
		if o, ok := p.own[id]; ok {
			return o
		}
	}
	return s.asleep.get(s, id)
}

// holds reports whether the state has an object that is not asleep.
func (s *State) holds(id ObjID) bool {
	for p := s; p != nil; p = p.parent {
		if _, ok := p.own[id]; ok {
			return true
		}
	}
	return false
}

// Put replaces the object id.
func (s *State) Put(id ObjID, o *Obj) { s.own[id] = o }

// edit returns a copy of the object that may be changed, already put in place.
func (s *State) edit(id ObjID) *Obj {
	o := s.Get(id)
	if o == nil {
		o = &Obj{Len: -1, Open: true, Fields: map[string]Val{}}
	} else {
		o = o.clone()
	}
	s.own[id] = o
	return o
}

// joinStates returns the state in which any of the states may be.
func joinStates(states []*State) *State {
	s, _ := joinCounted(states)
	return s
}

// joinCounted also returns how many objects had to be joined.
func joinCounted(states []*State) (*State, int) {
	switch len(states) {
	case 0:
		return newState(nil), 0
	case 1:
		return states[0].child(), 0
	}
	out, n := states[0], 0
	for _, s := range states[1:] {
		joined, differ := joinTwo(out, s)
		out = joined
		n += differ
	}
	return out, n
}

// joinTwo also returns how many objects differ.
func joinTwo(a, b *State) (*State, int) {
	differ := 0
	base := ancestor(a, b)
	out := &State{parent: base, own: map[ObjID]*Obj{}, asleep: a.asleep}
	if base != nil {
		out.depth = base.depth + 1
	}
	above := func(s *State) {
		for p := s; p != base; p = p.parent {
			for id := range p.own {
				if _, done := out.own[id]; !done {
					x, y := a.Get(id), b.Get(id)
					out.own[id] = joinAt(x, y)
					if x != y {
						differ++
					}
				}
			}
		}
	}
	above(a)
	above(b)
	return out, differ
}

func joinAt(x, y *Obj) *Obj {
	switch {
	case x == nil:
		return y
	case y == nil:
		return x
	}
	return joinObj(x, y)
}

func ancestor(a, b *State) *State {
	for a != b {
		switch {
		case a == nil || b == nil:
			return nil
		case a.depth > b.depth:
			a = a.parent
		case b.depth > a.depth:
			b = b.parent
		default:
			a, b = a.parent, b.parent
		}
	}
	return a
}
