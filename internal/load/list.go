package load

import (
	"context"
	"errors"
	"fmt"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"sort"
	"strings"

	"golang.org/x/tools/go/packages"
)

// listMode asks for nothing that needs a compiler.
const listMode = packages.NeedName | packages.NeedFiles | packages.NeedEmbedFiles | packages.NeedImports |
	packages.NeedDeps | packages.NeedModule | packages.NeedTypesSizes

// ErrNoPackages says that the patterns name no package with Go files.
var ErrNoPackages = errors.New("no Go packages")

// list asks the go command for the import graph.
func list(ctx context.Context, cfg Config) (*Program, error) {
	dir, err := filepath.Abs(cfg.Dir)
	if err != nil {
		return nil, err
	}
	cfg.Dir = dir
	if len(cfg.Patterns) == 0 {
		cfg.Patterns = []string{"./..."}
	}
	below := modulesBelow(cfg)
	inBelow := func(prog *Program) error { return prog.beModules(below) }
	if below.inside {
		return listWith(ctx, cfg, inBelow)
	}
	prog, err := listWith(ctx, cfg, (*Program).beModule)
	if errors.Is(err, ErrNoPackages) && len(below.modules) > 0 {
		return listWith(ctx, cfg, inBelow)
	}
	return prog, err
}

// listWith asks for it once prepare said where the go command works.
func listWith(ctx context.Context, cfg Config, prepare func(*Program) error) (*Program, error) {
	prog := &Program{Fset: token.NewFileSet(), Dir: cfg.Dir, goDir: cfg.Dir, cfg: cfg, byID: map[string]*Package{}}
	prog.step("listing packages")
	if err := prepare(prog); err != nil {
		return nil, err
	}
	prog.cfg.Tags = tags(cfg)
	prog.cfg.Env = slices.Concat(environ(cfg.Env), cfg.Build.Environ(), prog.work.env)
	roots, err := prog.roots(ctx)
	if err != nil {
		prog.Close()
		return nil, explain(err)
	}
	prog.adopt(prog.narrow(roots))
	if !prog.hasFiles() {
		prog.Close()
		return nil, fmt.Errorf("%w match %s in %s", ErrNoPackages, strings.Join(cfg.Patterns, " "), cfg.Dir)
	}
	return prog, nil
}

// roots lists the packages that the patterns name. Where go.mod does not list
// what they need, the go command completes a copy, and where it lists what cannot be
// had, the copy does without.
func (prog *Program) roots(ctx context.Context) ([]*packages.Package, error) {
	first, reason := packages.Load(prog.goConfig(ctx, listMode), prog.cfg.Patterns...)
	before := prog.work
	roots, err := first, reason
	for range maxCopies {
		absent := absences(err)
		if len(absent) == 0 && (prog.work.dir != "" || !incomplete(roots, err)) {
			break
		}
		if failed := prog.copyModule(absent); failed != nil {
			break
		}
		roots, err = packages.Load(prog.goConfig(ctx, listMode), prog.cfg.Patterns...)
	}
	if err != nil {
		if before.dir == "" {
			prog.Close()
		}
		return first, reason
	}
	prog.work.reword(roots)
	prog.skipAbsent()
	return roots, nil
}

// beModule has the go command work in the directory of the program.
func (prog *Program) beModule() error {
	work, err := assumeModule(prog.Dir, prog.cfg.Env)
	if err != nil {
		return err
	}
	prog.work, prog.AdHoc = work, work.path
	prog.widen()
	return nil
}

// copyModule gives the go command a copy of go.mod without some modules.
func (prog *Program) copyModule(absent []absence) error {
	if prog.work.dir == "" {
		work, err := completeModule(prog.goDir)
		if err != nil {
			return err
		}
		prog.work = work
	}
	if len(absent) == 0 {
		return nil
	}
	return prog.work.without(absent)
}

func incomplete(roots []*packages.Package, err error) bool {
	if err != nil {
		return isIncomplete(err)
	}
	found := false
	packages.Visit(roots, nil, func(p *packages.Package) {
		for _, e := range p.Errors {
			found = found || isIncomplete(e)
		}
	})
	return found
}

// Close removes what the program needed while it was read.
func (prog *Program) Close() {
	prog.work.close()
	prog.work = workspace{}
}

func (prog *Program) goConfig(ctx context.Context, mode packages.LoadMode) *packages.Config {
	flags := slices.Clone(prog.work.flags)
	if len(prog.cfg.Tags) > 0 {
		flags = append(flags, "-tags="+strings.Join(prog.cfg.Tags, ","))
	}
	return &packages.Config{
		Mode:       mode,
		Context:    ctx,
		Dir:        prog.goDir,
		Env:        prog.cfg.Env,
		BuildFlags: flags,
		Fset:       prog.Fset,
	}
}

// adopt turns the listing into packages, imports before importers.
func (prog *Program) adopt(roots []*packages.Package) {
	initial := map[*packages.Package]bool{}
	for _, r := range roots {
		initial[r] = true
	}
	goroot := ""
	packages.Visit(roots, nil, func(p *packages.Package) {
		if p.PkgPath == "unsafe" {
			goroot = filepath.Dir(p.Dir)
		}
	})
	prog.goroot = goroot
	packages.Visit(roots, nil, func(p *packages.Package) {
		pkg := &Package{Package: p, Initial: initial[p], Std: isStd(p, goroot)}
		pkg.Main = !pkg.Std && (p.Module == nil && !isVendored(p) || p.Module != nil && p.Module.Main)
		for _, imp := range p.Imports {
			pkg.imports = append(pkg.imports, prog.byID[imp.ID])
		}
		sort.Slice(pkg.imports, func(i, j int) bool { return pkg.imports[i].ID < pkg.imports[j].ID })
		prog.byID[p.ID] = pkg
		prog.Packages = append(prog.Packages, pkg)
		prog.skipBroken(pkg)
	})
	SortSkips(prog.Skips)
}

func isStd(p *packages.Package, goroot string) bool {
	if p.Module != nil {
		return false
	}
	if goroot != "" && p.Dir != "" {
		return strings.HasPrefix(p.Dir, goroot+string(filepath.Separator))
	}
	first, _, _ := strings.Cut(p.PkgPath, "/")
	return !strings.Contains(first, ".") && p.PkgPath != "command-line-arguments"
}

func isVendored(p *packages.Package) bool {
	return strings.Contains(filepath.ToSlash(p.Dir), "/vendor/")
}

// skipBroken records what the go command says is wrong with a package.
func (prog *Program) skipBroken(p *Package) {
	if len(p.GoFiles) == 0 && !p.Initial && len(p.Errors) == 0 {
		return
	}
	for _, e := range p.Errors {
		if isTestOnly(e) {
			continue
		}
		s := Skip{Package: p.PkgPath, Reason: firstLine(e.Msg)}
		s.File, s.Line, s.Column = splitPosition(e.Pos)
		if prog.goDir != prog.Dir && s.File != "" && !filepath.IsAbs(s.File) {
			s.File = filepath.Join(prog.goDir, s.File)
		}
		prog.skip(s)
	}
}

// isTestOnly recognises a package that has nothing but tests, or nothing for
// this platform: there is nothing to analyze, so nothing is missing.
func isTestOnly(e packages.Error) bool {
	return strings.Contains(e.Msg, "no non-test Go files in") ||
		strings.Contains(e.Msg, "build constraints exclude all Go files in")
}

func (prog *Program) hasFiles() bool {
	for _, p := range prog.Packages {
		if p.Initial && (len(p.GoFiles) > 0 || len(p.Errors) > 0) {
			return true
		}
	}
	return false
}

// explain adds to an error of the go command what to do about it.
func explain(err error) error {
	text := strings.TrimSpace(err.Error())
	switch {
	case strings.Contains(text, "executable file not found"):
		return fmt.Errorf("the go command is not in PATH; install Go, or add it to PATH: %w", err)
	case strings.Contains(text, "GOTOOLCHAIN=local"):
		return fmt.Errorf("%s; run with that Go, since no other toolchain is fetched", firstLine(trimDriver(text)))
	}
	return errors.New(trimDriver(text))
}

// trimDriver removes what go/packages puts before the words of the go command.
func trimDriver(text string) string {
	if _, rest, ok := strings.Cut(text, "stderr: "); ok {
		return strings.TrimSpace(rest)
	}
	return text
}

// firstLine leaves out how to go on, which the go command says in the lines below.
func firstLine(s string) string {
	line, _, _ := strings.Cut(strings.TrimSpace(s), "\n")
	return strings.TrimSuffix(strings.TrimSuffix(line, "; to add it:"), " in any of:")
}

// splitPosition reads file:line:column from the right, where a drive letter
// does not disturb.
func splitPosition(pos string) (file string, line, column int) {
	rest, last, ok := cutLast(pos)
	if !ok {
		return pos, 0, 0
	}
	file, middle, ok := cutLast(rest)
	if !ok {
		return rest, last, 0
	}
	return file, middle, last
}

func cutLast(s string) (before string, n int, ok bool) {
	i := strings.LastIndexByte(s, ':')
	if i < 0 {
		return s, 0, false
	}
	if _, err := fmt.Sscanf(s[i+1:], "%d", &n); err != nil {
		return s, 0, false
	}
	return s[:i], n, true
}

// fileSize returns the size of a regular file. A pipe or a device is refused,
// for reading one may never end.
func fileSize(name string) (int64, error) {
	st, err := os.Stat(name)
	if err != nil {
		return 0, err
	}
	if !st.Mode().IsRegular() {
		return 0, fmt.Errorf("%s is not a regular file", filepath.Base(name))
	}
	return st.Size(), nil
}
