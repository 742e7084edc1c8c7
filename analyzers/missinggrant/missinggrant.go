package missinggrant

import (
	_ "embed" // the documentation

	"golang.org/x/tools/go/analysis"

	"github.com/workplacelint/workplacelint/internal/analyzerdoc"
	"github.com/workplacelint/workplacelint/internal/audit"
	"github.com/workplacelint/workplacelint/internal/verdict"
)

//go:embed doc.go
var doc string

// Analyzer reports requests that need a permission the manifest lacks.
var Analyzer = &analysis.Analyzer{
	Name:             verdict.MissingGrant,
	Doc:              analyzerdoc.MustExtract(doc, verdict.MissingGrant),
	URL:              analyzerdoc.URL(verdict.MissingGrant),
	Run:              run,
	Requires:         []*analysis.Analyzer{verdict.Analyzer},
	RunDespiteErrors: true,
}

func run(pass *analysis.Pass) (any, error) {
	return nil, verdict.Report(pass, verdict.MissingGrant, audit.Note)
}
