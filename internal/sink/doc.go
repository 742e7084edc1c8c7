// Package sink holds what is known of the ways of a text through a program:
// where it leaves it (rules/sinks.yaml), and what passes it on, makes it part of
// a request or takes it out on the way (rules/carriers.yaml).
//
// It knows nothing of how a program is analyzed.
package sink
