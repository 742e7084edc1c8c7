package load

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/mod/modfile"
	"golang.org/x/mod/module"
	"golang.org/x/tools/go/packages"
)

// maxCopies bounds how often the go command is given another go.mod: it names one
// module that it cannot have, and the next one when it has that.
const maxCopies = 20

// An absence is a version of a module that the go command has to know to choose
// the versions of others, and cannot have.
type absence struct {
	module.Version
	reason string
}

// absenceLine is what the go command says of one, alone or as the last of those that
// require it.
var absenceLine = regexp.MustCompile(`^(?:go: |\t)(\S+)@(v\S+?)(?: \(replaced by .*?\))?: (.+)$`)

// absences recognises the modules for which the go command lists nothing at all.
func absences(err error) []absence {
	if err == nil || isIncomplete(err) {
		return nil
	}
	var list []absence
	for line := range strings.Lines(trimDriver(err.Error())) {
		if m := absenceLine.FindStringSubmatch(strings.TrimRight(line, "\r\n")); m != nil {
			version := module.Version{Path: m[1], Version: m[2]}
			list = append(list, absence{Version: version, reason: strings.TrimSuffix(m[3], ":")})
		}
	}
	return list
}

// without puts modules that have no packages in the place of absent ones. All other
// versions stay those that the program chose.
func (w *workspace) without(absent []absence) error {
	file := filepath.Join(w.dir, "go.mod")
	data, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	mod, err := modfile.Parse(file, data, nil)
	if err != nil {
		return err
	}
	for _, a := range absent {
		if slices.ContainsFunc(w.absent, func(other absence) bool { return other.Version == a.Version }) {
			return fmt.Errorf("%s is absent although it was replaced", a.Version)
		}
		dir := filepath.Join(w.dir, "absent", strconv.Itoa(len(w.absent)))
		if err := writeModule(dir, a.Path); err != nil {
			return err
		}
		if err := mod.AddReplace(a.Path, a.Version.Version, dir, ""); err != nil {
			return err
		}
		w.absent = append(w.absent, a)
	}
	if data, err = mod.Format(); err != nil {
		return err
	}
	return os.WriteFile(file, data, 0o600)
}

// writeModule makes a module without packages.
func writeModule(dir, path string) error {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(dir, "go.mod"), []byte("module "+modfile.AutoQuote(path)+"\n"), 0o600)
}

// reword says of packages of absent modules what is so for the program, and not what
// the go command saw in the place of their modules.
func (w *workspace) reword(roots []*packages.Package) {
	if len(w.absent) == 0 {
		return
	}
	packages.Visit(roots, nil, func(p *packages.Package) {
		for i, e := range p.Errors {
			if strings.Contains(e.Msg, w.dir) {
				p.Errors[i].Msg = "no module that can be had provides package " + p.PkgPath
			}
		}
	})
}

// skipAbsent records the modules that cannot be had, where go.mod requires them if it
// does.
func (prog *Program) skipAbsent() {
	file := filepath.Join(prog.work.root, "go.mod")
	lines := requirements(file)
	for _, a := range prog.work.absent {
		s := Skip{Package: a.Path, Reason: fmt.Sprintf("version %s of this module cannot be had: %s", a.Version.Version, a.reason)}
		if line, ok := lines[a.Version]; ok {
			s.File, s.Line, s.Column = file, line, 1
		}
		prog.skip(s)
	}
}

// requirements returns the lines on which a go.mod requires modules.
func requirements(file string) map[module.Version]int {
	lines := map[module.Version]int{}
	data, err := os.ReadFile(file)
	if err != nil {
		return lines // The program has none; one was assumed.
	}
	mod, err := modfile.ParseLax(file, data, nil)
	if err != nil {
		return lines
	}
	for _, r := range mod.Require {
		lines[r.Mod] = r.Syntax.Start.Line
	}
	return lines
}
