package review_test

import (
	"bytes"
	"encoding/json"
	"html"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/muesli/termenv"

	"github.com/workplacelint/workplacelint/internal/golden"
	"github.com/workplacelint/workplacelint/internal/review"
)

// forms are the ways in which a document is written for people, each with what
// gives back the text that a reader sees.
var forms = map[string]struct {
	write func(io.Writer, *review.Document) error
	plain func(string) string
}{
	"text": {
		write: func(w io.Writer, d *review.Document) error { return review.WriteText(w, d, termenv.Ascii) },
		plain: func(s string) string { return s },
	},
	"html": {
		write: review.WriteHTML,
		plain: func(s string) string { return html.UnescapeString(markup.ReplaceAllString(s, "")) },
	},
	"markdown": {
		write: review.WriteMarkdown,
		plain: func(s string) string { return strings.ReplaceAll(escapes.ReplaceAllString(s, "$1"), "\u200b", "") },
	},
}

var escapes = regexp.MustCompile(`\\([[:punct:]])`)

var markup = regexp.MustCompile(`(?s)<style>.*?</style>|<[^>]*>`)

// documents reads the reviews of the examples.
func documents(t *testing.T) map[string]*review.Document {
	t.Helper()
	files, err := filepath.Glob("../testdata/review/*.json")
	if err != nil || len(files) == 0 {
		t.Fatalf("no reviews: %v", err)
	}
	docs := map[string]*review.Document{}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		doc := new(review.Document)
		if err := json.Unmarshal(data, doc); err != nil {
			t.Fatal(err)
		}
		docs[strings.TrimSuffix(filepath.Base(file), ".json")] = doc
	}
	return docs
}

// TestFormsAgree looks for what the model says in each form that is written
// from it.
func TestFormsAgree(t *testing.T) {
	for name, doc := range documents(t) {
		for form, f := range forms {
			t.Run(name+"/"+form, func(t *testing.T) {
				var out bytes.Buffer
				if err := f.write(&out, doc); err != nil {
					t.Fatal(err)
				}
				got := squeeze(f.plain(out.String()))
				for _, want := range said(doc) {
					if !strings.Contains(got, squeeze(want)) {
						t.Errorf("%q is not on the page", want)
					}
				}
			})
		}
	}
}

// TestMarkdown compares the comments on the examples with those that were read.
func TestMarkdown(t *testing.T) {
	for name, doc := range documents(t) {
		var out bytes.Buffer
		if err := review.WriteMarkdown(&out, doc); err != nil {
			t.Fatal(err)
		}
		golden.Compare(t, filepath.Join("../testdata/review", name+".md"), out.Bytes())
	}
}

// said returns the texts of a document that every form has.
func said(doc *review.Document) []string {
	list := []string{doc.Day, doc.Again, doc.Tool}
	for _, r := range doc.Reviews {
		list = append(list, r.App.Name, r.App.Manifest)
		list = append(list, r.App.Owners...)
		if len(r.Binaries) > 1 {
			for _, s := range r.Split {
				list = append(list, s.Text)
			}
		}
		for _, s := range slices.Concat(r.Hygiene, r.Theft, r.Facts) {
			list = append(list, s.Text)
		}
		for _, q := range r.Questions {
			list = append(list, q.Text)
		}
		for _, s := range r.Settings {
			list = append(list, s.Label)
			for _, why := range s.Why {
				list = append(list, why.Text)
			}
		}
		for _, b := range r.Boxes {
			list = append(list, b.Label, b.Permission, b.Risk, b.Purpose, b.Until)
			for _, s := range slices.Concat(b.Why, b.Breaks, b.Better) {
				list = append(list, s.Text)
			}
		}
	}
	return list
}

// squeeze makes all white space one space.
func squeeze(s string) string { return strings.Join(strings.Fields(s), " ") }
