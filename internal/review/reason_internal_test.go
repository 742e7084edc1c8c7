package review

import (
	"strings"
	"testing"
)

// TestReasons looks whether each reason is there in each language, with its names.
func TestReasons(t *testing.T) {
	rows, err := loadReasons()
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		for _, lang := range Languages() {
			for _, name := range row.names {
				if strings.Count(row.text[lang], name) != 1 {
					t.Errorf("%s: expected %s once in %q", lang, name, row.text[lang])
				}
			}
		}
	}
}

func TestReasonInAnother(t *testing.T) {
	w := &words{language: "de"}
	for said, want := range map[string]string{
		"the path is not known: it is parameter path": "der Pfad ist nicht bekannt, es ist der Parameter path",
		"/me has no edge x in the catalogue":          "/me hat im Katalog keine Edge x",
		"it is field {a}":                             "es ist das Feld {a}",
		"the moon is full":                            "the moon is full",
	} {
		if got := w.reason(said); got != want {
			t.Errorf("%q: got %q, want %q", said, got, want)
		}
	}
}
