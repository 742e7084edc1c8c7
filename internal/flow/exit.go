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
}

// An exitSet holds exits, each with the way to it.
type exitSet map[exit][]Step

// add adds an exit unless it is there.
func (s exitSet) add(e exit, steps []Step) {
	if _, ok := s[e]; !ok && len(s) < maxExits {
		s[e] = steps
	}
}

// maxExits bounds the summary of a function and what is known of a package.
const maxExits = 20_000

// sorted returns the exits in an order that does not depend on how they were
// found.
func (s exitSet) sorted() []exit {
	return slices.SortedFunc(maps.Keys(s), compareExits)
}

func compareExits(a, b exit) int {
	return cmp.Or(
		cmp.Compare(a.From, b.From), cmp.Compare(a.Way, b.Way), cmp.Compare(a.Sink, b.Sink), cmp.Compare(a.At, b.At),
		cmp.Compare(a.Place, b.Place), cmp.Compare(a.Index, b.Index), cmp.Compare(a.Over, b.Over), a.Quality.compare(b.Quality),
	)
}
