package unresolvedrequest_test

import (
	"testing"

	"github.com/workplacelint/workplacelint/analyzers/unresolvedrequest"
	"github.com/workplacelint/workplacelint/internal/analyzertest"
)

func TestAnalyzer(t *testing.T) {
	analyzertest.Run(t, unresolvedrequest.Analyzer, []analyzertest.Case{
		{Name: "doc", Shows: "the example of the documentation"},
		{Name: "reasons", Shows: "what is not known and why"},
		{Name: "offered", Shows: "what parameters decide"},
		{Name: "clean", Shows: "known, decided by callers, of other services"},
	})
}
