package cli

import (
	"bytes"
	"os"
	"path/filepath"
	"time"

	"golang.org/x/tools/go/analysis"

	"github.com/workplacelint/workplacelint/analyzers"
	"github.com/workplacelint/workplacelint/analyzers/hardcodedtoken"
	"github.com/workplacelint/workplacelint/internal/clientfile"
	"github.com/workplacelint/workplacelint/internal/report"
	"github.com/workplacelint/workplacelint/internal/suppress"
)

// suppressionAnalyzer is the name under which comments are reported that
// suppress nothing.
const suppressionAnalyzer = "suppression"

var directive = []byte("workplacelint:ignore")

// suppress takes findings out of the count that comments speak of, and reports
// comments that are of no use.
func (prog *program) suppress(c *report.Check, ran []*analysis.Analyzer) {
	set := &suppress.Set{Today: time.Now()}
	for _, name := range c.Summary.Manifests {
		prog.addDirectives(set, name)
	}
	for _, p := range prog.view.Packages {
		if !p.Initial || !p.Main || !p.Analyzed {
			continue
		}
		for _, file := range p.Files {
			prog.addDirectives(set, file.What)
		}
	}
	if prog.client != nil {
		addComments(set, prog.client, filepath.ToSlash)
	}
	c.Suppress(func(f *report.Finding) *report.Suppression {
		d := set.Match(f.Analyzer, f.Category, f.Position.File, f.Position.Line)
		if d == nil {
			return nil
		}
		return &report.Suppression{Kind: report.InSource, Reason: d.Reason}
	})
	known := suppress.Known{Others: []string{"secrets", suppressionAnalyzer}}
	for _, a := range ran {
		known.Ran = append(known.Ran, a.Name)
	}
	for _, a := range analyzers.All() {
		known.Others = append(known.Others, a.Name)
	}
	for _, p := range set.Problems(known) {
		c.Add(report.Finding{
			Analyzer: suppressionAnalyzer, Category: p.Category, Severity: report.Warning, Message: p.Message,
			Position: report.Position{File: p.File, Line: p.Line, Column: p.Column},
		})
	}
}

// isWritten reports whether a finding is a credential in a file.
func isWritten(f *report.Finding) bool {
	return f.Analyzer == hardcodedtoken.Analyzer.Name || f.Analyzer == clientfile.Name && f.Category == string(clientfile.Literal)
}

func (prog *program) addDirectives(set *suppress.Set, file string) {
	name := report.Relative(prog.dir, file)
	data, err := os.ReadFile(absolute(prog.dir, file))
	if err == nil && bytes.Contains(data, directive) {
		set.Add(name, data)
	}
}
