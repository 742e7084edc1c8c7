package flow

import (
	"go/types"
	"reflect"
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
	if depth > maxNested || s.seen[t] || callable && s.redacts(t, s.role) {
		return
	}
	s.seen[t] = true
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
	if _, ok := t.Underlying().(*types.Interface); ok {
		return false
	}
	for _, name := range w.rules.Carriers.Redactors[string(role)] {
		obj, _, _ := types.LookupFieldOrMethod(t, true, w.types, name)
		m, ok := obj.(*types.Func)
		if !ok || !w.ownMethod(m) {
			continue
		}
		return !w.tells(m)
	}
	return false
}

// ownMethod reports whether a method is of a type of the program. Types of
// libraries, such as errors and URLs, print what they hold.
func (w *walker) ownMethod(m *types.Func) bool {
	return m.Signature().Recv() != nil && w.isOwn(m.Signature().Recv().Type())
}

// tells reports whether a result of a method holds a text of its receiver.
func (w *walker) tells(m *types.Func) bool {
	s := w.below.summary(m.FullName())
	if fn := w.byName[m.FullName()]; fn != nil {
		s = w.summaries[fn]
	}
	if s == nil {
		return false
	}
	for e := range s.steps {
		if e.Way == toResult && e.Index == 0 {
			return true
		}
	}
	return false
}
