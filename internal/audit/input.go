package audit

import (
	"cmp"
	"slices"
	"time"

	"github.com/workplacelint/workplacelint/internal/catalog"
	"github.com/workplacelint/workplacelint/internal/graphapi"
	"github.com/workplacelint/workplacelint/internal/manifest"
)

// A Position is a place in a file.
type Position struct {
	File   string
	Line   int // from 1
	Column int // bytes, from 1
}

// Compare orders positions by file, line and column.
func (p Position) Compare(q Position) int {
	return cmp.Or(
		cmp.Compare(p.File, q.File),
		cmp.Compare(p.Line, q.Line),
		cmp.Compare(p.Column, q.Column),
	)
}

// Evidence is one position that justifies a finding, with a fragment that says
// what is there: "path begins here".
type Evidence struct {
	Position
	Note string
}

// A Use is one request of the program with the answer of the catalogue.
type Use struct {
	Request  graphapi.Request
	Match    catalog.Match
	Position Position // where the endpoint is decided
	Function string   // the function around Position
	Package  string   // its import path
	// Evidence is in order: the call that sends, the calls of wrappers up to
	// Position.
	Evidence []Evidence
	// Made is where the request is made that is sent, if that is elsewhere.
	Made []Evidence
	// OpenParam says that a parameter of an exported function decides the
	// request: "parameter path of Fetch".
	OpenParam string
	// Entries are the import paths of the main packages that reach it.
	Entries []string
	// Builds are the builds of the program that have it, nil for all of them.
	Builds []string
	// Returned says that a function sends it which Function returns.
	Returned bool
	// Unsent says that it is made, and that nobody in view sends it.
	Unsent bool
}

// Trail returns all positions that justify a request.
func (u *Use) Trail() []Evidence { return slices.Concat(u.Evidence, u.Made) }

// A Webhook is a notification that the program handles or the manifest
// subscribes to.
type Webhook struct {
	Object   string
	Field    string
	Position Position
	// Entries are the import paths of the main packages that reach it.
	Entries []string
	// Builds are the builds of the program that handle it, nil for all of them.
	Builds []string
	// Declared says that it stands in the manifest rather than in the code.
	Declared bool
}

// A Gap is a part of the program of which nothing is known: a package that
// could not be loaded, a limit that was hit.
type Gap struct {
	Position Position // zero if the gap has no place
	Reason   string
}

// Catalog is what this package asks of the catalogue.
type Catalog interface {
	// Permission returns the entry of a permission, nil if there is none.
	Permission(name string) *catalog.Permission
	// Permissions returns all permissions, sorted by name.
	Permissions() []*catalog.Permission
	// Webhook returns what a subscription needs, and whether the catalogue
	// knows it.
	Webhook(object, field string) (needs []catalog.Need, ok bool)
	// Endpoints returns all endpoints, sorted.
	Endpoints() []*catalog.Endpoint
}

// An Input is everything that [Compare] judges.
type Input struct {
	Catalog  Catalog
	Manifest *manifest.Manifest // nil if there is none
	Uses     []Use
	Webhooks []Webhook // those that the code handles
	Gaps     []Gap
	// Partial says that the input is not the whole program, so that nothing can
	// be said about grants without use.
	Partial bool
	// Now is the day of the judgement; the zero value judges no day.
	Now time.Time
}
