package cli

import (
	"bytes"
	"context"
	"io"

	"github.com/muesli/termenv"
	"github.com/spf13/cobra"

	"github.com/workplacelint/workplacelint/internal/catalog"
	"github.com/workplacelint/workplacelint/internal/lsp"
	"github.com/workplacelint/workplacelint/internal/report"
)

func (a *app) lspCommand() *cobra.Command {
	var run checkRun
	c := &cobra.Command{
		Use:   "lsp",
		Short: "speak to an editor, by the Language Server Protocol",
		Long: `Speaks the Language Server Protocol on the standard input and output:
diagnostics of what is saved, with the evidence as related places; quick fixes;
on a request its endpoint and what it needs; on a permission in workplace.yaml
what it gives. Let the editor start it for Go files and workplace.yaml, beside
gopls.`,
		Example: `  vim.lsp.start({ name = 'workplacelint', cmd = { 'workplacelint', 'lsp' } })`,
		Args:    cobra.NoArgs,
		RunE: func(*cobra.Command, []string) error {
			run.fix = fixAll // A person looks at each.
			chosen, err := run.analyzers()
			if err != nil {
				return err
			}
			// Messages have a length, so the server hides credentials in their texts.
			return lsp.Serve(a.stdin, stayOpen{behind(a.stdout)}, lsp.Config{
				Version: version(), Dir: a.dir, Explain: explainPermission,
				Analyze: func(ctx context.Context, dir string) (*lsp.Program, error) {
					there := *a
					there.dir = dir
					prog, result, err := there.examine(ctx, &run, chosen, nil)
					if err != nil {
						return nil, err
					}
					return &lsp.Program{Check: result, Inventory: prog.inventory()}, nil
				},
			})
		},
	}
	run.analyzerFlags(c)
	run.selection.flags(c)
	return c
}

// stayOpen is a writer that whoever opened it closes.
type stayOpen struct{ io.Writer }

// Close does nothing.
func (stayOpen) Close() error { return nil }

func explainPermission(name string) string {
	cat := catalog.Default()
	p := cat.Permission(name)
	if p == nil {
		return ""
	}
	var b bytes.Buffer
	w := &report.Text{W: &b, Colors: termenv.Ascii}
	if err := w.Sheet(permissionSheet(cat, p)); err != nil {
		return ""
	}
	return b.String()
}
