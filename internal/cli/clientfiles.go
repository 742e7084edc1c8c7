package cli

import (
	"context"
	"path/filepath"
	"slices"
	"strings"

	"github.com/workplacelint/workplacelint/internal/clientfile"
	"github.com/workplacelint/workplacelint/internal/load"
	"github.com/workplacelint/workplacelint/internal/report"
	"github.com/workplacelint/workplacelint/internal/suppress"
	"github.com/workplacelint/workplacelint/internal/union"
)

// clientFiles looks at the files below the directories of the packages that
// patterns name, as far as they are below the working directory.
func (a *app) clientFiles(ctx context.Context, prog *program, patterns []string) error {
	tree, err := clientfile.New(clientfile.Options{Dir: a.dir, Literals: true})
	if err != nil {
		return err
	}
	err = tree.Walk(ctx, prog.clientDirs(patterns)...)
	prog.client = tree.Finish()
	for _, s := range prog.client.Skipped {
		skip := load.Skip{Package: report.Relative(a.dir, s.File), Reason: s.Reason}
		// A manifest that cannot be read was skipped before, with its line.
		if !slices.ContainsFunc(prog.skips, func(have union.In[load.Skip]) bool { return have.What.Package == skip.Package }) {
			prog.leaveOut(skip)
		}
	}
	return err
}

// clientDirs returns the directories that patterns name, without those below
// another of them, relative to the working directory and with slashes.
func (prog *program) clientDirs(patterns []string) []string {
	var dirs []string
	add := func(dir string) {
		if rel, err := filepath.Rel(prog.dir, dir); err == nil && filepath.IsLocal(rel) {
			dirs = append(dirs, filepath.ToSlash(rel))
		}
	}
	for _, p := range prog.view.Packages {
		if p.Initial && p.Dir != "" {
			add(p.Dir)
		}
	}
	if len(patterns) == 0 {
		patterns = []string{"./..."}
	}
	for _, p := range patterns {
		if dir, ok := strings.CutSuffix(p, "..."); ok && strings.HasPrefix(dir, ".") {
			add(filepath.Join(prog.dir, filepath.FromSlash(dir)))
		}
	}
	slices.Sort(dirs)
	var kept []string
	for _, dir := range dirs {
		if !slices.ContainsFunc(kept, func(k string) bool { return k == "." || k == dir || strings.HasPrefix(dir, k+"/") }) {
			kept = append(kept, dir)
		}
	}
	return kept
}

// clientFinding turns what is known of a file of a tree into a finding. placed
// gives names of files as reports show them.
func clientFinding(f *clientfile.Finding, placed func(string) string) report.Finding {
	out := report.Finding{
		Analyzer: clientfile.Name, Category: string(f.Category), Severity: severity(f.Severity), Message: f.Message,
		Position: clientPosition(f.Position, placed), Help: []string{f.Help, clientfile.Reset}, Key: f.Key,
	}
	for _, e := range f.Evidence {
		out.Evidence = append(out.Evidence, report.Evidence{Note: e.Note, Position: clientPosition(e.Position, placed)})
	}
	return out
}

func clientPosition(p clientfile.Position, placed func(string) string) report.Position {
	return report.Position{File: placed(p.File), Line: p.Line, Column: p.Column, EndLine: p.EndLine, EndColumn: p.EndColumn}
}

// clientFindings adds what was found in files that are delivered. A credential in
// Go code that clients get is reported as that, and not as one in source too.
func (prog *program) clientFindings(c *report.Check) {
	if prog.client == nil {
		return
	}
	for i := range prog.client.Findings {
		f := clientFinding(&prog.client.Findings[i], filepath.ToSlash)
		if isWritten(&f) {
			c.Findings = slices.DeleteFunc(c.Findings, func(other report.Finding) bool {
				return isWritten(&other) && other.Position.Covers(f.Position)
			})
		}
		c.Findings = append(c.Findings, f)
	}
}

// addComments adds the comments of a tree that suppress findings.
func addComments(set *suppress.Set, result *clientfile.Result, placed func(string) string) {
	for _, c := range result.Comments {
		for _, d := range c.Directives {
			d.File = placed(d.File)
		}
		set.AddParsed(placed(c.File), c.Directives)
	}
}
