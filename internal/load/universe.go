package load

import (
	"context"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"os"
	"sync"

	"golang.org/x/tools/go/gcexportdata"
	"golang.org/x/tools/go/packages"
)

// A universe gives the types of imported packages, each package once.
//
// Packages outside the main modules come from export data, because the go
// command has it in its cache. Packages of main modules come from source, and
// so do those whose export data would need cgo or could not be made. A package
// that comes from export data imports none that comes from source, so no
// package is ever seen in two versions.
type universe struct {
	prog   *Program
	asked  map[string]bool   // packages whose export data was asked for, by path
	export map[string]string // package ID to file

	mu     sync.Mutex
	loaded map[string]*types.Package // from export data, by package path
	linked map[*Package]bool         // whose imports are those of the source
	source map[string]*sourceTypes   // from source, by package ID
}

// sourceTypes is the types of one package from its source, made once.
type sourceTypes struct {
	once sync.Once
	pkg  *types.Package
}

func newUniverse(prog *Program) *universe {
	u := &universe{
		prog:   prog,
		asked:  map[string]bool{},
		export: map[string]string{},
		loaded: map[string]*types.Package{},
		linked: map[*Package]bool{},
		source: map[string]*sourceTypes{},
	}
	for _, p := range prog.Packages {
		u.source[p.ID] = new(sourceTypes)
	}
	return u
}

// findExports asks the go command for the export data of all packages that the
// source of pkgs imports directly and that it was not asked for before.
func (u *universe) findExports(ctx context.Context, pkgs []*Package) error {
	paths := u.exported(pkgs)
	if len(paths) == 0 || u.prog.cfg.NoCompile {
		return nil
	}
	found, err := packages.Load(u.prog.goConfig(ctx, packages.NeedName|packages.NeedExportFile), paths...)
	if err != nil {
		return explain(err)
	}
	for _, p := range found {
		// A package that does not compile has none, and is taken from source.
		if p.ExportFile != "" {
			u.export[p.ID] = p.ExportFile
		}
	}
	return nil
}

// exported returns the paths of the packages to compile: those that the source of
// pkgs imports, without any that would run cgo.
func (u *universe) exported(pkgs []*Package) []string {
	tainted := map[*Package]bool{} // comes from source: main, cgo, or imports such a package
	for _, p := range u.prog.Packages {
		tainted[p] = p.Main || p.Cgo
		for _, imp := range p.imports {
			tainted[p] = tainted[p] || tainted[imp]
		}
	}
	wanted := map[*Package]bool{}
	for _, p := range u.reachedFromSource(pkgs, tainted) {
		for _, imp := range p.imports {
			if !tainted[imp] && imp.PkgPath != "unsafe" {
				wanted[imp] = true
			}
		}
	}
	var paths []string
	for _, p := range u.prog.Packages {
		if wanted[p] && !u.asked[p.PkgPath] {
			u.asked[p.PkgPath] = true
			paths = append(paths, p.PkgPath)
		}
	}
	return paths
}

// reachedFromSource returns the packages that are or may be checked from
// source: pkgs, what those import from source, and what an analysis may demand
// later.
func (u *universe) reachedFromSource(pkgs []*Package, tainted map[*Package]bool) []*Package {
	reached := map[*Package]bool{}
	var visit func(p *Package)
	visit = func(p *Package) {
		if reached[p] || p.Std {
			return
		}
		reached[p] = true
		for _, imp := range p.imports {
			if tainted[imp] {
				visit(imp)
			}
		}
	}
	for _, p := range pkgs {
		visit(p)
		for _, imp := range p.imports {
			visit(imp)
		}
	}
	var list []*Package
	for _, p := range u.prog.Packages {
		if reached[p] {
			list = append(list, p)
		}
	}
	return list
}

// importerFor returns the importer of the files of p.
func (u *universe) importerFor(p *Package) types.Importer { return importer{u: u, of: p} }

type importer struct {
	u  *universe
	of *Package
}

// Import implements [types.Importer].
func (i importer) Import(path string) (*types.Package, error) {
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	meta, ok := i.of.Imports[path]
	if !ok {
		return nil, fmt.Errorf("no package for import %q", path)
	}
	p := i.u.prog.byID[meta.ID]
	if len(p.GoFiles) == 0 {
		return nil, missing(path, p)
	}
	return i.u.types(p)
}

func missing(path string, p *Package) error {
	if len(p.Errors) > 0 {
		return fmt.Errorf("cannot import %q: %s", path, firstLine(p.Errors[0].Msg))
	}
	return fmt.Errorf("cannot import %q: it has no Go files", path)
}

func (u *universe) types(p *Package) (*types.Package, error) {
	if file, ok := u.export[p.ID]; ok {
		if pkg, err := u.read(p, file); err == nil {
			return pkg, nil
		}
	}
	src := u.source[p.ID]
	src.once.Do(func() { src.pkg = u.signatures(p) })
	return src.pkg, nil
}

func (u *universe) read(p *Package, file string) (*types.Package, error) {
	u.mu.Lock()
	defer u.mu.Unlock()
	if pkg := u.loaded[p.PkgPath]; pkg != nil && pkg.Complete() {
		return pkg, nil
	}
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	r, err := gcexportdata.NewReader(f) //nolint:staticcheck // go list -export still names archives
	if err != nil {
		return nil, err
	}
	pkg, err := gcexportdata.Read(r, u.prog.Fset, u.loaded, p.PkgPath)
	if err == nil {
		u.link(p, pkg)
	}
	return pkg, err
}

// link makes the imports of a package from export data those of its source, and
// so for those below it: a compiler writes out the imports that types mention, but
// what the bodies of functions use decides what they can do. Packages whose types
// nobody asked for are known by name alone.
func (u *universe) link(p *Package, pkg *types.Package) {
	imports := make([]*types.Package, len(p.imports))
	for i, imp := range p.imports {
		imports[i] = u.loaded[imp.PkgPath]
		if imp.PkgPath == "unsafe" {
			imports[i] = types.Unsafe
		}
		if imports[i] == nil {
			imports[i] = types.NewPackage(imp.PkgPath, imp.Name)
			u.loaded[imp.PkgPath] = imports[i]
		}
		if !imp.Std && !u.linked[imp] {
			u.linked[imp] = true
			u.link(imp, imports[i])
		}
	}
	pkg.SetImports(imports)
}

// signatures type-checks p without the bodies of its functions. What is wrong
// with it is reported when the package itself is analyzed.
func (u *universe) signatures(p *Package) *types.Package {
	fset := token.NewFileSet()
	var files []*ast.File
	for _, name := range p.GoFiles {
		if f, _ := u.prog.parse(p, fset, name); f != nil {
			dropBodies(f)
			files = append(files, f)
		}
	}
	conf := u.prog.typesConfig(p)
	conf.IgnoreFuncBodies = true
	conf.Error = func(error) {}
	pkg, _ := conf.Check(p.PkgPath, fset, files, nil)
	return pkg
}

func dropBodies(f *ast.File) {
	for _, decl := range f.Decls {
		if fn, ok := decl.(*ast.FuncDecl); ok {
			fn.Body = nil
		}
	}
}

// keep makes the types of a package that was checked in full those that its
// importers see, unless they have seen others.
func (u *universe) keep(p *Package, pkg *types.Package) {
	if _, ok := u.export[p.ID]; ok {
		return
	}
	src := u.source[p.ID]
	src.once.Do(func() { src.pkg = pkg })
}
