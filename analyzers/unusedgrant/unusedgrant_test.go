package unusedgrant_test

import (
	"testing"

	"github.com/workplacelint/workplacelint/analyzers/unusedgrant"
	"github.com/workplacelint/workplacelint/internal/analyzertest"
)

func TestAnalyzer(t *testing.T) {
	analyzertest.Run(t, unusedgrant.Analyzer, []analyzertest.Case{
		{Name: "doc", Shows: "the example of the documentation"},
		{Name: "unresolved", Shows: "a request that may need anything"},
		{Name: "address", Shows: "requests to addresses that nobody knows"},
		{Name: "redundant", Shows: "two permissions where one is enough"},
		{Name: "narrower", Shows: "a permission that gives less would do"},
		{Name: "clean", Shows: "fields, webhooks and dependencies are uses"},
		{Name: "several/cmd/one", Shows: "another command may need it"},
		{Name: "several/cmd/two", Shows: "nor is it said there"},
		{Name: "imports", Shows: "what imports of imports send counts"},
	})
}
