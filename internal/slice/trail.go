package slice

import "slices"

// A trail remembers from where a slice came to each place, so that it can be
// told what a text may reach.
type trail struct {
	wanted func(text string) bool
	known  map[string]bool // what wanted said
	values map[value]int
	keys   map[string]int // of fields, variables and types
	at     int            // the place whose surroundings are marked
	next   int
	steps  []step
	found  []int // places at which a wanted text is
}

// A step says that a place is made of another.
type step struct{ part, whole int }

func newTrail(wanted func(text string) bool) *trail {
	return &trail{wanted: wanted, known: map[string]bool{}, values: map[value]int{}, keys: map[string]int{}}
}

// begin makes a place that no value is, and goes there.
func (t *trail) begin() int {
	t.next++
	t.at = t.next
	return t.at
}

// value notes that the place at hand is made of a value.
func (t *trail) value(v value) {
	if t != nil {
		t.steps = append(t.steps, step{t.of(v), t.at})
	}
}

// enter goes to a value.
func (t *trail) enter(v value) {
	if t != nil {
		t.at = t.of(v)
	}
}

func (t *trail) of(v value) int {
	id, ok := t.values[v]
	if !ok {
		t.next++
		id = t.next
		t.values[v] = id
	}
	return id
}

// under notes that the place at hand is made of one that a key names, and goes
// there while the surroundings of that are marked.
func (t *trail) under(key string, mark func()) {
	if t == nil {
		mark()
		return
	}
	id, ok := t.keys[key]
	if !ok {
		t.next++
		id = t.next
		t.keys[key] = id
	}
	before := t.at
	t.steps = append(t.steps, step{id, before})
	t.at = id
	mark()
	t.at = before
}

// text notes that the place at hand is made of a text.
func (t *trail) text(text string) {
	if t == nil {
		return
	}
	is, ok := t.known[text]
	if !ok {
		is = t.wanted(text)
		t.known[text] = is
	}
	if is {
		t.found = append(t.found, t.at)
	}
}

// reached returns the places that are made of a wanted text.
func (t *trail) reached() map[int]bool {
	slices.SortFunc(t.steps, func(a, b step) int { return a.part - b.part })
	out := map[int]bool{}
	work := slices.Clone(t.found)
	for len(work) > 0 {
		place := work[len(work)-1]
		work = work[:len(work)-1]
		if out[place] {
			continue
		}
		out[place] = true
		at, _ := slices.BinarySearchFunc(t.steps, place, func(s step, place int) int { return s.part - place })
		for ; at < len(t.steps) && t.steps[at].part == place; at++ {
			work = append(work, t.steps[at].whole)
		}
	}
	return out
}
