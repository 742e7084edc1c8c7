package credential_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/workplacelint/workplacelint/internal/credential"
)

// FuzzWords compares one pass with a search for each word.
func FuzzWords(f *testing.F) {
	for _, seed := range []struct{ words, text string }{
		{"he she his hers", "usHErs"},
		{"a ab abc b", "xaBc"},
		{"token", "TOKEN"},
		{"token", "toke"},
		{"oken token", "ttoken tok"},
		{"aab", "aaab"},
		{"k", "\u212a"},
		{"workplace.com wp dqv", "https://graph.workplace.com/?t=DQV"},
	} {
		f.Add(seed.words, seed.text)
	}
	f.Fuzz(func(t *testing.T, list, text string) {
		words := strings.Fields(strings.ToLower(list))
		if len(list) > 1000 || strings.Trim(list, " abcdefghijklmnopqrstuvwxyz0123456789._-") != "" {
			return // Keywords are ASCII and in lower case.
		}
		seen := make([]bool, len(words))
		credential.NewWords(words).Find([]byte(text), seen)
		lower := bytes.ToLower([]byte(text))
		for i, w := range words {
			if want := bytes.Contains(lower, []byte(w)); seen[i] != want {
				t.Errorf("%q in %q: %t, want %t", w, text, seen[i], want)
			}
		}
	})
}
