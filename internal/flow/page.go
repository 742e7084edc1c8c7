package flow

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/workplacelint/workplacelint/internal/pagetext"
	"github.com/workplacelint/workplacelint/internal/sink"
)

// page notes that a mark reaches a template. Where the text of the template is
// known, only what it prints leaves; where it is not, a text does that is handed
// over by itself or in a map.
func (w *walker) page(i ssa.CallInstruction, s sink.Call, n int, m mark, t *trail) {
	if n < 0 || s.Role(n) != sink.Page || m.Label.inRequest() {
		return
	}
	recv, args := arguments(i.Common())
	into := s.Index(sink.Into)
	if into < 0 || into >= len(args) {
		return
	}
	if paths, known := w.template(recv, name(s, args)); known && !w.prints(args[n], m, paths) {
		return
	}
	m.Role = sink.Print
	if w.isResponse(args[into]) {
		w.leak(m, s.Sink, sink.Page, t, i.Pos())
		return
	}
	w.write(args[into], m, t.add(i.Pos(), "it is written to a page"), i.Pos())
}

// isResponse reports whether what is written to v goes to a browser.
func (w *walker) isResponse(v ssa.Value) bool {
	for {
		if w.rules.Writers[w.typeName(v.Type())] != nil {
			return true
		}
		switch u := v.(type) {
		case *ssa.ChangeInterface:
			v = u.X
		case *ssa.MakeInterface:
			v = u.X
		default:
			return false
		}
	}
}

// name returns the name of the template that is chosen, "" for the main one.
func name(s sink.Call, args []ssa.Value) string {
	if at := s.Index(sink.Name); at >= 0 && at < len(args) {
		return text(args[at])
	}
	return ""
}

// template returns what a template prints, if its text is known.
func (w *walker) template(v ssa.Value, name string) ([]pagetext.Path, bool) {
	source, ok := w.templateText(v, 0)
	if !ok {
		return nil, false
	}
	paths, err := pagetext.Printed(source, name)
	return paths, err == nil
}

// templateText looks for the constant that a template was parsed from.
func (w *walker) templateText(v ssa.Value, depth int) (string, bool) {
	if depth > maxDepth {
		return "", false
	}
	switch v := v.(type) {
	case *ssa.Call:
		recv, args := arguments(&v.Call)
		if fn := v.Call.StaticCallee(); fn != nil && fn.Name() == "Parse" && recv != nil && len(args) == 1 {
			c, ok := args[0].(*ssa.Const)
			return text(args[0]), ok && c != nil
		}
		if len(args) > 0 && recv == nil {
			return w.templateText(args[0], depth+1) // template.Must
		}
		if recv != nil {
			return w.templateText(recv, depth+1)
		}
	case *ssa.Extract:
		return w.templateText(v.Tuple, depth+1)
	case *ssa.UnOp:
		if g, ok := v.X.(*ssa.Global); ok {
			return w.templateText(w.initial(g), depth+1)
		}
	}
	return "", false
}

// initial returns what a package variable is set to where it is declared.
func (p *pkg) initial(g *ssa.Global) ssa.Value {
	var found ssa.Value
	for _, fn := range p.funcs {
		for _, b := range fn.Blocks {
			for _, instr := range b.Instrs {
				if store, ok := instr.(*ssa.Store); ok && store.Addr == g {
					if found != nil {
						return nil
					}
					found = store.Val
				}
			}
		}
	}
	return found
}

// prints reports whether a template that prints the paths prints a mark of its
// data.
func (w *walker) prints(data ssa.Value, m mark, paths []pagetext.Path) bool {
	for _, path := range paths {
		if w.printsPath(data, m, path) {
			return true
		}
	}
	return false
}

func (w *walker) printsPath(data ssa.Value, m mark, path pagetext.Path) bool {
	if mi, ok := data.(*ssa.MakeInterface); ok {
		data = mi.X
	}
	if len(path) == 0 {
		return true
	}
	if field, ok := strings.CutPrefix(m.place, fieldPlace); ok && w.reads(data.Type(), path, field) {
		return true
	}
	mp, ok := data.(*ssa.MakeMap)
	if !ok {
		_, isMap := data.Type().Underlying().(*types.Map)
		return isMap
	}
	for _, ref := range *mp.Referrers() {
		up, ok := ref.(*ssa.MapUpdate)
		if !ok || up.Map != mp || text(up.Key) != path[0] {
			continue
		}
		if w.holds(up.Value, m) && w.printsPath(up.Value, m, path[1:]) {
			return true
		}
	}
	return false
}

// reads reports whether a path, begun at a value of type t, ends in a field or
// in a struct with that field.
func (w *walker) reads(t types.Type, path pagetext.Path, field string) bool {
	for _, step := range path {
		t = ranged(t)
		s, named := structOf(t)
		if s == nil {
			return false
		}
		obj, index, _ := types.LookupFieldOrMethod(named, true, w.types, step)
		f, ok := obj.(*types.Var)
		if !ok || len(index) == 0 {
			return false
		}
		if len(index) == 1 && w.fieldName(named, index[0]) == field {
			return true
		}
		t = f.Type()
	}
	return slices.Contains(w.shown(t, sink.Print), fieldPlace+field)
}

// ranged returns the type of the elements of a collection, which a template
// goes through.
func ranged(t types.Type) types.Type {
	for {
		switch u := t.Underlying().(type) {
		case *types.Slice:
			t = u.Elem()
		case *types.Array:
			t = u.Elem()
		case *types.Map:
			t = u.Elem()
		default:
			return t
		}
	}
}

// fill marks the data of a template with the fields of types of the program
// that the template prints.
func (w *walker) fill(i ssa.CallInstruction, s sink.Call) {
	recv, args := arguments(i.Common())
	at := s.Index(sink.Page)
	if at < 0 || at >= len(args) {
		return
	}
	if _, known := w.template(recv, name(s, args)); !known {
		return
	}
	data := args[at]
	for _, place := range w.reachable(concrete(data)) {
		if w.cleared(i, data, place) {
			continue
		}
		m := mark{place: place}
		t := (*trail)(nil).add(placed(data, i), Describe(place)+" is in this value")
		w.deliver(i, at, data, m, t)
	}
}

// reachable returns the places of all fields in a value of a type.
func (w *walker) reachable(t types.Type) []string {
	s := &shower{walker: w, role: sink.Page, seen: map[types.Type]bool{}}
	s.visit(t, 0, true)
	return s.places
}
