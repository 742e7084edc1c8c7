package eval

import (
	"testing"

	"github.com/workplacelint/workplacelint/internal/strval"
)

func TestStateCovers(t *testing.T) {
	hole := Hole(strval.Hole{Name: "id", Origin: strval.OriginParam})
	for _, c := range []struct {
		name   string
		change func(st *State)
		want   bool
	}{
		{"nothing", func(*State) {}, true},
		{"the same text", func(st *State) { st.edit(1).Fields["path"] = Text("me") }, true},
		{"one of the texts", func(st *State) { st.edit(2).Fields["path"] = Text("b") }, true},
		{"another text", func(st *State) { st.edit(1).Fields["path"] = Text("feed") }, false},
		{"a hole", func(st *State) { st.edit(1).Fields["path"] = hole }, false},
		{"another field", func(st *State) { st.edit(1).Fields["fields"] = Text("") }, false},
		{"another rest", func(st *State) { st.edit(1).Rest = Text("x") }, false},
		{"another length", func(st *State) { st.edit(1).Len = 2 }, false},
		{"an object that is open", func(st *State) { st.edit(1).Open = true }, false},
		{"an object that is new", func(st *State) { st.Put(3, &Obj{Len: -1}) }, true},
	} {
		t.Run(c.name, func(t *testing.T) {
			st := newState(nil)
			st.Put(1, &Obj{Len: 1, Fields: map[string]Val{"path": Text("me")}})
			st.Put(2, &Obj{Len: -1, Fields: map[string]Val{"path": Text("a").Join(Text("b"))}})
			later := st.child()
			c.change(later)
			if got := st.covers(later); got != c.want {
				t.Errorf("got %v", got)
			}
		})
	}
}
