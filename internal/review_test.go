package internal_test

import (
	"bytes"
	"encoding/json"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/workplacelint/workplacelint/internal/golden"
	"github.com/workplacelint/workplacelint/internal/report"
	"github.com/workplacelint/workplacelint/internal/review"
)

// TestReviews compares the reviews of the examples with those that were read end
// to end, and holds them to what they promise: nothing unknown is granted, each
// statement says what it rests on, and each open box what would settle it.
func TestReviews(t *testing.T) {
	for _, dir := range examples(t) {
		testReview(t, dir, "en", "")
	}
	for _, lang := range review.Languages()[1:] {
		testReview(t, "../testdata/examples/reportbot", lang, "."+lang)
	}
}

// inEnglish matches words that no sentence in another language has.
var inEnglish = regexp.MustCompile(`\b(it is|is not|the|which)\b`)

func testReview(t *testing.T, dir, lang, suffix string) {
	t.Helper()
	t.Run(filepath.Base(dir)+suffix, func(t *testing.T) {
		out := run(t, dir, "review", "--no-history", "--day", "2026-11-28", "--format", "json", "--lang", lang, "./...")
		doc := new(review.Document)
		if err := json.Unmarshal(out, doc); err != nil {
			t.Fatal(err)
		}
		// The commit is that of this repository; how many packages matter is for
		// other tests.
		doc.Code.Commit, doc.Code.Changed = strings.Repeat("0", 40), false
		doc.Code.Packages = report.Packages{}
		var text bytes.Buffer
		if err := report.WriteJSON(&text, doc); err != nil {
			t.Fatal(err)
		}
		golden.Compare(t, filepath.Join("testdata", "review", filepath.Base(dir)+suffix+".json"), text.Bytes())
		for _, r := range doc.Reviews {
			for i := range r.Boxes {
				checkBox(t, r, &r.Boxes[i])
			}
			for _, s := range statements(r) {
				if len(s.Places) == 0 && s.Source == "" {
					t.Errorf("%s rests on nothing: %s", s.Code, s.Text)
				}
				if lang != "en" && inEnglish.MatchString(s.Text) {
					t.Errorf("%s is in English: %s", s.Code, s.Text)
				}
			}
		}
	})
}

func checkBox(t *testing.T, r *review.Review, b *review.Box) {
	t.Helper()
	has := func(proof review.Proof) bool {
		return slices.ContainsFunc(b.Needs, func(n review.Need) bool { return n.Proof == proof })
	}
	switch b.Decision {
	case review.Grant:
		if !has(review.Proven) && !has(review.Dependency) {
			t.Errorf("%s is granted without a proof", b.Permission)
		}
		if r.App.Manifest != "" && !b.Requested {
			t.Errorf("%s is granted, but not requested", b.Permission)
		}
	case review.Ask:
		if len(b.Questions) == 0 && !has(review.Dependency) {
			t.Errorf("%s is asked without a question", b.Permission)
		}
	case review.Refuse:
	default:
		t.Errorf("%s: decision %q", b.Permission, b.Decision)
	}
	if len(b.Why) == 0 {
		t.Errorf("%s is decided without a reason", b.Permission)
	}
}

// statements returns all statements of a review.
func statements(r *review.Review) []review.Statement {
	list := slices.Concat(r.Hygiene, r.Theft, r.Facts, r.Split)
	for _, q := range r.Questions {
		list = append(list, q.Statement)
	}
	for _, s := range r.Settings {
		list = append(list, s.Why...)
	}
	for _, b := range r.Boxes {
		list = slices.Concat(list, b.Why, b.Breaks, b.Better)
		if b.Limit != nil {
			list = append(list, b.Limit.Why...)
		}
	}
	return list
}
