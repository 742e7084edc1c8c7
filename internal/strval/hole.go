// Package strval is the abstract domain of strings: what a string expression
// of a program may be.
//
// A [Template] is a string with holes: "/{group}/feed". A [Value] is ⊥
// (nothing reaches this expression), a bounded set of templates, or ⊤
// (anything, with the reason why nothing more is known). Holes are typed, so
// that the same domain answers "which endpoint is this?" and "is this time in
// seconds?".
//
// The package knows nothing of Go syntax, HTTP or Workplace.
package strval

import (
	"cmp"
	"strings"
	"unicode"
)

// Kind says what fills a hole.
type Kind uint8

// The kinds of holes. The zero value is a string.
const (
	KindString Kind = iota
	KindInt
	KindFloat
	KindBool
	KindBytes
)

// Unit is the unit of a hole that holds a time or a duration.
type Unit uint8

// The units. The zero value means that the hole is not known to be a time.
const (
	UnitNone Unit = iota
	UnitSeconds
	UnitMilliseconds
	UnitMicroseconds
	UnitNanoseconds
)

// Escape says how the text in a hole was escaped before it was put there.
type Escape uint8

// The ways of escaping that matter in a URL.
const (
	EscapeNone Escape = iota
	EscapePath
	EscapeQuery
)

// Origin says where the text in a hole comes from.
type Origin uint8

// The origins. The zero value means that nothing is known of it.
const (
	OriginUnknown Origin = iota
	OriginParam          // parameter of a function
	OriginField          // struct field that nobody is seen to set
	OriginGlobal         // package variable that nobody is seen to set
	OriginEnv            // environment variable
	OriginFlag           // command line flag
	OriginCall           // result of a function that is not analyzed
	OriginDecoded        // read from JSON, a form, a file or a database
	OriginElem           // element of a collection that is not known
	OriginLoop           // built in a loop
	OriginTime           // reading of a clock
)

// A Hole is an unknown part of a template.
type Hole struct {
	Name   string // printed between braces; see [CleanName]
	Origin Origin
	Kind   Kind
	Unit   Unit
	Escape Escape
	// Ref identifies the value in the hole: holes with the same non-empty Ref
	// hold the same text. It is empty when the identity is not known.
	Ref string
	// Reason says why the text is not known, for a hole that stands for more
	// than one segment of a path may hold. It completes "… is not known: ".
	Reason string
}

func (h *Hole) compare(o *Hole) int {
	return cmp.Or(
		strings.Compare(h.Name, o.Name), strings.Compare(h.Ref, o.Ref),
		cmp.Compare(h.Origin, o.Origin), cmp.Compare(h.Kind, o.Kind),
		cmp.Compare(h.Unit, o.Unit), cmp.Compare(h.Escape, o.Escape),
		strings.Compare(h.Reason, o.Reason),
	)
}

const maxName = 64

// CleanName makes a printable hole name of s: letters, digits and "_.-" stay,
// everything else becomes "_". A name is at most 64 bytes long and never empty.
func CleanName(s string) string {
	clean := strings.Map(func(r rune) rune {
		if r == '_' || r == '.' || r == '-' || unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		return '_'
	}, strings.ToValidUTF8(s, "_"))
	if clean == "" {
		return "unknown"
	}
	for len(clean) > maxName {
		runes := []rune(clean)
		clean = string(runes[:len(runes)-1])
	}
	return clean
}
