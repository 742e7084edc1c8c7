// Package digest says what a hash or MAC was computed of, as far as it is
// known, and in which form it is written.
//
// The description travels in the Ref of a hole: whatever a program does with
// the digest, the hole that ends up in a request still tells how it was made.
// Forms stand in front of it, the outermost first: "base64:hex:mac:…" is the
// base64 of the hex of a digest.
package digest

import (
	"encoding/json"
	"strings"

	"github.com/workplacelint/workplacelint/internal/strval"
)

// A Digest is the result of a hash or MAC. The zero value is one of which
// nothing is known.
type Digest struct {
	// Hash names the hash in lower case, such as sha256; empty if it is not
	// known.
	Hash string
	// Keyed says that it is an HMAC.
	Keyed   bool
	Key     strval.Template
	Message strval.Template
	// At is where the sum is taken.
	At Place
	// Life says for how long the digest is kept.
	Life Life
	// Shared says that the hash is kept between messages and was not reset
	// before this one was written.
	Shared bool
	// If is set where the digest is only computed when there is a key.
	If *Branch
}

// A Place is a call in a source file.
type Place struct {
	File     string // absolute
	Line     int
	Column   int
	Function string // full name
}

// A Branch is an edge between two blocks of a function.
type Branch struct {
	Function string // full name
	From, To int32
	At       Place // where the key is compared
}

// Life says for how long a value is kept.
type Life struct {
	Kind LifeKind
	// Seconds is the age up to which the value is used, for LifeLimited.
	Seconds int64
	// Where names what keeps the value: a variable or field.
	Where string
}

// LifeKind says how a value is kept.
type LifeKind uint8

// The kinds of lives. The zero value is a value that is made anew, as far as
// is known.
const (
	LifeFresh   LifeKind = iota
	LifeProgram          // made when the program starts
	LifeOnce             // made once, by package sync
	LifeKept             // made when the variable that keeps it is empty
	LifeLimited          // made again when it is older than Seconds
)

// The forms of a value, as they stand in a Ref.
const (
	Hex       = "hex"
	UpperHex  = "HEX"
	Base64    = "base64"
	List      = "list" // the numbers of its bytes
	Pointed   = "&"    // printed through a pointer, with a leading ampersand
	Cut       = "cut"
	FromHex   = "unhex"
	FromB64   = "unbase64"
	Trimmed   = "trim"
	Character = "char" // the one character with the number
	Float     = "float"
	Date      = "date"
	Base      = "base"  // base:N:, a number in base N
	Moved     = "add"   // add:SECONDS:, a time moved by so many seconds
	Rounded   = "trunc" // trunc:SECONDS:, a time cut to a multiple
	// Mark stands in front of what a digest was computed of.
	Mark = "mac:"
)

var forms = map[string]bool{
	Hex: true, UpperHex: true, Base64: true, List: true, Pointed: true, Cut: true, FromHex: true,
	FromB64: true, Trimmed: true, Character: true, Float: true, Date: true,
}

var numbered = map[string]bool{Base: true, Moved: true, Rounded: true}

// A Form is one step from a value to the text it is written as.
type Form struct {
	Name string
	N    string // the number of a form that has one
}

// maxRef bounds a description: what is longer loses its message and key.
const maxRef = 16 << 10

// Ref writes d as the Ref of a hole.
func (d Digest) Ref() string {
	data, err := json.Marshal(d)
	if err != nil || len(data) > maxRef {
		tooLong := strval.Of(strval.Hole{Name: "more", Reason: "it is longer than the analysis follows"})
		d.Key, d.Message = tooLong, tooLong
		data, _ = json.Marshal(d) //nolint:errchkjson // nothing in it can fail
	}
	return Mark + string(data)
}

// Parse reads the Ref of a hole: the forms of the value, the outermost first,
// and the digest. ok is false if the value is no digest.
func Parse(ref string) (forms []Form, d Digest, ok bool) {
	forms, rest := Unwrap(ref)
	text, ok := strings.CutPrefix(rest, Mark)
	if !ok || json.Unmarshal([]byte(text), &d) != nil {
		return forms, Digest{}, false
	}
	return forms, d, true
}

// Unwrap cuts the forms off a Ref, the outermost first.
func Unwrap(ref string) (found []Form, rest string) {
	for {
		name, after, ok := strings.Cut(ref, ":")
		switch {
		case ok && forms[name]:
			found, ref = append(found, Form{Name: name}), after
			continue
		case ok && numbered[name]:
			if n, inner, ok := strings.Cut(after, ":"); ok {
				found, ref = append(found, Form{Name: name, N: n}), inner
				continue
			}
		}
		return found, ref
	}
}

// Wrap puts a form in front of a Ref. A value without identity stays so.
func Wrap(form, ref string) string {
	if ref == "" {
		return ""
	}
	return form + ":" + ref
}

// WrapN is [Wrap] for a form with a number.
func WrapN(form, n, ref string) string { return Wrap(form+":"+n, ref) }
