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

// Hide returns text with what may be shown of each credential in place of it.
func (p *Pack) Hide(text string) string {
	var shown strings.Builder
	at := 0
	for _, m := range p.Find("", text) {
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
