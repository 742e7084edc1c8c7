package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/workplacelint/workplacelint/internal/report"
)

func (a *app) requestsCommand() *cobra.Command {
	var sel selection
	var format string
	var evidence bool
	c := &cobra.Command{
		Use:   "requests [PACKAGE...]",
		Short: "list every request the program can send",
		Long: `Lists every request to the Graph API or the Account Management API that the
code can send, with the endpoint of the catalogue and what that needs. Requests
whose endpoint is not known are listed with the reason.`,
		Example: `  workplacelint requests ./...
  workplacelint requests --evidence ./cmd/bot
  workplacelint requests --format json ./... | jq '.requests[] | select(.match == "unresolved")'`,
		RunE: func(c *cobra.Command, args []string) error {
			if err := oneOf("--format", format, "text", "json"); err != nil {
				return err
			}
			prog, err := a.read(c.Context(), &sel, args)
			if err != nil {
				return err
			}
			return a.printInventory(prog.inventory(), format, evidence)
		},
	}
	c.Flags().StringVar(&format, "format", "text", "text or json (docs/schema/requests.json)")
	c.Flags().BoolVar(&evidence, "evidence", false, "show the places that a request is made of")
	sel.flags(c)
	return c
}

func (a *app) printInventory(inv *report.Inventory, format string, evidence bool) error {
	if format == "json" {
		if err := report.WriteJSON(a.stdout, inv); err != nil {
			return err
		}
	} else {
		w, err := a.text()
		if err != nil {
			return err
		}
		if err := w.Inventory(inv, evidence); err != nil {
			return err
		}
	}
	if !inv.Complete {
		return status(exitIncomplete)
	}
	return nil
}

// oneOf checks the value of a flag that has several.
func oneOf(flag, value string, allowed ...string) error {
	if slices.Contains(allowed, value) {
		return nil
	}
	last := len(allowed) - 1
	list := strings.Join(allowed[:last], ", ") + " or " + allowed[last]
	return fmt.Errorf("%s %q: expected %s", flag, value, list)
}
