package review

import (
	"fmt"
	"regexp"
	"strings"
	"sync"

	"go.yaml.in/yaml/v4"
)

// A reason is something that the analysis says, in the languages of a review.
type reason struct {
	form  *regexp.Regexp // of the English text
	names []string       // of its groups
	text  text
}

// reasonName matches what stands for a name, or for another reason.
var reasonName = regexp.MustCompile(`\{[a-z]+\}`)

// anotherReason is the name of a part that is a reason itself.
const anotherReason = "{why}"

// loadReasons reads the reasons, in the order in which they are tried.
var loadReasons = sync.OnceValues(func() ([]reason, error) {
	const file = "words/reasons.yaml"
	data, err := wordFiles.ReadFile(file)
	if err != nil {
		return nil, err
	}
	var texts []text
	if err := yaml.Unmarshal(data, &texts); err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	list := make([]reason, len(texts))
	for i, t := range texts {
		literals := reasonName.Split(t[english], -1)
		for j := range literals {
			literals[j] = regexp.QuoteMeta(literals[j])
		}
		form, err := regexp.Compile("^" + strings.Join(literals, "(.+?)") + "$")
		if err != nil {
			return nil, fmt.Errorf("%s: %w", file, err)
		}
		list[i] = reason{form: form, names: reasonName.FindAllString(t[english], -1), text: t}
	}
	return list, nil
})

// reason returns what the analysis says in the language of the words, in English if
// it has no words for it.
func (w *words) reason(said string) string {
	list, err := loadReasons()
	if err != nil || w.language == english {
		return said
	}
	for _, r := range list {
		found := r.form.FindStringSubmatch(said)
		if found == nil {
			continue
		}
		var parts []string
		for i, name := range r.names {
			part := found[i+1]
			if name == anotherReason {
				part = w.reason(part)
			}
			parts = append(parts, name, part)
		}
		return strings.NewReplacer(parts...).Replace(r.text.in(w.language))
	}
	return said
}
