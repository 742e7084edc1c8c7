package appsecretproof_test

import (
	"os"
	"slices"
	"testing"

	"github.com/workplacelint/workplacelint/internal/proof/prooftest"
)

// TestTransforms rewrites the cases in ways that do not change what they do,
// which the server confirms, and compares the verdicts: nearly all mistakes keep
// their category, and no correct variant is reported.
func TestTransforms(t *testing.T) {
	transforms := prooftest.Transforms()
	if os.Getenv("PROOFS") != "all" {
		// Each is compiled, run and analyzed; make proofs takes all of them.
		transforms = slices.DeleteFunc(transforms, func(tr prooftest.Transform) bool {
			return tr.Name != "helper in another package" && tr.Name != "struct fields"
		})
	}
	mistakes, kept := 0, 0
	for _, tr := range transforms {
		t.Run(tr.Name, func(t *testing.T) {
			dir := t.TempDir()
			if err := tr.Apply("testdata/cases", dir); err != nil {
				t.Fatal(err)
			}
			cases, err := prooftest.Cases(dir)
			if err != nil {
				t.Fatal(err)
			}
			refused, err := prooftest.Run(t.Context(), dir, cases)
			if err != nil {
				t.Fatal(err)
			}
			found := byCase(t, cases, check(t, dir))
			for _, c := range cases {
				got := categories(found[c.ID])
				right := c.Label == prooftest.Right
				switch {
				case right != (refused[c.ID] == nil):
					t.Errorf("%s (%s) is labelled %s; the server says %v", c.ID, c.Title, c.Label, refused[c.ID])
				case right && got != "":
					t.Errorf("%s (%s) is right and reported: %s", c.ID, c.Title, messages(found[c.ID]))
				case !right && got != c.Label:
					t.Logf("%s (%s) is reported as %q, was %s", c.ID, c.Title, got, c.Label)
				}
				if !right {
					mistakes++
					if got == c.Label {
						kept++
					}
				}
			}
		})
	}
	t.Logf("%d of %d rewritten mistakes keep their category", kept, mistakes)
	if kept*100 < mistakes*95 {
		t.Errorf("%d of %d rewritten mistakes keep their category, want 95 %%", kept, mistakes)
	}
}
