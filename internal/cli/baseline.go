package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/workplacelint/workplacelint/internal/baseline"
	"github.com/workplacelint/workplacelint/internal/report"
)

// baselineRun is one run of a command of baseline, as flags say.
type baselineRun struct {
	checkRun
	file string
}

func (a *app) baselineCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "baseline",
		Short: "keep findings that are known, so that only new ones count",
		Long: `A baseline lists the findings of a day by fingerprints that do not depend on
lines. 'workplacelint check --baseline FILE' reports what it does not list.
Credentials in source are never listed. Run check in the directory in which the
baseline was written.`,
		Args: cobra.NoArgs,
		RunE: func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(
		a.baselinePart("write", "list what is found now", a.writeKnown),
		a.baselinePart("check", "exit 1 if the baseline lists what is not found any more", a.checkKnown),
		a.baselinePart("prune", "remove from the baseline what is not found any more", a.pruneKnown),
	)
	return c
}

func (a *app) baselinePart(name, short string, do func(*baselineRun, *report.Check) error) *cobra.Command {
	run := &baselineRun{}
	c := &cobra.Command{
		Use:     name + " [PACKAGE...]",
		Short:   short,
		Example: "  workplacelint baseline " + name + " ./...",
		RunE: func(c *cobra.Command, args []string) error {
			return a.baseline(c.Context(), run, args, do)
		},
	}
	c.Flags().StringVar(&run.file, "file", baseline.Name, "the baseline")
	run.analyzerFlags(c)
	run.selection.flags(c)
	return c
}

func (a *app) baseline(ctx context.Context, run *baselineRun, patterns []string, do func(*baselineRun, *report.Check) error) error {
	chosen, err := run.analyzers()
	if err != nil {
		return err
	}
	_, result, err := a.examine(ctx, &run.checkRun, chosen, patterns)
	if err != nil {
		return err
	}
	err = do(run, result)
	if err == nil && !result.Complete {
		return status(exitIncomplete)
	}
	return err
}

// errPart is why a baseline is not judged by a part of the program.
var errPart = errors.New("the program is not fully analyzed, so nothing is known to be gone; 'workplacelint check' says why")

func (a *app) writeKnown(run *baselineRun, c *report.Check) error {
	b := baseline.Of(c)
	if err := a.saveBaseline(run.file, b); err != nil {
		return err
	}
	fmt.Fprintf(a.stdout, "%s lists %s\n", report.Printable(run.file), report.Count(len(b.Entries), "finding"))
	return nil
}

func (a *app) checkKnown(run *baselineRun, c *report.Check) error {
	b, err := a.readBaseline(run.file)
	if err != nil {
		return err
	}
	if !c.Complete {
		return errPart
	}
	_, gone := b.Prune(c)
	a.showGone(gone)
	if len(gone) > 0 {
		return status(exitFindings)
	}
	return nil
}

func (a *app) pruneKnown(run *baselineRun, c *report.Check) error {
	b, err := a.readBaseline(run.file)
	if err != nil {
		return err
	}
	if !c.Complete {
		return errPart
	}
	kept, gone := b.Prune(c)
	a.showGone(gone)
	if len(gone) == 0 {
		return nil
	}
	return a.saveBaseline(run.file, kept)
}

func (a *app) showGone(gone []baseline.Entry) {
	for _, e := range gone {
		fmt.Fprintf(a.stdout, "gone: %s\n", report.Printable(fmt.Sprintf("%s: %s: %s", e.File, e.Finding, e.Message)))
	}
}

func (a *app) saveBaseline(name string, b *baseline.Baseline) error {
	var text bytes.Buffer
	if err := b.Write(&text); err != nil {
		return err
	}
	return a.save(name, text.Bytes())
}
