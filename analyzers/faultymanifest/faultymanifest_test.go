package faultymanifest_test

import (
	"testing"

	"github.com/workplacelint/workplacelint/analyzers/faultymanifest"
	"github.com/workplacelint/workplacelint/internal/analyzertest"
)

func TestAnalyzer(t *testing.T) {
	analyzertest.Run(t, faultymanifest.Analyzer, []analyzertest.Case{
		{Name: "doc", Shows: "the example of the documentation"},
		{Name: "names", Shows: "names that are none"},
		{Name: "terms", Shows: "limits, reasons, webhooks"},
		{Name: "clean", Shows: "nothing wrong"},
	})
}
