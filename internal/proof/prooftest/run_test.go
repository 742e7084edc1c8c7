package prooftest_test

import (
	"testing"

	"github.com/workplacelint/workplacelint/internal/proof/prooftest"
)

const casesDir = "../../../analyzers/appsecretproof/testdata/cases"

// TestLabels runs every case: the server must refuse the mistakes and accept
// the others.
func TestLabels(t *testing.T) {
	cases, err := prooftest.Cases(casesDir)
	if err != nil {
		t.Fatal(err)
	}
	refused, err := prooftest.Run(t.Context(), casesDir, cases)
	if err != nil {
		t.Fatal(err)
	}
	mistakes := 0
	for _, c := range cases {
		err := refused[c.ID]
		if c.Label != prooftest.Right {
			mistakes++
		}
		if wrong := c.Label != prooftest.Right; wrong != (err != nil) {
			t.Errorf("%s (%s) is labelled %s; the server says %v", c.ID, c.Title, c.Label, err)
		}
	}
	if right := len(cases) - mistakes; mistakes != 60 || right != 40 {
		t.Errorf("%d mistakes and %d correct variants, want 60 and 40", mistakes, right)
	}
}
