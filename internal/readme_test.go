package internal_test

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/workplacelint/workplacelint/internal/golden"
)

// shown is a command of the README with its output.
var shown = regexp.MustCompile("(?s)```\n\\$ go run \\./cmd/workplacelint ([^\n]*)\n(.*?)```\n")

// TestReadmeShowsRealOutput runs the commands that the README shows.
func TestReadmeShowsRealOutput(t *testing.T) {
	const file = "../README.md"
	data, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	text := shown.ReplaceAllStringFunc(string(data), func(block string) string {
		n++
		args := shown.FindStringSubmatch(block)[1]
		out := run(t, "..", strings.Fields(args)...)
		return "```\n$ go run ./cmd/workplacelint " + args + "\n" + string(out) + "```\n"
	})
	if n == 0 {
		t.Fatal("the README shows no run")
	}
	golden.Compare(t, file, []byte(text))
}
