package cli

import (
	"github.com/spf13/cobra"

	"github.com/workplacelint/workplacelint/internal/draft"
	"github.com/workplacelint/workplacelint/internal/load"
)

func (a *app) sendersCommand() *cobra.Command {
	c := &cobra.Command{
		Use:   "senders",
		Short: "help with HTTP clients that workplacelint does not know",
		RunE:  func(c *cobra.Command, _ []string) error { return c.Help() },
	}
	c.AddCommand(a.sendersDraftCommand())
	return c
}

func (a *app) sendersDraftCommand() *cobra.Command {
	var sel selection
	c := &cobra.Command{
		Use:   "draft IMPORTPATH",
		Short: "draft the entry of a client for workplace.yaml",
		Long: `Reads the code of a package that sends requests and drafts what its functions do
to them, as an entry for senders in workplace.yaml. The package is one that the
program imports. It is a draft: read it, and what is marked "guessed" above all.`,
		Example: `  workplacelint senders draft github.com/go-resty/resty/v2`,
		Args:    cobra.ExactArgs(1),
		RunE: func(c *cobra.Command, args []string) error {
			line := a.progress()
			defer line.done()
			limitMemory()
			d, err := draft.Read(c.Context(), load.Config{
				Dir: a.dir, Tags: sel.tags, NoCompile: sel.noCompile, Progress: line.show,
			}, args[0])
			if err != nil {
				return err
			}
			line.done()
			return d.Write(a.stdout)
		},
	}
	sel.flags(c)
	return c
}
