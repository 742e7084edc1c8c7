package eval

// maxPruned bounds how far back the states of a call are followed.
const maxPruned = 4096

// prune returns the state after a call without the objects that it made and
// that nothing leads to any more. Joining states costs as much as they hold.
func prune(before, after *State, result Val) *State {
	changed, ok := changes(before, after)
	if !ok {
		return after
	}
	out := before.child()
	if out.parent != before {
		return after
	}
	k := &keeper{changed: changed, out: out}
	for id, o := range changed {
		if o.Type == JSONType || o.Global != "" || before.Get(id) != nil {
			k.keep(id)
		}
	}
	k.val(result)
	k.run()
	return out
}

// changes returns the objects that the states between before and after put.
func changes(before, after *State) (map[ObjID]*Obj, bool) {
	changed := map[ObjID]*Obj{}
	steps := 0
	for s := after; s != before; s = s.parent {
		if s == nil || steps > maxPruned {
			return nil, false
		}
		steps++
		for id, o := range s.own {
			if _, seen := changed[id]; !seen {
				changed[id] = o
			}
		}
	}
	return changed, true
}

// A keeper copies objects and all that they lead to.
type keeper struct {
	changed map[ObjID]*Obj
	out     *State
	todo    []*Obj
}

func (k *keeper) keep(id ObjID) {
	o, ok := k.changed[id]
	if !ok {
		if thaw, ok := k.out.asleep.of(id); ok {
			k.keep(thaw)
		}
		return
	}
	if _, done := k.out.own[id]; !done {
		k.out.own[id] = o
		k.todo = append(k.todo, o)
	}
}

func (k *keeper) run() {
	for len(k.todo) > 0 {
		o := k.todo[len(k.todo)-1]
		k.todo = k.todo[:len(k.todo)-1]
		for _, v := range o.Fields {
			k.val(v)
		}
		k.val(o.Rest)
	}
}

func (k *keeper) val(v Val) {
	for _, r := range v.Refs {
		k.keep(r.Obj)
	}
	for _, fn := range v.Fns {
		for _, free := range fn.Free {
			k.val(free)
		}
	}
	for _, t := range v.Tuple {
		k.val(t)
	}
}
