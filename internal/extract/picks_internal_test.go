package extract

import (
	"slices"
	"testing"
)

// Addresses of the platform are looked at before the others, each once.
func TestPicks(t *testing.T) {
	order := picks{}
	var got []int
	for pick := 0; pick >= 0; pick = order.next(5, []int{4, 2, 0, 9}) {
		got = append(got, pick)
	}
	if want := []int{0, 2, 4, 1, 3}; !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
	if order.before() != 4 {
		t.Errorf("got %d before the last, want 4", order.before())
	}
}
