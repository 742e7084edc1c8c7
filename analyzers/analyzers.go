// Package analyzers is the list of all analyzers.
package analyzers

import (
	"strconv"

	"golang.org/x/tools/go/analysis"

	"github.com/workplacelint/workplacelint/analyzers/appsecretproof"
	"github.com/workplacelint/workplacelint/analyzers/clientfile"
	"github.com/workplacelint/workplacelint/analyzers/faultydirective"
	"github.com/workplacelint/workplacelint/analyzers/faultymanifest"
	"github.com/workplacelint/workplacelint/analyzers/hardcodedtoken"
	"github.com/workplacelint/workplacelint/analyzers/missinggrant"
	"github.com/workplacelint/workplacelint/analyzers/tokenleak"
	"github.com/workplacelint/workplacelint/analyzers/unresolvedrequest"
	"github.com/workplacelint/workplacelint/analyzers/unusedgrant"
	"github.com/workplacelint/workplacelint/analyzers/webhooksignature"
)

// An Entry is one analyzer with what a driver has to know of it.
type Entry struct {
	*analysis.Analyzer
	// OnDemand says that it runs only if a person asks for it by name.
	OnDemand bool
	// Warns reports whether a finding of a category is a warning. If it is nil,
	// all findings are errors.
	Warns func(category string) bool
}

// entries is the only list of analyzers, sorted by name.
var entries = []Entry{
	{Analyzer: appsecretproof.Analyzer, Warns: appsecretproof.Warns},
	{Analyzer: clientfile.Analyzer},
	{Analyzer: faultydirective.Analyzer},
	{Analyzer: faultymanifest.Analyzer},
	{Analyzer: hardcodedtoken.Analyzer},
	{Analyzer: missinggrant.Analyzer},
	{Analyzer: tokenleak.Analyzer, Warns: tokenleak.Warns},
	// It says what is not known, which is no fault of the code.
	{Analyzer: unresolvedrequest.Analyzer, OnDemand: true},
	{Analyzer: unusedgrant.Analyzer},
	{Analyzer: webhooksignature.Analyzer},
}

// Entries returns all analyzers, sorted by name.
func Entries() []Entry { return append([]Entry(nil), entries...) }

// All returns all analyzers, sorted by name.
func All() []*analysis.Analyzer {
	list := make([]*analysis.Analyzer, 0, len(entries))
	for _, e := range entries {
		list = append(list, e.Analyzer)
	}
	return list
}

// Default returns the analyzers that run unless a person says otherwise, sorted
// by name.
func Default() []*analysis.Analyzer {
	var list []*analysis.Analyzer
	for _, e := range entries {
		if !e.OnDemand {
			list = append(list, e.Analyzer)
		}
	}
	return list
}

// Warns reports whether a finding of an analyzer is a warning and no error.
func Warns(a *analysis.Analyzer, category string) bool {
	for _, e := range entries {
		if e.Analyzer == a {
			return e.Warns != nil && e.Warns(category)
		}
	}
	return false
}

// Set sets a flag of all analyzers that have it, such as pedantic.
func Set(flag string, on bool) error {
	for _, e := range entries {
		f := e.Flags.Lookup(flag)
		if f == nil {
			continue // It makes no such difference.
		}
		if err := f.Value.Set(strconv.FormatBool(on)); err != nil {
			return err
		}
	}
	return nil
}
