package cli

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/workplacelint/workplacelint/analyzers/appsecretproof"
	"github.com/workplacelint/workplacelint/analyzers/hardcodedtoken"
	"github.com/workplacelint/workplacelint/analyzers/webhooksignature"
	"github.com/workplacelint/workplacelint/internal/builds"
	"github.com/workplacelint/workplacelint/internal/catalog"
	"github.com/workplacelint/workplacelint/internal/driver"
	"github.com/workplacelint/workplacelint/internal/extract"
	"github.com/workplacelint/workplacelint/internal/flow"
	"github.com/workplacelint/workplacelint/internal/load"
	"github.com/workplacelint/workplacelint/internal/sender"
	"github.com/workplacelint/workplacelint/internal/union"
	"github.com/workplacelint/workplacelint/internal/verdict"
)

// read loads and analyzes a program in each of its builds, one after the other.
func (a *app) read(ctx context.Context, s *selection, patterns []string, analyzers ...*analysis.Analyzer) (*program, error) {
	limitMemory()
	if err := a.chooseManifest(s); err != nil {
		return nil, err
	}
	line := a.progress()
	defer line.done()
	r := &reading{
		prog: &program{dir: a.dir}, selection: s, patterns: patterns, analyzers: analyzers, show: line.show,
		found: map[string]bool{}, keeping: a.keeping(s),
	}
	r.todo = []builds.Build{{}}
	for _, text := range s.builds {
		b, err := builds.Parse(text)
		if err != nil {
			return nil, fmt.Errorf("--build: %w", err)
		}
		r.want(b)
	}
	r.declared(a.dir)
	if err := r.builds(ctx); err != nil {
		return nil, err
	}
	return r.prog, nil
}

// A reading is a program while it is read.
type reading struct {
	*selection
	prog      *program
	patterns  []string
	analyzers []*analysis.Analyzer
	show      func(string) // the progress
	keeping   *driver.Keeping

	todo     []builds.Build // the first ones are done
	done     []union.Build
	none     []error         // of the builds without packages
	commands []string        // the import paths of all commands
	found    map[string]bool // which of entries are among them
}

// want adds a build, once.
func (r *reading) want(b builds.Build) {
	if !slices.ContainsFunc(r.todo, func(c builds.Build) bool { return c.String() == b.String() }) {
		r.todo = append(r.todo, b)
	}
}

// declared adds the builds that the manifest of a directory declares. One that
// cannot be read is reported when packages are judged by it.
func (r *reading) declared(dir string) {
	m, _, err := r.prog.gov.Load(r.prog.gov.File(dir))
	if err != nil || m == nil {
		return
	}
	for _, b := range m.Builds {
		r.want(b.Build)
	}
}

// builds reads all builds. A manifest beside code that none of them has may declare
// further ones.
func (r *reading) builds(ctx context.Context) error {
	for len(r.done) < len(r.todo) {
		for len(r.done) < len(r.todo) {
			if err := r.next(ctx); err != nil {
				return err
			}
		}
		r.prog.view = union.Of(r.done...)
		if err := r.findUnread(); err != nil {
			return err
		}
		for _, f := range r.prog.unread {
			if !f.Module {
				r.declared(filepath.Dir(f.File))
			}
		}
	}
	if len(r.none) == len(r.done) {
		return fmt.Errorf("%w%s", r.none[0], instead(r.prog.dir))
	}
	r.prog.skips = append(r.prog.skips, r.prog.view.Skips...)
	return r.missingEntry()
}

// next reads the next build. That it has no package is no failure, nor that it has
// not all the commands which flags name.
func (r *reading) next(ctx context.Context) error {
	b := r.todo[len(r.done)]
	err := r.build(ctx, b)
	switch {
	case errors.Is(err, load.ErrNoPackages):
		r.none = append(r.none, err)
		r.done = append(r.done, union.Build{Name: b.String()})
	case err != nil && len(r.done) > 0:
		return fmt.Errorf("build %s: %w", b, err)
	case err != nil:
		return err
	}
	return nil
}

// build reads one build.
func (r *reading) build(ctx context.Context, b builds.Build) error {
	prefix := ""
	if name := b.String(); name != builds.Default {
		prefix = name + ": "
	}
	loaded, err := load.Load(ctx, load.Config{
		Dir:       r.prog.dir,
		Patterns:  r.patterns,
		Tags:      r.tags,
		Build:     b,
		NoCompile: r.noCompile,
		Seeds:     seeds(catalog.Default()),
		Known:     sender.Default().Paths(),
		Relevant:  r.relevant,
		Progress:  func(step string) { r.show(prefix + step) },
	})
	if err != nil {
		return err
	}
	defer loaded.Close()
	out, err := driver.Run(ctx, loaded, driver.Config{
		Analyzers: append([]*analysis.Analyzer{verdict.Analyzer}, r.analyzers...),
		Keep:      kept(r.analyzers),
		Demands:   demands,
		Gives:     gives,
		Keeping:   r.keeping,
		Progress: func(done, total int) {
			r.show(fmt.Sprintf("%sanalyzing packages: %d of %d", prefix, done, total))
		},
	})
	if err != nil {
		return err
	}
	found := union.Build{Name: b.String(), Packages: loaded.Packages, Analyzed: out.Packages, Skips: out.Skips}
	r.narrow(&found)
	r.done = append(r.done, found)
	for _, p := range loaded.Packages {
		if p.Main {
			r.declared(p.Dir)
		}
	}
	return nil
}

// relevant returns the packages that matter though they name no host.
func (r *reading) relevant(main []*load.Package) []*load.Package {
	list := r.prog.relevant(main)
	if slices.Contains(r.analyzers, hardcodedtoken.Analyzer) {
		list = append(list, holders(main)...)
	}
	return list
}

// kept returns the analyzers whose results are asked for.
func kept(analyzers []*analysis.Analyzer) []*analysis.Analyzer {
	keep := []*analysis.Analyzer{extract.Analyzer, verdict.Analyzer}
	if slices.ContainsFunc(analyzers, func(a *analysis.Analyzer) bool { return slices.Contains(a.Requires, flow.Analyzer) }) {
		keep = append(keep, flow.Analyzer)
	}
	for _, a := range []*analysis.Analyzer{appsecretproof.Analyzer, webhooksignature.Analyzer} {
		if slices.Contains(analyzers, a) {
			keep = append(keep, a)
		}
	}
	return keep
}
