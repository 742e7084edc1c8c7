package review_test

import (
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"testing"

	"go.yaml.in/yaml/v4"

	"github.com/workplacelint/workplacelint/internal/review"
)

var verb = regexp.MustCompile(`%\[\d\]v`)

// TestWords compares the languages: each says the same with the same values.
func TestWords(t *testing.T) {
	all := map[string]map[string]any{}
	for _, lang := range review.Languages() {
		data, err := os.ReadFile(filepath.Join("words", lang+".yaml"))
		if err != nil {
			t.Fatal(err)
		}
		words := map[string]any{}
		if err := yaml.Unmarshal(data, &words); err != nil {
			t.Fatalf("%s: %v", lang, err)
		}
		all[lang] = words
	}
	for _, lang := range review.Languages() {
		for code := range all[lang] {
			if all["en"][code] == nil {
				t.Errorf("%s: %s is not in English", lang, code)
			}
		}
		for code, want := range all["en"] {
			got, ok := all[lang][code]
			if !ok {
				t.Errorf("%s: %s is missing", lang, code)
				continue
			}
			if g, w := verbs(got), verbs(want); !slices.Equal(g, w) {
				t.Errorf("%s: %s has the values %v, English has %v", lang, code, g, w)
			}
		}
	}
}

// verbs lists the values of a sentence, for each of its forms.
func verbs(sentence any) []string {
	forms, ok := sentence.(map[string]any)
	if !ok {
		forms = map[string]any{"many": sentence}
	}
	var list []string
	for _, form := range []string{"one", "many"} {
		if forms[form] == nil {
			continue
		}
		found := verb.FindAllString(fmt.Sprint(forms[form]), -1)
		slices.Sort(found)
		list = append(append(list, form), slices.Compact(found)...)
	}
	return list
}
