package delivery

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"reflect"
	"slices"
	"strconv"
	"strings"
)

// A Handled is one place at which code tells a notification apart.
type Handled struct {
	Object string // "" if the place does not say
	Field  string // "" if the place does not say
	Pos    token.Pos
	// Func is the function around it, nil if there is none.
	Func *ast.FuncDecl
}

// Callback returns where the verification of a callback is answered first.
func (r *Rules) Callback(src Source) token.Pos {
	f := newFinder(r, src)
	at := token.NoPos
	for _, file := range src.Files {
		ast.Inspect(file, func(n ast.Node) bool {
			if e, ok := n.(ast.Expr); ok && !at.IsValid() && slices.Contains(r.Verification, f.text(e)) {
				at = e.Pos()
			}
			return !at.IsValid()
		})
	}
	return at
}

// A Source is the syntax of a package with its types.
type Source struct {
	Pkg   *types.Package
	Info  *types.Info
	Files []*ast.File
}

// Find returns the places at which code tells notifications apart, in the order
// of the files.
func (r *Rules) Find(src Source) []Handled {
	f := newFinder(r, src)
	if !f.mentions() {
		return nil
	}
	f.collect()
	for _, file := range src.Files {
		for _, decl := range file.Decls {
			f.fn, _ = decl.(*ast.FuncDecl)
			ast.Inspect(decl, func(n ast.Node) bool {
				f.node(n)
				return true
			})
		}
	}
	return f.found
}

type finder struct {
	Source
	ownConsts map[*types.Const]ast.Expr // what the constants of the package are
	rules     *Rules
	// assigned are the values that variables and parameters get, results those
	// that functions return.
	assigned map[types.Object][]ast.Expr
	results  map[types.Object][]ast.Expr
	maps     bool                       // deliveries are read into maps
	changes  []types.Type               // of the items in a list of changes
	chat     []types.Type               // of the items in a list of chat
	written  map[*ast.SelectorExpr]bool // that get a value
	fn       *ast.FuncDecl
	found    []Handled
}

func newFinder(r *Rules, src Source) *finder {
	f := &finder{
		rules: r, Source: src, ownConsts: map[*types.Const]ast.Expr{}, assigned: map[types.Object][]ast.Expr{},
		results: map[types.Object][]ast.Expr{}, written: map[*ast.SelectorExpr]bool{},
	}
	for _, file := range src.Files {
		ast.Inspect(file, func(n ast.Node) bool {
			if spec, ok := n.(*ast.ValueSpec); ok {
				for i, name := range spec.Names {
					if c, ok := src.Info.Defs[name].(*types.Const); ok && i < len(spec.Values) {
						f.ownConsts[c] = spec.Values[i]
					}
				}
			}
			return true
		})
	}
	return f
}

// mentions reports whether the package names what every delivery has: entries,
// with changes or chat in them. Others cannot matter.
func (f *finder) mentions() bool {
	entries, inside := false, false
	see := func(name string) {
		entries = entries || name == f.rules.Entries
		inside = inside || name == f.rules.Changes || name == f.rules.Messaging.List
	}
	for _, file := range f.Files {
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.Field:
				if n.Tag == nil {
					return true
				}
				tag, _ := strconv.Unquote(n.Tag.Value) // the parser saw to that
				name := jsonName(tag)
				see(name)
				switch name {
				case f.rules.Changes:
					f.changes = append(f.changes, element(f.Info.TypeOf(n.Type)))
				case f.rules.Messaging.List:
					f.chat = append(f.chat, element(f.Info.TypeOf(n.Type)))
				}
			case *ast.IndexExpr:
				key := f.text(n.Index)
				see(key)
				f.maps = f.maps || key == f.rules.Entries
			}
			return true
		})
	}
	return entries && inside || f.readsOthers()
}

// element returns the type of the items of a list, or of what they point to.
func element(t types.Type) types.Type {
	if s, ok := t.Underlying().(*types.Slice); ok {
		t = s.Elem()
	}
	if p, ok := t.Underlying().(*types.Pointer); ok {
		t = p.Elem()
	}
	return t
}

// readsOthers reports whether the package uses delivery types of another one.
func (f *finder) readsOthers() bool {
	for sel, s := range f.Info.Selections {
		if s.Kind() == types.FieldVal && sel.Sel != nil && (f.isObject(s) || f.isField(s) || f.part(s) != "") {
			return true
		}
	}
	return false
}

// collect notes what variables, parameters and results get.
func (f *finder) collect() {
	for _, file := range f.Files {
		ast.Inspect(file, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.AssignStmt:
				f.assign(n)
			case *ast.ValueSpec:
				for i, name := range n.Names {
					if i < len(n.Values) {
						f.assigned[f.Info.Defs[name]] = append(f.assigned[f.Info.Defs[name]], n.Values[i])
					}
				}
			case *ast.CallExpr:
				f.pass(n)
			case *ast.FuncDecl:
				f.returns(n)
			}
			return true
		})
	}
}

func (f *finder) assign(n *ast.AssignStmt) {
	for i, left := range n.Lhs {
		if sel, ok := left.(*ast.SelectorExpr); ok {
			f.written[sel] = true
		}
		id, ok := left.(*ast.Ident)
		if !ok {
			continue
		}
		value := n.Rhs[min(i, len(n.Rhs)-1)]
		if len(n.Rhs) != len(n.Lhs) && i > 0 {
			continue // the ok of a type assertion, or the error of a call
		}
		obj := f.Info.ObjectOf(id)
		f.assigned[obj] = append(f.assigned[obj], value)
	}
}

func (f *finder) pass(n *ast.CallExpr) {
	fn := f.callee(n)
	if fn == nil {
		return
	}
	params := fn.Signature().Params()
	for i, a := range n.Args {
		if i < params.Len() {
			f.assigned[params.At(i)] = append(f.assigned[params.At(i)], a)
		}
	}
}

func (f *finder) callee(n *ast.CallExpr) *types.Func {
	switch fun := ast.Unparen(n.Fun).(type) {
	case *ast.Ident:
		fn, _ := f.Info.Uses[fun].(*types.Func)
		return fn
	case *ast.SelectorExpr:
		fn, _ := f.Info.Uses[fun.Sel].(*types.Func)
		return fn
	}
	return nil
}

func (f *finder) returns(n *ast.FuncDecl) {
	obj := f.Info.Defs[n.Name]
	if n.Body == nil || obj == nil {
		return
	}
	ast.Inspect(n.Body, func(m ast.Node) bool {
		if _, ok := m.(*ast.FuncLit); ok {
			return false
		}
		if ret, ok := m.(*ast.ReturnStmt); ok && len(ret.Results) > 0 {
			f.results[obj] = append(f.results[obj], ret.Results[0])
		}
		return true
	})
}

// text returns the text of a literal or a constant that is one, "" for others.
// Constants that are put together are left alone: their text can be of any size.
func (f *finder) text(e ast.Expr) string {
	switch e := ast.Unparen(e).(type) {
	case *ast.BasicLit:
		if text, err := strconv.Unquote(e.Value); err == nil && e.Kind == token.STRING {
			return text
		}
	case *ast.Ident:
		return f.constant(f.Info.Uses[e])
	case *ast.SelectorExpr:
		return f.constant(f.Info.Uses[e.Sel])
	}
	return ""
}

func (f *finder) constant(obj types.Object) string {
	c, ok := obj.(*types.Const)
	switch {
	case !ok || c.Val().Kind() != constant.String:
		return ""
	case f.ownConsts[c] != nil:
		return f.text(f.ownConsts[c])
	case c.Pkg() != f.Pkg:
		return constant.StringVal(c.Val()) // it was read as a whole already
	}
	return ""
}

// jsonName returns the name that a tag gives to a field in JSON.
func jsonName(tag string) string {
	name, _, _ := strings.Cut(reflect.StructTag(tag).Get("json"), ",")
	return name
}

// node takes note of a comparison, or of the use of a part of chat.
func (f *finder) node(n ast.Node) {
	switch n := n.(type) {
	case *ast.BinaryExpr:
		if n.Op == token.EQL || n.Op == token.NEQ {
			f.compared(n.X, n.Y)
			f.compared(n.Y, n.X)
		}
	case *ast.SwitchStmt:
		f.switched(n)
	case *ast.IndexExpr:
		f.dispatched(n)
	case *ast.SelectorExpr:
		if s := f.Info.Selections[n]; s != nil && s.Kind() == types.FieldVal {
			if field := f.part(s); field != "" && !f.written[n] {
				f.add(Handled{Object: f.rules.Messaging.Object, Field: field, Pos: n.Sel.Pos()})
			}
		}
	}
}

func (f *finder) switched(n *ast.SwitchStmt) {
	if n.Tag == nil {
		return // its cases are comparisons
	}
	for _, stmt := range n.Body.List {
		if clause, ok := stmt.(*ast.CaseClause); ok {
			for _, e := range clause.List {
				f.compared(n.Tag, e)
			}
		}
	}
}

// compared takes note that a value is compared with a constant.
func (f *finder) compared(x, y ast.Expr) {
	text := f.text(y)
	if text == "" || f.text(x) != "" {
		return
	}
	f.named(x, text, y.Pos())
}

func (f *finder) named(x ast.Expr, text string, at token.Pos) {
	switch f.kind(x, nil) {
	case isObject:
		f.add(Handled{Object: text, Pos: at})
	case isField:
		f.add(Handled{Field: text, Pos: at})
	case isNothing:
	}
}

// dispatched takes note of a table of functions that the field chooses from.
func (f *finder) dispatched(n *ast.IndexExpr) {
	if _, ok := f.Info.TypeOf(n.X).Underlying().(*types.Map); !ok || f.text(n.Index) != "" {
		return
	}
	id, ok := ast.Unparen(n.X).(*ast.Ident)
	if !ok {
		return
	}
	for _, value := range f.assigned[f.Info.ObjectOf(id)] {
		lit, ok := value.(*ast.CompositeLit)
		if !ok {
			continue
		}
		for _, e := range lit.Elts {
			if kv, ok := e.(*ast.KeyValueExpr); ok && f.text(kv.Key) != "" {
				f.named(n.Index, f.text(kv.Key), kv.Key.Pos())
			}
		}
	}
}

func (f *finder) add(h Handled) {
	h.Func = f.fn
	same := func(o Handled) bool { return o.Object == h.Object && o.Field == h.Field && o.Func == h.Func }
	if !slices.ContainsFunc(f.found, same) {
		f.found = append(f.found, h)
	}
}
