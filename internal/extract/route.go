package extract

import (
	"go/types"
	"slices"
	"strings"

	"github.com/workplacelint/workplacelint/internal/eval"
	"github.com/workplacelint/workplacelint/internal/strval"
)

// routes reports whether the call of a function of a web server registers a route: a
// path that others ask the program for. It is given no host, and cannot fail or is
// given what answers; what sends a request may fail and is given what to ask. What a
// handler captured is no part of a route.
func (d *demand) routes(path string, c *eval.Call) bool {
	pkg := d.imports[path]
	if pkg == nil || !d.serves(pkg) {
		return false
	}
	fails, handlers := canFail(declared(pkg, c.Name)), false
	for _, a := range c.Args {
		isHandler := givesFunctions(c, a)
		handlers = handlers || isHandler
		if (fails || !isHandler) && c.Leads(a, isURL, nil) {
			return false
		}
	}
	return handlers || !fails
}

func isURL(t strval.Template) bool { return strings.Contains(t.String(), "://") }

// givesFunctions reports whether a value is a function or a list of some.
func givesFunctions(c *eval.Call, v eval.Val) bool {
	return len(v.Fns) > 0 || slices.ContainsFunc(c.Objects(v), func(id eval.ObjID) bool { return holdsFunctions(c, id) })
}

// serves reports whether a package declares a type that answers requests: by one, or
// on a listener.
func (d *demand) serves(pkg *types.Package) bool {
	is, known := d.servers[pkg]
	if !known {
		is = slices.ContainsFunc(pkg.Scope().Names(), func(name string) bool {
			obj, ok := pkg.Scope().Lookup(name).(*types.TypeName)
			return ok && (method(obj, "ServeHTTP") != nil || listens(obj))
		})
		d.servers[pkg] = is
	}
	return is
}

// listens reports whether a method of a type is given a listener.
func listens(obj *types.TypeName) bool {
	for m := range types.NewMethodSet(types.NewPointer(obj.Type())).Methods() {
		for v := range m.Obj().(*types.Func).Signature().Params().Variables() {
			if v.Type().String() == "net.Listener" {
				return true
			}
		}
	}
	return false
}

// declared returns the function or method of a package that a full name is of, nil if
// there is none.
func declared(pkg *types.Package, name string) *types.Func {
	typ, fn, isMethod := strings.Cut(strings.TrimLeft(strings.TrimPrefix(strings.TrimLeft(name, "(*"), pkg.Path()), "."), ").")
	obj := pkg.Scope().Lookup(typ)
	switch obj := obj.(type) {
	case *types.Func:
		return obj
	case *types.TypeName:
		if isMethod {
			return method(obj, fn)
		}
	}
	return nil
}

func method(obj *types.TypeName, name string) *types.Func {
	found, _, _ := types.LookupFieldOrMethod(obj.Type(), true, obj.Pkg(), name)
	fn, _ := found.(*types.Func)
	return fn
}

// canFail reports whether a function returns an error, as far as it is known.
func canFail(fn *types.Func) bool {
	if fn == nil {
		return true
	}
	for v := range fn.Signature().Results().Variables() {
		if types.Identical(v.Type(), types.Universe.Lookup("error").Type()) {
			return true
		}
	}
	return false
}
