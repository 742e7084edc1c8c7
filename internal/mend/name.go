package mend

import (
	"go/ast"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// name gives imports of packages that cannot be had the names under which a file uses
// them, where those are not what their paths say. A name that stands only before
// dots and is declared nowhere is such a name.
func (s *stubs) name(f *ast.File, declared map[string]bool) {
	used, only := beforeDots(f)
	maps.DeleteFunc(only, func(name string, _ bool) bool { return declared[name] })
	nameless := s.nameless(f, used, only)
	open := slices.Sorted(maps.Keys(only))
	for _, spec := range nameless {
		if name := fitting(spec, open, len(nameless) == 1); name != "" {
			spec.Name = ident(name, spec.Path.Pos())
			open = slices.DeleteFunc(open, func(other string) bool { return other == name })
		}
	}
}

// nameless returns the imports that no name in use is known to mean, and takes the
// names of the others from open.
func (s *stubs) nameless(f *ast.File, used, open map[string]bool) []*ast.ImportSpec {
	var list []*ast.ImportSpec
	for _, spec := range f.Imports {
		name, missing := s.importName(spec)
		switch {
		case name == ".":
			return nil // It may declare any name.
		case missing && !used[name]:
			list = append(list, spec)
		}
		delete(open, name)
	}
	return list
}

// importName returns the name of an import, and whether it is a guess since its
// package cannot be had.
func (s *stubs) importName(spec *ast.ImportSpec) (name string, missing bool) {
	if spec.Name != nil {
		return spec.Name.Name, false
	}
	path, err := strconv.Unquote(spec.Path.Value)
	if err != nil {
		return "", false
	}
	if pkg, err := s.real.Import(path); err == nil && pkg != nil {
		return pkg.Name(), false
	}
	return packageName(path), true
}

// fitting returns the one name that contains the last part of an import path, or the
// only one there is for the only import without. It returns "" if there is none.
func fitting(spec *ast.ImportSpec, open []string, only bool) string {
	path, _ := strconv.Unquote(spec.Path.Value) // as it was read before
	last := strings.ToLower(packageName(path))
	var fits []string
	for _, name := range open {
		if strings.Contains(strings.ToLower(name), last) {
			fits = append(fits, name)
		}
	}
	if only && len(fits) == 0 {
		fits = open
	}
	if len(fits) != 1 {
		return ""
	}
	return fits[0]
}

// beforeDots returns the names that stand before a dot in a file, and those of them
// that stand nowhere else, as the names of packages do.
func beforeDots(f *ast.File) (used, only map[string]bool) {
	used, elsewhere := map[string]bool{}, map[string]bool{}
	before := map[*ast.Ident]bool{}
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.ImportSpec:
			return false
		case *ast.SelectorExpr:
			if id, ok := n.X.(*ast.Ident); ok {
				used[id.Name] = true
				before[id] = true
			}
		case *ast.Ident:
			if !before[n] {
				elsewhere[n.Name] = true
			}
		}
		return true
	})
	only = maps.Clone(used)
	maps.DeleteFunc(only, func(name string, _ bool) bool { return elsewhere[name] })
	return used, only
}

// declarations returns the names that files declare outside functions.
func declarations(files []*ast.File) map[string]bool {
	names := map[string]bool{}
	note := func(ids ...*ast.Ident) {
		for _, id := range ids {
			names[id.Name] = true
		}
	}
	for _, f := range files {
		ast.Inspect(f, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncDecl:
				note(n.Name)
				return false
			case *ast.TypeSpec:
				note(n.Name)
				return false
			case *ast.ValueSpec:
				note(n.Names...)
				return false
			}
			return true
		})
	}
	return names
}
