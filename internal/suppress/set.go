package suppress

import (
	"fmt"
	"slices"
	"time"
)

// A Set holds the directives of a program.
type Set struct {
	// Today decides what is expired.
	Today time.Time

	files      map[string]bool
	directives []*Directive
}

// Add reads a file, once.
func (s *Set) Add(file string, text []byte) { s.AddParsed(file, Parse(file, text)) }

// AddParsed adds the directives of a file, once.
func (s *Set) AddParsed(file string, list []*Directive) {
	if s.files[file] {
		return
	}
	if s.files == nil {
		s.files = map[string]bool{}
	}
	s.files[file] = true
	s.directives = append(s.directives, list...)
}

// Match returns the directive that suppresses a finding, nil if none does.
func (s *Set) Match(analyzer, category, file string, line int) *Directive {
	var found *Directive
	for _, d := range s.directives {
		if d.Want != "" || d.File != file || d.Target != line {
			continue // It does not count, or not here.
		}
		if !d.Covers(analyzer, category) {
			continue // It is about another analyzer.
		}
		d.used = true
		if found == nil && !d.expired(s.Today) {
			found = d
		}
	}
	return found
}

// The categories of problems.
const (
	Malformed = "malformed"
	Unknown   = "unknown"
	Expired   = "expired"
	Unused    = "unused"
)

// A Problem is what is wrong with a directive.
type Problem struct {
	*Directive
	Category string
	Message  string
}

// Known says which names a directive may have.
type Known struct {
	// Ran are the analyzers that ran, so that an unused directive is known to be
	// unused.
	Ran []string
	// Others are names that mean something to other commands or to analyzers
	// that did not run.
	Others []string
}

// Problems lists what is wrong with the directives, in their order. It is
// called when every finding has been matched.
func (s *Set) Problems(known Known) []Problem {
	var list []Problem
	for _, d := range s.directives {
		if category, message := s.problem(d, known); message != "" {
			list = append(list, Problem{d, category, message})
		}
	}
	return list
}

func (s *Set) problem(d *Directive, known Known) (category, message string) {
	if d.Want != "" {
		return Malformed, "this comment suppresses nothing: " + d.Want
	}
	ran := true
	for _, n := range d.Names {
		switch {
		case slices.Contains(known.Ran, n.Analyzer):
		case slices.Contains(known.Others, n.Analyzer):
			ran = false
		default:
			return Unknown, "this comment suppresses nothing: no analyzer is called " + n.Analyzer
		}
	}
	if d.expired(s.Today) {
		return Expired, fmt.Sprintf("the suppression of %s ended on %s", d.name(), d.Until.Format(time.DateOnly))
	}
	if !d.used && ran {
		return Unused, fmt.Sprintf("nothing is reported here that the suppression of %s covers", d.name())
	}
	return "", ""
}
