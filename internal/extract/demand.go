package extract

import (
	"go/types"
	"maps"
	"slices"
	"strings"

	"github.com/workplacelint/workplacelint/internal/eval"
	"github.com/workplacelint/workplacelint/internal/graphapi"
	"github.com/workplacelint/workplacelint/internal/ir"
	"github.com/workplacelint/workplacelint/internal/sender"
	"github.com/workplacelint/workplacelint/internal/strval"
)

// A demand collects the packages that stand between a request and what is known
// of it: their functions were called and could not be run.
type demand struct {
	module  string
	senders *sender.Set
	// ours reports whether a text may be an address of the platform.
	ours func(t strval.Template) bool
	// hosted reports whether a text names a host of the platform.
	hosted  func(t strval.Template) bool
	imports map[string]*types.Package
	able    map[string]ability // by import path
	asked   map[string]bool
	// made maps what calls of functions of the module return that are not known, by the
	// Ref of their holes, to the packages of those.
	made   map[string][]string
	naming map[string]bool // functions that name a host of the platform
	// servers says of packages whether they answer requests.
	servers map[*types.Package]bool
}

// An ability says what a package can have to do with requests.
type ability uint8

const (
	unable        ability = iota
	buildsURLs            // by itself or through others
	sendsThrough          // a package that it imports sends
	sendsRequests         // by itself
)

// through is what a package can that imports one with the ability.
func (a ability) through() ability { return min(a, sendsThrough) }

// abilities of the packages of the standard library. Its others are known by their
// models.
var abilities = map[string]ability{"net/url": buildsURLs, "net/http": sendsRequests}

// newDemand returns the demand of a package. Facts say what packages below it can
// do, since their types may not: export data of a compiler names the imports that
// types mention, not those that bodies use.
func newDemand(pkg *types.Package, module string, below []section, h *hosts, set *sender.Set) *demand {
	d := &demand{module: module, senders: set, ours: h.mayAddress, hosted: func(t strval.Template) bool { return h.hosted(t.String()) }, imports: map[string]*types.Package{}, able: map[string]ability{}, asked: map[string]bool{}, made: map[string][]string{}, servers: map[*types.Package]bool{}}
	for _, s := range below {
		d.able[s.Path] = unable
		if d.own(s.Path) || !set.Has(s.Path) {
			d.able[s.Path] = s.Able
		}
	}
	d.see(pkg)
	return d
}

func (d *demand) see(pkg *types.Package) {
	for _, imp := range pkg.Imports() {
		if d.imports[imp.Path()] == nil {
			d.imports[imp.Path()] = imp
			d.see(imp)
		}
	}
}

// call takes note of the call of a function that is not known.
func (d *demand) call(c *eval.Call) {
	path := ir.PackageOf(c.Name)
	if path == "" || d.asked[path] {
		return
	}
	if d.can(path) == unable {
		d.helper(path, c)
		return
	}
	if d.own(path) {
		d.ask(path)
		return
	}
	if d.routes(path, c) {
		return
	}
	sends := d.can(path) >= sendsThrough
	for i, a := range c.Args {
		if d.addressed(c, a) || sends && (d.answers(c, a) || !handsOver(c, i) && c.Leads(a, d.hosted, d.naming)) {
			d.asked[path] = true
			return
		}
	}
}

// helper takes note of the call of a function that has to do with requests in what
// texts it makes and what it calls at most.
func (d *demand) helper(path string, c *eval.Call) {
	if !d.own(path) || d.imports[path] == nil {
		return
	}
	for _, a := range c.Args {
		if givesFunctions(c, a) {
			d.asked[path] = true
			return
		}
	}
	if ref := c.Ref(); !slices.Contains(d.made[ref], path) {
		d.made[ref] = append(d.made[ref], path)
	}
}

// holdsFunctions reports whether an object is a list of functions.
func holdsFunctions(c *eval.Call, id eval.ObjID) bool {
	elems, _ := c.Elems(eval.Pointer(id))
	return slices.ContainsFunc(elems, func(v eval.Val) bool { return len(v.Fns) > 0 })
}

// sent takes note of what is sent: whoever makes a part of its method or its address
// is asked for.
func (d *demand) sent(s *sent) {
	d.part(s.method)
	d.part(s.url)
	for _, p := range s.params {
		if p.Place != graphapi.InHeader {
			d.part(p.Value)
		}
	}
}

func (d *demand) part(v strval.Value) {
	for _, t := range v.Alternatives() {
		for _, h := range t.Holes() {
			for _, path := range d.made[eval.CallOf(h.Ref)] {
				d.asked[path] = true
			}
		}
	}
}

// answers reports whether a function that is handed over, or a method of an object,
// names a host of the platform: whoever gets it may call it to ask for the host.
func (d *demand) answers(c *eval.Call, v eval.Val) bool {
	for _, f := range v.Fns {
		if d.naming[f.Name] {
			return true
		}
	}
	types := []string{v.Dyn}
	for _, id := range c.Objects(v) {
		types = append(types, c.State.Get(id).Type)
	}
	for _, typ := range types {
		if t := c.In.U.Type(strings.TrimLeft(typ, "*")); t != nil && d.own(ir.PackageOf(t.Key)) {
			for _, m := range t.Methods {
				if d.naming[m.Func] {
					return true
				}
			}
		}
	}
	return false
}

// handsOver reports whether an argument is an object of the program for a function
// that takes anything, such as one that stores or prints it.
func handsOver(c *eval.Call, arg int) bool {
	if arg >= len(c.Instr.Args) {
		return false
	}
	def := c.Frame.Fn.Def(c.Instr.Args[arg])
	if def == nil {
		return false
	}
	typ := c.Frame.Fn.Str(def.Type)
	return typ == "[]any" || typ == "[]interface{}" || def.Hides() && isStruct(c.In.U.Type(strings.TrimLeft(typ, "*")))
}

// set takes note of a package variable that may be set to a host of the platform.
func (d *demand) set(name string) { d.asked[ir.PackageOf(name)] = true }

// maySend reports whether the function of a name is of a package that sends, by itself
// or through others.
func (d *demand) maySend(name string) bool { return d.can(ir.PackageOf(name)) >= sendsThrough }

// sendsItself reports whether the function of a name is of a package that sends.
func (d *demand) sendsItself(name string) bool { return d.can(ir.PackageOf(name)) == sendsRequests }

func isStruct(t *ir.Type) bool { return t != nil && len(t.Fields) > 0 }

// hides reports whether a function of another package may send what it is given.
func (d *demand) hides(name string) bool {
	path := ir.PackageOf(name)
	return path != "" && d.can(path) != unable
}

// ask asks for a package of the module and for those below it.
func (d *demand) ask(path string) {
	if d.asked[path] || !d.own(path) || d.can(path) == unable {
		return
	}
	d.asked[path] = true
	if pkg := d.imports[path]; pkg != nil {
		for _, imp := range pkg.Imports() {
			d.ask(imp.Path())
		}
	}
}

func (d *demand) own(path string) bool {
	return d.module != "" && (path == d.module || strings.HasPrefix(path, d.module+"/"))
}

// can returns what a package can have to do with requests, by itself or through
// those that it imports.
func (d *demand) can(path string) ability {
	known, ok := d.able[path]
	pkg := d.imports[path]
	if ok || pkg == nil {
		return known
	}
	d.able[path] = unable
	if d.senders.Has(path) && !d.own(path) {
		return unable // what its functions do is known
	}
	if first, _, _ := strings.Cut(path, "/"); !strings.Contains(first, ".") && !d.own(path) {
		return unable
	}
	for _, imp := range pkg.Imports() {
		d.able[path] = max(d.able[path], abilities[imp.Path()], d.can(imp.Path()).through())
	}
	return d.able[path]
}

// addressed reports whether a value says where a request to the platform may
// go: a URL, a path, a request.
func (d *demand) addressed(c *eval.Call, v eval.Val) bool {
	if slices.ContainsFunc(v.Str.Alternatives(), d.ours) {
		return true
	}
	for _, id := range c.Objects(v) {
		switch c.State.Get(id).Type {
		case requestType:
			v := c.Field(id, "URL", ir.KindPointer, "*"+eval.URLType)
			return slices.ContainsFunc(c.URLText(v).Alternatives(), d.ours)
		case eval.URLType:
			return slices.ContainsFunc(c.URLText(eval.Pointer(id)).Alternatives(), d.ours)
		}
	}
	return false
}

func (d *demand) list() []string { return slices.Sorted(maps.Keys(d.asked)) }
