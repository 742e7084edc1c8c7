package flow

import (
	"cmp"
	"maps"
	"slices"
)

// A way says where an exit leads.
type way uint8

const (
	toResult way = iota // of the function, by its number
	toPlace             // a field, a variable
	toParam             // what a parameter points to
	toSink              // out of the program
	toUse               // into the place of a credential
	toSend              // into the URL of a request that is sent
)

// An exit is what becomes of the text of one place in a function.
type exit struct {
	From    string // place
	Way     way
	Index   int    // of the result or parameter
	Place   string // for toPlace
	Sink    string // category, for toSink
	Quality quality
	// Over are the places that say what a request is sent over, for toSend.
	Over string
	// At tells exits apart that lead to the same in different lines.
	At string
	// Request is what carries the text, for toUse and toSend.
	Request request
}

// An exitSet holds exits, each with the way to it.
type exitSet struct {
	steps map[exit][]Step
	// from lists exits by where they begin, in the order in which they were found.
	from map[string][]exit
	// brought are the exits that do not begin at a parameter.
	brought []exit
}

func newExitSet() *exitSet { return &exitSet{steps: map[exit][]Step{}, from: map[string][]exit{}} }

// maxExits bounds the summary of a function and what is known of a package.
const maxExits = 20_000

// add adds an exit unless it is there.
func (s *exitSet) add(e exit, steps []Step) {
	if _, ok := s.steps[e]; ok || len(s.steps) >= maxExits {
		return
	}
	s.steps[e] = steps
	s.from[e.From] = append(s.from[e.From], e)
	if _, _, ok := paramIndex(e.From); !ok {
		s.brought = append(s.brought, e)
	}
}

// sorted returns the exits in an order that does not depend on how they were
// found.
func (s *exitSet) sorted() []exit {
	return slices.SortedFunc(maps.Keys(s.steps), compareExits)
}

func compareExits(a, b exit) int {
	return cmp.Or(
		cmp.Compare(a.From, b.From), cmp.Compare(a.Way, b.Way), cmp.Compare(a.Sink, b.Sink), cmp.Compare(a.At, b.At),
		cmp.Compare(a.Place, b.Place), cmp.Compare(a.Index, b.Index), cmp.Compare(a.Over, b.Over), a.Quality.compare(b.Quality),
		a.Request.compare(b.Request),
	)
}
