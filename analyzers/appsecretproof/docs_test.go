package appsecretproof_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/workplacelint/workplacelint/analyzers/appsecretproof"
	"github.com/workplacelint/workplacelint/internal/golden"
	"github.com/workplacelint/workplacelint/internal/proof"
	"github.com/workplacelint/workplacelint/internal/proof/prooftest"
)

const casesDir = "testdata/cases"

// explained is a case with what is said of it and how it is mended.
type explained struct {
	prooftest.Case
	finding
	safe bool // whether the fix is
}

// explain returns the cases that are reported, in their order.
func explain(t *testing.T) []explained {
	t.Helper()
	cases, err := prooftest.Cases(casesDir)
	if err != nil {
		t.Fatal(err)
	}
	safe := byCase(t, cases, check(t, casesDir))
	setSuggest(t, true)
	all := byCase(t, cases, check(t, casesDir))
	setSuggest(t, false)
	var list []explained
	for _, c := range cases {
		if len(all[c.ID]) > 0 {
			list = append(list, explained{c, all[c.ID][0], len(safe[c.ID][0].fixes) > 0})
		}
	}
	return list
}

// TestDocs writes the page of mistakes: each case with what is said of it.
func TestDocs(t *testing.T) {
	list := explain(t)
	var b bytes.Buffer
	b.WriteString(docsHead)
	for _, label := range labels(list) {
		fmt.Fprintf(&b, "\n## %s\n", label)
		for _, e := range list {
			if e.Label != label {
				continue
			}
			fmt.Fprintf(&b, "\n%s:\n\n```go\n%s\n```\n\n> %s\n", capital(e.Title), excerpt(t, e.finding), e.message)
			flag := "--fix=all"
			if e.safe {
				flag = "--fix"
			}
			if after := repaired(t, e.finding); after != "" {
				fmt.Fprintf(&b, "\n`%s` writes:\n\n```go\n%s\n```\n", flag, after)
			}
		}
	}
	golden.Compare(t, filepath.Join("..", "..", "docs", "proofs.md"), b.Bytes())
}

// TestCategories writes what docs/analyzers.md shows of each category: wrong
// lines, the diagnostic and right lines. The right lines are those of the fix,
// which the server accepts, or of a function that is not reported.
func TestCategories(t *testing.T) {
	list := explain(t)
	var b bytes.Buffer
	for _, label := range labels(list) {
		e := list[slices.IndexFunc(list, func(e explained) bool {
			return e.Label == label && (len(e.fixes) > 0 || right[label] != "")
		})]
		wrong, mended := excerpt(t, e.finding), repaired(t, e.finding)
		if mended == "" {
			mended = function(t, right[label])
		} else {
			wrong, mended = different(wrong, mended)
		}
		category(&b, label, e.message, wrong, mended)
	}
	for _, f := range slices.Concat(check(t, "testdata/governed"), check(t, "testdata/kept")) {
		if name := right[f.category]; name != "" && !strings.Contains(b.String(), "#### "+f.category+"\n") {
			category(&b, f.category, f.message, strings.TrimSpace(strings.SplitN(source(t, f.file, f.line, f.line), " // want", 2)[0]), function(t, name))
		}
	}
	golden.Compare(t, filepath.Join("testdata", "categories.md"), b.Bytes())
}

// right names the functions that show what is right where no fix does.
var right = map[string]string{
	proof.CategoryStale:    "G12",
	proof.CategoryKeyEmpty: "loaded",
	proof.CategoryFailOpen: "required",
	proof.CategoryMissing:  "signed",
	proof.CategoryKept:     "(c *Signing) Get",
	proof.CategoryLibrary:  "signed",
}

func category(b *bytes.Buffer, name, message, wrong, right string) {
	fmt.Fprintf(b, "#### %s\n\n```go\n// wrong: %s\n%s\n\n// right:\n%s\n```\n\n", name, message, wrong, right)
}

// different returns the lines in which two texts differ.
func different(before, after string) (wrong, right string) {
	x, y := strings.Split(before, "\n"), strings.Split(after, "\n")
	for len(x) > 1 && len(y) > 1 && x[0] == y[0] {
		x, y = x[1:], y[1:]
	}
	for len(x) > 1 && len(y) > 1 && x[len(x)-1] == y[len(y)-1] {
		x, y = x[:len(x)-1], y[:len(y)-1]
	}
	return strings.Join(x, "\n"), strings.Join(y, "\n")
}

// function returns the body of a function that is right.
func function(t *testing.T, name string) string {
	t.Helper()
	for _, file := range []string{"testdata/governed/governed.go", "testdata/kept/kept.go", "testdata/cases/right/shape.go"} {
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(string(src), "\n")
		for i, l := range lines {
			if strings.HasPrefix(l, "func "+name+"(") {
				return around(lines, i)
			}
		}
	}
	t.Fatalf("no function %s", name)
	return ""
}

func setSuggest(t *testing.T, on bool) {
	t.Helper()
	if err := appsecretproof.Analyzer.Flags.Set("suggest", strconv.FormatBool(on)); err != nil {
		t.Fatal(err)
	}
}

const docsHead = `# Mistakes in app secret proofs

A proof is the lower-case hex of HMAC-SHA256, with the app secret as key, over
access token, bar and Unix seconds. This is right:

` + "```go" + `
func sign(token, secret string) (proof, seconds string) {
	seconds = strconv.FormatInt(time.Now().Unix(), 10)
	mac := hmac.New(sha256.New, []byte(secret))
	mac.Write([]byte(token + "|" + seconds))
	return hex.EncodeToString(mac.Sum(nil)), seconds
}
` + "```" + `

The proof is sent as appsecret_proof, the same seconds as appsecret_time, with
every request and made anew for each. What follows are the mistakes that
appsecretproof reports, by category, each with the diagnostic. All of them are
tests: the programs were run against a server that does nothing but what the
guide says, and it refused them. No live server could be asked, since the
service was shut down.
`

// labels returns the categories in the order of the cases.
func labels(list []explained) []string {
	var out []string
	for _, e := range list {
		if !slices.Contains(out, e.Label) {
			out = append(out, e.Label)
		}
	}
	return out
}

func capital(s string) string { return strings.ToUpper(s[:1]) + s[1:] }

// excerpt returns the function that a finding stands in, without its frame.
func excerpt(t *testing.T, f finding) string {
	t.Helper()
	src, err := os.ReadFile(f.file)
	if err != nil {
		t.Fatal(err)
	}
	return around(strings.Split(string(src), "\n"), f.line-1)
}

// around returns the body of the function at a line.
func around(lines []string, at int) string {
	from, to := at, at
	for !strings.HasPrefix(lines[from], "func ") {
		from--
	}
	for lines[to] != "}" {
		to++
	}
	body := make([]string, 0, to-from)
	for _, l := range lines[from+1 : to] {
		if l = strings.TrimPrefix(l, "\t"); l != "q := with(token)" && l != "return get(c, q)" {
			body = append(body, l)
		}
	}
	return strings.Join(body, "\n")
}

// repaired returns the function after the fix of a finding, "" if it has none.
func repaired(t *testing.T, f finding) string {
	t.Helper()
	if len(f.fixes) == 0 {
		return ""
	}
	src, err := os.ReadFile(f.file)
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "fixed.go")
	if err := os.WriteFile(file, src, 0o600); err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(src), "\n")
	start := f.line - 1
	for !strings.HasPrefix(lines[start], "func ") {
		start--
	}
	moved := 0
	for _, e := range f.fixes[0].Edits {
		if e.Start.Line <= start { // an import
			moved += strings.Count(e.NewText, "\n") - (e.End.Line - e.Start.Line)
		}
	}
	apply(t, file, f.fixes[0].Edits)
	out, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return around(strings.Split(string(out), "\n"), f.line-1+moved)
}
