package missinggrant_test

import (
	"testing"

	"github.com/workplacelint/workplacelint/analyzers/missinggrant"
	"github.com/workplacelint/workplacelint/internal/analyzertest"
)

func TestAnalyzer(t *testing.T) {
	analyzertest.Run(t, missinggrant.Analyzer, []analyzertest.Case{
		{Name: "doc", Shows: "the example of the documentation"},
		{Name: "fields", Shows: "fields, nested and of edges"},
		{Name: "alternatives", Shows: "one of several permissions, inclusion, parameters, inferred needs"},
		{Name: "ambiguous", Shows: "several endpoints fit"},
		{Name: "scoping", Shows: "refused to an app that is limited to groups"},
		{Name: "host", Shows: "configured addresses and gateways"},
		{Name: "clean", Shows: "permitted, unknown, of other services"},
		{Name: "nomanifest", Shows: "no manifest, no finding"},
		{Name: "reaches", Shows: "packages without manifest are judged by the command"},
		{Name: "shared", Shows: "a package without manifest by itself"},
	})
}
