package secrets

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"
)

// DefaultRulesTally counts what gitleaks finds by itself, with its own rules
// and its own depth of decoding, in the files at paths below dir.
func DefaultRulesTally(t *testing.T, dir string, paths []string, tally func(map[string]int) fmt.Stringer) fmt.Stringer {
	t.Helper()
	engine, err := newEngine(defaultRules, MaxDecodeDepth)
	if err != nil {
		t.Fatal(err)
	}
	found := make(map[string]int)
	for _, path := range paths {
		text, err := os.ReadFile(filepath.Join(dir, path))
		if err != nil {
			t.Fatal(err)
		}
		found[path] = len(rawFindings(engine, path, string(text)))
	}
	return tally(found)
}
