// Package lexical splits source text of many languages into code, comments,
// strings, regular expressions and the text between tags.
//
// There is one scanner and a table with a row for each family of languages. A
// row says how comments and strings begin and end; nothing is parsed. The
// scanner never fails: text that is not of the language is split as well as it
// goes, a string that does not end ends with its line or with the text. Each
// byte of the text is in one span.
package lexical

// A Kind says what a span of text is.
type Kind uint8

// The kinds of spans.
const (
	Code Kind = iota
	Comment
	String // with its quotes
	Regexp // with its flags
	Text   // between tags
)

// String names k.
func (k Kind) String() string { return [...]string{"code", "comment", "string", "regexp", "text"}[k] }

// A Span is a piece of text of one kind: the bytes from Start to End.
type Span struct {
	Kind       Kind
	Start, End int
	// Opens and Closes say that the span has the beginning and the end of a
	// string. Code that is written into a string parts it.
	Opens, Closes bool
	// Script says that the span is of a script in a page.
	Script bool
}
