package appsecretproof_test

import (
	"os"
	"strconv"
	"testing"

	"github.com/workplacelint/workplacelint/internal/proof/prooftest"
)

// generated is how many programs are composed, unless PROGRAMS says otherwise.
const generated = 100

// TestGenerated composes programs at random and compares the verdicts with the
// server: what it accepts is not reported.
func TestGenerated(t *testing.T) {
	n, seed := generated, uint64(1)
	if s := os.Getenv("PROGRAMS"); s != "" {
		var err error
		if n, err = strconv.Atoi(s); err != nil {
			t.Fatal(err)
		}
	}
	if s := os.Getenv("SEED"); s != "" {
		var err error
		if seed, err = strconv.ParseUint(s, 10, 64); err != nil {
			t.Fatal(err)
		}
	}
	dir := t.TempDir()
	if err := prooftest.Generate(dir, seed, n); err != nil {
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
	bad, reported, accepted := 0, 0, 0
	for _, c := range cases {
		has := len(found[c.ID]) > 0
		switch {
		case refused[c.ID] == nil:
			accepted++
			if has {
				t.Errorf("%s is accepted and reported: %s\n%s", c.ID, messages(found[c.ID]), lines(t, c))
			}
		case has:
			bad++
			reported++
		default:
			bad++
			t.Logf("%s is refused (%v) and not reported\n%s", c.ID, refused[c.ID], lines(t, c))
		}
	}
	t.Logf("of %d programs the server accepts %d; of the %d others %d are reported", n, accepted, bad, reported)
	if accepted == 0 || reported*100 < bad*90 {
		t.Errorf("of %d programs that are refused %d are reported, want 90 %%", bad, reported)
	}
}

// lines returns the text of a case.
func lines(t *testing.T, c prooftest.Case) string {
	t.Helper()
	return source(t, c.File, c.Line, c.End)
}
