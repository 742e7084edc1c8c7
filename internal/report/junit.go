package report

import (
	"encoding/xml"
	"io"
	"strings"
)

type junitSuites struct {
	XMLName  xml.Name     `xml:"testsuites"`
	Name     string       `xml:"name,attr"`
	Tests    int          `xml:"tests,attr"`
	Failures int          `xml:"failures,attr"`
	Errors   int          `xml:"errors,attr"`
	Suites   []junitSuite `xml:"testsuite"`
}

type junitSuite struct {
	Name     string      `xml:"name,attr"`
	Tests    int         `xml:"tests,attr"`
	Failures int         `xml:"failures,attr"`
	Errors   int         `xml:"errors,attr"`
	Cases    []junitCase `xml:"testcase"`
}

type junitCase struct {
	Name    string        `xml:"name,attr"`
	Class   string        `xml:"classname,attr"`
	File    string        `xml:"file,attr,omitempty"`
	Line    int           `xml:"line,attr,omitempty"`
	Failure *junitProblem `xml:"failure"`
	Error   *junitProblem `xml:"error"`
	Output  string        `xml:"system-out,omitempty"`
}

type junitProblem struct {
	Message string `xml:"message,attr"`
	Type    string `xml:"type,attr"`
	Text    string `xml:",chardata"`
}

// writeJUnit writes one suite: errors and warnings are failures, notes pass
// with output, and what was not analyzed is an error. A clean run has one case,
// since readers take none for a broken report.
func writeJUnit(w io.Writer, c *Check, _ *Options) error {
	suite := junitSuite{Name: "workplacelint"}
	for i := range c.Findings {
		suite.add(junitFinding(&c.Findings[i]))
	}
	for _, s := range c.Summary.Skipped {
		suite.add(junitSkipped(s))
	}
	if len(suite.Cases) == 0 {
		suite.add(junitCase{Name: "check", Class: "workplacelint"})
	}
	return writeXML(w, junitSuites{
		Name: suite.Name, Tests: suite.Tests, Failures: suite.Failures, Errors: suite.Errors,
		Suites: []junitSuite{suite},
	})
}

func (s *junitSuite) add(c junitCase) {
	s.Cases = append(s.Cases, c)
	s.Tests++
	if c.Failure != nil {
		s.Failures++
	}
	if c.Error != nil {
		s.Errors++
	}
}

func junitFinding(f *Finding) junitCase {
	place := Printable(f.Position.String())
	c := junitCase{
		Name: Printable(f.ID()) + " at " + place, Class: Printable(f.Position.File),
		File: Printable(f.Position.File), Line: f.Position.first(),
	}
	lines := []string{place + ": " + Printable(f.Sentence())}
	for _, help := range f.Help {
		lines = append(lines, Printable(help))
	}
	text := strings.Join(lines, "\n")
	if f.Severity == Note {
		c.Output = text
		return c
	}
	c.Failure = &junitProblem{Message: Printable(f.Sentence()), Type: string(f.Severity), Text: text}
	return c
}

func junitSkipped(s Skipped) junitCase {
	text := Printable(s.Package + ": " + s.Why())
	if s.Position != nil {
		text = Printable(s.Position.String()) + ": " + text
	}
	return junitCase{
		Name: "analyzed " + Printable(s.Package), Class: Printable(s.Package),
		Error: &junitProblem{Message: "not analyzed: " + Printable(s.Why()), Type: "skipped", Text: text},
	}
}
