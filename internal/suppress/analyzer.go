package suppress

import (
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/workplacelint/workplacelint/internal/credential"
)

// Analyzer returns an analyzer that does not report what comments of Go code
// suppress. It is for drivers that show whatever is reported. They may keep
// findings beyond a day, so a comment holds there also after its last day, and
// what is wrong with comments is left to the command line. Of credentials in what
// is reported, such as a token in a manifest, it shows what may be shown.
func Analyzer(a *analysis.Analyzer) *analysis.Analyzer {
	quiet := *a
	quiet.Run = func(pass *analysis.Pass) (any, error) {
		heard := *pass
		var set Set
		heard.Report = func(d analysis.Diagnostic) {
			if !set.covers(pass, &d) {
				pass.Report(hidden(d))
			}
		}
		return a.Run(&heard)
	}
	return &quiet
}

// hidden returns a diagnostic without credentials in its texts. What a fix writes
// is text of the program.
func hidden(d analysis.Diagnostic) analysis.Diagnostic {
	hide := credential.Default().Hide
	d.Message, d.Related = hide(d.Message), slices.Clone(d.Related)
	for i := range d.Related {
		d.Related[i].Message = hide(d.Related[i].Message)
	}
	return d
}

func (s *Set) covers(pass *analysis.Pass, d *analysis.Diagnostic) bool {
	at := pass.Fset.PositionFor(d.Pos, false)
	if pass.ReadFile == nil {
		return false
	}
	text, err := pass.ReadFile(at.Filename)
	if err != nil {
		return false // It was read a moment ago, so this driver does not show files.
	}
	s.Add(at.Filename, text)
	return s.Match(pass.Analyzer.Name, d.Category, at.Filename, at.Line) != nil
}
