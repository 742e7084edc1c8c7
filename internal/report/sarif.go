package report

import (
	"io"
	"net/url"
	"path"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"
)

// Home is where the documentation of the analyzers is.
const Home = "https://github.com/workplacelint/workplacelint"

const sarifSchema = "https://json.schemastore.org/sarif-2.1.0.json"

// writeSARIF writes a log with one run. Columns are in code points, files are
// relative to the root of the source, and a finding keeps its fingerprint when
// lines move.
func writeSARIF(w io.Writer, c *Check, o *Options) error {
	s := &sarifWriter{sources: o.Sources}
	for i := range c.Findings {
		s.findings = append(s.findings, &c.Findings[i])
	}
	for i := range c.Suppressed {
		s.findings = append(s.findings, &c.Suppressed[i])
	}
	s.collectRules(o.Analyzers)
	run := sarifRun{
		Tool: sarifTool{Driver: sarifDriver{
			Name: "workplacelint", InformationURI: Home, Version: sarifVersion(o.Tool), Rules: s.rules,
		}},
		ColumnKind: "unicodeCodePoints",
		Bases:      map[string]sarifMessageOnly{"SRCROOT": {Description: sarifText{"the directory workplacelint was run in"}}},
		Invocations: []sarifInvocation{{
			ExecutionSuccessful: true, Notifications: s.notifications(&c.Summary),
		}},
		Results: []sarifResult{},
	}
	for _, f := range s.findings {
		run.Results = append(run.Results, s.result(f))
	}
	return WriteJSON(w, sarifLog{Schema: sarifSchema, Version: "2.1.0", Runs: []sarifRun{run}})
}

// sarifVersion is a version that begins with a number, as readers expect.
func sarifVersion(tool string) string {
	v := strings.TrimPrefix(tool, "v")
	if v == "" || v[0] < '0' || v[0] > '9' {
		return "0.0.0-devel"
	}
	return v
}

type sarifWriter struct {
	sources  *Sources
	findings []*Finding
	rules    []sarifRule
}

// collectRules describes every analyzer, and every category that a finding has.
func (s *sarifWriter) collectRules(list []Analyzer) {
	byID := map[string]sarifRule{}
	about := map[string]Analyzer{}
	for _, r := range list {
		about[r.Name] = r
		byID[r.Name] = ruleOf(r.Name, r, Warning)
	}
	for _, f := range s.findings {
		r, ok := about[f.Analyzer]
		if !ok {
			r = Analyzer{Name: f.Analyzer, Summary: f.Analyzer, Help: f.Analyzer}
		}
		byID[f.ID()] = ruleOf(f.ID(), r, f.Severity)
	}
	for _, r := range byID {
		s.rules = append(s.rules, r)
	}
	sort.Slice(s.rules, func(i, j int) bool { return s.rules[i].ID < s.rules[j].ID })
}

func ruleOf(id string, r Analyzer, level Severity) sarifRule {
	return sarifRule{
		ID:            id,
		Short:         sarifText{sarifPlain(r.Summary)},
		Full:          sarifText{sarifPlain(r.Summary)},
		Help:          sarifText{sarifLines(r.Help)},
		HelpURI:       Home + "/blob/main/docs/analyzers.md#" + url.PathEscape(r.Name),
		Configuration: sarifLevel{string(level)},
		Properties:    sarifTags{Tags: []string{"security", "workplace"}},
	}
}

func (s *sarifWriter) result(f *Finding) sarifResult {
	index := slices.IndexFunc(s.rules, func(r sarifRule) bool { return r.ID == f.ID() })
	r := sarifResult{
		RuleID: f.ID(), RuleIndex: index, Level: string(f.Severity),
		Message:             sarifText{sarifPlain(f.Sentence())},
		Locations:           []sarifLocation{s.location(f.Position, "")},
		PartialFingerprints: map[string]string{"workplacelint/v1": f.Fingerprint},
		CodeFlows:           s.codeFlows(f.Evidence),
		Fixes:               s.fixes(f.Fixes),
	}
	for i, e := range f.Evidence {
		l := s.location(e.Position, e.Note)
		l.ID = i + 1
		r.Related = append(r.Related, l)
	}
	if f.Suppression != nil {
		r.Suppressions = []sarifSuppression{{
			Kind: f.Suppression.Kind, Status: "accepted", Justification: sarifPlain(f.Suppression.Reason),
		}}
	}
	return r
}

func (s *sarifWriter) codeFlows(list []Evidence) []sarifCodeFlow {
	if len(list) == 0 {
		return nil
	}
	var flow sarifThreadFlow
	for _, e := range list {
		flow.Locations = append(flow.Locations, sarifFlowLocation{s.location(e.Position, e.Note)})
	}
	return []sarifCodeFlow{{[]sarifThreadFlow{flow}}}
}

// fixes groups the edits of each fix by file.
func (s *sarifWriter) fixes(list []Fix) []sarifFix {
	var fixes []sarifFix
	for _, fix := range list {
		out := sarifFix{Description: sarifText{sarifPlain(fix.Message)}}
		for _, e := range fix.Edits {
			n := len(out.Changes)
			if n == 0 || out.Changes[n-1].file != e.File {
				out.Changes = append(out.Changes, sarifChange{file: e.File, Artifact: artifact(e.File)})
				n++
			}
			change := &out.Changes[n-1]
			change.Replacements = append(change.Replacements, sarifReplacement{
				Deleted:  sarifBytes{Offset: e.Start, Length: e.End - e.Start},
				Inserted: sarifText{e.NewText},
			})
		}
		if len(out.Changes) > 0 {
			fixes = append(fixes, out)
		}
	}
	return fixes
}

func (s *sarifWriter) notifications(summary *Summary) []sarifNotification {
	var notes []sarifNotification
	for _, u := range summary.Unread {
		notes = append(notes, sarifNotification{
			Level: "note", Message: sarifText{sarifPlain("this file is in no build that was read: " + u.Reason)},
			Locations: []sarifLocation{s.location(u.Position, "")},
		})
	}
	for _, skip := range summary.Skipped {
		n := sarifNotification{Level: "warning", Message: sarifText{sarifPlain(skip.Package + " is not analyzed: " + skip.Why())}}
		if skip.Position != nil {
			n.Locations = []sarifLocation{s.location(*skip.Position, "")}
		}
		notes = append(notes, n)
	}
	return notes
}

func (s *sarifWriter) location(p Position, note string) sarifLocation {
	l := sarifLocation{Physical: sarifPhysical{Artifact: artifact(p.File)}}
	if note != "" {
		l.Message = &sarifText{sarifPlain(note)}
	}
	if p.Line == 0 {
		return l
	}
	region := &sarifRegion{StartLine: p.Line, StartColumn: s.column(p.File, p.Line, p.Column)}
	if p.EndLine >= p.Line && p.EndColumn > 0 {
		region.EndLine, region.EndColumn = p.EndLine, s.column(p.File, p.EndLine, p.EndColumn)
	}
	l.Physical.Region = region
	return l
}

// column turns a column in bytes into one in code points.
func (s *sarifWriter) column(file string, line, column int) int {
	text := s.sources.Line(file, line)
	if column < 1 || column-1 > len(text) {
		return column
	}
	return utf8.RuneCount(text[:column-1]) + 1
}

// artifact names a file as a URI: below the root of the source if it is
// relative.
func artifact(file string) sarifArtifact {
	slashed := strings.ReplaceAll(file, `\`, "/")
	switch {
	case path.IsAbs(slashed):
		return sarifArtifact{URI: (&url.URL{Scheme: "file", Path: path.Clean(slashed)}).String()}
	case len(slashed) > 2 && slashed[1] == ':' && slashed[2] == '/': // a drive
		return sarifArtifact{URI: (&url.URL{Scheme: "file", Path: "/" + slashed}).String()}
	}
	return sarifArtifact{URI: (&url.URL{Path: path.Clean(slashed)}).String(), Base: "SRCROOT"}
}

// sarifPlain makes text of analyzed code plain: a viewer would make a link of
// "[text](target)".
func sarifPlain(s string) string { return strings.ReplaceAll(Printable(s), "](", "] (") }

func sarifLines(s string) string {
	lines := strings.Split(s, "\n")
	for i, l := range lines {
		lines[i] = sarifPlain(strings.ReplaceAll(l, "\t", "    "))
	}
	return strings.Join(lines, "\n")
}
