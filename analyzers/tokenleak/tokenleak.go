package tokenleak

import (
	_ "embed" // the documentation
	"fmt"
	"go/ast"
	"go/token"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/workplacelint/workplacelint/internal/analyzerdoc"
	"github.com/workplacelint/workplacelint/internal/credential"
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
	if len(res.Findings()) == 0 {
		return nil, nil
	}
	calls := calls(pass.Files)
	for i := range res.Findings() {
		pass.Report(diagnostic(&res.Findings()[i], calls))
	}
	return nil, nil
}

// calls finds the calls of a package by their parentheses, which is where
// package flow places them.
func calls(files []*ast.File) map[token.Pos]*ast.CallExpr {
	out := map[token.Pos]*ast.CallExpr{}
	for _, f := range files {
		ast.Inspect(f, func(n ast.Node) bool {
			if call, ok := n.(*ast.CallExpr); ok {
				out[call.Lparen] = call
			}
			return true
		})
	}
	return out
}

func diagnostic(f *flow.Finding, calls map[token.Pos]*ast.CallExpr) analysis.Diagnostic {
	d := analysis.Diagnostic{Pos: f.Pos, Category: f.Sink.Category, Message: message(f)}
	if call := calls[f.Pos]; call != nil {
		d.Pos, d.End = call.Pos(), call.End()
	}
	for _, s := range f.Steps {
		pos, note := s.Pos, s.Note
		if !pos.IsValid() {
			// Another package has the place: it is named instead of shown.
			pos, note = f.Pos, s.String()+": "+s.Note
		}
		if call := calls[pos]; call != nil {
			pos = call.Pos()
		}
		d.Related = append(d.Related, analysis.RelatedInformation{Pos: pos, Message: note})
	}
	return d
}

// What to do first about a credential that leaves in a URL: no URL, no error and
// no link holds a header or a body. An app secret has no header.
const (
	tokenWayOut  = "send the token in the Authorization header"
	secretWayOut = "send the app secret in the body of a POST request"
)

func message(f *flow.Finding) string {
	what := f.Kind.String()
	if f.From != "" {
		what += " from " + f.From
	}
	out := f.Sink.Instead
	if f.URL && !strings.Contains(out, tokenWayOut) {
		out = tokenWayOut
	}
	if f.Kind == credential.AppSecret {
		out = strings.Replace(out, tokenWayOut, secretWayOut, 1)
	}
	says := f.Sink.Says
	if f.Where != "" {
		says += " at " + f.Where
	}
	if first := sink.DefaultSinks().Audiences[f.Sink.To].First; first != "" {
		out = first + " " + out
	}
	return fmt.Sprintf("%s %s, where %s; %s", what, says, f.Sink.Reach, out)
}

// Warns reports whether a finding of a category is a warning: what stays in the
// logs, files and processes of the server.
func Warns(category string) bool {
	sinks := sink.DefaultSinks()
	s := sinks.Category(category)
	return s != nil && sinks.Audiences[s.To].Severity == "warning"
}
