package mend

import (
	"go/ast"
	"go/token"
	"go/types"
)

// foreign is the import path that stands for "C". Its last part is the name under
// which files know it.
const foreign = self + "/C"

// foreignName is what stands for a name of C: one that a package exports.
func foreignName(name string) string { return "C_" + name }

// separate lets "C" be a package that cannot be had, like any other: that it is
// none, and what its names mean, only cgo knows, which is not run.
func separate(f *ast.File) {
	found := false
	for _, spec := range f.Imports {
		if spec.Path.Value == `"C"` {
			spec.Path.Value = `"` + foreign + `"`
			found = true
		}
	}
	if !found {
		return
	}
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ArrayType:
			if n.Len != nil && hasForeign(n.Len) {
				n.Len = &ast.BasicLit{ValuePos: n.Len.Pos(), Kind: token.INT, Value: foreignLen}
			}
		case *ast.SelectorExpr:
			if isForeign(n) {
				n.Sel.Name = foreignName(n.Sel.Name)
			}
		}
		return true
	})
}

// foreignLen is the length of arrays of which a constant of C says it: enough for
// any index.
const foreignLen = "1048576"

func hasForeign(e ast.Expr) bool {
	found := false
	ast.Inspect(e, func(n ast.Node) bool {
		sel, ok := n.(*ast.SelectorExpr)
		found = found || ok && isForeign(sel)
		return !found
	})
	return found
}

func isForeign(sel *ast.SelectorExpr) bool {
	x, ok := sel.X.(*ast.Ident)
	return ok && x.Name == "C"
}

// foreignTypes are the types of C that are numbers, as cgo has them on most
// platforms. All others are not known.
var foreignTypes = map[string]types.BasicKind{
	"char": types.Int8, "schar": types.Int8, "uchar": types.Uint8, "short": types.Int16, "ushort": types.Uint16,
	"int": types.Int32, "uint": types.Uint32, "long": types.Int64, "ulong": types.Uint64,
	"longlong": types.Int64, "ulonglong": types.Uint64, "float": types.Float32, "double": types.Float64,
	"int8_t": types.Int8, "int16_t": types.Int16, "int32_t": types.Int32, "int64_t": types.Int64,
	"uint8_t": types.Uint8, "uint16_t": types.Uint16, "uint32_t": types.Uint32, "uint64_t": types.Uint64,
	"size_t": types.Uint64, "ssize_t": types.Int64, "uintptr_t": types.Uintptr, "bool": types.Bool,
}

// declareForeign adds to the package that stands for "C" what cgo always has.
func declareForeign(pkg *types.Package) {
	for name, kind := range foreignTypes {
		obj := types.NewTypeName(token.NoPos, pkg, foreignName(name), nil)
		types.NewNamed(obj, types.Typ[kind], nil)
		pkg.Scope().Insert(obj)
	}
	named := func(name string) types.Type { return pkg.Scope().Lookup(foreignName(name)).Type() }
	text, pointer := types.NewPointer(named("char")), types.Typ[types.UnsafePointer]
	str, data := types.Typ[types.String], types.NewSlice(types.Typ[types.Byte])
	for _, f := range []struct {
		name   string
		params []types.Type
		result types.Type
	}{
		{"CString", []types.Type{str}, text},
		{"CBytes", []types.Type{data}, pointer},
		{"GoString", []types.Type{text}, str},
		{"GoStringN", []types.Type{text, named("int")}, str},
		{"GoBytes", []types.Type{pointer, named("int")}, data},
		{"malloc", []types.Type{named("size_t")}, pointer},
		{"free", []types.Type{pointer}, nil},
	} {
		var params, results []*types.Var
		for _, t := range f.params {
			params = append(params, types.NewVar(token.NoPos, pkg, "", t))
		}
		if f.result != nil {
			results = append(results, types.NewVar(token.NoPos, pkg, "", f.result))
		}
		sig := types.NewSignatureType(nil, nil, nil, types.NewTuple(params...), types.NewTuple(results...), false)
		pkg.Scope().Insert(types.NewFunc(token.NoPos, pkg, foreignName(f.name), sig))
	}
}
