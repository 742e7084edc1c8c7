package credential

import (
	"encoding/base64"
	"encoding/hex"
	"slices"
)

// minEncoded is the length of the shortest text that is decoded.
const minEncoded = 40

// Decoded returns what s is in the usual encodings, nothing if it is short.
func Decoded(s string) []string {
	if len(s) < minEncoded {
		return nil
	}
	var texts []string
	for _, encoding := range []*base64.Encoding{base64.StdEncoding, base64.RawStdEncoding, base64.URLEncoding, base64.RawURLEncoding} {
		if text, err := encoding.DecodeString(s); err == nil {
			texts = append(texts, string(text))
			break
		}
	}
	if text, err := hex.DecodeString(s); err == nil {
		texts = append(texts, string(text))
	}
	return texts
}

// MayBe reports whether s, or what it is encoded, is plausible as a credential of
// a kind.
func (p *Pack) MayBe(kind Kind, s string) bool {
	return p.Plausible(kind, s) || slices.ContainsFunc(Decoded(s), func(text string) bool { return p.Plausible(kind, text) })
}
