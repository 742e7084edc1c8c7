package internal_test

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/workplacelint/workplacelint/internal/catalog"
	"github.com/workplacelint/workplacelint/internal/evaluate/truth"
	"github.com/workplacelint/workplacelint/internal/report"
)

// TestExampleFindings compares what check reports of the examples with what
// people labelled in them before there was a check.
func TestExampleFindings(t *testing.T) {
	for _, dir := range examples(t) {
		t.Run(filepath.Base(dir), func(t *testing.T) {
			out := run(t, dir, "check", "--enable", "unresolvedrequest", "--format", "json", "./...")
			var got report.Check
			if err := json.Unmarshal(out, &got); err != nil {
				t.Fatal(err)
			}
			compareKnown(t, "findings-"+filepath.Base(dir), disagreements(readWants(t, filepath.Join(dir, "findings.want")), &got))
		})
	}
}

func disagreements(wants []*want, got *report.Check) []string {
	var list []string
	for i := range got.Findings {
		if f := &got.Findings[i]; !take(wants, f) {
			list = append(list, fmt.Sprintf("not expected: %s:%d %s: %s", f.Position.File, f.Position.Line, f.ID(), f.Message))
		}
	}
	for _, w := range wants {
		if !w.met {
			list = append(list, fmt.Sprintf("not reported: %s %s %s", w.place, w.analyzer, strings.Join(w.words, " ")))
		}
	}
	return list
}

// compareKnown fails for a disagreement that is not one of those on record. It
// mentions those that are gone, so that the record can shrink; UPDATE_GOLDEN=1
// writes it anew.
func compareKnown(t *testing.T, name string, got []string) {
	t.Helper()
	file := filepath.Join("testdata", "disagreements", name+".txt")
	slices.Sort(got)
	if os.Getenv("UPDATE_GOLDEN") != "" {
		text := strings.Join(got, "\n")
		if text != "" {
			text += "\n"
		}
		if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	known := strings.Split(string(data), "\n")
	for _, d := range got {
		if !slices.Contains(known, d) {
			t.Error(d)
		}
	}
	for _, k := range known {
		if k != "" && !slices.Contains(got, k) {
			t.Logf("agreed now: %s", k)
		}
	}
}

// A want is one labelled finding: analyzer, file:line and words of the message.
type want struct {
	analyzer, place string
	words           []string
	met             bool
}

func readWants(t *testing.T, file string) []*want {
	t.Helper()
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	var list []*want
	for line := range strings.Lines(string(data)) {
		cols := strings.Fields(line)
		switch {
		case len(cols) == 0 || strings.HasPrefix(cols[0], "#"):
		case len(cols) < 3:
			t.Fatalf("%s: expected analyzer, position and words: %s", file, line)
		default:
			list = append(list, &want{analyzer: cols[0], place: cols[1], words: cols[2:]})
		}
	}
	return list
}

// take marks the want that a finding meets.
func take(wants []*want, f *report.Finding) bool {
	for _, w := range wants {
		if w.met || w.analyzer != f.Analyzer || w.place != f.Position.File+":"+strconv.Itoa(f.Position.Line) {
			continue
		}
		if holds(f.Message, w.words) {
			w.met = true
			return true
		}
	}
	return false
}

func holds(text string, words []string) bool {
	for _, w := range words {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}

// TestExampleRequests compares the inventory of the examples with the requests
// that people read in them.
func TestExampleRequests(t *testing.T) {
	apis := truth.NewAPIs(catalog.Default())
	for _, dir := range examples(t) {
		t.Run(filepath.Base(dir), func(t *testing.T) {
			f, err := os.Open(filepath.Join(dir, "requests.want.json"))
			if err != nil {
				t.Fatal(err)
			}
			defer f.Close()
			programs, err := truth.Read(f)
			if err != nil {
				t.Fatal(err)
			}
			out := run(t, dir, "requests", "--format", "json", "./...")
			var inv report.Inventory
			if err := json.Unmarshal(out, &inv); err != nil {
				t.Fatal(err)
			}
			var list []string
			for _, d := range truth.Compare(&programs[0], &inv, apis).Disagreements {
				list = append(list, fmt.Sprintf("%s:%d %s: %s", d.File, d.Line, d.Kind, d.Text))
			}
			compareKnown(t, "requests-"+filepath.Base(dir), list)
		})
	}
}
