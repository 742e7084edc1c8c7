package cli

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/workplacelint/workplacelint/internal/audit"
	"github.com/workplacelint/workplacelint/internal/catalog"
	"github.com/workplacelint/workplacelint/internal/manifest"
	"github.com/workplacelint/workplacelint/internal/report"
	"github.com/workplacelint/workplacelint/internal/verdict"
)

func (a *app) permissionsCommand() *cobra.Command {
	var sel selection
	var format string
	c := &cobra.Command{
		Use:   "permissions [PACKAGE...]",
		Short: "list the permissions the program needs, and why",
		Long: `Lists every permission that the program needs or the manifest grants, with what
needs it, and the cheapest set of grants that satisfies everything: the one that
opens least, then the smallest.`,
		Example: `  workplacelint permissions ./...
  workplacelint permissions --format json ./cmd/bot | jq .minimal.grants`,
		RunE: func(c *cobra.Command, args []string) error {
			if err := oneOf("--format", format, "text", "json"); err != nil {
				return err
			}
			prog, err := a.read(c.Context(), &sel, args)
			if err != nil {
				return err
			}
			return a.printPermissions(prog, format)
		},
	}
	c.Flags().StringVar(&format, "format", "text", "text or json (docs/schema/permissions.json)")
	sel.flags(c)
	return c
}

func (a *app) printPermissions(prog *program, format string) error {
	p, err := prog.permissions()
	if err != nil {
		return err
	}
	if format == "json" {
		err = report.WriteJSON(a.stdout, p)
	} else {
		w, terr := a.text()
		if terr != nil {
			return terr
		}
		err = w.Permissions(p)
	}
	if err == nil && !p.Complete {
		return status(exitIncomplete)
	}
	return err
}

// withoutManifest prints what the packages need that no manifest governs, and
// how to write one.
func (a *app) withoutManifest(prog *program) error {
	v, err := prog.judge()
	if err != nil {
		return err
	}
	i := slices.IndexFunc(v.Programs, func(p *verdict.Program) bool { return p.Manifest == nil })
	if i < 0 || len(v.Programs[i].Uses) == 0 {
		return nil
	}
	p := v.Programs[i]
	w, err := a.text()
	if err != nil {
		return err
	}
	fmt.Fprintln(a.stdout)
	if len(p.Report.Evidence) == 0 {
		_, err = fmt.Fprintln(a.stdout, "nothing tells this program from one that talks to Facebook only, so no permission is judged; a "+
			manifest.Name+" says that it talks to Workplace ('workplacelint manifest init' writes one)")
		return err
	}
	fmt.Fprintf(a.stdout, "no %s governs this program, which talks to Workplace (%s); ",
		manifest.Name, report.Printable(strings.Join(p.Report.Evidence, ", ")))
	needs := prog.permissionList([]*verdict.Program{p})
	if len(needs) == 0 {
		_, err = fmt.Fprintln(a.stdout, "no request that is known needs a permission ('workplacelint manifest init' writes one that grants nothing)")
		return err
	}
	granted, some := "this", "it needs:\n\n"
	if least := minimal([]*verdict.Program{p}); len(least.Grants) < len(needs) {
		granted, some = strings.Join(least.Grants, ", ")+", the cheapest of these that is enough", "it needs some of these:\n\n"
	}
	fmt.Fprint(a.stdout, some)
	if err := w.PermissionTable(needs); err != nil {
		return err
	}
	_, err = fmt.Fprintf(a.stdout, "'workplacelint manifest init' writes a %s that grants %s\n", manifest.Name, granted)
	return err
}

// permissions collects what needs which permission in all programs.
func (prog *program) permissions() (*report.Permissions, error) {
	v, err := prog.judge()
	if err != nil {
		return nil, err
	}
	inv := prog.inventory()
	out := &report.Permissions{
		Version: report.Version, Complete: inv.Complete, Summary: inv.Summary,
		Manifests: prog.manifests(v), Permissions: prog.permissionList(v.Programs),
	}
	out.Minimal = minimal(v.Programs)
	for i := range out.Permissions {
		p := &out.Permissions[i]
		p.Minimal = slices.Contains(out.Minimal.Grants, p.Name)
	}
	return out, nil
}

// permissionList lists the permissions of programs, sorted by name.
func (prog *program) permissionList(programs []*verdict.Program) []report.Permission {
	var all []audit.PermissionUse
	for _, p := range programs {
		all = append(all, p.Report.Permissions...)
	}
	slices.SortStableFunc(all, func(a, b audit.PermissionUse) int { return strings.Compare(a.Name, b.Name) })
	list := []report.Permission{}
	for i := range all {
		if n := len(list); n > 0 && list[n-1].Name == all[i].Name {
			prog.extend(&list[n-1], &all[i])
			continue
		}
		p := report.Permission{Name: all[i].Name, Class: all[i].Class.String(), NeededBy: []report.NeededBy{}, Doubts: []string{}}
		if e := all[i].Entry; e != nil {
			p.Label, p.Sensitivity = e.Label, e.Sensitivity
		}
		prog.extend(&p, &all[i])
		list = append(list, p)
	}
	for i := range list {
		p := &list[i]
		p.Builds = prog.view.Rest(p.Builds)
		for j := range p.NeededBy {
			p.NeededBy[j].Builds = prog.view.Rest(p.NeededBy[j].Builds)
		}
	}
	return list
}

// extend adds what one program does with a permission.
func (prog *program) extend(p *report.Permission, use *audit.PermissionUse) {
	p.Granted = p.Granted || use.Grant != nil
	if strength(use.Class.String()) > strength(p.Class) {
		p.Class = use.Class.String()
	}
	for i := range use.By {
		p.Add(prog.neededBy(&use.By[i]))
	}
	for i := range use.Why {
		if d := prog.doubt(&use.Why[i]); !slices.Contains(p.Doubts, d) {
			p.Doubts = append(p.Doubts, d)
		}
	}
}

func strength(class string) int {
	for c := audit.NotNeeded; c <= audit.Needed; c++ {
		if c.String() == class {
			return int(c)
		}
	}
	return -1
}

func (prog *program) neededBy(by *audit.NeededBy) report.NeededBy {
	out := report.NeededBy{Why: "endpoint", Confidence: confidenceWord(by.Need.Confidence), Reading: by.Reading}
	switch {
	case by.Use != nil:
		out.Name, out.Position, out.Function = by.Endpoint.Name(), prog.position(by.Use.Position), by.Use.Function
		out.Builds = by.Use.Builds
		if by.Need.Field != "" {
			out.Why = "field " + by.Need.Field
		}
	case by.Webhook != nil:
		out.Name, out.Why = "webhook "+by.Webhook.Object+" "+by.Webhook.Field, "webhook"
		out.Position, out.Builds = prog.position(by.Webhook.Position), by.Webhook.Builds
	default:
		out.Name, out.Why, out.Confidence = by.Dependent, "dependency", confidenceWord(catalog.Documented)
	}
	return out
}

// doubt says why a permission may be needed all the same.
func (prog *program) doubt(d *audit.Doubt) string {
	text := d.Reason
	if d.Kind == audit.InferredNeed {
		text = "what this needs is inferred"
	}
	switch {
	case d.Use != nil:
		text = prog.position(d.Use.Position).String() + ": " + text
	case d.Gap != nil && d.Gap.Position.File != "":
		text = prog.position(d.Gap.Position).String() + ": " + text
	}
	return text
}

// minimal returns the cheapest set of grants for all programs.
func minimal(programs []*verdict.Program) report.Minimal {
	out := report.Minimal{Grants: []string{}, Ties: [][]string{}, Open: []string{}, Exact: true}
	var conditions []audit.Condition
	cat := catalog.Default()
	for _, p := range programs {
		conditions = append(conditions, p.Conditions()...)
		if p.Manifest != nil {
			cat = p.Catalog
		}
	}
	if len(conditions) == 0 {
		return out
	}
	s := audit.Minimal(cat, conditions, nil)
	out.Grants = append(out.Grants, s.Grants...)
	out.Sensitivity, out.MoreTies, out.Exact = s.Sensitivity, s.MoreTies, s.Exact
	out.Ties = append(out.Ties, s.Ties...)
	for _, need := range needList(s.Open) {
		out.Open = append(out.Open, need.String())
	}
	return out
}
