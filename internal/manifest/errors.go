package manifest

import (
	"fmt"
	"sort"
	"strings"
)

// An Error says what was expected at one place of a manifest.
type Error struct {
	File string
	Position
	Want string
}

// Error returns file:line: what was expected.
func (e *Error) Error() string { return fmt.Sprintf("%s:%d: %s", e.File, e.Line, e.Want) }

// Errors are the errors of one manifest in the order of its lines.
type Errors []*Error

// maxErrors bounds what a person is shown at once.
const maxErrors = 20

// Error returns one line for each error.
func (es Errors) Error() string {
	shown := es[:min(len(es), maxErrors)]
	lines := make([]string, 0, len(shown)+1)
	for _, e := range shown {
		lines = append(lines, e.Error())
	}
	if more := len(es) - len(shown); more > 0 {
		lines = append(lines, fmt.Sprintf("%s: and %d more", es[0].File, more))
	}
	return strings.Join(lines, "\n")
}

// Unwrap lets errors.As find a single Error.
func (es Errors) Unwrap() []error {
	errs := make([]error, len(es))
	for i, e := range es {
		errs[i] = e
	}
	return errs
}

func (es Errors) sort() {
	sort.SliceStable(es, func(i, j int) bool {
		if a, b := es[i].Position, es[j].Position; a != b {
			return a.Line < b.Line || a.Line == b.Line && a.Column < b.Column
		}
		return es[i].Want < es[j].Want
	})
}
