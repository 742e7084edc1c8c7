package sink

import (
	"fmt"
	"slices"
	"strings"
)

// A Role says what a function does with an argument.
type Role string

// The roles.
const (
	None   Role = "-"      // nothing that matters
	Text   Role = "text"   // takes the text itself
	Print  Role = "print"  // prints the value as package fmt does
	Record Role = "record" // prints the value as package log/slog does
	JSON   Role = "json"   // encodes the value as JSON
	XML    Role = "xml"    // encodes the value as XML
	Format Role = "format" // a format; what its verbs print are the arguments after it
	Page   Role = "page"   // hands the value to a template
	URL    Role = "url"    // takes the text of a URL
	Sent   Role = "sent"   // a request, which is sent
	Into   Role = "into"   // is written to
	Perm   Role = "perm"   // the mode of a file that is made
	Name   Role = "name"   // the name of a parameter or header
	Value  Role = "value"  // the value of the parameter or header of that name
	Token  Role = "token"  // an access token
	Secret Role = "secret" // the app secret
	// Fallback is what the program gets if it is given nothing.
	Fallback Role = "fallback"
)

var roles = []Role{None, Text, Print, Record, JSON, XML, Format, Page, URL, Sent, Into, Perm, Name, Value, Token, Secret, Fallback}

// A Signature says what a function does with its arguments.
type Signature struct {
	Func string // full name, as types.Func has it
	// Roles has one for each parameter. If it is variadic the last one is that
	// of all further arguments.
	Roles    []Role
	Variadic bool
	// Receiver says that the receiver is written to; Label is the part of it.
	Receiver bool
}

// Role returns the role of argument i, which does not count the receiver.
func (s *Signature) Role(i int) Role {
	switch {
	case i < 0:
		return None
	case i < len(s.Roles):
		return s.Roles[i]
	case s.Variadic && len(s.Roles) > 0:
		return s.Roles[len(s.Roles)-1]
	}
	return None
}

// Index returns the argument with a role, -1 if there is none.
func (s *Signature) Index(r Role) int { return slices.Index(s.Roles, r) }

// parseSignature reads the notation of the rule file: the full name of a
// function, the roles of its parameters in parentheses, and "into receiver" if
// it writes to its receiver.
//
//	log.Printf(format, print...)
//	(*strings.Builder).WriteString(text) into receiver
func parseSignature(text string) (Signature, error) {
	var s Signature
	rest, into := strings.CutSuffix(text, " into receiver")
	s.Receiver = into
	open := strings.LastIndexByte(rest, '(')
	list, closed := strings.CutSuffix(rest[max(open, 0):], ")")
	if open <= 0 || !closed {
		return s, fmt.Errorf("expected NAME(ROLES), found %q", text)
	}
	s.Func = rest[:open]
	list, s.Variadic = strings.CutSuffix(list[1:], "...")
	if list == "" {
		return s, nil
	}
	for word := range strings.SplitSeq(list, ", ") {
		if !slices.Contains(roles, Role(word)) {
			return s, fmt.Errorf("%s: expected one of the roles %v, found %q", s.Func, roles, word)
		}
		s.Roles = append(s.Roles, Role(word))
	}
	return s, nil
}
