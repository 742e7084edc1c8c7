package clientfile_test

import (
	"testing"

	"github.com/workplacelint/workplacelint/analyzers/clientfile"
	"github.com/workplacelint/workplacelint/internal/analyzertest"
)

func TestAnalyzer(t *testing.T) {
	analyzertest.Run(t, clientfile.Analyzer, []analyzertest.Case{
		{Name: "doc", Shows: "code of a package of which a file is built for browsers"},
		{Name: "embed", Shows: "files that a program embeds, serves and generates"},
		{Name: "clean", Shows: "code of a server"},
	})
}
