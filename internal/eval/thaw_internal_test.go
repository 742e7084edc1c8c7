package eval

import (
	"testing"

	"github.com/workplacelint/workplacelint/internal/strval"
)

// frozenClient is a client that holds a configuration that holds a host.
func frozenClient() Frozen {
	text := func(s string) Frozen { return Frozen{Str: strval.String(s)} }
	config := Frozen{Objs: []FrozenObj{{Type: "example.com/p.Config", Keys: []string{"host"}, Vals: []Frozen{text("a.example.com")}}}}
	return Frozen{Objs: []FrozenObj{{Type: "example.com/p.Client", Keys: []string{"config"}, Vals: []Frozen{config}}}}
}

func thawing() (*Interp, *State) {
	in := &Interp{U: NewUniverse(), Tables: NewTables(), frames: map[frameKey]int32{}, objs: map[objKey]ObjID{}}
	in.dormant = newDormant(in)
	return in, newState(in.dormant)
}

// host follows a client to the host that it holds, and names the object of its
// configuration.
func host(t *testing.T, st *State, client Val) (text string, config ObjID) {
	t.Helper()
	o := st.Get(client.Refs[0].Obj)
	if o == nil {
		t.Fatal("there is no client")
	}
	config = o.Fields["config"].Refs[0].Obj
	inner := st.Get(config)
	if inner == nil {
		t.Fatal("the client has no configuration")
	}
	text, _ = inner.Fields["host"].Str.Alternatives()[0].Literal()
	return text, config
}

// A thaw costs a state one mark, however much is frozen, and what is looked at is
// there.
func TestThawIsLazy(t *testing.T) {
	in, st := thawing()
	client := in.thaw(st, frozenClient(), objKey{what: "here"}, "")
	if len(st.own) != 1 {
		t.Errorf("the state holds %d objects after a thaw, want the mark alone", len(st.own))
	}
	text, config := host(t, st.child(), client)
	if text != "a.example.com" {
		t.Errorf("the host is %q", text)
	}
	if other := newState(in.dormant); other.Get(config) != nil {
		t.Error("a state has an object of a thaw that it does not know of")
	}
}

// An object that one branch changes is joined with nothing where the other branch
// did not thaw it, and with what it was where both did.
func TestThawAndJoin(t *testing.T) {
	for name, before := range map[string]bool{"thawed before the branches": true, "thawed in one branch": false} {
		in, st := thawing()
		key := objKey{what: "here"}
		var client Val
		if before {
			client = in.thaw(st, frozenClient(), key, "")
		}
		changed, other := st.child(), st.child()
		if !before {
			client = in.thaw(changed, frozenClient(), key, "")
		}
		_, config := host(t, changed, client)
		changed.edit(config).Fields["host"] = Text("b.example.com")
		after := joinStates([]*State{changed, other})
		got := after.Get(config).Fields["host"].Str
		want := strval.String("b.example.com")
		if before {
			want = want.Join(strval.String("a.example.com"))
		}
		if !got.Equal(want) {
			t.Errorf("%s: the host is %v, want %v", name, got, want)
		}
	}
}

// Where the same place is read again, what was done to its objects is forgotten,
// as the place makes them anew.
func TestThawAgain(t *testing.T) {
	in, st := thawing()
	key := objKey{what: "here"}
	client := in.thaw(st, frozenClient(), key, "")
	_, config := host(t, st, client)
	st.edit(config).Fields["host"] = Text("b.example.com")
	if text, _ := host(t, st, client); text != "b.example.com" {
		t.Errorf("the host is %q after it was set", text)
	}
	if text, _ := host(t, st, in.thaw(st, frozenClient(), key, "")); text != "a.example.com" {
		t.Errorf("the host is %q after a new thaw", text)
	}
}

// What a call returns asleep outlives the call.
func TestPruneKeepsThaws(t *testing.T) {
	in, before := thawing()
	after := before.child()
	client := in.thaw(after, frozenClient(), objKey{what: "here"}, "")
	in.thaw(after, frozenClient(), objKey{what: "there"}, "")
	pruned := prune(before, after, client)
	if text, _ := host(t, pruned, client); text != "a.example.com" {
		t.Errorf("the host is %q", text)
	}
	if len(pruned.own) != 1 {
		t.Errorf("%d objects are left, want the mark of what is returned", len(pruned.own))
	}
}
