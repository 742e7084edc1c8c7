package load_test

import (
	"context"
	"errors"
	"fmt"
	"go/constant"
	"go/types"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/workplacelint/workplacelint/internal/load"
)

// write makes a directory of files, given as name and text by turns.
func write(t *testing.T, files ...string) string {
	t.Helper()
	dir := t.TempDir()
	for i := 0; i < len(files); i += 2 {
		name := filepath.Join(dir, filepath.FromSlash(files[i]))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(files[i+1]), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func program(t *testing.T, cfg load.Config) *load.Program {
	t.Helper()
	if cfg.Seeds == nil {
		cfg.Seeds = []string{"graph.example"}
	}
	prog, err := load.Load(context.Background(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(prog.Close)
	return prog
}

func paths(pkgs []*load.Package) []string {
	var list []string
	for _, p := range pkgs {
		list = append(list, p.PkgPath)
	}
	return list
}

// check type-checks what is needed and returns what went wrong.
func check(t *testing.T, prog *load.Program) []string {
	t.Helper()
	if err := prog.Prepare(t.Context(), prog.Needed()); err != nil {
		t.Fatal(err)
	}
	var problems []string
	for _, p := range prog.Needed() {
		_, skips := prog.Check(p)
		for _, s := range skips {
			problems = append(problems, s.Package+": "+s.Reason)
		}
	}
	return problems
}

const (
	goMod = "module example.com/m\n\ngo 1.26\n"
	api   = "package api\n\nimport \"net/http\"\n\nfunc Get() (*http.Response, error) { return http.Get(\"https://graph.example/me\") }\n"
)

func TestNeeded(t *testing.T) {
	dir := write(t,
		"go.mod", goMod,
		"api/api.go", api,
		"wrap/wrap.go", "package wrap\n\nimport \"example.com/m/api\"\n\nfunc Get() { api.Get() }\n",
		"other/other.go", "package other\n\nfunc F() {}\n",
		"main.go", "package main\n\nimport (\n\t\"example.com/m/other\"\n\t\"example.com/m/wrap\"\n)\n\nfunc main() { wrap.Get(); other.F() }\n",
		"alone/alone.go", "// Package alone does not send to graph.example.\npackage alone\n",
		"tests/x_test.go", "package tests\n",
	)
	prog := program(t, load.Config{Dir: dir})
	want := []string{"example.com/m/api", "example.com/m/wrap", "example.com/m"}
	if got := paths(prog.Needed()); !slices.Equal(got, want) {
		t.Errorf("needed %v, want %v", got, want)
	}
	if problems := check(t, prog); problems != nil {
		t.Errorf("problems %q, want none", problems)
	}
	if len(prog.Skips) > 0 {
		t.Errorf("skips %v, want none", prog.Skips)
	}
	if c := prog.Counts(); c.Analyzed != 3 || c.Listed != 6 {
		t.Errorf("counts %+v, want 3 of 6", c)
	}
}

func TestRelevant(t *testing.T) {
	dir := write(t, "go.mod", goMod, "a/a.go", "package a\n\nimport _ \"net/http\"\n", "b/b.go", "package b\n\nimport _ \"fmt\"\n")
	prog := program(t, load.Config{Dir: dir, Relevant: func(main []*load.Package) []*load.Package {
		return slices.DeleteFunc(main, func(p *load.Package) bool { return !p.ImportsPath("net/http") })
	}})
	if got := paths(prog.Needed()); !slices.Equal(got, []string{"example.com/m/a"}) {
		t.Errorf("needed %v, want only a", got)
	}
}

func TestDemand(t *testing.T) {
	dir := write(t,
		"go.mod", goMod,
		"route/route.go", "package route\n\nimport \"strings\"\n\nfunc Path(s string) string { return strings.ToLower(s) }\n",
		"api/api.go", "package api\n\nimport \"example.com/m/route\"\n\nvar URL = \"https://graph.example\" + route.Path(\"/ME\")\n",
	)
	prog := program(t, load.Config{Dir: dir})
	check(t, prog)
	again := prog.Demand([]string{"example.com/m/route", "strings", "no/such"})
	if got, want := paths(again), []string{"example.com/m/route", "example.com/m/api"}; !slices.Equal(got, want) {
		t.Errorf("demanded %v, want %v", got, want)
	}
	if problems := check(t, prog); problems != nil {
		t.Errorf("problems %q, want none", problems)
	}
	if again = prog.Demand([]string{"example.com/m/route"}); again != nil {
		t.Errorf("second demand gave %v, want none", paths(again))
	}
}

func TestNoCompile(t *testing.T) {
	dir := write(t, "go.mod", goMod, "api/api.go", api)
	if problems := check(t, program(t, load.Config{Dir: dir, NoCompile: true})); problems != nil {
		t.Errorf("problems %q, want none", problems)
	}
}

func TestWithoutModule(t *testing.T) {
	dir := write(t,
		"api/api.go", api,
		"main.go", "package main\n\nimport \"github.com/someone/thing/api\"\n\nfunc main() { api.Get() }\n",
	)
	prog := program(t, load.Config{Dir: dir})
	if prog.AdHoc != "github.com/someone/thing" {
		t.Errorf("assumed module %q", prog.AdHoc)
	}
	if got := paths(prog.Needed()); len(got) != 2 {
		t.Errorf("needed %v, want both packages", got)
	}
	if problems := check(t, prog); problems != nil {
		t.Errorf("problems %q, want none", problems)
	}
	if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
		t.Error("go.mod was written")
	}
}

func TestTags(t *testing.T) {
	dir := write(t, "go.mod", goMod, "api/api.go", "package api\n", "api/extra.go", "//go:build extra\n\n"+api)
	if got := program(t, load.Config{Dir: dir}).Needed(); len(got) != 0 {
		t.Errorf("needed %v without the tag", paths(got))
	}
	if got := program(t, load.Config{Dir: dir, Tags: []string{"extra"}}).Needed(); len(got) != 1 {
		t.Errorf("needed %v with the tag", paths(got))
	}
}

func TestWorkspace(t *testing.T) {
	dir := write(t,
		"go.work", "go 1.26\n\nuse (\n\t./a\n\t./b\n)\n",
		"a/go.mod", "module example.com/a\n\ngo 1.26\n",
		"a/a.go", "package a\n\nconst Base = \"https://graph.example\"\n",
		"b/go.mod", "module example.com/b\n\ngo 1.26\n",
		"b/b.go", "package b\n\nimport \"example.com/a\"\n\nvar URL = a.Base\n",
	)
	prog := program(t, load.Config{Dir: dir, Patterns: []string{"./a", "./b"}})
	if got, want := paths(prog.Needed()), []string{"example.com/a", "example.com/b"}; !slices.Equal(got, want) {
		t.Errorf("needed %v, want %v", got, want)
	}
	if problems := check(t, prog); problems != nil {
		t.Errorf("problems %q, want none", problems)
	}
}

func TestVendor(t *testing.T) {
	dir := write(t,
		"go.mod", goMod+"\nrequire example.com/dep v1.0.0\n",
		"vendor/modules.txt", "# example.com/dep v1.0.0\n## explicit; go 1.26\nexample.com/dep\n",
		"vendor/example.com/dep/dep.go", "package dep\n\nfunc Host() string { return \"graph.example\" }\n",
		"main.go", "package main\n\nimport \"example.com/dep\"\n\nfunc main() { println(dep.Host()) }\n",
	)
	prog := program(t, load.Config{Dir: dir})
	if got, want := paths(prog.Needed()), []string{"example.com/dep", "example.com/m"}; !slices.Equal(got, want) {
		t.Errorf("needed %v, want %v", got, want)
	}
	if problems := check(t, prog); problems != nil {
		t.Errorf("problems %q, want none", problems)
	}
}

func TestCgoIsNotRun(t *testing.T) {
	dir := write(t,
		"go.mod", goMod,
		"c/c.go", "package c\n\n// #cgo pkg-config: no-such-library\n// #include <no/such/header.h>\nimport \"C\"\n\nfunc Size() int { return int(C.no_such(1)) }\n",
		"api/api.go", "package api\n\nimport \"example.com/m/c\"\n\nvar URL = \"https://graph.example\"\n\nvar Size = c.Size()\n",
	)
	t.Setenv("CGO_ENABLED", "1")
	prog := program(t, load.Config{Dir: dir})
	if problems := check(t, prog); problems != nil {
		t.Errorf("problems %q, want none", problems)
	}
}

// What is wrong with one package costs that package, and is said.
func TestBroken(t *testing.T) {
	deep := strings.Repeat("(", 30000) + "1" + strings.Repeat(")", 30000)
	chain := "0" + strings.Repeat("+x", 99000)
	tests := []struct{ name, text, want string }{
		{"syntax", "package p\n\nvar host = \"graph.example\"\n\nfunc {\n", "syntax: "},
		{"type", "package p\n\nvar host int = \"graph.example\"\n", "types: "},
		{"import", "package p\n\nimport _ \"example.com/absent\"\n\nvar host = \"graph.example\"\n", "example.com/absent"},
		{"deep", "package p\n\nvar host = \"graph.example\"\n\nvar n = " + deep + "\n", "nests deeper"},
		{"chain", "package p\n\nvar host = \"graph.example\"\n\nvar x int\n\nvar n = " + chain + "\n", "nests deeper"},
		{"name", "package p\n\nvar host = \"graph.example\"\n\nvar n = absent\n\nvar m = gone\n", "and 1 more"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := write(t, "go.mod", goMod, "p/p.go", tt.text, "api/api.go", api)
			prog := program(t, load.Config{Dir: dir})
			problems := check(t, prog)
			for _, s := range prog.Skips {
				problems = append(problems, s.Package+": "+s.Reason)
			}
			if len(problems) == 0 || !strings.Contains(strings.Join(problems, "\n"), tt.want) {
				t.Errorf("problems %q, want one with %q", problems, tt.want)
			}
			if !slices.Contains(paths(prog.Needed()), "example.com/m/api") {
				t.Error("the healthy package is lost")
			}
		})
	}
}

// A compiler would build a gigabyte of text out of these constants.
func TestConstantBomb(t *testing.T) {
	var b strings.Builder
	b.WriteString("package p\n\nconst host = \"graph.example\"\n\nconst s0 = \"0123456789\"\n")
	for i := range 30 {
		fmt.Fprintf(&b, "const s%d = s%d + s%d\n", i+1, i, i)
	}
	dir := write(t, "go.mod", goMod, "p/p.go", b.String(), "q/q.go", "package q\n\nimport \"example.com/m/p\"\n\nvar S = p.s0\n")
	prog := program(t, load.Config{Dir: dir})
	got := check(t, prog)
	if len(got) != 2 || !strings.Contains(got[0], "a constant text has more than") || !strings.Contains(got[1], "s0") {
		t.Errorf("problems %q, want the large constant in p and the unexported name in q", got)
	}
	checked, _ := prog.Check(prog.Needed()[0])
	for expr, tv := range checked.TypesInfo.Types {
		// Writing out the last of the constants would take ten gigabytes.
		if tv.Value != nil && tv.Value.Kind() == constant.String && len(constant.StringVal(tv.Value)) > load.MaxText {
			t.Errorf("%s has %d bytes", types.ExprString(expr), len(constant.StringVal(tv.Value)))
		}
	}
}

func TestNoPackages(t *testing.T) {
	for _, files := range [][]string{{"go.mod", goMod}, {"readme.txt", "nothing here"}} {
		dir := write(t, files...)
		_, err := load.Load(context.Background(), load.Config{Dir: dir})
		if !errors.Is(err, load.ErrNoPackages) {
			t.Errorf("error %v, want no packages", err)
		}
	}
}

func TestMalformedModule(t *testing.T) {
	dir := write(t, "go.mod", "module\n", "a.go", "package a\n")
	_, err := load.Load(context.Background(), load.Config{Dir: dir})
	if err == nil || !strings.Contains(err.Error(), "go.mod") {
		t.Errorf("error %v, want one that names go.mod", err)
	}
}

// Nothing that the environment of the go command can be told to run is run.
func TestEnvironment(t *testing.T) {
	marker := filepath.Join(t.TempDir(), "ran")
	tool := write(t, "tool.sh", "#!/bin/sh\necho ran > "+marker+"\nexec \"$@\"\n")
	if err := os.Chmod(filepath.Join(tool, "tool.sh"), 0o755); err != nil {
		t.Fatal(err)
	}
	t.Setenv("GOFLAGS", "-toolexec="+filepath.Join(tool, "tool.sh"))
	t.Setenv("GOPACKAGESDRIVER", filepath.Join(tool, "tool.sh"))
	dir := write(t, "go.mod", goMod, "api/api.go", api)
	if problems := check(t, program(t, load.Config{Dir: dir})); problems != nil {
		t.Errorf("problems %q, want none", problems)
	}
	if _, err := os.Stat(marker); err == nil {
		t.Error("the tool of the environment was run")
	}
}

// A go.mod that does not list all that is needed is completed in a copy.
func TestCompletesModule(t *testing.T) {
	const mod = "module example.com/main\n\ngo 1.26\n\nrequire example.com/dep v0.0.0\n\n" +
		"replace (\n\texample.com/dep => ./dep\n\texample.com/other => ./other\n)\n"
	dir := write(t,
		"go.mod", mod,
		"main.go", "package main\n\nimport _ \"example.com/dep\"\n\nfunc main() {}\n",
		"dep/go.mod", "module example.com/dep\n\ngo 1.26\n\nrequire example.com/other v0.0.0\n",
		"dep/dep.go", "package dep\n\nimport _ \"example.com/other\"\n",
		"other/go.mod", "module example.com/other\n\ngo 1.26\n",
		"other/other.go", "package other\n\nconst Host = \"graph.example\"\n",
	)
	prog := program(t, load.Config{Dir: dir})
	if got := paths(prog.Needed()); !slices.Contains(got, "example.com/main") || !slices.Contains(got, "example.com/other") {
		t.Errorf("needed packages are %v", got)
	}
	if len(prog.Skips) > 0 {
		t.Errorf("skipped: %v", prog.Skips)
	}
	if data, err := os.ReadFile(filepath.Join(dir, "go.mod")); err != nil || string(data) != mod {
		t.Errorf("go.mod of the program was changed: %v", err)
	}
}
