package flow

import (
	"go/types"
	"reflect"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/workplacelint/workplacelint/internal/sink"
)

// maxNested bounds how deep types are looked into.
const maxNested = 5

// shown returns the places of the struct fields that are written when a value of
// a type is printed.
func (w *walker) shown(t types.Type, role sink.Role) []string {
	s := &shower{walker: w, role: role, seen: map[types.Type]bool{}}
	s.visit(t, 0, true)
	return s.places
}

// shownOf returns those of a value: also of what is put into a map or a list of
// anything where it is made, as in map[string]any{"config": cfg}.
func (w *walker) shownOf(v ssa.Value, role sink.Role, depth int) []string {
	places := w.shown(concrete(v), role)
	if depth >= maxNested {
		return places
	}
	encodes := role == sink.JSON || role == sink.XML
	for _, inner := range contents(v) {
		if _, ok := concrete(inner).Underlying().(*types.Pointer); ok && !encodes {
			continue // Package fmt writes its address.
		}
		places = append(places, w.shownOf(inner, role, depth+1)...)
	}
	return places
}

// contents returns what is put into a map or a list where it is made.
func contents(v ssa.Value) []ssa.Value {
	var list []ssa.Value
	switch v := v.(type) {
	case *ssa.MakeInterface:
		return contents(v.X)
	case *ssa.ChangeType:
		return contents(v.X)
	case *ssa.MakeMap:
		for _, ref := range *v.Referrers() {
			if up, ok := ref.(*ssa.MapUpdate); ok && up.Map == v {
				list = append(list, up.Value)
			}
		}
	case *ssa.Slice:
		alloc, ok := v.X.(*ssa.Alloc)
		if !ok {
			break
		}
		for _, ref := range *alloc.Referrers() {
			if at, ok := ref.(*ssa.IndexAddr); ok {
				list = append(list, stored(at)...)
			}
		}
	}
	return list
}

// stored returns what is stored at an address.
func stored(at ssa.Value) []ssa.Value {
	var list []ssa.Value
	for _, ref := range *at.Referrers() {
		if s, ok := ref.(*ssa.Store); ok && s.Addr == at {
			list = append(list, s.Val)
		}
	}
	return list
}

type shower struct {
	*walker
	role   sink.Role
	seen   map[types.Type]bool
	places []string
}

// visit looks at a type. Of what is in an unexported field, package fmt cannot
// call methods.
func (s *shower) visit(t types.Type, depth int, callable bool) {
	if depth > maxNested || s.seen[t] {
		return
	}
	s.seen[t] = true
	if m := s.printer(t, s.role); m != nil && callable {
		s.places = append(s.places, s.told(m)...)
		return
	}
	switch u := t.Underlying().(type) {
	case *types.Pointer:
		// Package fmt follows a pointer only if it is the value itself.
		if depth == 0 || s.encodes() {
			s.visit(u.Elem(), depth+1, callable)
		}
	case *types.Slice:
		s.visit(u.Elem(), depth+1, callable)
	case *types.Array:
		s.visit(u.Elem(), depth+1, callable)
	case *types.Map:
		s.visit(u.Elem(), depth+1, callable)
	case *types.Struct:
		s.fields(u, t, depth, callable)
	}
}

// encodes reports whether values are encoded, so that unexported fields are left
// out.
func (s *shower) encodes() bool { return s.role == sink.JSON || s.role == sink.XML }

func (s *shower) fields(u *types.Struct, t types.Type, depth int, callable bool) {
	if !s.isOwn(t) {
		return
	}
	for i := range u.NumFields() {
		f := u.Field(i)
		if s.encodes() && (!f.Exported() && !f.Embedded() || s.omitted(u.Tag(i))) {
			continue
		}
		callable := callable && f.Exported()
		ft := types.Unalias(f.Type())
		if p, ok := ft.Underlying().(*types.Pointer); ok && s.encodes() {
			ft = p.Elem()
		}
		if isText(ft) || isAny(ft) {
			if !callable || !s.redacts(ft, s.role) {
				s.places = append(s.places, fieldPlace+s.fieldName(t, i))
			}
			continue
		}
		s.visit(ft, depth+1, callable)
	}
}

func isAny(t types.Type) bool {
	i, ok := t.Underlying().(*types.Interface)
	return ok && i.Empty()
}

// omitted reports whether a tag keeps a field out.
func (s *shower) omitted(tag string) bool {
	key := "json"
	if s.role == sink.XML {
		key = "xml"
	}
	name, _, _ := strings.Cut(reflect.StructTag(tag).Get(key), ",")
	return name == "-"
}

// hides reports whether printing an argument does not write the text in it: its
// type redacts itself.
func (w *walker) hides(v ssa.Value, role sink.Role) bool { return w.redacts(concrete(v), role) }

// redacts reports whether a type has a method by which it is printed and which
// does not write what it holds.
func (w *walker) redacts(t types.Type, role sink.Role) bool {
	m := w.printer(t, role)
	return m != nil && !w.tells(m)
}

// printer returns the method of a type of the program by which it is printed, nil
// if it has none.
func (w *walker) printer(t types.Type, role sink.Role) *types.Func {
	if _, ok := t.Underlying().(*types.Interface); ok {
		return nil
	}
	for _, name := range w.rules.Carriers.Redactors[string(role)] {
		obj, _, _ := types.LookupFieldOrMethod(t, true, w.types, name)
		if m, ok := obj.(*types.Func); ok && w.ownMethod(m) {
			return m
		}
	}
	return nil
}

// ownMethod reports whether a method is of a type of the program. Types of
// libraries, such as errors and URLs, print what they hold.
func (w *walker) ownMethod(m *types.Func) bool {
	return m.Signature().Recv() != nil && w.isOwn(m.Signature().Recv().Type())
}

// tells reports whether a result of a method holds a text of its receiver.
func (w *walker) tells(m *types.Func) bool {
	return slices.ContainsFunc(w.results(m), func(e exit) bool { return e.Index == 0 })
}

// told returns the places of the struct fields whose text a method returns.
func (w *walker) told(m *types.Func) []string {
	var places []string
	for _, e := range w.results(m) {
		if e.Index == 0 && strings.HasPrefix(e.From, fieldPlace) && !slices.Contains(places, e.From) {
			places = append(places, e.From)
		}
	}
	return places
}

// results returns the exits of a method to its results.
func (w *walker) results(m *types.Func) []exit {
	s := w.below.summary(m.FullName())
	if fn := w.byName[m.FullName()]; fn != nil {
		s = w.summaries[fn]
	}
	if s == nil {
		return nil
	}
	return slices.DeleteFunc(s.sorted(), func(e exit) bool { return e.Way != toResult })
}
