package delivery

import (
	"go/ast"
	"go/types"
	"slices"
)

// A kind says what of a delivery a value is.
type kind uint8

const (
	isNothing kind = iota
	isObject
	isField
)

// maxDepth bounds how far a value is followed back.
const maxDepth = 8

// kind follows a value back to the delivery: through variables, parameters,
// results, conversions and functions of one text. seen are the variables on the
// way.
func (f *finder) kind(e ast.Expr, seen []types.Object) kind {
	switch e := ast.Unparen(e).(type) {
	case *ast.SelectorExpr:
		return f.selected(e)
	case *ast.IndexExpr:
		return f.keyed(e)
	case *ast.StarExpr:
		return f.kind(e.X, seen)
	case *ast.TypeAssertExpr:
		return f.kind(e.X, seen)
	case *ast.CallExpr:
		return f.called(e, seen)
	case *ast.Ident:
		obj := f.Info.ObjectOf(e)
		if obj == nil || slices.Contains(seen, obj) || len(seen) > maxDepth {
			return isNothing
		}
		return f.any(f.assigned[obj], append(slices.Clip(seen), obj))
	}
	return isNothing
}

func (f *finder) any(values []ast.Expr, seen []types.Object) kind {
	for _, v := range values {
		if k := f.kind(v, seen); k != isNothing {
			return k
		}
	}
	return isNothing
}

// called follows a conversion, a function of the package, and one that changes a
// text, such as strings.ToLower.
func (f *finder) called(e *ast.CallExpr, seen []types.Object) kind {
	if f.Info.Types[e.Fun].IsType() && len(e.Args) == 1 {
		return f.kind(e.Args[0], seen)
	}
	fn := f.callee(e)
	if fn == nil || slices.Contains(seen, types.Object(fn)) || len(seen) > maxDepth {
		return isNothing
	}
	if values := f.results[fn]; len(values) > 0 {
		return f.any(values, append(slices.Clip(seen), fn))
	}
	if len(e.Args) == 1 && isText(f.Info.TypeOf(e)) && isText(f.Info.TypeOf(e.Args[0])) {
		return f.kind(e.Args[0], seen)
	}
	return isNothing
}

func isText(t types.Type) bool {
	b, ok := types.Default(t).Underlying().(*types.Basic)
	return ok && b.Info()&types.IsString != 0
}

func (f *finder) selected(e *ast.SelectorExpr) kind {
	s := f.Info.Selections[e]
	switch {
	case s == nil || s.Kind() != types.FieldVal:
		return isNothing
	case f.isObject(s):
		return isObject
	case f.isField(s):
		return isField
	}
	return isNothing
}

// keyed reads the key of a map that a delivery was decoded into.
func (f *finder) keyed(e *ast.IndexExpr) kind {
	m, ok := f.Info.TypeOf(e.X).Underlying().(*types.Map)
	if !ok || !f.maps || !isText(m.Key()) {
		return isNothing
	}
	switch f.text(e.Index) {
	case f.rules.Object:
		return isObject
	case f.rules.Field:
		return isField
	}
	return isNothing
}

// isObject reports whether a field of a struct is the object of a delivery: it
// stands beside the entries.
func (f *finder) isObject(s *types.Selection) bool {
	name, siblings := names(s)
	return name == f.rules.Object && slices.Contains(siblings, f.rules.Entries)
}

// isField reports whether a field of a struct names what changed: it stands beside
// the value, or in a list of changes.
func (f *finder) isField(s *types.Selection) bool {
	name, siblings := names(s)
	return name == f.rules.Field && (slices.Contains(siblings, f.rules.Value) ||
		isOne(f.changes, s))
}

// isOne reports whether a field is selected of one of some types.
func isOne(list []types.Type, s *types.Selection) bool {
	return slices.ContainsFunc(list, func(t types.Type) bool { return types.Identical(t, element(s.Recv())) })
}

// part returns the field that a part of chat is a delivery of, "" for others.
func (f *finder) part(s *types.Selection) string {
	name, siblings := names(s)
	field := f.rules.Messaging.Parts[name]
	if isOne(f.chat, s) {
		return field
	}
	for _, other := range f.rules.Messaging.Beside {
		if !slices.Contains(siblings, other) {
			return ""
		}
	}
	return field
}

// names returns the name of a selected field in JSON, and those of the fields of
// the same struct.
func names(s *types.Selection) (name string, siblings []string) {
	t := s.Recv()
	for i, at := range s.Index() {
		if p, ok := t.Underlying().(*types.Pointer); ok {
			t = p.Elem()
		}
		st, ok := t.Underlying().(*types.Struct)
		if !ok || at >= st.NumFields() {
			return "", nil
		}
		if i < len(s.Index())-1 {
			t = st.Field(at).Type()
			continue
		}
		name = jsonName(st.Tag(at))
		for n := range st.NumFields() {
			siblings = append(siblings, jsonName(st.Tag(n)))
		}
	}
	return name, siblings
}
