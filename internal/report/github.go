package report

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// MaxAnnotations is how many annotations GitHub shows of one kind and step.
const MaxAnnotations = 10

// writeGitHub writes workflow commands for the worst findings and plain lines
// for the rest, so that the log of the step has all of them.
func writeGitHub(w io.Writer, c *Check, _ *Options) error {
	b := bufio.NewWriter(w)
	list := worst(c.Findings)
	shown := min(len(list), MaxAnnotations)
	for _, f := range list[:shown] {
		fmt.Fprintf(b, "::%s %s::%s\n", gitHubCommand(f.Severity), gitHubPlace(f), gitHubMessage(f))
	}
	if rest := list[shown:]; len(rest) > 0 {
		fmt.Fprintf(b, "::notice title=workplacelint::and %d more, listed in the log of this step\n", len(rest))
		for _, f := range rest {
			fmt.Fprintln(b, gitHubLog(fmt.Sprintf("%s: %s[%s]: %s", f.Position, f.Severity, f.ID(), f.Sentence())))
		}
	}
	fmt.Fprintln(b, gitHubLog("workplacelint: "+SummaryLine(c)))
	return b.Flush()
}

func gitHubCommand(s Severity) string {
	switch s {
	case Error:
		return "error"
	case Warning:
		return "warning"
	case Note:
	}
	return "notice"
}

func gitHubPlace(f *Finding) string {
	p := f.Position
	place := fmt.Sprintf("file=%s,line=%d", gitHubProperty(p.File), p.first())
	// Columns of an annotation are valid within one line only.
	if p.EndLine > p.Line {
		place += fmt.Sprintf(",endLine=%d", p.EndLine)
	} else if p.Column > 0 {
		place += fmt.Sprintf(",col=%d", p.Column)
		if p.EndColumn > p.Column {
			place += fmt.Sprintf(",endColumn=%d", p.EndColumn)
		}
	}
	return place + ",title=" + gitHubProperty("workplacelint "+f.ID())
}

// gitHubMessage is the sentence and the ways out, each on its line.
func gitHubMessage(f *Finding) string {
	lines := []string{gitHubData(f.Sentence())}
	for _, help := range f.Help {
		lines = append(lines, gitHubData(help))
	}
	return strings.Join(lines, "%0A")
}

// gitHubData escapes the text of a command.
func gitHubData(s string) string { return strings.ReplaceAll(Printable(s), "%", "%25") }

var gitHubProperties = strings.NewReplacer("%", "%25", ":", "%3A", ",", "%2C")

func gitHubProperty(s string) string { return gitHubProperties.Replace(Printable(s)) }

// gitHubLog makes text safe as a line of a log. The runner takes what begins
// with two colons for a command, and the older form anywhere in a line.
func gitHubLog(s string) string {
	s = strings.ReplaceAll(Printable(s), "##[", "## [")
	if strings.HasPrefix(strings.TrimSpace(s), "::") {
		return "- " + s
	}
	return s
}
