package clientfile

import (
	"regexp"
	"sync"
)

// A lazyPattern is compiled when it is first asked for: most runs of the program
// look at no files, and what counts repetitions takes milliseconds.
type lazyPattern func() *regexp.Regexp

func lazily(expression string) lazyPattern {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}
