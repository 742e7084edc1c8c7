package secrets

import (
	"testing"

	"github.com/zricethezav/gitleaks/v8/detect/codec"
)

// FuzzDecode compares our decoder with the one of gitleaks, pass by pass.
func FuzzDecode(f *testing.F) {
	for _, seed := range []string{
		"", "plain", "%41%42 and %2F", "a%41bc%0Ad%42", "%00%41", "100% of %zz%4", "%41=\n%42%43x",
		`\u0041\u0042`, `\\u0041\\U0042x`, `\\\u0041`, `\u004`, "U+0041 U+0042\tU+0043", "U+0041", "xU+0041 ", "U+0041x U+0042 ",
		"longlonglongU+0041 U+0042 ", "466973684D617048756E6B79212121363334", "466973684D617048756E6B7921212136333zzzzzzzzzzzzzzzz",
		"bG9uZ2VyLWVuY29kZWQtc2VjcmV0LXRlc3Q=", "bG9uZ2VyLWVuY29kZWQtc2VjcmV0LXRlc3Q", "Z2l0bGVha3M-PmZpbmRzLXNlY3JldHM",
		"secret=bG9uZ2VyLWVuY29kZWQtc2VjcmV0LXRlc3Q==x", "%62G9uZ2VyLWVuY29kZWQtc2VjcmV0LXRlc3Q%3D",
		"WWpFNWRWb3lWbmxNVjFaMVdUSTVhMXBYVVhRPQ==", "\xff%41\xfe%42", `\u212a\u0130`, `\ud800x`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, s string) {
		text := []byte(s)
		decoder, theirs, segments := codec.NewDecoder(), s, []*codec.EncodedSegment{}
		for pass := 1; pass <= 5; pass++ {
			theirs, segments = decoder.Decode(theirs, segments)
			decoded, ours := decode(text)
			if string(decoded) != theirs || len(ours) != len(segments) {
				t.Fatalf("pass %d over %q: %q with %d parts, gitleaks has %q with %d", pass, text, decoded, len(ours), theirs, len(segments))
			}
			if len(ours) == 0 {
				return
			}
			for _, at := range ours {
				for _, edge := range []int{at.start, at.end} {
					// The overlap is the only thing of their places that matters.
					match := []int{edge, edge}
					if got := len(codec.SegmentsWithDecodedOverlap(segments, edge, edge)) > 0; got != at.touches(match) {
						t.Fatalf("pass %d over %q: part at %d..%d is elsewhere in gitleaks", pass, text, at.start, at.end)
					}
				}
			}
			text = decoded
		}
	})
}
