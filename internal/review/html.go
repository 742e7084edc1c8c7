package review

import (
	"crypto/sha256"
	_ "embed" // the page
	"encoding/base64"
	"html/template"
	"io"
	"slices"
	"strconv"
	"strings"
)

//go:embed page.html
var pageHTML string

//go:embed page.css
var pageCSS string

// policy lets a browser load nothing, run nothing and send nothing. The only
// style is that of the page.
func policy(style string) string {
	sum := sha256.Sum256([]byte(style))
	return "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) +
		"'; base-uri 'none'; form-action 'none'"
}

// WriteHTML writes a document as one page that needs nothing else.
func WriteHTML(w io.Writer, d *Document) error {
	words, err := wordsIn(d.Language)
	if err != nil {
		return err
	}
	page, err := template.New("page").Funcs(pageFuncs(words.say)).Parse(pageHTML)
	if err != nil {
		return err
	}
	return page.Execute(w, map[string]any{
		"Document": visible(d),
		"Style":    template.CSS(pageCSS), //nolint:gosec // our own
		"Policy":   policy(pageCSS),
	})
}

// onePage is a review of a document while it is written.
type onePage struct {
	Document *Document
	Review   *Review
	ID       string // begins the names of its parts
}

func pageFuncs(say func(string, ...any) string) template.FuncMap {
	return template.FuncMap{
		"say": func(code string, args ...any) string { return say(code, args...) },
		"on": func(d *Document, r *Review, n int) onePage {
			return onePage{d, r, "r" + strconv.Itoa(n+1)}
		},
		"decisions":  func() []Decision { return []Decision{Grant, Refuse, Ask} },
		"count":      Tally.of,
		"todo":       func(b Box) string { return todoText(say, &b) },
		"isChange":   func(t Todo) bool { return t == Tick || t == Untick },
		"draw":       draw,
		"call":       callText,
		"first":      func(list []Place) []Place { return list[:min(len(list), maxPlaces)] },
		"rest":       func(list []Place) int { return max(len(list)-maxPlaces, 0) },
		"firstNeeds": func(list []Need) []Need { return list[:min(len(list), maxNeeds)] },
		"restNeeds":  func(list []Need) int { return max(len(list)-maxNeeds, 0) },
		"complete":   func(d *Document) string { return completeness(say, d) },
		"requests":   func(r *Review) string { return requestLine(say, r) },
		"see":        func(list []int) string { return say("ui.see", len(list), "") },
		"short":      func(commit string) string { return commit[:min(len(commit), 12)] },
		"web":        func(source string) bool { return strings.HasPrefix(source, "https://") },
		"has":        func(list []string, name string) bool { return slices.Contains(list, name) },
		"guides":     guides,
		"changed":    func(r *Review) string { return changeVerdict(say, r) },
		"seen":       func(s *Seen) string { return seenText(say, s) },
		"observed":   func(o *Observed) string { return observedLine(say, o) },
		"changes":    func(g *Granted) string { return changes(say, g) },
	}
}

// guides are the sources of facts that have no address, each once.
func guides(facts []Statement) string {
	var list []string
	for _, f := range facts {
		if !strings.HasPrefix(f.Source, "https://") && !slices.Contains(list, f.Source) {
			list = append(list, f.Source)
		}
	}
	return strings.Join(list, "; ")
}
