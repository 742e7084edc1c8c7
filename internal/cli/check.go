package cli

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/tools/go/analysis"

	"github.com/workplacelint/workplacelint/analyzers"
	"github.com/workplacelint/workplacelint/internal/clientfile"
	"github.com/workplacelint/workplacelint/internal/report"
	"github.com/workplacelint/workplacelint/internal/verdict"
)

// checkRun is one run of the command, as flags say.
type checkRun struct {
	selection
	format          string
	enable, disable []string
	pedantic        bool
	known
	fixing
}

func (a *app) checkCommand() *cobra.Command {
	var run checkRun
	c := &cobra.Command{
		Use:   "check [PACKAGE...]",
		Short: "report missing and unused grants and other faults",
		Long: `Compares the requests that the program can send with what workplace.yaml grants,
and reports what is missing, what is not needed and what is wrong. Packages are
named as for the go command; none means ./...

Without a manifest it prints the permissions that the program needs.

With --fix it corrects Go files of the main modules where a correction cannot
break what works, and reports what is left. Files that are generated or vendored
and files of other kinds are never changed.

A comment on the line or the one before suppresses a finding, with a reason:

  //workplacelint:ignore missinggrant -- granted when the pilot begins until 2027-01-01

` + ExitCodes,
		Example: `  workplacelint check ./...
  workplacelint check --enable unresolvedrequest ./cmd/bot
  workplacelint check --diff ./...
  workplacelint check --fix ./...
  workplacelint check --format sarif ./... > check.sarif`,
		RunE: func(c *cobra.Command, args []string) error { return a.check(c, &run, args) },
	}
	run.formatFlag(c)
	run.analyzerFlags(c)
	run.known.flags(c)
	run.fixing.flags(c)
	run.selection.flags(c)
	return c
}

func (run *checkRun) formatFlag(c *cobra.Command) {
	var about []string
	for _, f := range report.Formats() {
		about = append(about, f.Name)
	}
	c.Flags().StringVar(&run.format, "format", "text", strings.Join(about, ", "))
	complete(c, "format", func() []cobra.Completion {
		var list []cobra.Completion
		for _, f := range report.Formats() {
			list = append(list, cobra.CompletionWithDesc(f.Name, f.About))
		}
		return list
	})
}

// complete offers values for a flag.
func complete(c *cobra.Command, flag string, values func() []cobra.Completion) {
	err := c.RegisterFlagCompletionFunc(flag, func(*cobra.Command, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
		return values(), cobra.ShellCompDirectiveNoFileComp
	})
	if err != nil {
		panic(err) // The flag is a constant.
	}
}

func analyzerNames() []cobra.Completion {
	names := []cobra.Completion{"all"}
	for _, a := range analyzerList() {
		names = append(names, cobra.CompletionWithDesc(a.Name, title(a.Doc)))
	}
	return names
}

func (a *app) check(c *cobra.Command, run *checkRun, patterns []string) error {
	format, err := report.FormatNamed(run.format)
	if err != nil {
		return fmt.Errorf("--%w", err)
	}
	if err := run.faulty(); err != nil {
		return err
	}
	chosen, err := run.analyzers()
	if err != nil {
		return err
	}
	colors, err := a.colors()
	if err != nil {
		return err
	}
	prog, result, err := a.news(c.Context(), run, chosen, patterns)
	if err != nil {
		return err
	}
	if run.diff {
		return a.showFixes(prog, result)
	}
	err = format.Write(a.stdout, result, &report.Options{
		Tool: version(), Colors: colors, Sources: &report.Sources{Dir: a.dir}, Analyzers: describe(chosen),
	})
	if err == nil && run.format == "text" {
		err = a.withoutManifest(prog)
	}
	if err != nil {
		return err
	}
	return checkStatus(result, run.pedantic)
}

// news checks a program, fixes it if that is wanted, and takes out of the count
// what is known.
func (a *app) news(ctx context.Context, run *checkRun, chosen []*analysis.Analyzer, patterns []string) (*program, *report.Check, error) {
	lists, err := a.known(ctx, run, chosen, patterns)
	if err != nil {
		return nil, nil, err
	}
	examine := func() (*program, *report.Check, error) {
		prog, result, err := a.examine(ctx, run, chosen, patterns)
		if err != nil {
			return nil, nil, err
		}
		for _, l := range lists {
			l.Apply(result, l.reason)
		}
		return prog, result, nil
	}
	prog, result, err := examine()
	if err != nil || run.fix == "" || run.diff {
		return prog, result, err
	}
	// Of two mistakes in one proof the second shows when the first is gone.
	for range maxFixRounds {
		changed, err := a.applyFixes(prog, result)
		if err != nil || !changed {
			return prog, result, err
		}
		if prog, result, err = examine(); err != nil {
			return nil, nil, err
		}
	}
	return prog, result, nil
}

// analyzers returns the analyzers that flags choose, sorted by name.
func (run *checkRun) analyzers() ([]*analysis.Analyzer, error) {
	chosen := map[string]bool{}
	for _, a := range analyzers.Default() {
		chosen[a.Name] = true
	}
	for _, name := range run.disable {
		if err := choose(chosen, "--disable", name, false); err != nil {
			return nil, err
		}
	}
	for _, name := range run.enable {
		if err := choose(chosen, "--enable", name, true); err != nil {
			return nil, err
		}
	}
	return slices.DeleteFunc(analyzers.All(), func(a *analysis.Analyzer) bool { return !chosen[a.Name] }), nil
}

func choose(chosen map[string]bool, flag, name string, value bool) error {
	known := false
	for _, a := range analyzers.All() {
		if name == a.Name || name == "all" {
			chosen[a.Name], known = value, true
		}
	}
	if known {
		return nil
	}
	return fmt.Errorf("%s %q: no such analyzer; 'workplacelint help check' and 'workplacelint explain' know them", flag, name)
}

// syntactic returns the analyzers that look at one package. What the others
// report is decided once all packages, or all files, are known.
func syntactic(list []*analysis.Analyzer) []*analysis.Analyzer {
	return slices.DeleteFunc(slices.Clone(list), func(a *analysis.Analyzer) bool {
		return slices.Contains(a.Requires, verdict.Analyzer) && isAudit(a.Name) || a.Name == clientfile.Name
	})
}

func isAudit(name string) bool {
	switch name {
	case verdict.MissingGrant, verdict.UnusedGrant, verdict.FaultyManifest, verdict.UnresolvedRequest:
		return true
	}
	return false
}

func describe(list []*analysis.Analyzer) []report.Analyzer {
	var out []report.Analyzer
	for _, a := range list {
		out = append(out, report.Analyzer{Name: a.Name, Summary: title(a.Doc), Help: a.Doc})
	}
	return out
}

// checkStatus is the exit code. Only a pedantic check fails on notes.
func checkStatus(c *report.Check, pedantic bool) error {
	switch s := c.Summary; {
	case !c.Complete:
		return status(exitIncomplete)
	case s.Errors+s.Warnings > 0, pedantic && s.Notes > 0:
		return status(exitFindings)
	}
	return nil
}
