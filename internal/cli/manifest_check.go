package cli

import (
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"github.com/workplacelint/workplacelint/internal/audit"
	"github.com/workplacelint/workplacelint/internal/report"
	"github.com/workplacelint/workplacelint/internal/union"
	"github.com/workplacelint/workplacelint/internal/verdict"
)

func (a *app) manifestCheckCommand() *cobra.Command {
	var run checkRun
	c := &cobra.Command{
		Use:   "check [FILE...]",
		Short: "validate manifests without looking at code",
		Long: `Says what is wrong with manifests whatever the code does: what is not well
formed, names that are no permissions, grants without reason or past their last
day. Without FILE it validates the manifest that governs the directory.

` + ExitCodes,
		Example: `  workplacelint manifest check
  workplacelint manifest check services/*/workplace.yaml`,
		RunE: func(_ *cobra.Command, args []string) error { return a.checkManifests(args, &run) },
	}
	run.formatFlag(c)
	c.Flags().BoolVar(&run.pedantic, "pedantic", false, "report notes too: settings that make a stolen token worth less")
	return c
}

func (a *app) checkManifests(names []string, run *checkRun) error {
	format, err := report.FormatNamed(run.format)
	if err != nil {
		return fmt.Errorf("--%w", err)
	}
	colors, err := a.colors()
	if err != nil {
		return err
	}
	files, err := a.manifestFiles(names)
	if err != nil {
		return err
	}
	prog := &program{dir: a.dir, view: &union.View{}}
	c := &report.Check{Complete: true}
	for _, file := range files {
		findings, err := prog.manifestFindings(file, run.pedantic)
		if err != nil {
			return err
		}
		c.Findings = append(c.Findings, findings...)
		c.Summary.Manifests = append(c.Summary.Manifests, report.Relative(a.dir, file))
	}
	c.Finish()
	prog.suppress(c, nil)
	sources := &report.Sources{Dir: a.dir}
	if run.format == "text" {
		t := &report.Text{W: a.stdout, Colors: colors, Sources: sources}
		err = t.Findings(c)
	} else {
		err = format.Write(a.stdout, c, &report.Options{Tool: version(), Sources: sources, Analyzers: describe(analyzerList())})
	}
	if err != nil {
		return err
	}
	return checkStatus(c, run.pedantic)
}

// manifestFindings returns what is wrong with one manifest.
func (prog *program) manifestFindings(file string, pedantic bool) ([]report.Finding, error) {
	m, cat, err := prog.gov.Load(file)
	if err != nil {
		return nil, err
	}
	var list []report.Finding
	for _, f := range audit.CheckManifest(cat, m, time.Now()) {
		if f.Severity > audit.Note || pedantic {
			worded := verdict.ManifestFinding(cat, m, f)
			list = append(list, prog.finding(&worded))
		}
	}
	return list, nil
}
