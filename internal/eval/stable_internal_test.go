package eval

import (
	"testing"

	"github.com/workplacelint/workplacelint/internal/ir"
	"github.com/workplacelint/workplacelint/internal/strval"
)

func TestStateCovers(t *testing.T) {
	hole := Hole(strval.Hole{Name: "id", Origin: strval.OriginParam})
	field := func(name string) Val {
		return Hole(strval.Hole{Name: name, Origin: strval.OriginField, Ref: "p:f#0." + name})
	}
	user := func(fields map[string]Val) *Obj {
		return &Obj{Open: true, Origin: strval.Hole{Ref: "p:f#0.user"}, Fields: fields}
	}
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
		{"an object that is new", func(st *State) { st.Put(6, &Obj{Len: -1}) }, true},
		{"a field that is read first", func(st *State) { st.edit(4).Fields["id"] = field("id") }, true},
		{"a field that is set", func(st *State) { st.edit(4).Fields["id"] = Text("me") }, false},
		{"a field that is set to a parameter", func(st *State) { st.edit(4).Fields["id"] = hole }, false},
		{"an object that is read first", func(st *State) { st.edit(4).Fields["user"] = Pointer(5); st.Put(5, user(nil)) }, true},
		{"an object that is read first and written", func(st *State) {
			st.edit(4).Fields["user"] = Pointer(5)
			st.Put(5, user(map[string]Val{"id": Text("me")}))
		}, false},
		{"another object in a field", func(st *State) { st.edit(4).Fields["user"] = Pointer(1) }, false},
		{"an object that is made again", func(st *State) { st.Put(3, &Obj{Fields: map[string]Val{"path": Text("b")}}) }, true},
		{"an object that is made again and kept", func(st *State) {
			st.Put(3, &Obj{Fields: map[string]Val{"path": Text("b")}})
			st.edit(2).Fields["path"] = Text("a")
		}, false},
		{"an object that is made again and carried around", func(st *State) { st.Put(3, &Obj{Fields: map[string]Val{"path": Text("carried")}}) }, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			in := &Interp{U: NewUniverse(&ir.Package{}), Tables: NewTables(), dormant: &dormant{}, born: []objKey{{}, {}, {}, {what: "param"}, {of: 4, what: "of:user"}}}
			st := newState(nil)
			st.Put(4, &Obj{Open: true, Origin: strval.Hole{Name: "p", Ref: "p:f#0"}, Fields: map[string]Val{}})
			st.Put(1, &Obj{Len: 1, Fields: map[string]Val{"path": Text("me")}})
			st.Put(2, &Obj{Len: -1, Fields: map[string]Val{"path": Text("a").Join(Text("b"))}, Rest: Pointer(3)})
			st.Put(3, &Obj{Fields: map[string]Val{"path": Text("a")}})
			later := st.child()
			c.change(later)
			var carried []Val
			if v := later.Get(3).Fields["path"]; v.Equal(Text("carried")) {
				carried = []Val{Pointer(3)}
			}
			changed, known := comparison{in, st, later}.changed(func(id ObjID) bool { return id == 3 }, carried)
			if got := known && len(changed) == 0; got != c.want {
				t.Errorf("changed %v", changed)
			}
		})
	}
}
