package clientfile

import (
	"cmp"
	"slices"

	"github.com/workplacelint/workplacelint/internal/audit"
	"github.com/workplacelint/workplacelint/internal/credential"
)

// Name is the name of the analyzer under which findings are reported.
const Name = "clientfile"

// A Category says how a credential gets to people.
type Category string

// The categories.
const (
	Request   Category = "request"   // delivered code sends it to the API
	Proof     Category = "proof"     // delivered code computes a proof
	Read      Category = "read"      // delivered code reads it
	Literal   Category = "literal"   // it is written in a delivered file
	Page      Category = "page"      // a template writes it into a page
	Variable  Category = "variable"  // a bundler copies the variable
	Setting   Category = "setting"   // a setting of an app holds it
	Build     Category = "build"     // a build writes it into a program
	Image     Category = "image"     // an image of a container holds it
	Embed     Category = "embed"     // a program embeds a file with it
	Served    Category = "served"    // a server serves a file with it
	Generated Category = "generated" // a command writes it into a delivered file
	Schema    Category = "schema"    // a type of an interface has a field for it
)

// A Finding says how a credential gets to people.
type Finding struct {
	Category Category
	Kind     credential.Kind
	Severity audit.Severity
	Position Position
	Message  string
	Evidence []Evidence
	// Help is the way out.
	Help string
	// Key tells findings of a file apart that have the same message.
	Key string
	// Delivery says who gets the file.
	Delivery Delivery
	// isDoubtful says that it may be about Facebook and not about Workplace.
	isDoubtful bool
}

// Evidence is a place that justifies a finding.
type Evidence struct {
	Position Position
	Note     string
}

// Reset is what comes before any change to the code.
const Reset = "if this ever was in production, reset the credential in the admin panel"

func sortFindings(list []Finding) {
	slices.SortStableFunc(list, func(a, b Finding) int {
		return cmp.Or(
			cmp.Compare(a.Position.File, b.Position.File), cmp.Compare(a.Position.Line, b.Position.Line),
			cmp.Compare(a.Position.Column, b.Position.Column), cmp.Compare(a.Category, b.Category), cmp.Compare(a.Message, b.Message),
		)
	})
}
