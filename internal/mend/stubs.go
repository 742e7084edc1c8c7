package mend

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"strconv"
	"strings"
)

// self is the import path of the functions that stand for what has no name of its
// own. No package of a program can have it.
const self = "unknown"

// stubs gives packages in place of those that cannot be had. It implements
// [types.Importer].
type stubs struct {
	real    types.Importer
	views   map[string]*types.Package // by import path: what is seen of packages that the code does not import itself
	fakes   map[string]*types.Package
	named   map[string]map[string]bool // by import path: names that stand for types
	missing bool                       // a package was asked for that cannot be had
}

func newStubs(c *Code) *stubs {
	s := &stubs{real: c.Config.Importer, views: map[string]*types.Package{}, fakes: map[string]*types.Package{}, named: map[string]map[string]bool{}}
	declared := declarations(c.Files)
	for _, f := range c.Files {
		s.name(f, declared)
		s.collect(f)
	}
	return s
}

// Import implements [types.Importer].
func (s *stubs) Import(path string) (*types.Package, error) {
	if pkg := s.views[path]; pkg != nil {
		return pkg, nil
	}
	if path != self {
		pkg, err := s.real.Import(path)
		if err == nil && pkg != nil {
			return pkg, nil
		}
	}
	if s.fakes[path] == nil {
		s.missing = s.missing || path != self
		s.fakes[path] = s.fake(path)
	}
	return s.fakes[path], nil
}

// names reports whether a type of another package has a name here, and gives it one
// if its package is not imported.
//
// The type may be all that is known of its package: what a package uses of another
// is in its export data, and the rest is not read for that. So the type is seen
// through a package of our own, whose object it stays.
func (s *stubs) names(obj *types.TypeName) bool {
	path := obj.Pkg().Path()
	pkg := cmp.Or(s.fakes[path], s.views[path])
	if pkg == nil {
		pkg, _ = s.real.Import(path)
	}
	if pkg == nil {
		pkg = s.view(path, obj.Pkg().Name())
	}
	if pkg == s.views[path] {
		pkg.Scope().Insert(obj)
	}
	return pkg.Scope().Lookup(obj.Name()) == obj
}

// view makes a package that is seen in place of one.
func (s *stubs) view(path, name string) *types.Package {
	pkg := types.NewPackage(path, name)
	pkg.MarkComplete()
	s.views[path] = pkg
	return pkg
}

// fake makes a package with the types that the code names.
func (s *stubs) fake(path string) *types.Package {
	pkg := types.NewPackage(path, packageName(path))
	if path == foreign {
		declareForeign(pkg)
	}
	for name := range s.named[path] {
		obj := types.NewTypeName(token.NoPos, pkg, name, nil)
		if pkg.Scope().Insert(obj) == nil {
			types.NewNamed(obj, types.NewInterfaceType(nil, nil), nil)
		}
	}
	pkg.MarkComplete()
	return pkg
}

// packageName guesses the name of a package from its path.
func packageName(path string) string {
	parts := strings.Split(path, "/")
	name := parts[len(parts)-1]
	if len(parts) > 1 && len(name) > 1 && name[0] == 'v' && strings.Trim(name[1:], "0123456789") == "" {
		name = parts[len(parts)-2]
	}
	name, _, _ = strings.Cut(name, ".v")
	name = strings.TrimSuffix(strings.TrimPrefix(name, "go-"), "-go")
	return strings.Map(func(r rune) rune {
		if r == '-' || r == '.' {
			return '_'
		}
		return r
	}, name)
}

// function returns the name under which a package has a function that takes
// anything and returns n results of any types. Names with a slash can stand in no
// source; [Name] takes it off.
func (s *stubs) function(path, name string, n int) string {
	key := name + "/" + strconv.Itoa(n)
	pkg, _ := s.Import(path)
	if pkg.Scope().Lookup(key) != nil {
		return key
	}
	var params []*types.TypeParam
	var results []*types.Var
	for i := range n {
		tp := types.NewTypeParam(types.NewTypeName(token.NoPos, pkg, fmt.Sprintf("T%d", i), nil), types.NewInterfaceType(nil, nil))
		params = append(params, tp)
		results = append(results, types.NewVar(token.NoPos, pkg, "", tp))
	}
	anything := types.NewVar(token.NoPos, pkg, "args", types.NewSlice(types.Universe.Lookup("any").Type()))
	sig := types.NewSignatureType(nil, nil, params, types.NewTuple(anything), types.NewTuple(results...), true)
	pkg.Scope().Insert(types.NewFunc(token.NoPos, pkg, key, sig))
	return key
}

// Name returns the name of a function without what was added to it here.
func Name(name string) string {
	if Stub(name) {
		return name[:strings.LastIndexByte(name, '/')]
	}
	return name
}

// Stub reports whether a function was made here. It takes a list of what it was
// given.
func Stub(name string) bool {
	dot := strings.LastIndexByte(name, '.')
	return dot >= 0 && strings.LastIndexByte(name, '/') > dot
}

// collect finds the names of imported packages that stand where types stand.
func (s *stubs) collect(f *ast.File) {
	imports := map[string]string{}
	for _, spec := range f.Imports {
		path, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			continue
		}
		name := packageName(path)
		if spec.Name != nil {
			name = spec.Name.Name
		}
		imports[name] = path
	}
	note := func(e ast.Expr) { s.types(imports, e) }
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Field:
			note(n.Type)
		case *ast.TypeSpec:
			note(n.Type)
		case *ast.ValueSpec:
			note(n.Type)
		case *ast.CompositeLit:
			note(n.Type)
		case *ast.TypeAssertExpr:
			note(n.Type)
		case *ast.ArrayType:
			note(n.Elt)
		case *ast.MapType:
			note(n.Key)
			note(n.Value)
		case *ast.ChanType:
			note(n.Value)
		case *ast.CallExpr:
			note(typeInCall(n))
		case *ast.TypeSwitchStmt:
			for _, clause := range n.Body.List {
				for _, t := range clause.(*ast.CaseClause).List {
					note(t)
				}
			}
		}
		return true
	})
}

// typeInCall returns what stands where a call has a type, if it has one there: in
// new(T) and make(T), and in the conversion (*T)(x).
func typeInCall(call *ast.CallExpr) ast.Expr {
	switch fn := call.Fun.(type) {
	case *ast.Ident:
		if (fn.Name == "new" || fn.Name == "make") && len(call.Args) > 0 {
			return call.Args[0]
		}
	case *ast.ParenExpr:
		return fn.X
	}
	return nil
}

func (s *stubs) types(imports map[string]string, e ast.Expr) {
	switch e := e.(type) {
	case *ast.StarExpr:
		s.types(imports, e.X)
	case *ast.ParenExpr:
		s.types(imports, e.X)
	case *ast.Ellipsis:
		s.types(imports, e.Elt)
	case *ast.IndexExpr:
		s.types(imports, e.X)
		s.types(imports, e.Index)
	case *ast.SelectorExpr:
		if x, ok := e.X.(*ast.Ident); ok && imports[x.Name] != "" {
			path := imports[x.Name]
			if s.named[path] == nil {
				s.named[path] = map[string]bool{}
			}
			s.named[path][e.Sel.Name] = true
		}
	}
}
