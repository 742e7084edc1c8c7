package extract

import "slices"

// picks are the addresses of a function that were looked at.
type picks struct{ done []int }

// before returns how many were looked at before the one at hand.
func (o *picks) before() int { return max(len(o.done)-1, 0) }

// next returns the next of n addresses, -1 if there is none: those of the platform come
// first, in case there is no time for all.
func (o *picks) next(n int, first []int) int {
	if len(o.done) == 0 {
		o.done = append(o.done, 0)
	}
	order := slices.Sorted(slices.Values(first))
	for pick := range n {
		order = append(order, pick)
	}
	for _, pick := range order {
		if pick < n && !slices.Contains(o.done, pick) {
			o.done = append(o.done, pick)
			return pick
		}
	}
	return -1
}
