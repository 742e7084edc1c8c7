// Package blame finds in a history when something began and ended to be so.
//
// It asks as few questions about commits as it can: each costs an analysis of
// the program.
package blame

// State is what is known of one commit.
type State uint8

// The states. The zero value is a commit that could not be looked at.
const (
	Unknown State = iota
	No
	Yes
)

// A History is a list of commits, the newest first.
type History struct {
	Len   int
	State func(i int) (State, error) // of a commit; it is asked once for each
	known map[int]State
}

func (h *History) at(i int) (State, error) {
	if s, ok := h.known[i]; ok {
		return s, nil
	}
	s, err := h.State(i)
	if err != nil {
		return Unknown, err
	}
	if h.known == nil {
		h.known = map[int]State{}
	}
	h.known[i] = s
	return s, nil
}

// Asked returns how many commits were looked at.
func (h *History) Asked() int { return len(h.known) }

// Last returns the newest commit that is a Yes, -1 if there is none among the
// newest limit. It looks at one after the other: what came and went leaves no
// other trace.
func (h *History) Last(limit int) (int, error) {
	for i := range min(h.Len, limit) {
		s, err := h.at(i)
		if err != nil || s == Yes {
			return i, err
		}
	}
	return -1, nil
}

// Begin returns the commit at which the run of Yes began that a commit is part
// of, by halving: it is a Yes, and the next older one is not, or there is
// none. An older run is not looked for. sure is false if the next older commit
// could not be looked at.
func (h *History) Begin(last int) (begin int, sure bool, err error) {
	yes, no := last, h.Len // no is not a Yes, or beyond the end
	for no-yes > 1 {
		middle := yes + (no-yes)/2
		s, err := h.at(middle)
		if err != nil {
			return 0, false, err
		}
		if s == Yes {
			yes = middle
		} else {
			no = middle
		}
	}
	if no == h.Len {
		return yes, true, nil
	}
	s, err := h.at(no)
	return yes, s == No, err
}

// First returns the oldest commit that is a Yes, -1 if there is none. It looks
// at every commit.
func (h *History) First() (int, error) {
	first := -1
	for i := range h.Len {
		s, err := h.at(i)
		if err != nil {
			return -1, err
		}
		if s == Yes {
			first = i
		}
	}
	return first, nil
}
