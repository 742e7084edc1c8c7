package tokenleak

import (
	_ "embed" // the documentation
	"fmt"
	"go/token"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/workplacelint/workplacelint/internal/analyzerdoc"
	"github.com/workplacelint/workplacelint/internal/flow"
	"github.com/workplacelint/workplacelint/internal/sink"
)

//go:embed doc.go
var doc string

const name = "tokenleak"

// Analyzer reports credentials that leave the server.
var Analyzer = &analysis.Analyzer{
	Name:             name,
	Doc:              analyzerdoc.MustExtract(doc, name),
	URL:              analyzerdoc.URL(name),
	Run:              run,
	Requires:         []*analysis.Analyzer{flow.Analyzer},
	RunDespiteErrors: true,
}

func run(pass *analysis.Pass) (any, error) {
	res, ok := pass.ResultOf[flow.Analyzer].(*flow.Result)
	if !ok {
		return nil, nil
	}
	for i := range res.Findings {
		pass.Report(diagnostic(&res.Findings[i]))
	}
	return nil, nil
}

func diagnostic(f *flow.Finding) analysis.Diagnostic {
	d := analysis.Diagnostic{Pos: f.Pos, Category: f.Sink.Category, Message: message(f)}
	last := token.NoPos
	for _, s := range f.Steps {
		pos, note := s.Pos, s.Note
		if !pos.IsValid() {
			// Another package has the place: it is named instead of shown.
			pos, note = f.Pos, s.String()+": "+s.Note
		}
		if pos == last && note == "" {
			continue
		}
		d.Related = append(d.Related, analysis.RelatedInformation{Pos: pos, Message: note})
		last = pos
	}
	return d
}

// urlWayOut is what to do first about a credential that leaves in a URL: no URL,
// no error and no link holds a header.
const urlWayOut = "send the token in the Authorization header"

func message(f *flow.Finding) string {
	what := f.Kind.String()
	if f.From != "" {
		what += " from " + f.From
	}
	out := f.Sink.Instead
	if f.URL && !strings.Contains(out, "Authorization") {
		out = urlWayOut
	}
	says := f.Sink.Says
	if f.Where != "" {
		says += " at " + f.Where
	}
	return fmt.Sprintf("%s %s, where %s; %s", what, says, f.Sink.Reach, out)
}

// Severity returns the severity of a category: error or warning.
func Severity(category string) string {
	sinks := sink.DefaultSinks()
	if s := sinks.Category(category); s != nil {
		return sinks.Audiences[s.To].Severity
	}
	return "error"
}
