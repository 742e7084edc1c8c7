package gclplugin_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/golangci/plugin-module-register/register"
	"golang.org/x/tools/go/analysis"

	"github.com/workplacelint/workplacelint/analyzers/gclplugin"
)

func build(t *testing.T, settings any) []*analysis.Analyzer {
	t.Helper()
	construct, err := register.GetPlugin(gclplugin.Name)
	if err != nil {
		t.Fatal(err)
	}
	p, err := construct(settings)
	if err != nil {
		t.Fatal(err)
	}
	if mode := p.GetLoadMode(); mode != register.LoadModeTypesInfo {
		t.Errorf("load mode %q", mode)
	}
	list, err := p.BuildAnalyzers()
	if err != nil {
		t.Fatal(err)
	}
	return list
}

func TestAnalyzers(t *testing.T) {
	for _, settings := range []any{nil, map[string]any{}, map[string]any{
		"enable": []string{"unresolvedrequest"}, "disable": []string{"unusedgrant"}, "pedantic": true,
	}} {
		list := build(t, settings)
		if err := analysis.Validate(list); err != nil {
			t.Errorf("%v: %v", settings, err)
		}
		// Otherwise golangci-lint shows the name twice.
		if list[0].Name != gclplugin.Name {
			t.Errorf("%v: the analyzer is called %s", settings, list[0].Name)
		}
	}
}

func TestSettingsAreStrict(t *testing.T) {
	tests := []struct {
		name     string
		settings any
		want     string
	}{
		{"unknown key", map[string]any{"pedantics": true}, `unknown field "pedantics"`},
		{"wrong type", map[string]any{"pedantic": "yes"}, "cannot unmarshal string"},
		{"unknown analyzer", map[string]any{"disable": []string{"missingrant"}}, `no analyzer "missingrant"; there are appsecretproof, `},
		{"contradiction", map[string]any{"enable": []string{"unusedgrant"}, "disable": []string{"unusedgrant"}}, "both enabled and disabled"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := gclplugin.New(test.settings)
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("error %v, want one with %s", err, test.want)
			}
		})
	}
}

// An edit of the manifest alone changes the names of the analyzers, which is
// what the cache of golangci-lint looks at.
func TestManifestChangesNames(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	names := func() string {
		var names []string
		for _, a := range build(t, nil) {
			names = append(names, a.Name)
		}
		return strings.Join(names, " ")
	}
	file := filepath.Join(dir, "workplace.yaml")
	seen := map[string]bool{names(): true}
	for _, text := range []string{"version: 1\n", "version: 1\npermissions: []\n"} {
		if err := os.WriteFile(file, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		if now := names(); seen[now] || names() != now {
			t.Errorf("names with %q: %s", text, now)
		} else {
			seen[now] = true
		}
	}
}

// Findings on one line come as one, or golangci-lint would show one of them
// only; related places would be shown as findings.
func TestOneReportPerLine(t *testing.T) {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "p.go", "package p\n\nvar a, b = 1, 2\n\nvar c = 3\n", 0)
	if err != nil {
		t.Fatal(err)
	}
	reporter := func(name string) *analysis.Analyzer {
		return &analysis.Analyzer{Name: name, Doc: name, Run: func(pass *analysis.Pass) (any, error) {
			ast.Inspect(pass.Files[0], func(n ast.Node) bool {
				if lit, ok := n.(*ast.BasicLit); ok {
					pass.Report(analysis.Diagnostic{
						Pos: lit.Pos(), Message: name + " " + lit.Value,
						Related: []analysis.RelatedInformation{{Pos: file.Name.Pos(), Message: "here"}},
					})
				}
				return true
			})
			return nil, nil
		}}
	}
	joined := gclplugin.Join([]*analysis.Analyzer{reporter("x"), reporter("w")})
	var got []string
	pass := &analysis.Pass{
		Analyzer: joined, Fset: fset, Files: []*ast.File{file}, Pkg: types.NewPackage("p", "p"),
		Report: func(d analysis.Diagnostic) {
			got = append(got, d.Message)
			if len(d.Related) > 0 {
				t.Errorf("%s has related places", d.Message)
			}
		},
	}
	if _, err := joined.Run(pass); err != nil {
		t.Fatal(err)
	}
	want := "w 1; also x 1; also w 2; also x 2|w 3; also x 3"
	if strings.Join(got, "|") != want {
		t.Errorf("reports %s, want %s", strings.Join(got, "|"), want)
	}
}
