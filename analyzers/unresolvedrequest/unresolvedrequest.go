package unresolvedrequest

import (
	_ "embed" // the documentation

	"golang.org/x/tools/go/analysis"

	"github.com/workplacelint/workplacelint/internal/analyzerdoc"
	"github.com/workplacelint/workplacelint/internal/verdict"
)

//go:embed doc.go
var doc string

// Analyzer reports requests whose endpoint cannot be determined.
var Analyzer = &analysis.Analyzer{
	Name:             verdict.UnresolvedRequest,
	Doc:              analyzerdoc.MustExtract(doc, verdict.UnresolvedRequest),
	URL:              analyzerdoc.URL(verdict.UnresolvedRequest),
	Run:              run,
	Requires:         []*analysis.Analyzer{verdict.Analyzer},
	RunDespiteErrors: true,
}

func run(pass *analysis.Pass) (any, error) {
	return nil, verdict.ReportUnresolved(pass)
}
