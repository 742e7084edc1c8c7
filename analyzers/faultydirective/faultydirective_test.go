package faultydirective_test

import (
	"testing"

	"github.com/workplacelint/workplacelint/analyzers/faultydirective"
	"github.com/workplacelint/workplacelint/internal/analyzertest"
)

func TestAnalyzer(t *testing.T) {
	analyzertest.Run(t, faultydirective.Analyzer, []analyzertest.Case{
		{Name: "doc", Shows: "the example of the documentation"},
		{Name: "faults", Shows: "each fault, at a call and at a declaration"},
		{Name: "clean", Shows: "requests that only the directive knows, and comments that are none"},
	})
}
