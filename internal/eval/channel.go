package eval

import (
	"slices"
	"strconv"
	"strings"

	"github.com/workplacelint/workplacelint/internal/ir"
	"github.com/workplacelint/workplacelint/internal/strval"
)

// chanType is the type of the objects that stand for channels. What is sent to
// one is kept in the tables, by where the channel is made: who receives may run
// before, after or beside who sends.
const (
	chanType = "chan"
	slotName = "slot"
)

// channel runs an instruction that makes a channel or receives from some.
func (in *Interp) channel(f *Frame, st *State, i *ir.Instr) Val {
	switch i.Op {
	case ir.OpMakeChan:
		id := in.object(in.at(f, i, ""))
		slot := "chan:" + f.Fn.Name + ":" + posKey(i.Pos)
		st.Put(id, &Obj{Type: chanType, Fields: map[string]Val{slotName: Text(slot)}})
		return Pointer(id)
	case ir.OpSelect:
		return Val{Tuple: append([]Val{chance("case", strval.KindInt), chance("ok", strval.KindBool)}, in.receiveEach(f, st, i)...)}
	}
	v := in.receiveEach(f, st, i)[0]
	if i.Flag {
		return Val{Tuple: []Val{v, chance("ok", strval.KindBool)}}
	}
	if v.IsBottom() {
		return in.opaque(f, st, i, strval.Hole{})
	}
	return v
}

func chance(name string, kind strval.Kind) Val { return Hole(strval.Hole{Name: name, Kind: kind}) }

// receiveEach returns what each of some channels gives, bottom where that is not
// known.
func (in *Interp) receiveEach(f *Frame, st *State, i *ir.Instr) []Val {
	var out []Val
	for n, arg := range i.Args {
		var v Val
		for _, slot := range in.channels(st, f.val(in, arg)) {
			if held, ok := in.Tables.get(slot); ok {
				v = v.Join(in.thaw(st, in.pickedObject(in.picked(held)), in.at(f, i, slot+"#"+strconv.Itoa(n)), ""))
			}
		}
		out = append(out, v)
	}
	return out
}

// send puts v into the tables for the channels. An object of which only callers
// know a field is theirs to send: the rest of it, mixed with what others send,
// would make requests that nobody makes. What is sent is whole: who receives it may
// use it at once.
func (in *Interp) send(st *State, channels, v Val) {
	refs := len(v.Refs)
	v.Refs = slices.DeleteFunc(slices.Clone(v.Refs), func(r Ref) bool { return given(st.Get(r.Obj)) })
	held := freeze(st, v)
	for n := range held.Objs {
		held.Objs[n].Whole, held.Objs[n].sum = true, 0
	}
	known := slices.DeleteFunc(slices.Clone(held.Objs), func(o FrozenObj) bool { return o.Given })
	some := len(known) < len(held.Objs) || len(v.Refs) < refs
	held.Objs = known
	for _, slot := range in.channels(st, channels) {
		in.Tables.add(slot, held)
		if some {
			in.Tables.give(slot)
		}
	}
}

// given reports whether an object is a parameter, or a part of one, of the function that
// is run on its own.
func given(o *Obj) bool { return o != nil && o.Open && strings.HasPrefix(o.Origin.Ref, ParamRef) }

// channels returns the slots of channels. One in a package variable that nobody
// looked into has the name of the variable.
func (in *Interp) channels(st *State, v Val) []string {
	var out []string
	for _, r := range v.Refs {
		for _, id := range in.through(st, r) {
			switch o := st.Get(id); {
			case o == nil:
			case o.Type == chanType:
				slots, _ := o.Fields[slotName].Str.Literals()
				out = append(out, slots...)
			case strings.HasPrefix(o.Origin.Ref, globalRef):
				out = append(out, "chan:"+o.Origin.Ref)
			}
		}
	}
	return out
}
