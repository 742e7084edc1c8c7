package extract

import (
	"go/types"
	"maps"
	"regexp"
	"slices"
	"strings"

	"github.com/workplacelint/workplacelint/internal/eval"
)

// A demand collects the packages that stand between a request and what is known
// of it: their functions were called and could not be run.
type demand struct {
	module  string
	imports map[string]*types.Package
	reach   map[string]bool // whether a package can send, by its imports
	asked   map[string]bool
}

func newDemand(pkg *types.Package, module string) *demand {
	d := &demand{module: module, imports: map[string]*types.Package{}, reach: map[string]bool{}, asked: map[string]bool{}}
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
	path := packageOf(c.Name)
	if path == "" || d.asked[path] || !d.sends(path) {
		return
	}
	if d.own(path) {
		d.ask(path)
		return
	}
	if slices.ContainsFunc(c.Args, func(a eval.Val) bool { return addresses(c, a) }) {
		d.asked[path] = true
	}
}

// ask asks for a package of the module and for those below it.
func (d *demand) ask(path string) {
	if d.asked[path] || !d.own(path) || !d.sends(path) {
		return
	}
	d.asked[path] = true
	for _, imp := range d.imports[path].Imports() {
		d.ask(imp.Path())
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

// addresses reports whether a value says where a request goes: a URL, a path, a
// host, a request.
func addresses(c *eval.Call, v eval.Val) bool {
	for _, t := range v.Str.Alternatives() {
		prefix := t.Prefix()
		if strings.Contains(prefix, "://") || strings.HasPrefix(prefix, "/") || hostShape.MatchString(prefix) {
			return true
		}
	}
	return isRequest(c, v)
}

var hostShape = regexp.MustCompile(`^[a-z0-9-]+(\.[a-z0-9-]+)*\.[a-z]{2,}$`)

func (d *demand) list() []string { return slices.Sorted(maps.Keys(d.asked)) }

// packageOf returns the import path in the full name of a function.
func packageOf(name string) string {
	name = strings.TrimLeft(name, "(*")
	name, _, _ = strings.Cut(name, "[")
	slash := strings.LastIndexByte(name, '/')
	if dot := strings.IndexByte(name[slash+1:], '.'); dot >= 0 {
		return name[:slash+1+dot]
	}
	return name
}
