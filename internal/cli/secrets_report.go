package cli

import (
	"fmt"
	"path/filepath"
	"strings"

	"github.com/muesli/termenv"

	"github.com/workplacelint/workplacelint/internal/clientfile"
	"github.com/workplacelint/workplacelint/internal/credential"
	"github.com/workplacelint/workplacelint/internal/report"
	"github.com/workplacelint/workplacelint/internal/secrets"
)

// secretsReport is the result as JSON.
type secretsReport struct {
	Version  int             `json:"version"`
	Complete bool            `json:"complete"`
	Summary  secretsSummary  `json:"summary"`
	Findings []secretFinding `json:"findings"`
}

type secretsSummary struct {
	Findings   int             `json:"findings"`
	Suppressed int             `json:"suppressed"`
	Known      int             `json:"known"`
	Files      int             `json:"files"`
	Commits    int             `json:"commits"`
	Bytes      int64           `json:"bytes"`
	Client     int             `json:"client"` // findings about what people are given
	Unopened   int             `json:"archives_not_opened"`
	Skipped    []secretSkipped `json:"skipped"`
}

type secretSkipped struct {
	File   string `json:"file"`
	Reason string `json:"reason"`
}

// A secretFinding is a credential, or a way in which one gets to people: then
// its rule is an analyzer with a category, and it has evidence in place of a
// prefix.
type secretFinding struct {
	Rule        string          `json:"rule"`
	Severity    report.Severity `json:"severity"`
	Vendor      string          `json:"vendor"`
	Kind        string          `json:"kind"`
	Message     string          `json:"message"`
	Consequence string          `json:"consequence"`
	Client      bool            `json:"client"`
	Position    report.Position `json:"position"`
	Commit      string          `json:"commit,omitempty"`
	Encoded     bool            `json:"encoded"`
	Prefix      string          `json:"prefix"`
	Length      int             `json:"length"`
	Fingerprint string          `json:"fingerprint"`
	Help        []string        `json:"help"`

	Evidence []report.Evidence `json:"evidence,omitempty"`
	category string            // of a finding about what people are given
}

// id names the finding as people write it in a suppression.
func (f *secretFinding) id() string {
	if f.category != "" {
		return f.Rule
	}
	return "secrets:" + f.Rule
}

// vendor is whose credentials the rules of this program are about.
const vendor = "Workplace from Meta"

// printSecrets writes what a search found.
func (a *app) printSecrets(doc *secretsReport, run *secretsRun) error {
	switch run.format {
	case "json":
		return report.WriteJSON(a.stdout, doc)
	case "text":
		colors, err := a.colors()
		if err != nil {
			return err
		}
		t := &secretsText{a: a, colors: colors}
		t.write(doc)
		return t.err
	}
	format, err := report.FormatNamed(run.format)
	if err != nil {
		return err
	}
	// No sources: a frame would show the credential.
	return format.Write(a.stdout, doc.check(), &report.Options{
		Tool: version(), Colors: termenv.Ascii,
		Analyzers: []report.Analyzer{{
			Name:    "secrets",
			Summary: "report credentials of Workplace in files and commits",
			Help:    "Revoke the credential, then load its successor at run time.",
		}},
	})
}

// secretsReport describes the result of a search below root, which is empty if
// files have no place on the disk.
func (a *app) secretsReport(result *secrets.Result, root string) *secretsReport {
	doc := &secretsReport{
		Version: report.Version, Complete: result.Complete(), Findings: []secretFinding{},
		Summary: secretsSummary{
			Findings: len(result.Findings), Suppressed: result.Suppressed, Known: result.Known, Files: result.Files,
			Commits: result.Commits, Bytes: result.Bytes, Unopened: result.Archives, Skipped: []secretSkipped{},
		},
	}
	for i := range result.Findings {
		doc.Findings = append(doc.Findings, a.secretFinding(&result.Findings[i], root))
	}
	for _, s := range result.Skipped {
		doc.Summary.Skipped = append(doc.Summary.Skipped, secretSkipped{a.placed(root, s.Path), s.Reason})
	}
	return doc
}

// placed returns the name of a file as reports show it.
func (a *app) placed(root, file string) string {
	if root == "" {
		return file
	}
	return report.Relative(a.dir, filepath.Join(root, filepath.FromSlash(file)))
}

func (a *app) secretFinding(f *secrets.Finding, root string) secretFinding {
	s := secretFinding{
		Rule: f.Rule, Severity: report.Error, Kind: string(f.Kind), Consequence: f.Consequence, Client: f.Client,
		Position: report.Position{
			File: a.placed(root, f.File), Line: f.Line, Column: f.Column, EndLine: f.EndLine, EndColumn: f.EndColumn,
		},
		Commit: f.Commit, Encoded: f.Encoded, Prefix: f.Shown.Prefix, Length: f.Shown.Length, Fingerprint: f.Fingerprint,
		Help: secretHelp(f),
	}
	if strings.HasPrefix(f.Rule, "workplace-") {
		s.Vendor = vendor
	}
	if credential.IsDoubtful(f.Kind, s.Position.File) {
		s.Severity = report.Warning
	}
	how := "written"
	if f.Encoded {
		how = "written encoded"
	}
	where := "here"
	if f.Commit != "" {
		where = "in commit " + f.Commit[:min(len(f.Commit), 12)]
	}
	s.Message = fmt.Sprintf("%s is %s %s (%s)", f.Title, how, where, f.Shown)
	return s
}

// clientHelp is the way out for a credential in a file that is delivered.
const clientHelp = "everybody who gets this file can use it: reset it, and keep the new one on a server"

func secretHelp(f *secrets.Finding) []string {
	help := []string{"whoever read it can use it: reset it, then load the new one at run time"}
	if f.Client {
		help = []string{clientHelp}
	}
	if f.Commit != "" {
		help = append(help, "a commit that removes it does not take it back")
	}
	if f.Fault != "" {
		help = append(help, "the comment here suppresses nothing: "+f.Fault)
	}
	return help
}

// check is the result in the form of other findings.
func (doc *secretsReport) check() *report.Check {
	c := &report.Check{Complete: doc.Complete}
	for i := range doc.Findings {
		f := &doc.Findings[i]
		found := report.Finding{
			Analyzer: "secrets", Category: f.Rule, Severity: f.Severity, Message: f.Message, Position: f.Position,
			Help: f.Help, Key: f.Fingerprint, Evidence: f.Evidence,
		}
		if f.category != "" {
			found.Analyzer, found.Category = clientfile.Name, f.category
		}
		c.Findings = append(c.Findings, found)
	}
	for _, s := range doc.Summary.Skipped {
		c.Summary.Skipped = append(c.Summary.Skipped, report.Skipped{Package: s.File, Reason: s.Reason})
	}
	c.Finish()
	return c
}

// secretsText writes for people. It shows no line of a file.
type secretsText struct {
	a      *app
	colors termenv.Profile
	err    error
}

func (t *secretsText) line(s string) {
	if t.err == nil {
		_, t.err = fmt.Fprintln(t.a.stdout, s)
	}
}

func (t *secretsText) write(doc *secretsReport) {
	for i := range doc.Findings {
		t.finding(&doc.Findings[i])
	}
	for _, s := range doc.Summary.Skipped {
		t.line(t.colors.String("skipped "+report.Printable(s.File)).Bold().String() + ": " + report.Printable(s.Reason))
	}
	if len(doc.Summary.Skipped) > 0 {
		t.line("")
	}
	t.line(doc.Summary.String())
}

func (t *secretsText) finding(f *secretFinding) {
	head := t.colors.String(string(f.Severity) + "[" + report.Printable(f.id()) + "]").Bold()
	if t.colors != termenv.Ascii {
		head = head.Foreground(termenv.ANSIRed)
	}
	t.line(head.String() + ": " + t.colors.String(report.Printable(f.Message)).Bold().String())
	faint := func(s string) string { return t.colors.String(s).Faint().String() }
	t.line(faint("  --> ") + report.Printable(f.Position.String()))
	if f.Consequence != "" {
		t.line(faint("   = ") + report.Printable(f.Consequence))
	}
	for _, e := range f.Evidence {
		t.line(faint("   - ") + report.Printable(e.Position.String()+": "+e.Note))
	}
	for _, help := range f.Help {
		t.line(faint("   = ") + report.Printable(help))
	}
	t.line(faint("   = ") + "fingerprint " + f.Fingerprint)
	t.line("")
}

// String says in one line what was found and how much was searched.
func (s *secretsSummary) String() string {
	parts := []string{"no credentials"}
	if s.Findings > 0 {
		parts = []string{report.Count(s.Findings, "credential")}
	}
	if s.Client > 0 {
		parts = append(parts, report.Count(s.Client, "finding")+" in what clients get")
	}
	if s.Suppressed > 0 {
		parts = append(parts, fmt.Sprintf("%d suppressed", s.Suppressed))
	}
	if s.Known > 0 {
		parts = append(parts, fmt.Sprintf("%d in the baseline", s.Known))
	}
	covered := report.Count(s.Files, "file")
	if s.Commits > 0 {
		covered += " in " + report.Count(s.Commits, "commit")
	}
	parts = append(parts, covered+" searched")
	if s.Unopened > 0 {
		parts = append(parts, report.Count(s.Unopened, "archive")+" not opened (--archive-depth)")
	}
	if n := len(s.Skipped); n > 0 {
		parts = append(parts, fmt.Sprintf("%d skipped", n))
	}
	return strings.Join(parts, "; ")
}
