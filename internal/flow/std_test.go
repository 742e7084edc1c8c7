package flow_test

import (
	"testing"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/packages"

	"github.com/workplacelint/workplacelint/internal/flow"
)

// TestStandardLibrary looks at packages of the standard library that handle
// headers, URLs, logs, templates and errors, as if they were parts of a program
// for Workplace. Nothing is reported of them.
func TestStandardLibrary(t *testing.T) {
	pkgs, err := packages.Load(&packages.Config{
		Mode: packages.NeedName | packages.NeedFiles | packages.NeedSyntax | packages.NeedTypes | packages.NeedTypesInfo | packages.NeedImports,
	}, "net/http", "net/http/httputil", "net/url", "log", "log/slog", "encoding/json", "html/template", "expvar", "os/exec", "net/smtp", "mime/multipart", "crypto/tls")
	if err != nil {
		t.Fatal(err)
	}
	sources := 0
	for _, p := range pkgs {
		if len(p.Errors) > 0 {
			t.Fatalf("%s: %v", p.PkgPath, p.Errors)
		}
		found, n := flow.Suspect(&analysis.Pass{Fset: p.Fset, Pkg: p.Types, TypesInfo: p.TypesInfo, Files: p.Syntax})
		sources += n
		for _, f := range found {
			t.Errorf("%s: %s from %q %s", p.Fset.Position(f.Pos), f.Kind, f.From, f.Sink.Says)
		}
	}
	if sources == 0 {
		t.Error("nothing has the name of a credential: the test shows nothing")
	}
}
