package review

import (
	"bytes"
	"embed"
	"fmt"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"
)

// english is the language of the catalogue; the others are translations.
const english = "en"

// Languages returns the codes of the languages that reviews are written in.
func Languages() []string { return []string{english, "de", "pt"} }

// words are the sentences of a review in one language. A sentence that counts
// has a form for one.
type words struct {
	language string
	forms    map[string]sentence
}

type sentence struct {
	one, many string
}

//go:embed words/*.yaml
var wordFiles embed.FS

// UnmarshalYAML reads a sentence, or a mapping with the forms one and many.
func (s *sentence) UnmarshalYAML(n *yaml.Node) error {
	if n.Kind == yaml.ScalarNode {
		s.many = n.Value
		return nil
	}
	var forms struct{ One, Many string }
	if err := n.Decode(&forms); err != nil {
		return err
	}
	s.one, s.many = forms.One, forms.Many
	return nil
}

// wordsIn returns the words of a language.
func wordsIn(language string) (*words, error) {
	if !slices.Contains(Languages(), language) {
		return nil, fmt.Errorf("language %q: expected one of en, de, pt", language)
	}
	file := "words/" + language + ".yaml"
	data, err := wordFiles.ReadFile(file)
	if err != nil {
		return nil, err
	}
	w := &words{language: language}
	if err := yaml.NewDecoder(bytes.NewReader(data)).Decode(&w.forms); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return w, nil
}

// say returns the sentence of a code. The form for one is taken if the first
// argument is the number 1.
func (w *words) say(code string, args ...any) string {
	s, ok := w.forms[code]
	if !ok {
		panic("review: no words for " + code) // a test says all of them
	}
	format := s.many
	if s.one != "" && len(args) > 0 && args[0] == 1 {
		format = s.one
	}
	if !strings.Contains(format, "%") { // Sprintf complains of what is left over.
		return format
	}
	return fmt.Sprintf(format, args...)
}
