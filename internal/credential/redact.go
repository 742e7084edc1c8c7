package credential

import (
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"
)

// A Redacted is what may be shown of a credential: how it begins and how long
// it is.
type Redacted struct {
	Prefix string
	Length int // in characters
}

// Redact returns what may be shown of a credential. The prefix is four
// characters, but never more than an eighth of the credential, so that little
// is learnt of a short one.
func Redact(secret string) Redacted {
	length := utf8.RuneCountInString(secret)
	var prefix strings.Builder
	for i, r := range []rune(strings.ToValidUTF8(secret, "�")) {
		if i >= min(4, length/8) {
			break
		}
		if !isPrintable(r) {
			r = '?'
		}
		prefix.WriteRune(r)
	}
	return Redacted{Prefix: prefix.String(), Length: length}
}

func isPrintable(r rune) bool { return ' ' < r && r <= '~' }

// String prints r as "DQVJ…, 278 characters".
func (r Redacted) String() string {
	if r.Length == 1 {
		return "…, 1 character"
	}
	return r.Prefix + "…, " + strconv.Itoa(r.Length) + " characters"
}

// long is text that may hold a token with more around it that hides its shape,
// as a part of a path or of a flag. No digest is that long in hexadecimal.
var long = regexp.MustCompile(`[A-Za-z0-9_-]{74,}`)

// minHidden is how long a credential is, in bytes, that cannot be a word of what
// is said about it: the key that follows "kind": "verify-token" in a report.
const minHidden = 20

// Hide returns text that a program prints with what may be shown of each
// credential in place of it. The lines of such text have nothing to do with each
// other: one that says what was found is no name for what stands in the next.
func (p *Pack) Hide(text string) string {
	var shown strings.Builder
	for line := range strings.Lines(text) {
		shown.WriteString(p.hideIn(line))
	}
	return shown.String()
}

func (p *Pack) hideIn(text string) string {
	var shown strings.Builder
	at := 0
	for _, m := range p.Find("", text) {
		if m.End-m.Start < minHidden {
			continue
		}
		shown.WriteString(text[at:m.Start])
		shown.WriteString(Redact(text[m.Start:m.End]).Prefix + "…")
		at = m.End
	}
	shown.WriteString(text[at:])
	return long.ReplaceAllStringFunc(shown.String(), func(s string) string {
		if !p.Plausible(AccessToken, strings.TrimLeft(s, "_-")) {
			return s
		}
		return Redact(s).Prefix + "…"
	})
}
