package fix

import (
	"bytes"
	"go/ast"
	"go/format"
	"go/parser"
	"go/token"
	"strconv"

	"golang.org/x/tools/go/ast/astutil"
)

func isGenerated(name string, text []byte) bool {
	file, err := parser.ParseFile(token.NewFileSet(), name, text, parser.PackageClauseOnly|parser.ParseComments)
	return err == nil && ast.IsGenerated(file)
}

// tidy formats the text after an edit, and removes imports that were used
// before and are not any more.
func tidy(name string, before, after []byte) ([]byte, error) {
	was, err := parser.ParseFile(token.NewFileSet(), name, before, 0)
	if err != nil {
		return nil, err
	}
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, name, after, parser.ParseComments)
	if err != nil {
		return nil, err
	}
	removed := false
	for _, spec := range was.Imports {
		path, err := strconv.Unquote(spec.Path.Value)
		if err == nil && astutil.UsesImport(was, path) && !astutil.UsesImport(file, path) {
			removed = astutil.DeleteNamedImport(fset, file, importName(spec), path) || removed
		}
	}
	if !removed {
		return format.Source(after)
	}
	var out bytes.Buffer
	err = format.Node(&out, fset, file)
	return out.Bytes(), err
}

func importName(spec *ast.ImportSpec) string {
	if spec.Name == nil {
		return ""
	}
	return spec.Name.Name
}
