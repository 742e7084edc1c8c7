package blame_test

import (
	"testing"

	"github.com/workplacelint/workplacelint/internal/blame"
)

// history is written from the newest commit to the oldest: y, n or ? for each.
func history(states string) *blame.History {
	return &blame.History{Len: len(states), State: func(i int) (blame.State, error) {
		return map[byte]blame.State{'y': blame.Yes, 'n': blame.No, '?': blame.Unknown}[states[i]], nil
	}}
}

func TestHistory(t *testing.T) {
	for _, c := range []struct {
		states             string
		last, begin, first int
		sure               bool
	}{
		{states: "yyynnnnn", last: 0, begin: 2, first: 2, sure: true},
		{states: "nnyyynnn", last: 2, begin: 4, first: 4, sure: true},
		{states: "yyyy", last: 0, begin: 3, first: 3, sure: true},
		{states: "y", last: 0, begin: 0, first: 0, sure: true},
		{states: "yy?nnnnn", last: 0, begin: 1, first: 1, sure: false},
		{states: "nnnn", last: -1, first: -1},
		{states: "", last: -1, first: -1},
	} {
		h := history(c.states)
		last, err := h.Last(100)
		if err != nil || last != c.last {
			t.Errorf("%s: last %d, want %d (%v)", c.states, last, c.last, err)
		}
		if last >= 0 {
			begin, sure, err := h.Begin(last)
			if err != nil || begin != c.begin || sure != c.sure {
				t.Errorf("%s: began at %d (sure %v), want %d (%v), %v", c.states, begin, sure, c.begin, c.sure, err)
			}
		}
		if first, err := h.First(); err != nil || first != c.first {
			t.Errorf("%s: first %d, want %d (%v)", c.states, first, c.first, err)
		}
	}
}

// TestBegin holds halving to its word on every history of ten commits: what it
// returns is a Yes, and the next older one is not.
func TestBegin(t *testing.T) {
	const n = 10
	for bits := range 1 << n {
		states := make([]byte, n)
		for i := range states {
			states[i] = "ny"[bits>>i&1]
		}
		h := history(string(states))
		last, err := h.Last(n)
		if err != nil || last < 0 {
			continue
		}
		asked := h.Asked()
		begin, sure, err := h.Begin(last)
		if err != nil || !sure || states[begin] != 'y' || begin+1 < n && states[begin+1] != 'n' {
			t.Fatalf("%s: began at %d (sure %v, %v)", states, begin, sure, err)
		}
		if h.Asked()-asked > 4 {
			t.Errorf("%s: %d questions for %d commits", states, h.Asked()-asked, n)
		}
	}
}

func TestLastStops(t *testing.T) {
	h := history("nnnnnnnny")
	if last, err := h.Last(3); err != nil || last != -1 || h.Asked() != 3 {
		t.Errorf("last %d after %d questions, %v", last, h.Asked(), err)
	}
}
