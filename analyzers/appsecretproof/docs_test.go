package appsecretproof_test

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/workplacelint/workplacelint/internal/golden"
	"github.com/workplacelint/workplacelint/internal/proof/prooftest"
)

// TestDocs writes the page of mistakes: each case with what is said of it.
func TestDocs(t *testing.T) {
	const dir = "testdata/cases"
	cases, err := prooftest.Cases(dir)
	if err != nil {
		t.Fatal(err)
	}
	found := check(t, dir)
	byID := byCase(t, cases, found)
	var b bytes.Buffer
	b.WriteString(docsHead)
	for _, label := range labels(cases) {
		fmt.Fprintf(&b, "\n## %s\n", label)
		for _, c := range cases {
			if c.Label != label || len(byID[c.ID]) == 0 {
				continue
			}
			f := byID[c.ID][0]
			fmt.Fprintf(&b, "\n%s:\n\n```go\n%s\n```\n\n> %s\n", capital(c.Title), excerpt(t, f), f.message)
			if after := repaired(t, f); after != "" {
				fmt.Fprintf(&b, "\n`--fix` writes:\n\n```go\n%s\n```\n", after)
			}
		}
	}
	golden.Compare(t, filepath.Join("..", "..", "docs", "proofs.md"), b.Bytes())
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
func labels(cases []prooftest.Case) []string {
	var out []string
	seen := map[string]bool{prooftest.Right: true}
	for _, c := range cases {
		if !seen[c.Label] {
			seen[c.Label] = true
			out = append(out, c.Label)
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
