package secrets

// The classes of bytes that matter when encoded parts are searched.
const (
	classOther   = iota
	classWord    // letters, digits, _, / and -
	classPlus    // + is a word byte that may also follow U
	classPercent // %
	classEscape  // \
)

var byteClass = func() (class [256]byte) {
	for c := range 256 {
		switch {
		case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', c == '_', c == '/', c == '-':
			class[c] = classWord
		case c == '+':
			class[c] = classPlus
		case c == '%':
			class[c] = classPercent
		case c == '\\':
			class[c] = classEscape
		}
	}
	return class
}()

const (
	minBase64 = 16
	minHex    = 32
)

// findEncoded returns the parts of text that may be encoded, in order. It
// finds what this expression finds, from left to right, the first alternative
// that fits:
//
//	%XX(.*%XX)? | (U+XXXX[\s$])+ | (\{1,2}uXXXX)+ | X{32,} | [\w/+-]{16,}={0,2}
//
// where X is a hexadecimal digit.
func findEncoded(text []byte) []encodedPart {
	f := encodedFinder{text: text}
	for i := 0; i < len(text); {
		switch byteClass[text[i]] {
		case classPercent:
			i = f.percent(i)
		case classEscape:
			i = f.escape(i)
		case classWord, classPlus:
			i = f.word(i)
		default:
			i++
		}
	}
	return f.parts
}

type encodedFinder struct {
	text  []byte
	parts []encodedPart
}

func (f *encodedFinder) add(e encoding, start, end int) int {
	f.parts = append(f.parts, encodedPart{e, start, end})
	return end
}

// percent takes the text up to the last %XX of the line.
func (f *encodedFinder) percent(i int) int {
	if !f.isPercent(i) {
		return i + 1
	}
	end := i + 3
	for j := f.endOfLine(end) - 3; j >= end; j-- {
		if f.isPercent(j) {
			end = j + 3
			break
		}
	}
	return f.add(percentEncoding, i, end)
}

func (f *encodedFinder) isPercent(i int) bool {
	return i+2 < len(f.text) && f.text[i] == '%' && isHexPair(f.text[i+1:])
}

func (f *encodedFinder) endOfLine(i int) int {
	for i < len(f.text) && f.text[i] != '\n' {
		i++
	}
	return i
}

// escape takes \u0041\\u0042.
func (f *encodedFinder) escape(i int) int {
	end := i
	for n := f.escapeLen(end); n > 0; n = f.escapeLen(end) {
		end += n
	}
	if end == i {
		return i + 1
	}
	return f.add(unicodeEncoding, i, end)
}

// escapeLen is the length of one escape at i, 0 if there is none.
func (f *encodedFinder) escapeLen(i int) int {
	n := 0
	for n < 2 && i+n < len(f.text) && f.text[i+n] == '\\' {
		n++
	}
	if n == 0 || i+n+5 > len(f.text) || f.text[i+n]|0x20 != 'u' || !isHexPair(f.text[i+n+1:]) || !isHexPair(f.text[i+n+3:]) {
		return 0
	}
	return n + 5
}

// word looks at the run of word bytes that begins at i.
func (f *encodedFinder) word(i int) int {
	end, hasPlus := i, false
	for end < len(f.text) {
		class := byteClass[f.text[end]]
		if class != classWord && class != classPlus {
			break
		}
		hasPlus = hasPlus || class == classPlus
		end++
	}
	for i < end {
		if hasPlus {
			if points := f.codePoints(i); points > i {
				// The last code point may end before the run does.
				return f.add(unicodeEncoding, i, points)
			}
		}
		if end-i < minBase64 {
			if !hasPlus {
				return end
			}
			i++ // a code point may begin later in the run
			continue
		}
		if n := f.hexLen(i, end); n >= minHex {
			i = f.add(hexEncoding, i, i+n)
			continue
		}
		return f.add(base64Encoding, i, f.padded(end))
	}
	return end
}

// padded returns the end with the padding that stands there.
func (f *encodedFinder) padded(end int) int {
	for k := 0; k < 2 && end < len(f.text) && f.text[end] == '='; k++ {
		end++
	}
	return end
}

func (f *encodedFinder) hexLen(i, end int) int {
	n := 0
	for i+n < end && hexValue[f.text[i+n]] != notHex {
		n++
	}
	return n
}

// codePoints returns the end of U+0041 U+0042 at i, or i.
func (f *encodedFinder) codePoints(i int) int {
	for i+6 <= len(f.text) && f.text[i] == 'U' && f.text[i+1] == '+' && isHexPair(f.text[i+2:]) && isHexPair(f.text[i+4:]) {
		switch {
		case i+6 == len(f.text):
			return i + 6
		case isSpace(f.text[i+6]):
			i += 7
		default:
			return i
		}
	}
	return i
}

func isSpace(b byte) bool { return b == ' ' || b == '\t' || b == '\n' || b == '\f' || b == '\r' }
