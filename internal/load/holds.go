package load

import (
	"go/scanner"
	"go/token"
	"strconv"
)

// Holds reports whether a Go file matters as one does that builds read: it contains
// a seed, or a literal of which mentions says so, which may be nil.
func Holds(file string, seeds []string, mentions func(text string) bool) bool {
	src, err := readSource(file)
	if err != nil {
		return false // Those that builds read are reported.
	}
	list := make([][]byte, len(seeds))
	for i, s := range seeds {
		list[i] = []byte(s)
	}
	if containsAny(src, list) && inLiteral(src, list) {
		return true
	}
	return mentions != nil && anyLiteral(src, mentions)
}

// anyLiteral reports whether some string of a file is as a function says.
func anyLiteral(src []byte, is func(text string) bool) bool {
	var s scanner.Scanner
	s.Init(token.NewFileSet().AddFile("", -1, len(src)), src, nil, 0)
	for {
		_, tok, lit := s.Scan()
		if tok == token.EOF {
			return false
		}
		if text, err := strconv.Unquote(lit); tok == token.STRING && err == nil && is(text) {
			return true
		}
	}
}
