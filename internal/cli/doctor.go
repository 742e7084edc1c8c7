package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/spf13/cobra"
	"go.yaml.in/yaml/v4"

	"github.com/workplacelint/workplacelint/internal/git"
	"github.com/workplacelint/workplacelint/internal/manifest"
	"github.com/workplacelint/workplacelint/internal/report"
)

func (a *app) doctorCommand() *cobra.Command {
	var sel selection
	c := &cobra.Command{
		Use:   "doctor [PACKAGE...]",
		Short: "explain what a check here sees, and what it does not",
		Long: `Prints the versions of Go and of this program, which manifest governs the
directory, which packages are analyzed and why others are not, whether git can
be asked for revisions, and whether a golangci-lint plugin is built from the
same version. The first thing to run when findings differ between machines.`,
		Example: "  workplacelint doctor ./...",
		RunE: func(c *cobra.Command, args []string) error {
			return a.doctor(c.Context(), &sel, args)
		},
	}
	sel.flags(c)
	return c
}

func (a *app) doctor(ctx context.Context, sel *selection, patterns []string) error {
	w, err := a.text()
	if err != nil {
		return err
	}
	if err := a.chooseManifest(sel); err != nil {
		return err
	}
	s := &report.Sheet{Title: "workplacelint " + version()}
	s.Add("built with", runtime.Version()+" for "+runtime.GOOS+"/"+runtime.GOARCH)
	s.Add("directory", a.dir)
	s.Add("go command", a.goCommand(ctx))
	s.Add("driver", driverState()...)
	s.Add("flags", a.goFlags(sel)...)
	s.Add("cache", cacheState())
	s.Add("manifest", a.manifestState())
	s.Add("git", a.gitState(ctx))
	s.Add("plugin", a.pluginState()...)
	complete := a.programState(ctx, sel, patterns, s)
	if err := w.Sheet(s); err != nil {
		return err
	}
	if !complete {
		return status(exitIncomplete)
	}
	return nil
}

// goCommand asks the go command of the path for its version, which may not be
// that of this program.
func (a *app) goCommand(ctx context.Context) string {
	cmd := exec.CommandContext(ctx, "go", "env", "GOVERSION")
	cmd.Dir = a.dir
	cmd.Env = append(os.Environ(), "GOTOOLCHAIN=local")
	out, err := cmd.Output()
	if err != nil {
		return "cannot be run: " + firstLine(err.Error()) + "; without it no package is loaded"
	}
	have := strings.TrimSpace(string(out))
	if have != runtime.Version() {
		return have + "; this program knows the language of " + runtime.Version()
	}
	return have
}

func firstLine(s string) string {
	line, _, _ := strings.Cut(s, "\n")
	return line
}

// driverState says how packages are loaded, and what of the environment is left
// out, since it would run another program.
func driverState() []string {
	rows := []string{"go list, and export data of other modules"}
	for _, name := range []string{"GOPACKAGESDRIVER", "GOTOOLCHAIN"} {
		if v := os.Getenv(name); v != "" && v != "off" && v != "auto" && v != "local" {
			rows = append(rows, name+"="+v+" is not used")
		}
	}
	return rows
}

func (a *app) goFlags(sel *selection) []string {
	var rows []string
	if len(sel.tags) > 0 {
		rows = append(rows, "tags "+strings.Join(sel.tags, ","))
	}
	for _, name := range []string{"GOFLAGS", "GOOS", "GOARCH", "GOWORK", "CGO_ENABLED"} {
		if v := os.Getenv(name); v != "" {
			rows = append(rows, name+"="+v)
		}
	}
	if rows == nil {
		return []string{"none in the environment"}
	}
	return rows
}

func (a *app) manifestState() string {
	file, ok := manifest.Find(a.dir)
	if !ok {
		return "none in this directory or above; 'workplacelint manifest init' writes one"
	}
	name := report.Relative(a.dir, file)
	m, err := manifest.Read(file)
	if err != nil {
		return name + " cannot be read: " + firstLine(err.Error())
	}
	return fmt.Sprintf("%s, with %s", name, report.Count(len(m.Permissions), "grant"))
}

func (a *app) gitState(ctx context.Context) string {
	repo, err := git.Open(ctx, a.dir)
	if err != nil {
		return "no revisions for --since and diff: " + firstLine(err.Error())
	}
	commit, err := repo.Commit(ctx, "HEAD")
	if err != nil {
		return "a repository without a commit"
	}
	return "a repository at " + commit
}

// customBuild is the part of .custom-gcl.yml that names plugins.
type customBuild struct {
	Version string `yaml:"version"`
	Plugins []struct {
		Module  string `yaml:"module"`
		Version string `yaml:"version"`
		Path    string `yaml:"path"`
	} `yaml:"plugins"`
}

// pluginState compares the version that golangci-lint is built with.
func (a *app) pluginState() []string {
	file := filepath.Join(a.dir, ".custom-gcl.yml")
	data, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return []string{"no .custom-gcl.yml here"}
	}
	var build customBuild
	if err == nil {
		err = yaml.Unmarshal(data, &build)
	}
	if err != nil {
		return []string{".custom-gcl.yml cannot be read: " + firstLine(err.Error())}
	}
	for _, p := range build.Plugins {
		switch {
		case p.Module != "github.com/workplacelint/workplacelint":
			continue // another plugin
		case p.Path != "":
			return []string{"built from " + p.Path + " into golangci-lint " + build.Version}
		case p.Version != version():
			return []string{fmt.Sprintf("golangci-lint %s is built with %s, this is %s: findings may differ", build.Version, p.Version, version())}
		}
		return []string{"golangci-lint " + build.Version + " is built with the same version"}
	}
	return []string{".custom-gcl.yml does not name workplacelint"}
}

// programState loads the packages and reports whether all were analyzed.
func (a *app) programState(ctx context.Context, sel *selection, patterns []string, s *report.Sheet) bool {
	prog, err := a.read(ctx, sel, patterns)
	if err != nil {
		s.Add("packages", strings.Split(err.Error(), "\n")...)
		return false
	}
	counts, skipped := prog.counts(), prog.skipped()
	s.Add("packages", fmt.Sprintf("%d outside the standard library, of which %d can matter", counts.Listed, counts.Analyzed))
	for _, skip := range skipped {
		text := skip.Package + ": " + skip.Why()
		if skip.Position != nil {
			text += " (" + skip.Position.String() + ")"
		}
		s.Add("skipped", text)
	}
	for _, u := range prog.unreadList() {
		s.Add("not read", u.Position.String()+": "+u.Reason)
	}
	return len(skipped) == 0
}
