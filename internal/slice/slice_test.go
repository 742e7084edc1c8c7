package slice_test

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/workplacelint/workplacelint/internal/ir"
	"github.com/workplacelint/workplacelint/internal/slice"
	"github.com/workplacelint/workplacelint/internal/ssaform"
)

// lower lowers one file that may import the standard library.
func lower(t *testing.T, src string) *ir.Package {
	t.Helper()
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "p.go", "package p\n"+src, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	info := &types.Info{
		Types: map[ast.Expr]types.TypeAndValue{}, Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{},
		Implicits: map[ast.Node]types.Object{}, Instances: map[*ast.Ident]types.Instance{}, Scopes: map[ast.Node]*types.Scope{},
		Selections: map[*ast.SelectorExpr]*types.Selection{}, FileVersions: map[*ast.File]string{},
	}
	conf := types.Config{Importer: importer.ForCompiler(fset, "source", nil)}
	pkg, err := conf.Check("example.com/p", fset, []*ast.File{f}, info)
	if err != nil {
		t.Fatal(err)
	}
	built := ssaform.Build(fset, pkg, info, []*ast.File{f})
	if built == nil {
		t.Fatal("no SSA form")
	}
	return ir.Lower(built)
}

// config takes calls of send for those that send, and knows what strings does.
var config = slice.Config{
	Sends: func(f *ir.Func, call *ir.Instr) bool {
		return call.Op == ir.OpCall && f.Str(call.Sym) == "example.com/p.send"
	},
	Targets: func(f *ir.Func, call *ir.Instr) []string {
		return []string{"(*example.com/p.one)." + f.Str(call.Sym), "(*example.com/p.two)." + f.Str(call.Sym)}
	},
	Sender: func(name string) bool { return name == "net/http.Get" },
	Known: func(name string) bool {
		return name == "example.com/p.send" || name == "net/http.Get" || strings.Contains(name, "strings.")
	},
	Hides: func(name string) bool { return strings.Contains(name, "os.") },
}

// Each program sends from one place: which texts may be in the address?
func TestTexts(t *testing.T) {
	const send = "func send(url string, body []byte)\n"
	tests := []struct{ name, src, want string }{
		{"constant", `func f() { send("a", nil) }`, "a"},
		{"concatenation", `func f(id string) { send("a"+id+"b", nil) }`, "a b"},
		{"body", `func f() { b := []byte("body"); send("a", b) }`, "a"},
		{"bytes", `func f(id string) { b := []byte("a"); b = append(b, id...); b = append(b, "b"...); send(string(b), []byte("body")) }`, "a b"},
		{"wrapper", `func get(path string) { send("a"+path, nil) }
			func f() { get("b") }
			func g() { other("c") }
			func other(s string) {}`, "a b"},
		{"field", `type c struct{ base, other string }
			func (c *c) get() { send(c.base, nil) }
			func f() { (&c{base: "a", other: "b"}).get() }`, "a"},
		{"copied struct", `type conf struct{ base string }
			type c struct{ conf conf }
			func (c *c) get() { send(c.conf.base, nil) }
			func f() { x := conf{base: "a"}; (&c{x}).get() }`, "a"},
		{"variable", `var base = "a"; var other = "b"
			func f() { send(base, nil); _ = other }`, "a"},
		{"map", `var edges = map[string]string{"k": "a"}
			func f() { send(edges["k"], nil) }`, "a k"},
		{"table of structs", `type row struct{ path, note string }
			func f() { for _, r := range []row{{"a", "x"}, {"b", "y"}} { send(r.path, nil) } }`, "a b"},
		{"closure", `func f() { path := "a"; func() { send(path, nil) }() }`, "a"},
		{"option", `type c struct{ base string }
			func with(s string) func(*c) { return func(c *c) { c.base = s } }
			func make(opts ...func(*c)) *c { c := new(c); for _, o := range opts { o(c) }; return c }
			func f() { c := make(with("a")); send(c.base, nil) }`, "a"},
		{"interface", `type named interface{ name() string }
			type one struct{}; func (*one) name() string { return "a" }
			type two struct{}; func (*two) name() string { return "b" }
			func f(n named) { send(n.name(), nil) }`, "a b"},
		{"builder", `func f() { var b strings.Builder; b.WriteString("a"); send(b.String(), nil) }`, "a"},
		{"unknown function", `func f() { send(os.Expand("a", nil)+"b", nil) }`, "b"},
		{"known function as a value", `func same[T any](v T) T { return v }
			func f() { send(same(strings.ToLower)("a"), nil) }`, "a"},
		{"known function as a value of a type", `type lower func(string) string
			func f() { send(lower(strings.ToLower)("a"), nil) }`, "a"},
		{"sender as a value", `func same[T any](v T) T { return v }
			func f() { same(http.Get)("a") }`, "a"},
		{"two results", `func two() (string, string) { return "a", "b" }
			func f() { x, _ := two(); send(x, nil) }`, "a"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			src := send + tt.src
			for _, pkg := range []string{"strings", "os", "net/http"} {
				if strings.Contains(src, path.Base(pkg)+".") {
					src = "import \"" + pkg + "\"\n" + src
				}
			}
			sends := slice.NewIndex([]*ir.Package{lower(t, src)}, config).Sends()
			if len(sends) != 1 {
				t.Fatalf("%d calls send, want 1", len(sends))
			}
			slices.Sort(sends[0].Texts)
			if got := strings.Join(sends[0].Texts, " "); got != tt.want {
				t.Errorf("texts %q, want %q", got, tt.want)
			}
		})
	}
}

// Only what can put something into a request has to be run for it.
func TestWriters(t *testing.T) {
	pkg := lower(t, `
		func send(url string, body []byte)
		type client struct{ base, note string }
		func (c *client) get() { send(c.base, nil) }
		func direct(c *client) { c.base = "a" }
		func through(c *client, s string) { c.base = s }
		func caller(c *client) { through(c, "b") }
		func note(c *client) { c.note = "n" }
		func reader(c *client) string { return c.base }
		var host = "h"
		func global() { send(host, nil) }
		func setter() { host = "i" }
		func local() { x := "l"; _ = x }
	`)
	index := slice.NewIndex([]*ir.Package{pkg}, config)
	writers := index.Of(index.Sends()).Writers()
	for name, want := range map[string]bool{
		"direct": true, "through": true, "caller": true, "setter": true, "init": true,
		"note": false, "reader": false, "local": false, "global": false,
	} {
		if got := writers["example.com/p."+name]; got != want {
			t.Errorf("%s writes: %t, want %t", name, got, want)
		}
	}
}

// A function that is not known may send what it is given.
func TestHidden(t *testing.T) {
	any := func(string) bool { return true }
	pkg := lower(t, `
		import "os"
		func wanted() { hand("a") }
		func hand(s string) { os.Remove(s) }
		func others() { os.Mkdir("b", 0); os.Chdir("c") }
	`)
	index := slice.NewIndex([]*ir.Package{pkg}, config)
	hidden := index.Hidden("example.com/p", any, func(text string) bool { return text == "a" })
	if len(hidden) != 1 || hidden[0].Function != "example.com/p.hand" || hidden[0].Callee != "os.Remove" {
		t.Errorf("hidden %+v, want the call of os.Remove", hidden)
	}
	set := lower(t, `
		import "os"
		func wanted() { os.Args[0] = "a" }
		func others() { os.Args[0] = "b"; local := os.Args; local = append(local, "a"); _ = local }
	`)
	hidden = slice.NewIndex([]*ir.Package{set}, config).Hidden("example.com/p", any, func(text string) bool { return text == "a" })
	if len(hidden) != 1 || hidden[0].Function != "example.com/p.wanted" || hidden[0].Callee != "os.Args" {
		t.Errorf("hidden %+v, want the variable os.Args", hidden)
	}
	if none := index.Hidden("example.com/p", func(callee string) bool { return callee == "os.Chdir" }, func(string) bool { return true }); len(none) != 1 {
		t.Errorf("hidden %+v, want the call of os.Chdir", none)
	}
	if none := index.Hidden("example.com/p", any, func(text string) bool { return text == "z" }); none != nil {
		t.Errorf("hidden %+v, want none", none)
	}
}
