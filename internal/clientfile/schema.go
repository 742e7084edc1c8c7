package clientfile

import (
	"fmt"

	"github.com/workplacelint/workplacelint/internal/lexical"
)

var (
	answerType = lazily(`\b(?:message|type)[ \t]+(\w*(?:Response|Reply|Result|Payload|Config|Settings|View|Dto|DTO)|Query|Subscription)\b[^{}\n]*\{([^{}]*)\}`)
	fieldName  = lazily(`(?m)^[ \t]*(?:(?:optional|repeated)[ \t]+)?(?:[\w.<>, ]+[ \t]+)?(\w+)(?:\([^)\n]*\))?[ \t]*[=:]`)
)

// checkSchema reports types of an interface that give a credential to whoever
// asks.
func (t *Tree) checkSchema(_ *fileKind, f *file) []Finding {
	text := withoutHashes(blankComments(lexical.Named("c"), f.text))
	var found []Finding
	for _, m := range answerType().FindAllStringSubmatchIndex(text, -1) {
		body := text[m[4]:m[5]]
		for _, n := range fieldName().FindAllStringSubmatchIndex(body, -1) {
			name := body[n[2]:n[3]]
			is, ok := t.rules.Names.credential(name)
			if !ok || !is.specific {
				continue
			}
			found = append(found, Finding{
				Category: Schema, Kind: is.kind, Position: f.between(m[4]+n[2], m[4]+n[3]), Key: name,
				Message: fmt.Sprintf("field %s of %s gives an %s to whoever asks", name, text[m[2]:m[3]], is.kind),
				Help:    "leave the field out, and let the server send the requests that need it",
			})
		}
	}
	return found
}
