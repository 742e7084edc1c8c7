package appsecretproof

import (
	"go/ast"
	"go/token"
	"go/types"
	"path"
	"strconv"
)

// use returns the name of an imported package and imports it where it is not.
// The import that is unused from now on, if there is one, is taken out. There is
// no name where something else has it.
func (f *fixer) use(pkg string, unused *ast.ImportSpec) (name string, ok bool) {
	name = path.Base(pkg)
	for _, spec := range f.file.Imports {
		if importPath(spec) != pkg {
			continue
		}
		if spec.Name != nil {
			name = spec.Name.Name
		}
		f.drop(unused)
		meant, ok := f.lookup(name).(*types.PkgName)
		return name, ok && meant.Imported().Path() == pkg
	}
	for _, decl := range f.file.Decls {
		gen, ok := decl.(*ast.GenDecl)
		if ok && gen.Tok == token.IMPORT && gen.Lparen.IsValid() && len(gen.Specs) > 0 {
			f.addImport(gen.Specs, pkg, unused)
			return name, f.lookup(name) == nil
		}
	}
	return "", false
}

// lookup returns what a name means at the call.
func (f *fixer) lookup(name string) types.Object {
	_, obj := f.pass.Pkg.Scope().Innermost(f.call.Pos()).LookupParent(name, f.call.Pos())
	return obj
}

// addImport adds an import where it belongs in a list of them, or writes it over
// the unused one if that stands there.
func (f *fixer) addImport(specs []ast.Spec, pkg string, unused *ast.ImportSpec) {
	before := specs[len(specs)-1].(*ast.ImportSpec)
	at, text := before.End(), "\n\t"+strconv.Quote(pkg)
	for _, spec := range specs {
		if next := spec.(*ast.ImportSpec); importPath(next) > pkg {
			before, at, text = next, next.Pos(), strconv.Quote(pkg)+"\n\t"
			break
		}
	}
	if before == unused {
		f.replace(unused.Pos(), unused.End(), strconv.Quote(pkg))
		return
	}
	f.replace(at, at, text)
	f.drop(unused)
}

func importPath(spec *ast.ImportSpec) string {
	p, err := strconv.Unquote(spec.Path.Value)
	if err != nil {
		return ""
	}
	return p
}

// lastUse returns the import of a package if the name given is its only use.
func (f *fixer) lastUse(x ast.Expr) *ast.ImportSpec {
	id, ok := x.(*ast.Ident)
	if !ok {
		return nil
	}
	pkg, ok := f.pass.TypesInfo.Uses[id].(*types.PkgName)
	if !ok {
		return nil
	}
	for other, obj := range f.pass.TypesInfo.Uses {
		if obj == pkg && other != id {
			return nil
		}
	}
	for _, spec := range f.file.Imports {
		if importPath(spec) == pkg.Imported().Path() {
			return spec
		}
	}
	return nil
}

// drop takes the line of an import out. The import may be nil.
func (f *fixer) drop(spec *ast.ImportSpec) {
	if spec == nil {
		return
	}
	file := f.pass.Fset.File(f.file.FileStart)
	if line := file.Line(spec.Pos()); line < file.LineCount() {
		f.replace(file.LineStart(line), file.LineStart(line+1), "")
	}
}
