package supply

import (
	"fmt"
	"go/ast"
	"go/token"
	"maps"
	"path"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// A scan looks at one file.
type scan struct {
	*finder
	rel       string
	fn        string            // the function at hand
	imports   map[string]string // paths by the names that they have in the file
	constants map[string]string
}

var version = regexp.MustCompile(`^v[0-9]+$`)

// imports returns the import paths of a file. A package without another name has
// that of its path, as far as the path tells.
func imports(f *ast.File) map[string]string {
	out := map[string]string{}
	for _, spec := range f.Imports {
		p, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			continue
		}
		name := path.Base(p)
		if version.MatchString(name) {
			name = path.Base(path.Dir(p))
		}
		if spec.Name != nil {
			name = spec.Name.Name
		}
		out[name] = p
	}
	return out
}

// constants returns the constants of a file that are texts.
func constants(f *ast.File) map[string]string {
	out := map[string]string{}
	for _, decl := range f.Decls {
		gen, ok := decl.(*ast.GenDecl)
		if !ok || gen.Tok != token.CONST {
			continue
		}
		for _, spec := range gen.Specs {
			spec := spec.(*ast.ValueSpec)
			for i, v := range spec.Values {
				if lit, ok := literal(v); ok && i < len(spec.Names) {
					out[spec.Names[i].Name] = lit
				}
			}
		}
	}
	return out
}

func literal(e ast.Expr) (string, bool) {
	lit, ok := e.(*ast.BasicLit)
	if !ok || lit.Kind != token.STRING {
		return "", false
	}
	text, err := strconv.Unquote(lit.Value)
	return text, err == nil
}

// text returns a constant text, also one that a call wraps: aws.String("name").
func (s *scan) text(e ast.Expr) string {
	if lit, ok := literal(e); ok {
		return lit
	}
	switch e := e.(type) {
	case *ast.Ident:
		return s.constants[e.Name]
	case *ast.CallExpr:
		if len(e.Args) == 1 {
			return s.text(e.Args[0])
		}
	}
	return ""
}

func (s *scan) visit(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.CallExpr:
		s.call(n)
	case *ast.CompositeLit:
		s.settings(n)
	case *ast.Field:
		s.tag(n)
	}
	return true
}

func (s *scan) add(name, how string) {
	if name != "" {
		s.found = append(s.found, Source{Name: name, How: how, File: s.rel, Func: s.fn})
	}
}

// call looks at a call of a function of a package, or of a method with the name of
// one that reads, in a file that imports its package.
func (s *scan) call(call *ast.CallExpr) {
	sel, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return
	}
	if pkg, ok := sel.X.(*ast.Ident); ok && s.imports[pkg.Name] != "" {
		if arg, ok := s.use.Readers[s.imports[pkg.Name]+"."+sel.Sel.Name]; ok {
			s.read(call, arg, pkg.Name+"."+sel.Sel.Name)
		}
		return
	}
	for _, name := range slices.Sorted(maps.Keys(s.imports)) {
		for fn, arg := range s.use.Readers {
			if isMethod(fn, s.imports[name], sel.Sel.Name) {
				s.read(call, arg, name+"."+sel.Sel.Name)
				return
			}
		}
	}
}

func (s *scan) read(call *ast.CallExpr, arg int, fn string) {
	if arg < len(call.Args) {
		name := s.text(call.Args[arg])
		s.add(name, fmt.Sprintf("%s(%q)", fn, name))
	}
}

// isMethod reports whether the full name of a function is that of a method of a
// type of a package.
func isMethod(full, pkg, method string) bool {
	typ, name, ok := strings.Cut(full, ").")
	return ok && name == method && strings.HasPrefix(strings.TrimLeft(typ, "(*"), pkg+".")
}

// settings looks at a literal of a struct that asks a store for a secret.
func (s *scan) settings(lit *ast.CompositeLit) {
	sel, ok := lit.Type.(*ast.SelectorExpr)
	if !ok {
		return
	}
	pkg, ok := sel.X.(*ast.Ident)
	if !ok || s.imports[pkg.Name] == "" {
		return
	}
	for _, elt := range lit.Elts {
		kv, ok := elt.(*ast.KeyValueExpr)
		if !ok {
			continue
		}
		key, ok := kv.Key.(*ast.Ident)
		if !ok {
			continue
		}
		typ := s.imports[pkg.Name] + "." + sel.Sel.Name + "." + key.Name
		if fn, ok := s.use.Settings[typ]; ok {
			name := s.text(kv.Value)
			s.add(name, fmt.Sprintf("%s of %q", fn, name))
		}
	}
}

// tag looks at a field that a library fills from the environment.
func (s *scan) tag(field *ast.Field) {
	if field.Tag == nil {
		return
	}
	text, ok := literal(field.Tag)
	if !ok {
		return
	}
	for _, key := range s.use.Tags {
		name, _, _ := strings.Cut(reflect.StructTag(text).Get(key), ",")
		s.add(name, fmt.Sprintf("a field tagged %s:%q", key, name))
	}
}
