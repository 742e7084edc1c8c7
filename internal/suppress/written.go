package suppress

import (
	"slices"

	"github.com/workplacelint/workplacelint/internal/credential"
)

// A credential that is written in a file is reported under three names: by the
// search for credentials with the rule, in Go code with the kind, and in files
// for clients. A comment about one of them is about all.
const (
	bySearch = "secrets"
	inGo     = "hardcodedtoken"
	inClient = "clientfile"
	literal  = "literal" // the category of inClient
)

// CoversWritten reports whether d is about a credential that a rule found, of a
// kind. Who does not know the rule, or the kind, leaves it empty.
func (d *Directive) CoversWritten(rule string, kind credential.Kind) bool {
	return slices.ContainsFunc(d.Names, func(n Name) bool {
		switch n.Analyzer {
		case bySearch:
			return n.Category == "" || n.Category == rule || rule == "" && isOf(n.Category, kind)
		case inGo:
			return n.Category == "" || kind == "" || n.Category == string(kind)
		case inClient:
			return n.Category == "" || n.Category == literal
		}
		return false
	})
}

// isOf reports whether a rule finds credentials of a kind.
func isOf(rule string, kind credential.Kind) bool {
	r := credential.Default().Rule(rule)
	return r != nil && (kind == "" || r.Kind == kind || r.Kind == credential.Unspecified)
}
