package faultydirective

import (
	_ "embed" // the documentation

	"golang.org/x/tools/go/analysis"

	"github.com/workplacelint/workplacelint/internal/analyzerdoc"
	"github.com/workplacelint/workplacelint/internal/extract"
)

const name = "faultydirective"

//go:embed doc.go
var doc string

// Analyzer reports directives that are wrong or not needed.
var Analyzer = &analysis.Analyzer{
	Name:             name,
	Doc:              analyzerdoc.MustExtract(doc, name),
	URL:              analyzerdoc.URL(name),
	Run:              run,
	Requires:         []*analysis.Analyzer{extract.Analyzer},
	RunDespiteErrors: true,
}

func run(pass *analysis.Pass) (any, error) {
	res, ok := pass.ResultOf[extract.Analyzer].(*extract.Result)
	if !ok {
		return nil, nil
	}
	for _, f := range res.Faults() {
		d := analysis.Diagnostic{Pos: f.Pos, End: f.End, Category: f.Category, Message: f.Message}
		for _, at := range f.At {
			d.Related = append(d.Related, analysis.RelatedInformation{Pos: at.Position.In(pass), Message: at.Note})
		}
		pass.Report(d)
	}
	return nil, nil
}
