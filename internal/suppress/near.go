package suppress

import (
	"bytes"
	"slices"
	"strings"
)

// signs begin comments of the languages that people write credentials in.
var signs = []string{"//", "#", "/*", "*", "<!--", "--", ";", "%", "'"}

// Near returns the directives that speak for a part of a text of any language:
// those that end its lines, and those that stand alone above it with nothing but
// empty lines and comments between. They have neither file nor line.
func Near(text []byte, start, end int) []*Directive {
	first := bytes.LastIndexByte(text[:start], '\n') + 1
	last := len(text)
	if i := bytes.IndexByte(text[end:], '\n'); i >= 0 {
		last = end + i
	}
	var list []*Directive
	for line := range bytes.Lines(text[first:last]) {
		if d, _ := onLine(string(line)); d != nil {
			list = append(list, d)
		}
	}
	for first > 0 {
		above := bytes.LastIndexByte(text[:first-1], '\n') + 1
		line := string(text[above : first-1])
		first = above
		d, alone := onLine(line)
		switch {
		case d != nil && alone:
			list = append(list, d)
		case !isBlank([]byte(line)) && !isComment(line):
			return list
		}
	}
	return list
}

// onLine returns the directive on a line, and whether nothing stands before it.
// Where its comment ends is not known.
func onLine(line string) (d *Directive, alone bool) {
	before, rest, ok := strings.Cut(line, marker)
	before = strings.TrimRight(before, " ")
	if !ok || rest != "" && rest[0] != ' ' && rest[0] != '\t' {
		return nil, false
	}
	sign := strings.TrimLeft(before, "{ \t")
	if sign != "" && !slices.ContainsFunc(signs, func(s string) bool { return strings.HasSuffix(before, s) }) {
		return nil, false // It is no comment.
	}
	d = new(Directive)
	d.parse(strings.TrimRight(rest, commentSigns+"`"+`"'};,`))
	return d, sign == "" || slices.Contains(signs, sign)
}

// isComment reports whether a line begins with a comment.
func isComment(line string) bool {
	line = strings.TrimLeft(line, "{ \t")
	return slices.ContainsFunc(signs, func(s string) bool { return strings.HasPrefix(line, s) })
}
