package unusedgrant

import (
	_ "embed" // the documentation

	"golang.org/x/tools/go/analysis"

	"github.com/workplacelint/workplacelint/internal/analyzerdoc"
	"github.com/workplacelint/workplacelint/internal/audit"
	"github.com/workplacelint/workplacelint/internal/verdict"
)

//go:embed doc.go
var doc string

// Analyzer reports grants that no request, field or webhook needs.
var Analyzer = &analysis.Analyzer{
	Name:             verdict.UnusedGrant,
	Doc:              analyzerdoc.MustExtract(doc, verdict.UnusedGrant),
	URL:              analyzerdoc.URL(verdict.UnusedGrant),
	Run:              run,
	Requires:         []*analysis.Analyzer{verdict.Analyzer},
	RunDespiteErrors: true,
}

var pedantic bool

func init() {
	Analyzer.Flags.BoolVar(&pedantic, "pedantic", false, "report also what the catalogue cannot decide")
}

func run(pass *analysis.Pass) (any, error) {
	least := audit.Warning
	if pedantic {
		least = audit.Note
	}
	return nil, verdict.Report(pass, verdict.UnusedGrant, least)
}
