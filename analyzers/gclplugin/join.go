package gclplugin

import (
	"go/token"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// join returns one analyzer that runs all of list and reports once a line.
func join(list []*analysis.Analyzer) *analysis.Analyzer {
	joined := &analysis.Analyzer{
		Name:             Name,
		Doc:              "check the permissions, proofs and credentials of programs that talk to Workplace",
		URL:              "https://github.com/workplacelint/workplacelint",
		RunDespiteErrors: true,
		Run:              func(pass *analysis.Pass) (any, error) { return nil, runAll(pass, list) },
	}
	for _, a := range list {
		for _, req := range a.Requires {
			if !slices.Contains(joined.Requires, req) {
				joined.Requires = append(joined.Requires, req)
			}
		}
		joined.FactTypes = append(joined.FactTypes, a.FactTypes...)
	}
	return joined
}

// place is a line of a file.
type place struct {
	file string
	line int
}

func runAll(pass *analysis.Pass, list []*analysis.Analyzer) error {
	var order []place
	byPlace := map[place][]analysis.Diagnostic{}
	for _, a := range list {
		part := *pass
		part.Analyzer = a
		part.Report = func(d analysis.Diagnostic) {
			at := lineOf(pass.Fset, d.Pos)
			if byPlace[at] == nil {
				order = append(order, at)
			}
			byPlace[at] = append(byPlace[at], d)
		}
		if _, err := a.Run(&part); err != nil {
			return err
		}
	}
	for _, at := range order {
		pass.Report(merge(byPlace[at]))
	}
	return nil
}

// lineOf goes by //line, as golangci-lint does when it compares lines.
func lineOf(fset *token.FileSet, pos token.Pos) place {
	p := fset.Position(pos)
	return place{p.Filename, p.Line}
}

// merge makes one diagnostic of those of one line, at the first of them.
func merge(list []analysis.Diagnostic) analysis.Diagnostic {
	slices.SortStableFunc(list, func(a, b analysis.Diagnostic) int {
		if a.Pos != b.Pos {
			return int(a.Pos - b.Pos)
		}
		return strings.Compare(a.Message, b.Message)
	})
	// golangci-lint would show related places as findings of their own.
	first := analysis.Diagnostic{Pos: list[0].Pos, End: list[0].End, Category: list[0].Category}
	var messages []string
	for _, d := range list {
		if !slices.Contains(messages, d.Message) {
			messages = append(messages, d.Message)
		}
		first.SuggestedFixes = append(first.SuggestedFixes, d.SuggestedFixes...)
	}
	first.Message = strings.Join(messages, "; also ")
	return first
}
