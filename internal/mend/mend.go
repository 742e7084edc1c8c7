// Package mend makes code type-check that does not, because a package that it
// imports cannot be had or because it is wrong, so that the rest of it can be read.
//
// One expression of unknown type makes a whole package unreadable to the SSA
// builder, although most of what its functions do does not depend on it. So every
// such expression is replaced by the call of a function that returns what its
// place asks for and that nothing is known of; what it was made of is handed to
// that function, so that nothing is lost that is computed on the way. A function
// of a missing package keeps its name, since the name may be all that is needed to
// know what it does. Types of missing packages become interfaces without methods.
// So is "C", but for its numbers and the few functions that cgo always has.
//
// What cannot be mended so, mostly code that is no Go, loses the body of the
// function around it.
package mend

import (
	"errors"
	"go/ast"
	"go/token"
	"go/types"
	"go/version"
	"slices"
)

// A Code is the syntax of one package.
type Code struct {
	Path  string
	Fset  *token.FileSet
	Files []*ast.File // changed
	// Config is how the package is checked; its Importer fails for packages that
	// cannot be had.
	Config types.Config
	// NewInfo returns an empty Info to be filled.
	NewInfo func() *types.Info
}

// A Mended is a package that was made to type-check.
type Mended struct {
	Types *types.Package
	Info  *types.Info
	// Lost are the functions whose bodies are gone, in order.
	Lost []*ast.FuncDecl
}

// maxRounds bounds how often code is checked again: mending one place can show
// what is wrong with another.
const maxRounds = 6

// generic is the first version of Go that has what mended code is made of: instances
// of generic functions. Older code means the same in it.
const generic = "go1.18"

// Mend changes the files of a package until they type-check.
func (c *Code) Mend() *Mended {
	for _, f := range c.Files {
		separate(f)
	}
	s := newStubs(c)
	out := &Mended{}
	for range maxRounds {
		pkg, info, errs := c.check(s)
		out.Types, out.Info = pkg, info
		if len(errs) == 0 && !s.missing {
			return out
		}
		s.missing = false
		bad := map[token.Pos]bool{}
		for _, e := range errs {
			bad[e.Pos] = true
		}
		for _, f := range c.Files {
			w := &writer{stubs: s, fset: c.Fset, pkg: pkg, info: info, file: f, bad: bad, vars: map[types.Object]types.Type{}, mended: map[ast.Expr]types.Type{}}
			w.rewrite()
		}
	}
	for range maxRounds {
		pkg, info, errs := c.check(s)
		out.Types, out.Info = pkg, info
		lost := c.drop(errs)
		if len(lost) == 0 {
			break
		}
		out.Lost = append(out.Lost, lost...)
	}
	return out
}

// check type-checks the files and returns what is wrong with them.
func (c *Code) check(s *stubs) (*types.Package, *types.Info, []types.Error) {
	var errs []types.Error
	conf := c.Config
	conf.Importer = s
	if conf.GoVersion != "" && version.Compare(conf.GoVersion, generic) < 0 {
		conf.GoVersion = generic
	}
	conf.Error = func(err error) {
		var te types.Error
		if errors.As(err, &te) && !te.Soft {
			errs = append(errs, te)
		}
	}
	info := c.NewInfo()
	pkg, _ := conf.Check(c.Path, c.Fset, c.Files, info) // the errors are in errs
	pkg.SetImports(slices.DeleteFunc(pkg.Imports(), func(imp *types.Package) bool { return imp == s.views[imp.Path()] }))
	return pkg, info, errs
}

// drop removes the bodies of the functions and the values of the variables in
// which errors are.
func (c *Code) drop(errs []types.Error) []*ast.FuncDecl {
	var lost []*ast.FuncDecl
	for _, f := range c.Files {
		for _, decl := range f.Decls {
			if !within(decl, errs) {
				continue
			}
			switch decl := decl.(type) {
			case *ast.FuncDecl:
				if decl.Body != nil && within(decl.Body, errs) {
					decl.Body = nil
					lost = append(lost, decl)
				}
			case *ast.GenDecl:
				dropValues(decl, errs)
			}
		}
	}
	return lost
}

func dropValues(decl *ast.GenDecl, errs []types.Error) {
	for _, spec := range decl.Specs {
		v, ok := spec.(*ast.ValueSpec)
		if !ok || !within(v, errs) {
			continue
		}
		v.Values = nil
		if v.Type == nil {
			v.Type = &ast.InterfaceType{Interface: v.Pos(), Methods: &ast.FieldList{}}
		}
	}
}

func within(n ast.Node, errs []types.Error) bool {
	for _, e := range errs {
		if n.Pos() <= e.Pos && e.Pos < n.End() {
			return true
		}
	}
	return false
}
