package load

import (
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/packages"
)

// widen lets patterns such as ./... mean what they mean in a module where a go.work
// lies and no go.mod: all below. The go command refuses them there, unless they
// begin in one of the modules. It knows the pattern "work" for all modules.
func (prog *Program) widen() {
	var within []string
	for _, p := range prog.cfg.Patterns {
		dir, ok := strings.CutSuffix(p, "...")
		if !ok || !strings.HasPrefix(dir, ".") || !isBesideModules(filepath.Join(prog.Dir, filepath.FromSlash(dir)), prog.cfg.Env) {
			return
		}
		within = append(within, filepath.Join(prog.Dir, filepath.FromSlash(dir)))
	}
	prog.within, prog.cfg.Patterns = within, []string{"work"}
}

// isBesideModules reports whether a directory is in a workspace and in none of its
// modules.
func isBesideModules(dir string, env []string) bool {
	if work := setting(env, "GOWORK"); work != "" || setting(env, "GO111MODULE") == "off" {
		return false
	}
	root := moduleRoot(dir)
	if root == "" {
		return false
	}
	st, err := os.Stat(filepath.Join(root, "go.mod"))
	return err != nil || st.IsDir()
}

// narrow leaves of the packages of a workspace those that patterns mean.
func (prog *Program) narrow(roots []*packages.Package) []*packages.Package {
	if len(prog.within) == 0 {
		return roots
	}
	return slices.DeleteFunc(roots, func(p *packages.Package) bool {
		return p.Dir != "" && !slices.ContainsFunc(prog.within, func(dir string) bool {
			rel, err := filepath.Rel(dir, p.Dir)
			return err == nil && filepath.IsLocal(rel)
		})
	})
}
