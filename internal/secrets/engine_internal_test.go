package secrets

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"go/build"
	"io/fs"
	"math/rand/v2"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/zricethezav/gitleaks/v8/report"

	"github.com/workplacelint/workplacelint/internal/credential/credentialtest"
	"github.com/workplacelint/workplacelint/rules"
)

const defaultRules = "[extend]\nuseDefault = true\n"

// TestGateLosesNothing compares what is found through the gate with what
// gitleaks finds by itself. WORKPLACELINT_TREE names a larger tree to compare on.
func TestGateLosesNothing(t *testing.T) {
	dir := os.Getenv("WORKPLACELINT_TREE")
	if dir == "" {
		dir = filepath.Join(build.Default.GOROOT, "src", "mime", "multipart")
	}
	files := readTree(t, dir)
	planted := plantedFiles(t, files)
	for _, pack := range []struct {
		name, text string
		every      int // of the planted files
	}{{"workplace", rules.Gitleaks, 5}, {"gitleaks", defaultRules, 25}} {
		for _, depth := range []int{0, 2} {
			t.Run(fmt.Sprintf("%s/%d", pack.name, depth), func(t *testing.T) {
				engine, err := newEngine(pack.text, depth)
				if err != nil {
					t.Fatal(err)
				}
				total := 0
				for _, file := range files {
					total += compareEngines(t, engine, file.path, file.text)
				}
				for i := 0; i < len(planted); i += pack.every {
					file := planted[i]
					total += compareEngines(t, engine, file.path, file.text)
				}
				if total == 0 {
					t.Error("gitleaks found nothing, so nothing was compared")
				}
				t.Logf("%d files, %d findings", len(files), total)
			})
		}
	}
}

type textFile struct{ path, text string }

func readTree(t *testing.T, dir string) []textFile {
	t.Helper()
	var files []textFile
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		rel, _ := filepath.Rel(dir, path)
		for i := 0; i < len(text); i += pieceSize {
			files = append(files, textFile{filepath.ToSlash(rel), string(text[i:min(len(text), i+pieceSize)])})
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// plantedFiles puts samples of credentials into other text, as they are and
// encoded.
func plantedFiles(t *testing.T, files []textFile) []textFile {
	t.Helper()
	samples, err := credentialtest.Samples("../../rules/samples")
	if err != nil {
		t.Fatal(err)
	}
	random := rand.New(rand.NewPCG(1, 2))
	encodings := []func(string) string{
		func(s string) string { return s },
		func(s string) string { return base64.StdEncoding.EncodeToString([]byte(s)) },
		func(s string) string { return base64.RawURLEncoding.EncodeToString([]byte(s)) },
		func(s string) string { return hex.EncodeToString([]byte(s)) },
		url.QueryEscape,
		func(s string) string {
			var b strings.Builder
			for _, c := range s {
				b.WriteString(`\u` + strconv.FormatInt(int64(c)+0x10000, 16)[1:])
			}
			return b.String()
		},
	}
	var planted []textFile
	for i, s := range samples {
		encode := encodings[i%len(encodings)]
		text := files[random.IntN(len(files))].text
		text = text[:min(len(text), 3000)]
		at := random.IntN(len(text) + 1)
		planted = append(planted, textFile{s.Path, text[:at] + "\n" + encode(s.Text) + "\n" + text[at:]})
	}
	return planted
}

// compareEngines returns how much gitleaks found.
func compareEngines(t *testing.T, e *engine, path, text string) int {
	t.Helper()
	hits, err := e.finder().find(path, []byte(text))
	if err != nil {
		t.Fatalf("%s: %v", path, err)
	}
	var got []string
	for _, h := range hits {
		got = append(got, h.rule.RuleID+" "+h.secret)
		if !h.decoded && text[h.start:h.end] != h.secret {
			t.Errorf("%s: rule %s: the place has another text than the finding", path, h.rule.RuleID)
		}
	}
	var want []string
	for _, f := range rawFindings(e, path, text) {
		want = append(want, f.RuleID+" "+f.Secret)
	}
	slices.Sort(got)
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("%s:\n%s", path, cmp.Diff(want, got))
	}
	return len(want)
}

func rawFindings(e *engine, path, text string) []report.Finding {
	return e.detectors[len(e.detectors)-1].Detect(fragment(path, text))
}

// FuzzGate looks for text that gitleaks finds something in and the gate does
// not let through.
func FuzzGate(f *testing.F) {
	samples, err := credentialtest.Samples("../../rules/samples")
	if err != nil {
		f.Fatal(err)
	}
	for i, s := range samples {
		if i%20 == 0 {
			f.Add(s.Path, s.Text)
		}
	}
	f.Add("k.go", "wor\u212aplace_to\u212aen = \"bGl0dGxlLWVuY29kZWQtc2VjcmV0LXRlc3Q=\"")
	engine, err := newEngine(rules.Gitleaks, 2)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, path, text string) { compareEngines(t, engine, path, text) })
}
