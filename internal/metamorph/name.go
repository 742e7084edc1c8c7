package metamorph

import (
	"fmt"
	"go/ast"
	"go/types"
	"strings"
	"unicode"
	"unicode/utf8"
)

// rename gives another name to everything that is not exported. What the old name
// ends with stays: groupID becomes metaGroupID, since names of ids are evidence of
// what they are.
func rename(f *File) {
	ast.Inspect(f.Syntax, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.Ident:
			if obj := f.TypesInfo.ObjectOf(n); obj != nil && f.renamed(obj) {
				f.replace(n.Pos(), n.End(), newName(n.Name))
			}
		case *ast.TypeSwitchStmt:
			// Its variable is one of each case.
			if assign, ok := n.Assign.(*ast.AssignStmt); ok {
				id := assign.Lhs[0]
				f.replace(id.Pos(), id.End(), newName(f.source(id)))
			}
		}
		return true
	})
}

func newName(name string) string {
	r, n := utf8.DecodeRuneInString(name)
	return "meta" + string(unicode.ToUpper(r)) + name[n:]
}

// renamed reports whether an object gets another name.
func (f *File) renamed(obj types.Object) bool {
	if obj.Pkg() != f.Types || obj.Exported() || obj.Name() == "_" || obj.Name() == "main" || obj.Name() == "init" {
		return false
	}
	switch obj := obj.(type) {
	case *types.PkgName, *types.Label:
		return false
	case *types.Var:
		// An embedded field is named after its type.
		return !obj.Embedded() || f.Types.Scope().Lookup(obj.Name()) != nil
	}
	return true
}

// extractHelpers puts each call of a function of the standard library that takes
// texts into a function of its own.
func extractHelpers(f *File) {
	var decls strings.Builder
	made := map[string]bool{}
	ast.Inspect(f.Syntax, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		sel, ok := call.Fun.(*ast.SelectorExpr)
		if !ok || call.Ellipsis.IsValid() {
			return true
		}
		fn, ok := f.TypesInfo.Uses[sel.Sel].(*types.Func)
		if !ok || fn.Signature().Recv() != nil || fn.Signature().TypeParams() != nil || fn.Pkg() == f.Types || !f.writable(fn) {
			return true
		}
		name := "metaCall" + f.mark() + strings.ReplaceAll(f.source(sel), ".", "_")
		if !made[name] {
			made[name] = true
			decls.WriteString(f.helper(name, f.source(sel), fn))
		}
		f.replace(sel.Pos(), sel.End(), name)
		return true
	})
	f.replace(f.Syntax.FileEnd, f.Syntax.FileEnd, decls.String())
}

// writable reports whether the types of a function can be written in the file.
func (f *File) writable(fn *types.Func) bool {
	ok := true
	types.TypeString(fn.Signature(), func(p *types.Package) string {
		ok = ok && f.importName(p) != ""
		return ""
	})
	return ok
}

// importName returns the name of a package in the file, "" if it has none.
func (f *File) importName(p *types.Package) string {
	if p == nil || p == f.Types {
		return ""
	}
	for _, spec := range f.Syntax.Imports {
		obj := f.TypesInfo.Implicits[spec]
		if spec.Name != nil {
			obj = f.TypesInfo.Defs[spec.Name]
		}
		if name, ok := obj.(*types.PkgName); ok && name.Imported() == p && name.Name() != "_" && name.Name() != "." {
			return name.Name()
		}
	}
	return ""
}

// helper writes a function that calls another one.
func (f *File) helper(name, callee string, fn *types.Func) string {
	sig := fn.Signature()
	var params, args []string
	for i := range sig.Params().Len() {
		t := types.TypeString(sig.Params().At(i).Type(), f.importName)
		arg := fmt.Sprintf("a%d", i)
		if sig.Variadic() && i == sig.Params().Len()-1 {
			t, arg = "..."+strings.TrimPrefix(t, "[]"), arg+"..."
		}
		params = append(params, fmt.Sprintf("a%d %s", i, t))
		args = append(args, arg)
	}
	var results []string
	for v := range sig.Results().Variables() {
		results = append(results, types.TypeString(v.Type(), f.importName))
	}
	ret := "return "
	if len(results) == 0 {
		ret = ""
	}
	return fmt.Sprintf("\nfunc %s(%s) (%s) {\n\t%s%s(%s)\n}\n", name, strings.Join(params, ", "), strings.Join(results, ", "), ret, callee, strings.Join(args, ", "))
}
