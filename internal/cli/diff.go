package cli

import (
	"context"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"github.com/workplacelint/workplacelint/internal/report"
)

func (a *app) diffCommand() *cobra.Command {
	var sel selection
	var format string
	c := &cobra.Command{
		Use:   "diff REV1..[REV2] [PACKAGE...]",
		Short: "list the permissions that a change gains and loses",
		Long: `Compares the permissions that two revisions need, each with the requests that
need it. Without REV2 the files of the directory are the second revision.

Git reads the revisions; nothing that the repository configures is run.`,
		Example: `  workplacelint diff main..
  workplacelint diff v1.4.0..v1.5.0 ./...
  workplacelint diff --format markdown origin/main..HEAD`,
		Args: cobra.MinimumNArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			if err := oneOf("--format", format, "text", "json", "markdown"); err != nil {
				return err
			}
			return a.diff(c.Context(), &sel, format, args[0], args[1:])
		},
	}
	c.Flags().StringVar(&format, "format", "text", "text, json or markdown")
	sel.flags(c)
	return c
}

func (a *app) diff(ctx context.Context, sel *selection, format, revs string, patterns []string) error {
	from, to, ok := strings.Cut(revs, "..")
	if !ok || from == "" || strings.HasPrefix(to, ".") {
		return fmt.Errorf("%q: expected REV1..REV2, or REV1.. for the files as they are", revs)
	}
	before, err := a.permissionsAt(ctx, sel, from, patterns)
	if err != nil {
		return err
	}
	after, err := a.permissionsAt(ctx, sel, to, patterns)
	if err != nil {
		return err
	}
	change := report.Compare(before, after)
	change.From, change.To = from, to
	if err := a.printChange(change, format); err != nil {
		return err
	}
	if !change.Complete {
		return status(exitIncomplete)
	}
	return nil
}

// permissionsAt returns what a revision needs, "" being the files as they are.
func (a *app) permissionsAt(ctx context.Context, sel *selection, rev string, patterns []string) (perms *report.Permissions, err error) {
	read := func(there *app) error {
		prog, err := there.read(ctx, sel, patterns)
		if err != nil {
			return err
		}
		perms, err = prog.permissions()
		return err
	}
	if rev == "" {
		err := read(a) // sets perms
		return perms, err
	}
	if err := a.at(ctx, rev, read); err != nil {
		return nil, fmt.Errorf("at %s: %w", rev, err)
	}
	return perms, nil
}

func (a *app) printChange(change *report.Change, format string) error {
	switch format {
	case "json":
		return report.WriteJSON(a.stdout, change)
	case "markdown":
		return report.WriteChangeMarkdown(a.stdout, change)
	}
	w, err := a.text()
	if err != nil {
		return err
	}
	return w.Change(change)
}
