package secrets_test

import (
	"go/build"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/workplacelint/workplacelint/internal/clientfile"
	"github.com/workplacelint/workplacelint/internal/secrets"
)

// sampleFiles hold tokens on purpose: gitleaks tests its own rules for Facebook
// with published ones.
var sampleFiles = []string{"cmd/generate/config/rules/facebook.go"}

// TestThisRepository holds that credentials in tests are put together when the
// tests run: none stands here that a hosting site would take for one.
func TestThisRepository(t *testing.T) {
	wantPlaces(t, searchTree(t, "../..", secrets.Options{DecodeDepth: secrets.DefaultDecodeDepth}))
}

// TestLibraries searches the source tree of Go and the sources of all modules
// that this one depends on. There is no credential in them, and nothing that
// clients get has to do with one. It runs by make secrets-libraries.
func TestLibraries(t *testing.T) {
	if os.Getenv("WORKPLACELINT_LIBRARIES") == "" {
		t.Skip("searches 500 MB: run make secrets-libraries")
	}
	out, err := exec.Command("go", "list", "-m", "-f", "{{if not .Main}}{{.Dir}}{{end}}", "all").Output()
	if err != nil {
		t.Fatal(err)
	}
	files, bytes := 0, int64(0)
	dirs := append(strings.Fields(string(out)), build.Default.GOROOT)
	for _, dir := range dirs {
		tree, err := clientfile.New(clientfile.Options{Dir: dir, Literals: true})
		if err != nil {
			t.Fatal(err)
		}
		r := searchTree(t, dir, secrets.Options{DecodeDepth: secrets.DefaultDecodeDepth, Visit: tree.Add})
		for i := range r.Findings {
			if f := &r.Findings[i]; !slices.Contains(sampleFiles, f.File) {
				t.Errorf("%s/%s:%d: %s", dir, f.File, f.Line, f.Rule)
			}
		}
		for _, f := range tree.Finish().Findings {
			if !slices.Contains(sampleFiles, f.Position.File) {
				t.Errorf("%s/%s:%d: clientfile:%s: %s", dir, f.Position.File, f.Position.Line, f.Category, f.Message)
			}
		}
		files += r.Files
		bytes += r.Bytes
	}
	t.Logf("%d trees, %d files, %d MB", len(dirs), files, bytes>>20)
}
