package analyzerdoc_test

import (
	"strings"
	"testing"

	"github.com/workplacelint/workplacelint/internal/analyzerdoc"
)

const source = `// Package x defines an Analyzer.
//
// # Analyzer x
//
// x: report what is wrong
//
// It costs money.
//
//	wrong() // this is wrong
//
// # What is not reported
//
// Nothing else.
package x
`

func TestMustExtract(t *testing.T) {
	doc := analyzerdoc.MustExtract(source, "x")
	if got := analyzerdoc.Summary(doc); got != "report what is wrong" {
		t.Errorf("summary %q", got)
	}
	if got := analyzerdoc.Body(doc); !strings.HasPrefix(got, "It costs money.\n") || !strings.HasSuffix(got, "Nothing else.") {
		t.Errorf("body %q", got)
	}
	want := "It costs money.\n\n\twrong() // this is wrong\n\n### What is not reported\n\nNothing else.\n"
	if got := string(analyzerdoc.Markdown(doc, 3)); got != want {
		t.Errorf("\n got %q\nwant %q", got, want)
	}
}

func TestMustExtractPanics(t *testing.T) {
	for _, tt := range []struct{ name, source, want string }{
		{"no comment", "package x\n", `x/doc.go: expected the heading "# Analyzer x"`},
		{"another name", strings.ReplaceAll(source, "Analyzer x", "Analyzer y"), `x/doc.go: expected the heading "# Analyzer x"`},
		{"no summary", strings.Replace(source, "x: report", "report", 1), `x/doc.go: expected "x: summary" below the heading`},
		{"no Go", "// # Analyzer x\n", "expected 'package'"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			defer func() {
				if msg, _ := recover().(string); !strings.Contains(msg, tt.want) {
					t.Errorf("panics with %q, want %q", msg, tt.want)
				}
			}()
			analyzerdoc.MustExtract(tt.source, "x")
		})
	}
}
