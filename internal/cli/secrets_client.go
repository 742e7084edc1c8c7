package cli

import (
	"cmp"
	"slices"
	"time"

	"github.com/workplacelint/workplacelint/internal/clientfile"
	"github.com/workplacelint/workplacelint/internal/credential"
	"github.com/workplacelint/workplacelint/internal/report"
	"github.com/workplacelint/workplacelint/internal/secrets"
	"github.com/workplacelint/workplacelint/internal/suppress"
)

// clientTree returns a tree for what is searched, nil if that has no files that
// people get: old versions and the standard input.
func (a *app) clientTree(run *secretsRun, path string) (*clientfile.Tree, error) {
	if path == "-" || run.history {
		return nil, nil
	}
	return clientfile.New(clientfile.Options{Dir: a.searched(path)})
}

// addClient adds to the report how credentials get to people. A finding is left
// out where the credential itself is reported; that people get it is said there.
func (doc *secretsReport) addClient(a *app, result *clientfile.Result, root string, known *secrets.Baseline) {
	placed := func(file string) string { return a.placed(root, credential.Default().Hide(file)) }
	delivered := map[string]bool{}
	for file := range result.Delivered {
		delivered[placed(file)] = true
	}
	for i := range doc.Findings {
		if f := &doc.Findings[i]; delivered[f.Position.File] {
			f.Client, f.Help[0] = true, clientHelp
		}
	}
	c := &report.Check{}
	for i := range result.Findings {
		if f := clientFinding(&result.Findings[i], placed); !doc.isWritten(&f) {
			c.Findings = append(c.Findings, f)
		}
	}
	c.Finish()
	doc.suppressClient(c, result, placed)
	for i := range c.Findings {
		f := clientSecret(&c.Findings[i], result)
		if known.Known(f.Rule, f.Position.File, f.Fingerprint) {
			doc.Summary.Known++
			continue
		}
		doc.Findings = append(doc.Findings, f)
		doc.Summary.Client++
	}
	for _, s := range result.Skipped {
		doc.Complete = false
		doc.Summary.Skipped = append(doc.Summary.Skipped, secretSkipped{report.Relative(a.dir, s.File), s.Reason})
	}
	slices.SortStableFunc(doc.Findings, func(x, y secretFinding) int {
		return cmp.Or(cmp.Compare(x.Position.File, y.Position.File), cmp.Compare(x.Position.Line, y.Position.Line),
			cmp.Compare(x.Position.Column, y.Position.Column))
	})
}

// isWritten reports whether a credential is written where a finding is.
func (doc *secretsReport) isWritten(f *report.Finding) bool {
	return slices.ContainsFunc(doc.Findings, func(s secretFinding) bool {
		line := s.Position.Line
		return s.Position.File == f.Position.File && f.Position.Line <= line && line <= max(f.Position.Line, f.Position.EndLine)
	})
}

func (doc *secretsReport) suppressClient(c *report.Check, result *clientfile.Result, placed func(string) string) {
	set := &suppress.Set{Today: time.Now()}
	addComments(set, result, placed)
	c.Suppress(func(f *report.Finding) *report.Suppression {
		d := cmp.Or(set.Match(f.Analyzer, f.Category, f.Position.File, f.Position.Line),
			set.Match("secrets", "", f.Position.File, f.Position.Line))
		if d == nil {
			return nil
		}
		return &report.Suppression{Kind: report.InSource, Reason: d.Reason}
	})
	doc.Summary.Suppressed += len(c.Suppressed)
}

// clientSecret is a finding in the form of this command.
func clientSecret(f *report.Finding, result *clientfile.Result) secretFinding {
	s := secretFinding{
		Rule: f.ID(), Vendor: vendor, Message: f.Message, Client: true, Position: f.Position, Evidence: f.Evidence,
		Fingerprint: f.Fingerprint, Help: f.Help, Severity: f.Severity,
	}
	for i := range result.Findings {
		if g := &result.Findings[i]; g.Message == f.Message && g.Position.Line == f.Position.Line {
			s.Kind = string(g.Kind)
			s.category = f.Category
		}
	}
	return s
}
