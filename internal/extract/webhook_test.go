package extract_test

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/workplacelint/workplacelint/internal/extract"
)

// TestWebhooks compares the notifications that packages handle with the comments
// in them: // webhook: OBJECT FIELD, ...
func TestWebhooks(t *testing.T) {
	const dir = "../../testdata/webhooks"
	var got []string
	for _, p := range runAll(t, dir).Packages {
		res, ok := p.Values[extract.Analyzer].(*extract.Result)
		if !ok {
			continue
		}
		for _, w := range res.Webhooks {
			if w.Caller == "" {
				t.Errorf("%v has no caller", w)
			}
			got = append(got, strings.TrimSpace(fmt.Sprintf("%s:%d %s %s", filepath.Base(w.Position.File), w.Position.Line, w.Object, w.Field)))
		}
	}
	want := webhooksIn(t, dir)
	slices.Sort(got)
	slices.Sort(want)
	if len(want) < 12 {
		t.Fatalf("expected at least 12 comments, found %d", len(want))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func webhooksIn(t *testing.T, dir string) []string {
	t.Helper()
	files, err := filepath.Glob(dir + "/*/*.go")
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for i, line := range strings.Split(string(data), "\n") {
			if _, list, ok := strings.Cut(line, "// webhook: "); ok {
				for one := range strings.SplitSeq(list, ", ") {
					want = append(want, fmt.Sprintf("%s:%d %s", filepath.Base(file), i+1, one))
				}
			}
		}
	}
	return want
}
