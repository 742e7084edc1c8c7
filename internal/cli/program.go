package cli

import (
	"maps"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/spf13/cobra"
	"github.com/workplacelint/workplacelint/analyzers/webhooksignature"
	"github.com/workplacelint/workplacelint/internal/catalog"
	"github.com/workplacelint/workplacelint/internal/clientfile"
	"github.com/workplacelint/workplacelint/internal/credential"
	"github.com/workplacelint/workplacelint/internal/driver"
	"github.com/workplacelint/workplacelint/internal/extract"
	"github.com/workplacelint/workplacelint/internal/flow"
	"github.com/workplacelint/workplacelint/internal/load"
	"github.com/workplacelint/workplacelint/internal/manifest"
	"github.com/workplacelint/workplacelint/internal/proof"
	"github.com/workplacelint/workplacelint/internal/report"
	"github.com/workplacelint/workplacelint/internal/sender"
	"github.com/workplacelint/workplacelint/internal/signature"
	"github.com/workplacelint/workplacelint/internal/union"
	"github.com/workplacelint/workplacelint/internal/unread"
	"github.com/workplacelint/workplacelint/internal/verdict"
)

// selection is what all commands know that read a program.
type selection struct {
	tags      []string
	builds    []string
	noCompile bool
	noCache   bool
	entries   []string
	manifest  string
}

func (s *selection) flags(c *cobra.Command) {
	c.Flags().StringSliceVar(&s.tags, "tags", nil, "build tags, as for the go command")
	c.Flags().StringArrayVar(&s.builds, "build", nil,
		"read this build too: tags, a GOOS or GOOS/GOARCH, with commas; builds of the manifest are read anyway")
	c.Flags().BoolVar(&s.noCompile, "no-compile", false,
		"run no compiler: take the types of dependencies from their source (slower)")
	c.Flags().BoolVar(&s.noCache, "no-cache", false, "analyze all packages anew ('workplacelint help cache')")
	c.Flags().StringVar(&s.manifest, "manifest", "", "the manifest that governs all packages (default the nearest to each)")
	c.Flags().StringSliceVar(&s.entries, "entry", nil,
		"count only what these commands can reach, named by directory or import path")
}

// A program is what one run knows of the packages that patterns name.
type program struct {
	dir    string
	view   *union.View
	skips  []union.In[load.Skip]
	unread []unread.Finding // code beside the program that no build reads
	gov    verdict.Governor
	judged *verdict.Verdict
	scope  map[string]bool    // import paths of what commands reach that flags name; nil for everything
	now    time.Time          // the day of the judgement; the zero value is today
	client *clientfile.Result // what is known of files that are delivered; nil if they were not looked at
}

// chooseManifest makes the manifest that a flag names govern.
func (a *app) chooseManifest(s *selection) error {
	if s.manifest == "" {
		manifest.Choose("")
		return nil
	}
	file := a.abs(s.manifest)
	manifest.Choose(file)
	_, err := os.Stat(file)
	return err
}

// seeds are texts one of which a package contains that names an API, uses an SDK
// for it, signs requests or takes deliveries.
func seeds(cat *catalog.Catalog) []string {
	return slices.Concat(
		cat.ListedHosts(), proof.Default().Seeds(), signature.Default().Seeds(), sender.Default().SDKs(), extract.DirectiveSeeds(),
	)
}

func demands(v driver.Values) []string {
	var paths []string
	if r, ok := v[extract.Analyzer].(*extract.Result); ok {
		paths = append(paths, r.Demands...)
	}
	if r, ok := v[flow.Analyzer].(*flow.Result); ok {
		paths = append(paths, r.Demands...)
	}
	if r, ok := v[webhooksignature.Analyzer].(*webhooksignature.Result); ok {
		paths = append(paths, r.Demands...)
	}
	return paths
}

// gives returns the packages to whose types a package gives a host.
func gives(v driver.Values) []string {
	if r, ok := v[extract.Analyzer].(*extract.Result); ok {
		return r.Gives
	}
	return nil
}

// holders returns the packages that hold a credential in their source, which
// need name no API.
func holders(main []*load.Package) []*load.Package {
	return slices.DeleteFunc(slices.Clone(main), func(p *load.Package) bool {
		return !slices.ContainsFunc(p.GoFiles, func(file string) bool {
			text, err := os.ReadFile(file)
			return err == nil && len(credential.Default().Find(filepath.Base(file), string(text))) > 0
		})
	})
}

// relevant returns the packages that a manifest governs and that may send a
// request whose host is not in their source: commands, and those that import
// net/http, a library which does, or a declared sender. So may those matter that
// make a proof for others. Of a manifest that has none it returns all,
// so that the manifest is judged. A manifest that cannot be read is
// recorded: without its hosts and senders, not all that is sent can be told.
func (prog *program) relevant(main []*load.Package) []*load.Package {
	governed := map[string][]*load.Package{}
	for _, p := range main {
		if file := prog.gov.File(p.Dir); file != "" {
			governed[file] = append(governed[file], p)
		}
	}
	var list []*load.Package
	for _, file := range slices.Sorted(maps.Keys(governed)) {
		group := governed[file]
		declared, err := prog.declared(file)
		if err != nil {
			prog.skipManifest(file, err)
		}
		some := slices.DeleteFunc(slices.Clone(group), func(p *load.Package) bool { return !mayBeClient(p, declared) && !p.ImportsPath("crypto/hmac") })
		if len(some) == 0 {
			some = group
		}
		list = append(list, some...)
	}
	return list
}

// declared returns the import paths of the senders that a manifest declares.
func (prog *program) declared(file string) ([]string, error) {
	m, _, err := prog.gov.Load(file)
	if err != nil {
		return nil, err
	}
	var paths []string
	for _, s := range m.Senders {
		paths = append(paths, s.Packages...)
	}
	return paths, nil
}

func mayBeClient(p *load.Package, senders []string) bool {
	const client = "net/http"
	return p.Name == "main" || p.ImportsPath(client) || slices.ContainsFunc(p.Direct(), func(imp *load.Package) bool {
		return !imp.Std && (imp.ImportsPath(client) || slices.Contains(senders, imp.PkgPath))
	})
}

// counts says how many packages were looked at.
func (prog *program) counts() report.Packages {
	c := report.Packages{Skipped: report.CountPackages(prog.skipped())}
	if len(prog.view.Builds) > 1 {
		c.Builds = prog.view.Builds
	}
	for _, p := range prog.view.Packages {
		if p.Std {
			continue
		}
		c.Listed++
		if p.Analyzed {
			c.Analyzed++
		}
	}
	return c
}

// skipped lists what was not analyzed, limits that were hit included.
func (prog *program) skipped() []report.Skipped {
	list := []report.Skipped{}
	for _, s := range prog.skips {
		at := extract.Position{File: s.What.File, Line: s.What.Line, Column: s.What.Column}
		list = append(list, prog.skip(s.What.Package, s.What.Reason, at, s.Builds))
	}
	for _, p := range prog.view.Packages {
		for _, l := range p.Limits {
			if p.Main {
				list = append(list, prog.skip(p.Path, l.What.Note, l.What.Position, l.Builds))
			}
		}
	}
	return list
}

func (prog *program) skip(pkg, reason string, at extract.Position, names []string) report.Skipped {
	s := report.Skipped{Package: pkg, Reason: reason, Builds: prog.view.Rest(names)}
	if at.File != "" {
		place := prog.place(at)
		s.Position = &place
	}
	return s
}

// reason is why something was not analyzed, for people.
func (prog *program) reason(text string, names []string) string {
	s := report.Skipped{Reason: text, Builds: prog.view.Rest(names)}
	return s.Why()
}

// place returns a position as reports show it.
func (prog *program) place(p extract.Position) report.Position {
	return report.Position{File: report.Relative(prog.dir, p.File), Line: p.Line, Column: p.Column}
}
