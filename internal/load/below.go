package load

import (
	"errors"
	"fmt"
	"go/version"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/mod/modfile"

	"github.com/workplacelint/workplacelint/internal/gotree"
)

// A choice is the modules below a directory that is in none.
type choice struct {
	modules []string // their directories, sorted
	within  []string // what patterns mean of them
	// inside says that all patterns begin in a module.
	inside bool
}

// modulesBelow returns the modules below the directories that patterns such as ./...
// name, if the program is in no module: ./... means all of them there, as it does beside
// a go.work. Many repositories have their Go code in a directory of its own. A module in
// one of them is its own affair.
func modulesBelow(cfg Config) choice {
	work := setting(cfg.Env, "GOWORK")
	if setting(cfg.Env, "GO111MODULE") == "off" || work != "" && work != "off" || moduleRoot(cfg.Dir) != "" {
		return choice{}
	}
	c := choice{inside: true}
	for _, p := range cfg.Patterns {
		dir, ok := strings.CutSuffix(p, "...")
		dir = filepath.Join(cfg.Dir, filepath.FromSlash(dir))
		if !ok || !strings.HasPrefix(p, ".") {
			return choice{}
		}
		c.within = append(c.within, dir)
		if root := moduleRoot(dir); root != "" {
			c.modules = append(c.modules, root)
			continue
		}
		c.inside = false
		for _, rel := range gotree.Modules(dir) {
			c.modules = append(c.modules, filepath.Join(dir, filepath.FromSlash(rel)))
		}
	}
	slices.Sort(c.modules)
	c.modules = slices.Compact(c.modules)
	c.modules = slices.DeleteFunc(slices.Clone(c.modules), func(name string) bool {
		return slices.ContainsFunc(c.modules, func(outer string) bool { return strings.HasPrefix(name, outer+string(filepath.Separator)) })
	})
	return c
}

// beModules has the go command work in the modules: in the only one, or in a workspace
// of them that lies in a temporary directory. What the go command would not take into
// it is skipped.
func (prog *Program) beModules(c choice) error {
	prog.within, prog.cfg.Patterns = c.within, []string{"./..."}
	if len(c.modules) == 1 {
		prog.goDir = c.modules[0]
		return nil
	}
	work, err := newUnion()
	if err != nil {
		return fmt.Errorf("a workspace of the modules below: %w", err)
	}
	for _, dir := range c.modules {
		name := filepath.ToSlash(strings.TrimPrefix(dir, prog.Dir+string(filepath.Separator)))
		if err := work.add(dir, name); err != nil {
			prog.Skips = append(prog.Skips, Skip{Package: name, Reason: err.Error(), File: filepath.Join(dir, "go.mod"), Line: 1, Column: 1})
		}
	}
	prog.cfg.Patterns = []string{"work"}
	prog.work, err = work.write()
	return err
}

// A union is a go.work while it is made.
type union struct {
	dir      string
	file     *modfile.WorkFile
	sums     []byte
	language string
	paths    map[string]string // where the module of a path lies
}

func newUnion() (*union, error) {
	dir, err := os.MkdirTemp("", "workplacelint-")
	// 1.18 is the first version that has go.work.
	return &union{dir: dir, file: &modfile.WorkFile{Syntax: &modfile.FileSyntax{}}, language: "1.18", paths: map[string]string{}}, err
}

// add adds a module, if the go command takes it. name says where it is.
func (u *union) add(dir, name string) error {
	data, err := os.ReadFile(filepath.Join(dir, "go.mod"))
	if err != nil {
		return err
	}
	mod, err := modfile.Parse("go.mod", data, nil)
	switch {
	case err != nil:
		return err
	case mod.Module == nil:
		return errors.New("expected the path of the module in go.mod")
	case u.paths[mod.Module.Mod.Path] != "":
		return fmt.Errorf("%s is read, which has the same path %s", u.paths[mod.Module.Mod.Path], mod.Module.Mod.Path)
	}
	u.paths[mod.Module.Mod.Path] = name
	if mod.Go != nil && version.Compare("go"+mod.Go.Version, "go"+u.language) > 0 {
		u.language = mod.Go.Version
	}
	sum, _ := os.ReadFile(filepath.Join(dir, "go.sum")) // The go command says what is missing.
	u.sums = append(u.sums, sum...)
	return u.file.AddUse(filepath.ToSlash(dir), "")
}

func (u *union) write() (workspace, error) {
	file := filepath.Join(u.dir, "go.work")
	w := workspace{dir: u.dir, env: []string{"GOWORK=" + file}}
	err := errors.Join(
		u.file.AddGoStmt(u.language),
		os.WriteFile(file, modfile.Format(u.file.Syntax), 0o600),
		os.WriteFile(file+".sum", u.sums, 0o600),
	)
	if err != nil {
		w.close()
	}
	return w, err
}
