package cli

import (
	"fmt"
	"path"
	"slices"

	"github.com/spf13/cobra"

	"github.com/workplacelint/workplacelint/internal/audit"
	"github.com/workplacelint/workplacelint/internal/builds"
	"github.com/workplacelint/workplacelint/internal/manifest"
	"github.com/workplacelint/workplacelint/internal/report"
	"github.com/workplacelint/workplacelint/internal/review"
	"github.com/workplacelint/workplacelint/internal/verdict"
)

func (a *app) manifestFixCommand() *cobra.Command {
	var sel selection
	var write bool
	c := &cobra.Command{
		Use:   "fix [PACKAGE...]",
		Short: "add grants that are missing and remove those proven unused",
		Long: `Shows how workplace.yaml would have to change to fit the code: grants are added
that a call is proven to need, with an empty reason, and those removed that are
proven unused. What is not known changes nothing, and where one of several
permissions would do, a person has to choose. Comments and order stay.

Without --write nothing is written, and the exit code is 1 if something would
change.`,
		Example: `  workplacelint manifest fix ./...
  workplacelint manifest fix --write ./...`,
		RunE: func(c *cobra.Command, args []string) error {
			prog, err := a.read(c.Context(), &sel, args)
			if err != nil {
				return err
			}
			return a.fixManifests(prog, write)
		},
	}
	c.Flags().BoolVarP(&write, "write", "w", false, "write the manifests")
	sel.flags(c)
	return c
}

func (a *app) fixManifests(prog *program, write bool) error {
	for _, s := range prog.skipped() {
		if p := s.Position; p != nil && path.Base(p.File) == manifest.Name {
			return fmt.Errorf("%s: %s", p.String(), report.Printable(s.Reason))
		}
	}
	v, err := prog.judge()
	if err != nil {
		return err
	}
	changed := false
	for _, p := range v.Programs {
		if p.Manifest == nil {
			continue
		}
		differs, err := a.fixManifest(prog, p, write)
		if err != nil {
			return err
		}
		changed = changed || differs
	}
	switch {
	case len(prog.skipped()) > 0:
		a.tellSkipped(prog)
		return status(exitIncomplete)
	case changed && !write:
		return status(exitFindings)
	}
	return nil
}

// tellSkipped names what an answer leaves out, beside it.
func (a *app) tellSkipped(prog *program) {
	for _, s := range prog.skipped() {
		at := ""
		if s.Position != nil {
			at = s.Position.String() + ": "
		}
		fmt.Fprintln(a.stderr, report.Printable("skipped "+s.Package+": "+at+s.Why()))
	}
}

// fixManifest shows how one manifest changes, and reports whether it does.
func (a *app) fixManifest(prog *program, p *verdict.Program, write bool) (differs bool, err error) {
	r, err := review.Build(prog.reviewInput(p, nil, review.Hygiene{}), "en")
	if err != nil {
		return false, err
	}
	name := report.Relative(a.dir, p.Manifest.File)
	text, err := manifest.Edit(name, p.Manifest.Text, unusedGrants(p), prog.missingGrants(p, r))
	if err != nil {
		return false, err
	}
	a.printDiff(name, p.Manifest.Text, text)
	for i := range r.Boxes {
		if b := &r.Boxes[i]; b.Says(review.AskEither) {
			fmt.Fprintln(a.stdout, report.Printable("not added: "+b.Permission+": "+b.Why[0].Text))
		}
	}
	if string(text) == string(p.Manifest.Text) {
		return false, nil
	}
	if write {
		err = replaceFile(p.Manifest.File, text)
	}
	return true, err
}

// unusedGrants returns the grants that are proven unused, named as in the
// manifest.
func unusedGrants(p *verdict.Program) []string {
	var names []string
	for i := range p.Report.Permissions {
		use := &p.Report.Permissions[i]
		if use.Grant != nil && use.Entry != nil && use.Class == audit.NotNeeded && p.Partial == "" {
			names = append(names, use.Grant.Name)
		}
	}
	return names
}

// missingGrants returns the grants that a call is proven to need, or that a
// granted permission does nothing without.
func (prog *program) missingGrants(p *verdict.Program, r *review.Review) []manifest.DraftGrant {
	var list []manifest.DraftGrant
	for i := range r.Boxes {
		b := &r.Boxes[i]
		if b.Requested || b.Says(review.AskEither) || !b.Says(review.AskNotRequested) && !b.Says(review.AskDepends) {
			continue
		}
		g := manifest.DraftGrant{Name: b.Permission}
		if entry := p.Catalog.Permission(b.Permission); entry != nil {
			g.Comments = append(g.Comments, entry.Label)
		}
		for j := range b.Needs {
			n := &b.Needs[j]
			line := n.Call + "  " + n.Place.String()
			if n.Field != "" {
				line = n.Call + " (field " + n.Field + ")  " + n.Place.String()
			}
			if only := builds.Only(n.Builds); only != "" {
				line += " (" + only + ")"
			}
			certain := n.Proof == review.Proven || n.Proof == review.Dependency
			if certain && len(g.Comments) <= maxComments && !slices.Contains(g.Comments, line) {
				g.Comments = append(g.Comments, line)
			}
		}
		list = append(list, g)
	}
	return list
}
