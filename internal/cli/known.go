package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"
	"golang.org/x/tools/go/analysis"

	"github.com/workplacelint/workplacelint/analyzers"
	"github.com/workplacelint/workplacelint/internal/baseline"
	"github.com/workplacelint/workplacelint/internal/clientfile"
	"github.com/workplacelint/workplacelint/internal/git"
	"github.com/workplacelint/workplacelint/internal/report"
)

// known says which findings are not new and do not count.
type known struct {
	baseline string
	since    string
}

func (k *known) flags(c *cobra.Command) {
	c.Flags().StringVar(&k.baseline, "baseline", "", "report only what this file does not list ('workplacelint baseline write')")
	c.Flags().StringVar(&k.since, "since", "", "report only what a check of this revision does not report")
}

// analyzerFlags are those that choose what is reported.
func (run *checkRun) analyzerFlags(c *cobra.Command) {
	f := c.Flags()
	f.StringSliceVar(&run.enable, "enable", nil, "analyzers to run beside the default ones, or all")
	f.StringSliceVar(&run.disable, "disable", nil, "analyzers not to run, or all")
	f.BoolVar(&run.pedantic, "pedantic", false, "report notes too: what the catalogue cannot decide, settings")
	for _, name := range []string{"enable", "disable"} {
		complete(c, name, analyzerNames)
	}
}

// examine checks a program.
func (a *app) examine(ctx context.Context, run *checkRun, chosen []*analysis.Analyzer, patterns []string) (*program, *report.Check, error) {
	if err := errors.Join(analyzers.Set("pedantic", run.pedantic), analyzers.Set("suggest", run.fix == fixAll)); err != nil {
		return nil, nil, err
	}
	prog, err := a.read(ctx, &run.selection, patterns, syntactic(chosen)...)
	if err != nil {
		return nil, nil, err
	}
	if isChosen(chosen, clientfile.Name) {
		if err := a.clientFiles(ctx, prog, patterns); err != nil {
			return nil, nil, err
		}
	}
	c, err := prog.check(chosen, run.pedantic)
	return prog, c, err
}

// A list of findings that are known, and how it is known.
type list struct {
	*baseline.Baseline
	reason string
}

// known returns the lists that flags name. It is asked before a check: what is
// wrong with them is said at once.
func (a *app) known(ctx context.Context, run *checkRun, chosen []*analysis.Analyzer, patterns []string) ([]list, error) {
	var lists []list
	if run.baseline != "" {
		b, err := a.readBaseline(run.baseline)
		if err != nil {
			return nil, err
		}
		lists = append(lists, list{b, "listed in " + run.baseline})
	}
	if run.since == "" {
		return lists, nil
	}
	err := a.at(ctx, run.since, func(there *app) error {
		_, old, err := there.examine(ctx, run, chosen, patterns)
		if err != nil {
			return fmt.Errorf("at %s: %w", run.since, err)
		}
		lists = append(lists, list{baseline.Of(old), "reported at " + run.since + " already"})
		return nil
	})
	return lists, err
}

func (a *app) readBaseline(name string) (*baseline.Baseline, error) {
	f, err := os.Open(a.abs(name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("%s: no such file; 'workplacelint baseline write' makes one", name)
	}
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return baseline.Read(name, f)
}

// at calls use for the directory as it was at a revision.
func (a *app) at(ctx context.Context, rev string, use func(*app) error) error {
	repo, err := git.Open(ctx, a.dir)
	if err != nil {
		return err
	}
	commit, err := repo.Commit(ctx, rev)
	if err != nil {
		return err
	}
	tmp, err := os.MkdirTemp("", "workplacelint-")
	if err != nil {
		return err
	}
	defer func() {
		// Nothing more can be done about a file that stays.
		_ = os.RemoveAll(tmp)
	}()
	// The go command gives names without links.
	if tmp, err = filepath.EvalSymlinks(tmp); err != nil {
		return err
	}
	if err := repo.Export(ctx, commit, tmp); err != nil {
		return err
	}
	there := *a
	there.passing = true
	there.dir = filepath.Join(tmp, filepath.FromSlash(repo.Prefix))
	if _, err := os.Stat(there.dir); err != nil {
		return fmt.Errorf("%s has no %s", rev, repo.Prefix)
	}
	return use(&there)
}
