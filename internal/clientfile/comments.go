package clientfile

import (
	"path"
	"slices"

	"github.com/workplacelint/workplacelint/internal/lexical"
	"github.com/workplacelint/workplacelint/internal/suppress"
)

// addDirectives reads the comments of a file that suppress findings.
func (t *Tree) addDirectives(name, text string, lang *lexical.Language) {
	list := slices.DeleteFunc(directivesOf(name, text, lang), func(d *suppress.Directive) bool {
		return !slices.ContainsFunc(d.Names, func(n suppress.Name) bool { return n.Analyzer == Name || n.Analyzer == "secrets" })
	})
	if len(list) == 0 {
		return
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	t.comments = append(t.comments, Comments{name, list})
}

func directivesOf(name, text string, lang *lexical.Language) []*suppress.Directive {
	switch {
	case path.Ext(name) == ".go":
		return suppress.Parse(name, []byte(text))
	case lang == nil:
		return suppress.ParseHash(name, []byte(text))
	}
	var spans []suppress.Span
	for _, s := range lexical.Split(lang, text) {
		if s.Kind == lexical.Comment {
			spans = append(spans, suppress.Span{Start: s.Start, End: s.End})
		}
	}
	return suppress.ParseSpans(name, []byte(text), spans)
}
