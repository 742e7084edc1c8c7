package secrets

import (
	"bytes"
	"encoding/base64"
	"strconv"
	"unicode/utf8"
)

// A segment is a part of a text that was decoded in place; start and end are
// its place in the decoded text.
type segment struct{ start, end int }

// touches reports whether a match overlaps the segment or stands next to it.
func (s segment) touches(match []int) bool { return match[0] <= s.end && match[1] >= s.start }

// decode replaces what is percent, Unicode, hexadecimal or base64 encoded in
// text, as one decoding pass of gitleaks does: the result and the places are
// the same, byte for byte, which a test holds. It is many times faster, since
// gitleaks searches with one regular expression, and the prefilter has to know
// the decoded text of every file. It returns text itself if nothing is encoded.
func decode(text []byte) ([]byte, []segment) {
	encoded := keepStronger(findEncoded(text))
	var out []byte
	var segments []segment
	copied := 0
	for _, e := range encoded {
		plain := e.decode(text[e.start:e.end])
		if len(plain) == 0 {
			continue
		}
		if out == nil {
			out = make([]byte, 0, len(text))
		}
		out = append(out, text[copied:e.start]...)
		segments = append(segments, segment{len(out), len(out) + len(plain)})
		out = append(out, plain...)
		copied = e.end
	}
	if len(segments) == 0 {
		return text, nil
	}
	return append(out, text[copied:]...), segments
}

// An encoding is a way of writing text; the stronger wins where two touch.
type encoding uint8

const (
	base64Encoding encoding = iota + 1
	hexEncoding
	unicodeEncoding
	percentEncoding
)

type encodedPart struct {
	encoding   encoding
	start, end int
}

func (e encodedPart) touches(f encodedPart) bool { return f.start <= e.end && f.end >= e.start }

// keepStronger drops each part that touches a neighbour of a stronger encoding;
// it waits for the next pass.
func keepStronger(parts []encodedPart) []encodedPart {
	if len(parts) < 2 {
		return parts
	}
	kept := make([]encodedPart, 0, len(parts))
	for i, p := range parts {
		before := i > 0 && p.touches(parts[i-1]) && parts[i-1].encoding > p.encoding
		after := i+1 < len(parts) && p.touches(parts[i+1]) && parts[i+1].encoding > p.encoding
		if !before && !after {
			kept = append(kept, p)
		}
	}
	return kept
}

func (e encodedPart) decode(text []byte) []byte {
	switch e.encoding {
	case percentEncoding:
		return decodePercent(text)
	case unicodeEncoding:
		return decodeUnicode(text)
	case hexEncoding:
		return decodeHex(text)
	case base64Encoding:
		return decodeBase64(text)
	}
	return nil
}

const notHex = 0xff

var hexValue = func() (values [256]byte) {
	for i := range values {
		values[i] = notHex
	}
	for i := range 10 {
		values['0'+i] = byte(i)
	}
	for i := range 6 {
		values['a'+i], values['A'+i] = byte(10+i), byte(10+i)
	}
	return values
}()

func isPrintable(b byte) bool { return 0x08 < b && b < 0x7f }

func decodePercent(text []byte) []byte {
	out := make([]byte, 0, len(text))
	for i := 0; i < len(text); {
		if text[i] == '%' && i+2 < len(text) && isHexPair(text[i+1:]) {
			b := hexValue[text[i+1]]<<4 | hexValue[text[i+2]]
			if !isPrintable(b) {
				return nil
			}
			out = append(out, b)
			i += 3
			continue
		}
		out = append(out, text[i])
		i++
	}
	return out
}

func isHexPair(text []byte) bool { return hexValue[text[0]] != notHex && hexValue[text[1]] != notHex }

// decodeUnicode decodes U+0041 U+0042 and \u0041\\u0042.
func decodeUnicode(text []byte) []byte {
	var out []byte
	for i := 0; i+4 <= len(text); {
		if hexValue[text[i]] == notHex {
			i++ // U, u, +, \ and space between the numbers
			continue
		}
		code, err := strconv.ParseInt(string(text[i:i+4]), 16, 32)
		if err != nil {
			return nil
		}
		out = utf8.AppendRune(out, rune(code))
		i += 4
	}
	return out
}

func decodeHex(text []byte) []byte {
	if len(text)%2 != 0 || !bytes.ContainsAny(text, "0123456789") {
		return nil
	}
	out := make([]byte, 0, len(text)/2)
	for i := 0; i < len(text); i += 2 {
		b := hexValue[text[i]]<<4 | hexValue[text[i+1]]
		if !isPrintable(b) {
			return nil
		}
		out = append(out, b)
	}
	return out
}

const notBase64 = 0xff

// base64Value holds the values of the standard and of the URL alphabet.
var base64Value = func() (values [256]byte) {
	for i := range values {
		values[i] = notBase64
	}
	for i, c := range []byte("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/") {
		values[c] = byte(i)
	}
	values['-'], values['_'] = 62, 63
	return values
}()

func decodeBase64(text []byte) []byte {
	if !beginsPrintable(text) || !hasDigitOrSign(text) {
		return nil
	}
	// Room for either alphabet: the one without padding gives more bytes.
	out := make([]byte, base64.RawStdEncoding.DecodedLen(len(text))+3)
	for _, alphabet := range []*base64.Encoding{base64.StdEncoding, base64.RawURLEncoding} {
		if n, err := alphabet.Decode(out, text); err == nil && areAllPrintable(out[:n]) {
			return out[:n]
		}
	}
	return nil
}

// beginsPrintable reports whether the first four groups decode to printable
// characters. Nearly all long names fail here, at the first group.
func beginsPrintable(text []byte) bool {
	for i := 0; i+4 <= 16; i += 4 {
		a, b, c, d := base64Value[text[i]], base64Value[text[i+1]], base64Value[text[i+2]], base64Value[text[i+3]]
		if !isPrintable(a<<2|b>>4) || !isPrintable(b<<4|c>>2) || !isPrintable(c<<6|d) {
			return false
		}
	}
	return true
}

func hasDigitOrSign(text []byte) bool {
	for _, c := range text {
		if '0' <= c && c <= '9' || c == '+' || c == '/' || c == '-' || c == '_' {
			return true
		}
	}
	return false
}

func areAllPrintable(text []byte) bool {
	for _, b := range text {
		if !isPrintable(b) {
			return false
		}
	}
	return true
}
