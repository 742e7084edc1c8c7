package review_test

import (
	"bytes"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/workplacelint/workplacelint/internal/review"
)

// TestCompare shows each kind of change once.
func TestCompare(t *testing.T) {
	before, after := documents(t)["reportbot"], documents(t)["reportbot"]
	box := func(d *review.Document, name string) *review.Box {
		boxes := d.Reviews[0].Boxes
		return &boxes[slices.IndexFunc(boxes, func(b review.Box) bool { return b.Permission == name })]
	}
	box(before, "message").Permission = "read_surveys"
	box(before, "bot_mention").Decision = review.Refuse
	box(before, "read_group").Limit.Code = "all"
	writes := box(before, "write_group")
	writes.Needs = slices.Delete(writes.Needs, 1, 2)
	if err := after.Compare(before, "v1"); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, c := range after.Reviews[0].Since.Changes {
		got = append(got, c.Code+": "+c.Text)
		if len(c.Places) == 0 && c.Source == "" {
			t.Errorf("%s rests on nothing", c.Text)
		}
	}
	want := []string{
		"since.limit: Read group content: limit it to Specific groups now.",
		"since.calls: Manage group content: one new call needs it, POST /{object-id}/comments.",
		"since.decided: Mention bot: was refuse, is grant.",
		"since.added: New: Message any member (grant).",
		"since.gone: No longer there: Message any member (was: grant).",
	}
	if !slices.Equal(got, want) {
		t.Errorf("changes:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// TestCompareWithoutManifest compares with the time before the manifest, if there is
// no doubt which app it is of.
func TestCompareWithoutManifest(t *testing.T) {
	for _, c := range []struct {
		was   string
		apps  int
		isNew bool
	}{
		{was: "", apps: 1, isNew: false},
		{was: "", apps: 2, isNew: true},
		{was: "other/workplace.yaml", apps: 1, isNew: true},
	} {
		before, after := documents(t)["reportbot"], documents(t)["reportbot"]
		before.Reviews[0].App.Manifest = c.was
		if c.apps == 2 {
			after.Reviews = append(after.Reviews, documents(t)["accountsync"].Reviews[0])
		}
		if err := after.Compare(before, "v1"); err != nil {
			t.Fatal(err)
		}
		if got := after.Reviews[0].Since.New; got != c.isNew {
			t.Errorf("%d apps, before %q: new is %v", c.apps, c.was, got)
		}
	}
}

// FuzzRead reads anything for an earlier review: it can be compared with, and the
// result written, or it is an error with a line.
func FuzzRead(f *testing.F) {
	saved, err := os.ReadFile("../testdata/review/reportbot.json")
	if err != nil {
		f.Fatal(err)
	}
	f.Add(saved)
	f.Add([]byte(`{"version": 1, "reviews": [null, {"app": {"manifest": "workplace.yaml"}, "boxes": [{"permission": "x", "decision": "y"}]}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		before, err := review.Read("old.json", bytes.NewReader(data))
		if err != nil {
			if !strings.HasPrefix(err.Error(), "old.json:") {
				t.Errorf("no place: %v", err)
			}
			return
		}
		doc, err := review.Read("new.json", bytes.NewReader(saved))
		if err != nil {
			t.Fatal(err)
		}
		if err := doc.Compare(before, "old.json"); err != nil {
			t.Fatal(err)
		}
		for form, write := range forms {
			if err := write.write(&bytes.Buffer{}, doc); err != nil {
				t.Errorf("%s: %v", form, err)
			}
		}
	})
}
