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
	"github.com/workplacelint/workplacelint/internal/report"
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

// full adds to a document what it has only on demand: a comparison with what was
// granted, logs, changes, several commands.
func full(t *testing.T, docs map[string]*review.Document) *review.Document {
	t.Helper()
	doc, r := docs["complianceexport"], docs["complianceexport"].Reviews[0]
	if err := doc.Compare(docs["accountsync"], "v1.0"); err != nil {
		t.Fatal(err)
	}
	note := func(code string) []review.Statement {
		return []review.Statement{{Code: code, Text: "What " + code + " says.", Places: []review.Place{r.Boxes[0].Needs[0].Place}}}
	}
	r.Since.Changes = note("since.added")
	r.Granted = &review.Granted{File: "granted.csv", Tick: 1, Untick: 2, Keep: 3, Notes: note("granted.unknown")}
	r.Observed = &review.Observed{Files: []string{"access.log"}, From: "2026-10-01", Requests: 7, Unpredicted: note("seen.unpredicted")}
	today := true
	for i := range r.Boxes {
		todos := []review.Todo{review.Keep, review.Tick, review.Untick, review.Leave}
		if r.Boxes[i].Decision == review.Ask {
			todos = []review.Todo{review.Keep, review.Leave}
		}
		r.Boxes[i].Today, r.Boxes[i].Todo = &today, todos[i%len(todos)]
		r.Boxes[i].Seen = &review.Seen{Count: i + 1, Last: "2026-10-02", Place: review.Place{Position: report.Position{File: "access.log", Line: i + 1}}}
	}
	r.Binaries = []review.Binary{
		{Package: "example.com/collect", Permissions: []string{r.Boxes[0].Permission}},
		{Package: "example.com/erase", Permissions: []string{r.Boxes[1].Permission}},
	}
	r.Split = note("split")
	doc.Code.Complete = false
	doc.Code.Skipped = []report.Skipped{{Package: "example.com/cgo", Reason: "it needs cgo"}}
	return doc
}

// TestFormsAgree looks for what the model says in each form that is written
// from it.
func TestFormsAgree(t *testing.T) {
	docs := documents(t)
	docs["full"] = full(t, documents(t))
	for name, doc := range docs {
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
	for _, s := range doc.Code.Skipped {
		list = append(list, s.Package, s.Reason)
	}
	for _, r := range doc.Reviews {
		list = append(list, r.App.Name, r.App.Manifest)
		list = append(list, r.App.Owners...)
		if len(r.Binaries) > 1 {
			for _, s := range r.Split {
				list = append(list, s.Text)
			}
		}
		if r.Granted != nil {
			list = append(list, r.Granted.Notes[0].Text, r.Granted.File, r.Observed.Unpredicted[0].Text, r.Observed.Files[0], r.Since.Changes[0].Text)
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
			if b.Seen != nil {
				list = append(list, b.Seen.Last)
			}
			for _, s := range slices.Concat(b.Why, b.Breaks, b.Better) {
				list = append(list, s.Text)
			}
			for _, n := range b.Needs[:min(len(b.Needs), 3)] {
				list = append(list, n.Call, n.Place.String(), n.Note)
			}
			if b.Limit != nil {
				list = append(list, b.Limit.Label, b.Limit.Why[0].Text)
			}
		}
	}
	return list
}

// squeeze makes all white space one space.
func squeeze(s string) string { return strings.Join(strings.Fields(s), " ") }
