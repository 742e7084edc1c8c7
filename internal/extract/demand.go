package extract

import (
	"go/types"
	"maps"
	"slices"
	"strings"

	"github.com/workplacelint/workplacelint/internal/eval"
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
	ours    func(t strval.Template) bool
	imports map[string]*types.Package
	reach   map[string]bool // whether a package can send, by its imports and its facts
	asked   map[string]bool
}

// newDemand returns the demand of a package. Packages below it that carry facts over
// can send, though their types may not tell: export data of a compiler names the
// imports that types mention, not those that bodies use.
func newDemand(pkg *types.Package, module string, below []section, ours func(t strval.Template) bool, set *sender.Set) *demand {
	d := &demand{module: module, senders: set, ours: ours, imports: map[string]*types.Package{}, reach: map[string]bool{}, asked: map[string]bool{}}
	for _, s := range below {
		d.reach[s.Path] = d.own(s.Path) || !set.Has(s.Path)
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
	if path == "" || d.asked[path] || !d.sends(path) {
		return
	}
	if d.own(path) {
		d.ask(path)
		return
	}
	if slices.ContainsFunc(c.Args, func(a eval.Val) bool { return d.addresses(c, a) }) {
		d.asked[path] = true
	}
}

// handed takes note that the function of a name may be handed an address of the platform.
func (d *demand) handed(name string) {
	if path := ir.PackageOf(name); d.sends(path) {
		d.asked[path] = true
	}
}

// hides reports whether a function of another package may send what it is given.
func (d *demand) hides(name string) bool {
	path := ir.PackageOf(name)
	return path != "" && d.sends(path)
}

// ask asks for a package of the module and for those below it.
func (d *demand) ask(path string) {
	if d.asked[path] || !d.own(path) || !d.sends(path) {
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

// sends reports whether a package can have to do with requests. Those of the
// standard library are known by their models.
func (d *demand) sends(path string) bool {
	known, ok := d.reach[path]
	pkg := d.imports[path]
	if ok || pkg == nil {
		return known
	}
	d.reach[path] = false
	if d.senders.Has(path) && !d.own(path) {
		return false // what its functions do is known
	}
	if first, _, _ := strings.Cut(path, "/"); !strings.Contains(first, ".") && !d.own(path) {
		return false
	}
	for _, imp := range pkg.Imports() {
		if p := imp.Path(); p == "net/http" || p == "net/url" || d.sends(p) {
			d.reach[path] = true
		}
	}
	return d.reach[path]
}

// addresses reports whether a value says where a request to the platform may
// go: a URL, a path, a request.
func (d *demand) addresses(c *eval.Call, v eval.Val) bool {
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
