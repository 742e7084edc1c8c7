package credential

import (
	"regexp"
	"sync"
)

// IsDoubtful reports whether a credential of a kind that is written in the file
// at path may open nothing that matters. Verify tokens do so little anywhere. An
// app secret in a test or an example is mostly made up, and has no shape that
// says otherwise.
func IsDoubtful(kind Kind, path string) bool {
	return kind == VerifyToken || kind == AppSecret && IsExample(path)
}

// IsExample reports whether the file at path, with slashes, is not part of a
// program that people run.
func IsExample(path string) bool { return example().MatchString(path) }

var example = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?:^|/)(?:testdata|fixtures?|examples?|samples?|docs?)/|_test\.go$`)
})
