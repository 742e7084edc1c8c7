package eval

import "github.com/workplacelint/workplacelint/internal/ir"

// stable reports whether another run of a loop would find what this one found: nothing
// that comes back to its head adds to what was there. Loops are run in loops, so that
// a run which is not made saves many.
func (x *execution) stable(lp *loopPhis, back []edge) bool {
	for _, e := range back {
		if !lp.covers(x, e) || !lp.heap.covers(e.st) {
			return false
		}
	}
	return true
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

// covers reports whether the objects of s are in a later state what they may be in s.
// What was made since is not among them.
func (s *State) covers(later *State) bool {
	changed, ok := changes(s, later)
	if !ok {
		return false
	}
	for id, o := range changed {
		if old := s.Get(id); old != nil && !old.covers(o) {
			return false
		}
	}
	return true
}

func (o *Obj) covers(p *Obj) bool {
	if o == p {
		return true
	}
	if p.Open && !o.Open || o.Len != p.Len && o.Len >= 0 || !o.Rest.covers(p.Rest) {
		return false
	}
	for name, v := range p.Fields {
		if old, known := o.Fields[name]; !known || !old.covers(v) {
			return false
		}
	}
	return true
}

func (v Val) covers(w Val) bool { return v.Equal(w) || v.Join(w).Equal(v) }
