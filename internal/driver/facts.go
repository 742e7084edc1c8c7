package driver

import (
	"cmp"
	"fmt"
	"go/types"
	"reflect"
	"slices"
	"sort"
	"sync"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/types/objectpath"

	"github.com/workplacelint/workplacelint/internal/load"
)

// facts holds what analyzers say about packages and their objects. Objects are
// named by path, because each package sees its own version of another's types.
type facts struct {
	mu       sync.RWMutex
	packages map[packageKey]analysis.Fact
	objects  map[objectKey]analysis.Fact
}

type packageKey struct {
	pkg  string
	kind reflect.Type
}

type objectKey struct {
	pkg  string
	path objectpath.Path
	kind reflect.Type
}

func newFacts() *facts {
	return &facts{packages: map[packageKey]analysis.Fact{}, objects: map[objectKey]analysis.Fact{}}
}

// view is what the analyzers of one package see of the facts. It is used by
// one goroutine.
type view struct {
	all  *facts
	pkg  *types.Package
	path objectpath.Encoder

	packages map[reflect.Type]analysis.Fact // about pkg
	objects  map[ownKey]analysis.Fact       // about objects of pkg
	imported map[string]*types.Package
}

type ownKey struct {
	obj  types.Object
	kind reflect.Type
}

// view returns what the analyzers of a package see: facts of what it imports, directly or
// not, and those about its companions as packages, of which it sees no types.
func (f *facts) view(pkg *types.Package, companions []*load.Package) *view {
	v := &view{
		all:      f,
		pkg:      pkg,
		packages: map[reflect.Type]analysis.Fact{},
		objects:  map[ownKey]analysis.Fact{},
		imported: map[string]*types.Package{},
	}
	v.reach(pkg)
	for _, p := range companions {
		if v.imported[p.PkgPath] == nil {
			v.imported[p.PkgPath] = types.NewPackage(p.PkgPath, p.Name)
		}
	}
	return v
}

// reach collects the packages that pkg imports, directly or not.
func (v *view) reach(pkg *types.Package) {
	if v.imported[pkg.Path()] != nil {
		return
	}
	v.imported[pkg.Path()] = pkg
	for _, imp := range pkg.Imports() {
		v.reach(imp)
	}
}

// An ownFact is a fact about a package, or about an object of it.
type ownFact struct {
	object objectpath.Path // "" for the package
	fact   analysis.Fact
}

// own returns the facts of the package for its importers, sorted by object and
// kind. Objects that no importer can name are left out.
func (v *view) own() []ownFact {
	var list []ownFact
	for _, fact := range v.packages {
		list = append(list, ownFact{"", fact})
	}
	for own, fact := range v.objects {
		if path, err := v.path.For(own.obj); err == nil {
			list = append(list, ownFact{path, fact})
		}
	}
	slices.SortFunc(list, func(a, b ownFact) int {
		return cmp.Or(cmp.Compare(a.object, b.object), cmp.Compare(kind(a.fact), kind(b.fact)))
	})
	return list
}

// publish makes the facts of a package visible to its importers. It reports
// whether they see something else than before.
func (f *facts) publish(pkg string, own []ownFact) (changed bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, o := range own {
		var before analysis.Fact
		if typ := reflect.TypeOf(o.fact); o.object == "" {
			key := packageKey{pkg, typ}
			before, f.packages[key] = f.packages[key], o.fact
		} else {
			key := objectKey{pkg, o.object, typ}
			before, f.objects[key] = f.objects[key], o.fact
		}
		changed = changed || !reflect.DeepEqual(before, o.fact)
	}
	return changed
}

func (v *view) importPackage(pkg *types.Package, into analysis.Fact) bool {
	kind := reflect.TypeOf(into)
	if pkg == v.pkg {
		return assign(into, v.packages[kind])
	}
	v.all.mu.RLock()
	defer v.all.mu.RUnlock()
	return assign(into, v.all.packages[packageKey{pkg.Path(), kind}])
}

func (v *view) exportPackage(fact analysis.Fact) { v.packages[reflect.TypeOf(fact)] = fact }

func (v *view) importObject(obj types.Object, into analysis.Fact) bool {
	kind := reflect.TypeOf(into)
	if obj == nil || obj.Pkg() == nil {
		return false
	}
	if obj.Pkg() == v.pkg {
		return assign(into, v.objects[ownKey{obj, kind}])
	}
	path, err := v.path.For(obj)
	if err != nil {
		return false
	}
	v.all.mu.RLock()
	defer v.all.mu.RUnlock()
	return assign(into, v.all.objects[objectKey{obj.Pkg().Path(), path, kind}])
}

func (v *view) exportObject(obj types.Object, fact analysis.Fact) {
	if obj.Pkg() != v.pkg {
		panic(fmt.Sprintf("fact %T exported about %s of another package", fact, obj))
	}
	v.objects[ownKey{obj, reflect.TypeOf(fact)}] = fact
}

// assign copies a fact, as decoding it would.
func assign(into, fact analysis.Fact) bool {
	if fact == nil {
		return false
	}
	reflect.ValueOf(into).Elem().Set(reflect.ValueOf(fact).Elem())
	return true
}

func (v *view) allPackages() []analysis.PackageFact {
	var list []analysis.PackageFact
	for _, fact := range v.packages {
		list = append(list, analysis.PackageFact{Package: v.pkg, Fact: fact})
	}
	v.all.mu.RLock()
	defer v.all.mu.RUnlock()
	for key, fact := range v.all.packages {
		if pkg := v.imported[key.pkg]; pkg != nil && pkg != v.pkg {
			list = append(list, analysis.PackageFact{Package: pkg, Fact: fact})
		}
	}
	sort.Slice(list, func(i, j int) bool {
		a, b := list[i], list[j]
		return a.Package.Path()+fmt.Sprintf(" %T", a.Fact) < b.Package.Path()+fmt.Sprintf(" %T", b.Fact)
	})
	return list
}

func (v *view) allObjects() []analysis.ObjectFact {
	var list []analysis.ObjectFact
	for key, fact := range v.objects {
		list = append(list, analysis.ObjectFact{Object: key.obj, Fact: fact})
	}
	v.all.mu.RLock()
	defer v.all.mu.RUnlock()
	for key, fact := range v.all.objects {
		pkg := v.imported[key.pkg]
		if pkg == nil || pkg == v.pkg {
			continue
		}
		if obj, err := objectpath.Object(pkg, key.path); err == nil {
			list = append(list, analysis.ObjectFact{Object: obj, Fact: fact})
		}
	}
	sort.Slice(list, func(i, j int) bool {
		a, b := list[i], list[j]
		return a.Object.String()+fmt.Sprintf(" %T", a.Fact) < b.Object.String()+fmt.Sprintf(" %T", b.Fact)
	})
	return list
}
