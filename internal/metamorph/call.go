package metamorph

import (
	"fmt"
	"go/ast"
	"go/types"
	"path"
	"strings"
)

// wrapBodies puts the body of each function into a closure that is called at once.
func wrapBodies(f *File) {
	for _, decl := range f.Syntax.Decls {
		fn, ok := decl.(*ast.FuncDecl)
		if !ok || fn.Body == nil || len(fn.Body.List) == 0 || fn.Name.Name == "init" {
			continue
		}
		ret, results := "", "()"
		if fn.Type.Results != nil {
			if len(fn.Type.Results.List[0].Names) > 0 {
				continue // A return without values means those of the function.
			}
			ret, results = "return ", f.source(fn.Type.Results)
		}
		f.replace(fn.Body.Lbrace+1, fn.Body.Lbrace+1, "\n"+ret+"func() "+results+" {")
		f.replace(fn.Body.Rbrace, fn.Body.Rbrace, "}()\n")
	}
}

// wrapCallees calls every function as a value.
func wrapCallees(f *File) {
	ast.Inspect(f.Syntax, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		var id *ast.Ident
		switch fun := call.Fun.(type) {
		case *ast.Ident:
			id = fun
		case *ast.SelectorExpr:
			id = fun.Sel
		default:
			return true
		}
		fn, ok := f.TypesInfo.Uses[id].(*types.Func)
		if ok && fn.Signature().TypeParams() == nil && fn.Signature().Recv() == nil {
			f.replace(call.Fun.Pos(), call.Fun.Pos(), "metaSame(")
			f.replace(call.Fun.End(), call.Fun.End(), ")")
		}
		return true
	})
	if f.First {
		f.replace(f.Syntax.FileEnd, f.Syntax.FileEnd, "\nfunc metaSame[T any](v T) T { return v }\n")
	}
}

// elsewhere is the text of a package that other code is moved to.
const elsewhere = `// Package metapkg holds what was moved here.
package metapkg

import (
	"io"
	"net/http"
	"net/url"
)

// Text returns v.
func Text(v string) string { return v }

// Get is http.Get.
func Get(address string) (*http.Response, error) { return http.Get(address) }

// Post is http.Post.
func Post(address, contentType string, body io.Reader) (*http.Response, error) {
	return http.Post(address, contentType, body)
}

// PostForm is http.PostForm.
func PostForm(address string, data url.Values) (*http.Response, error) {
	return http.PostForm(address, data)
}

// NewRequest is http.NewRequest.
func NewRequest(method, address string, body io.Reader) (*http.Request, error) {
	return http.NewRequest(method, address, body)
}
`

// otherPackage sends every text through a function of another package.
func otherPackage(f *File) {
	wrap("metapkg.Text(", ")")(f)
	f.importElsewhere()
}

// moveHelpers calls functions of net/http through those of another package.
func moveHelpers(f *File) {
	ast.Inspect(f.Syntax, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		sel, ok := call.Fun.(*ast.SelectorExpr)
		if !ok {
			return true
		}
		fn, ok := f.TypesInfo.Uses[sel.Sel].(*types.Func)
		if ok && fn.Signature().Recv() == nil && fn.Pkg().Path() == "net/http" && strings.Contains(elsewhere, "func "+fn.Name()+"(") {
			f.replace(sel.X.Pos(), sel.X.End(), "metapkg")
		}
		return true
	})
	f.importElsewhere()
	if name := f.importName(f.imported("net/http")); name != "" && len(f.edits) > 0 {
		f.replace(f.Syntax.FileEnd, f.Syntax.FileEnd, "\nvar _ "+name+".Client\n")
	}
}

func (f *File) imported(p string) *types.Package {
	for _, imp := range f.Types.Imports() {
		if imp.Path() == p {
			return imp
		}
	}
	return nil
}

// importElsewhere imports the package that code was moved to, if it is used.
func (f *File) importElsewhere() {
	if len(f.edits) == 0 {
		return
	}
	f.More[path.Join(f.Module.Dir, "metapkg", "metapkg.go")] = elsewhere
	f.replace(f.Syntax.Name.End(), f.Syntax.Name.End(), fmt.Sprintf("\n\nimport %q\n", f.Module.Path+"/metapkg"))
}
