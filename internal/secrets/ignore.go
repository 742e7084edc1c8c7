package secrets

import (
	"bytes"
	"regexp"
	"strings"
)

// A comment that suppresses findings, on their line or on the line before:
//
//	workplacelint:ignore secrets -- reason
//
// Instead of secrets it may name rules, with commas between.
var ignoreComment = regexp.MustCompile(`workplacelint:ignore[ \t]+([\w,-]+)(?:[ \t]+--[ \t]*(.*))?`)

// ignored says what a comment makes of a finding.
type ignored int

const (
	notIgnored ignored = iota
	ignoredWithReason
	ignoredWithoutReason // which does not count
)

// ignoredAt looks for a comment about the rule on the lines of text from start
// to end and on the one before.
func ignoredAt(text []byte, start, end int, rule string) ignored {
	first := bytes.LastIndexByte(text[:start], '\n')
	if first >= 0 {
		first = bytes.LastIndexByte(text[:first], '\n')
	}
	last := len(text)
	if i := bytes.IndexByte(text[end:], '\n'); i >= 0 {
		last = end + i
	}
	result := notIgnored
	for _, m := range ignoreComment.FindAllSubmatch(text[first+1:last], -1) {
		if !names(string(m[1]), rule) {
			continue
		}
		if hasReason(string(m[2])) {
			return ignoredWithReason
		}
		result = ignoredWithoutReason
	}
	return result
}

func names(list, rule string) bool {
	for name := range strings.SplitSeq(list, ",") {
		switch strings.TrimSpace(name) {
		case rule, "secrets", "hardcodedtoken":
			return true
		}
	}
	return false
}

// hasReason reports whether there is more than the end of a comment.
func hasReason(s string) bool {
	return len(strings.Trim(s, " \t\r*/->#}'\"`;,")) >= 3
}
