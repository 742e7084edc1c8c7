package faultymanifest

import (
	_ "embed" // the documentation

	"golang.org/x/tools/go/analysis"

	"github.com/workplacelint/workplacelint/internal/analyzerdoc"
	"github.com/workplacelint/workplacelint/internal/audit"
	"github.com/workplacelint/workplacelint/internal/verdict"
)

//go:embed doc.go
var doc string

// Analyzer reports grants that do not work as they are written.
var Analyzer = &analysis.Analyzer{
	Name:             verdict.FaultyManifest,
	Doc:              analyzerdoc.MustExtract(doc, verdict.FaultyManifest),
	URL:              analyzerdoc.URL(verdict.FaultyManifest),
	Run:              run,
	Requires:         []*analysis.Analyzer{verdict.Analyzer},
	RunDespiteErrors: true,
}

var pedantic bool

func init() {
	Analyzer.Flags.BoolVar(&pedantic, "pedantic", false, "report also settings that would make a stolen token worth less")
}

func run(pass *analysis.Pass) (any, error) {
	least := audit.Warning
	if pedantic {
		least = audit.Note
	}
	return nil, verdict.Report(pass, verdict.FaultyManifest, least)
}
