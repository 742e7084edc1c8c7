package review_test

import (
	"bytes"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer/html"

	"github.com/workplacelint/workplacelint/internal/review"
)

// hostile is a text that a file name, a manifest or a literal may hold.
const hostile = "</style></title><script>window.hacked=1</script><img src=x onerror=\"window.hacked=1\">" +
	"{{.}} `]]> @channel #1 \u202etxt.exe\u2066 \x1b[2J \u200b%3Cscript%3E"

// hostileDocument returns a document in which each text that may come from
// analyzed code is hostile.
func hostileDocument(t *testing.T) *review.Document {
	t.Helper()
	doc := full(t, documents(t))
	infect(reflect.ValueOf(doc).Elem())
	return doc
}

// foreign matches elements that no page has, and links to what a text names.
var foreign = regexp.MustCompile(`<(script|img|iframe|form|link|base)\b|<[a-z][^>]*\son\w+=|href="[^h#]`)

// rendered is Markdown as a hosting site shows it, raw HTML included.
func rendered(t *testing.T, text []byte) string {
	t.Helper()
	md := goldmark.New(goldmark.WithExtensions(extension.GFM), goldmark.WithRendererOptions(html.WithUnsafe()))
	var out bytes.Buffer
	if err := md.Convert(text, &out); err != nil {
		t.Fatal(err)
	}
	return out.String()
}

// ours are the fields that never come from analyzed code.
var ours = map[string]bool{
	"Language": true, "LabelLanguage": true, "Decision": true, "Proof": true, "State": true, "Code": true,
	"Kind": true, "Day": true, "Again": true, "Todo": true,
}

func infect(v reflect.Value) {
	switch v.Kind() { //nolint:exhaustive // other kinds hold no text
	case reflect.String:
		v.SetString(hostile)
	case reflect.Pointer:
		if !v.IsNil() {
			infect(v.Elem())
		}
	case reflect.Slice:
		for i := range v.Len() {
			infect(v.Index(i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); !ours[f.Name] || f.Type.Kind() == reflect.Struct {
				infect(v.Field(i))
			}
		}
	default:
	}
}

// TestHostileTexts looks whether a text of analyzed code gets out of its place.
func TestHostileTexts(t *testing.T) {
	doc := hostileDocument(t)
	for form, f := range forms {
		t.Run(form, func(t *testing.T) {
			var out bytes.Buffer
			if err := f.write(&out, doc); err != nil {
				t.Fatal(err)
			}
			for _, bad := range []string{"\x1b", "\u202e", "\u2066"} {
				if strings.Contains(out.String(), bad) {
					t.Errorf("%q is written as it is", bad)
				}
			}
			page := out.String()
			if form == "markdown" {
				page = rendered(t, out.Bytes())
			}
			if form != "text" && foreign.MatchString(page) {
				t.Errorf("text became markup: %q", foreign.FindString(page))
			}
		})
	}
}

// TestPages writes the pages that a browser is to look at, for make page.
func TestPages(t *testing.T) {
	dir := os.Getenv("WORKPLACELINT_PAGES")
	if dir == "" {
		t.Skip("make page shows the pages in a browser")
	}
	docs := documents(t)
	docs["full"], docs["hostile"] = full(t, documents(t)), hostileDocument(t)
	docs["large"] = &review.Document{Language: "en", Day: "2026-11-28", Again: "2027-05-28", Reviews: []*review.Review{review.Large()}}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	for name, doc := range docs {
		var out bytes.Buffer
		if err := review.WriteHTML(&out, doc); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name+".html"), out.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}
