package mend_test

import (
	"bytes"
	"errors"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/printer"
	"go/token"
	"go/types"
	"slices"
	"strings"
	"testing"

	"github.com/workplacelint/workplacelint/internal/mend"
	"github.com/workplacelint/workplacelint/internal/ssaform"
)

// The standard library is read once for all tests.
var (
	fset     = token.NewFileSet()
	standard = importer.ForCompiler(fset, "source", nil)
)

// withoutMissing imports the standard library and nothing else.
type withoutMissing struct{ real types.Importer }

func (i withoutMissing) Import(path string) (*types.Package, error) {
	if strings.Contains(path, ".") {
		return nil, errors.New("cannot be had")
	}
	return i.real.Import(path)
}

func newInfo() *types.Info {
	return &types.Info{
		Types: map[ast.Expr]types.TypeAndValue{}, Defs: map[*ast.Ident]types.Object{}, Uses: map[*ast.Ident]types.Object{},
		Implicits: map[ast.Node]types.Object{}, Instances: map[*ast.Ident]types.Instance{}, Scopes: map[ast.Node]*types.Scope{},
		Selections: map[*ast.SelectorExpr]*types.Selection{}, FileVersions: map[*ast.File]string{},
	}
}

// mended mends one file and returns it as text, without blanks at line starts.
func mended(t *testing.T, src string) (string, *mend.Mended, *mend.Code) {
	t.Helper()
	return mendedWith(t, withoutMissing{standard}, src)
}

func mendedWith(t *testing.T, imp types.Importer, src string) (string, *mend.Mended, *mend.Code) {
	t.Helper()
	f, err := parser.ParseFile(fset, "p.go", src, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	code := &mend.Code{
		Path: "example.com/p", Fset: fset, Files: []*ast.File{f}, NewInfo: newInfo,
		Config: types.Config{Importer: imp},
	}
	out := code.Mend()
	var buf bytes.Buffer
	for _, decl := range f.Decls {
		if fn, ok := decl.(*ast.FuncDecl); ok {
			if err := printer.Fprint(&buf, fset, fn); err != nil {
				t.Fatal(err)
			}
			buf.WriteByte('\n')
		}
	}
	return buf.String(), out, code
}

// Each body is mended and must then be readable: nothing is lost, and the SSA form
// can be built.
func TestMend(t *testing.T) {
	tests := []struct{ name, body, want string }{
		{"function of a missing package", `x, err := gone.Load("a"); use(x, err)`, `gone.Load/2`},
		{"argument", `get("https://graph.workplace.com/" + gone.ID())`, `"https://graph.workplace.com/" + `},
		{"format", `get(fmt.Sprintf("/%s/feed", gone.Group().ID))`, `fmt.Sprintf("/%s/feed", `},
		{"method of what is missing", `s := gone.New(); s.Set("a", get("b"))`, `get("b")`},
		{"variable of a missing type", `var s *gone.Server; s.Start(); if s != nil { get(s.URL) }`, `get(`},
		{"parameter of a missing type", `func(s gone.Server) { get(s.URL()) }(gone.Server{URL: get("c")})`, `get("c")`},
		{"field of a missing type", `type t struct { gone.Base; s *gone.S }; v := t{s: gone.NewS()}; get(v.s.Path()); v.Reply("d", get("e"))`, `get("e")`},
		{"range", `for _, g := range gone.Groups() { get("/" + g.ID) }`, `get("/" + `},
		{"map of a missing type", `gone.Get("/me", gone.Params{"fields": get("f"), "limit": 1})`, `map[string]any{"fields": get("f")`},
		{"list of maps of a missing type", `gone.Batch([]gone.Params{{"relative_url": get("g")}})`, `map[string]any{"relative_url": get("g")`},
		{"condition", `if gone.Enabled() && len(gone.List()) > 0 { get("f") }`, `get("f")`},
		{"switch", `switch gone.Kind() { case gone.A, "b": get("g") }`, `get("g")`},
		{"type switch", `switch v := gone.Event().(type) { case *gone.Typing: get(v.Path); case string: get(v) }`, `get(v)`},
		{"type assertion", `s, ok := gone.Any().(string); if ok { get(s) }`, `get(s)`},
		{"assertion of a missing error", `var err error; if e, ok := err.(*gone.Error); ok { get(e.Path) } else if e := err.(gone.Other); e != nil { get("u") }`, `get("u")`},
		{"switch over missing errors", `var err error; switch e := err.(type) { case *gone.Error: get(e.Path + "v"); case nil: get("w") }`, `"v"`},
		{"map and list", `m := map[string]gone.T{"k": gone.T{}}; l := append([]string{"h"}, gone.Name()); get(m["k"].Path + l[0])`, `"h"`},
		{"assignment to what is missing", `gone.Default.URL = get("i")`, `get("i")`},
		{"goroutine", `go gone.Run(get("j")); defer gone.Close()`, `get("j")`},
		{"closure", `gone.Each(func(id string) error { get("/" + id); return gone.Err })`, `get("/" + id)`},
		{"undefined name", `get(nowhere + "k")`, `"k"`},
		{"undefined function", `x := nowhere("l", get("m")); x.Call()`, `get("m")`},
		{"composite", `http.NewRequest("GET", gone.Base, bytes.NewReader(gone.JSON(map[string]string{"n": "o"})))`, `"n": "o"`},
		{"variable made of what is missing", `u := "r" + gone.ID(); v := u + "/s"; get(v)`, `get(v)`},
		{"request made of what is missing", `req, _ := http.NewRequest("GET", "t"+gone.ID(), nil); req.Header.Set("u", gone.Token()); http.DefaultClient.Do(req)`, `Do(req)`},
		{"wrong type", `get(12)`, `get(`},
		{"error of a missing package", `_, err := gone.Do(); if err != nil { get(err.Error()) }`, `err.Error()`},
		{"generic", `x := first([]string{"p"}); get(x + gone.Tail)`, `"p"`},
		{"operation and assignment", `s := "q"; s += gone.Tail; get(s)`, `s += `},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			src := `package p

import (
	"bytes"
	"fmt"
	"net/http"

	"example.org/gone"
)

var (
	_ = bytes.NewReader
	_ = fmt.Sprint
	_ = http.Get
)

func use(...any) {}
func get(url string) string { return url }
func first[T any](list []T) T { return list[0] }

func f() {
	` + tt.body + `
}
`
			text, out, code := mended(t, src)
			if len(out.Lost) > 0 {
				t.Errorf("the body of %s is lost", out.Lost[0].Name.Name)
			}
			if !strings.Contains(text, tt.want) {
				t.Errorf("%s\nhas no %s", text, tt.want)
			}
			if ssaform.Build(code.Fset, out.Types, out.Info, code.Files) == nil {
				t.Errorf("%s\nno SSA form can be built", text)
			}
		})
	}
}

// What cannot be mended costs one function and not the package.
func TestLost(t *testing.T) {
	_, out, code := mended(t, `package p

func good() string { return "a" }

func bad() { var s struct{ x int }; s.x.y.z(); return 1, 2, 3 }
`)
	if len(out.Lost) != 1 || out.Lost[0].Name.Name != "bad" {
		t.Errorf("lost %v, want bad", out.Lost)
	}
	built := ssaform.Build(code.Fset, out.Types, out.Info, code.Files)
	if built == nil || len(built.Func("good").Blocks) == 0 {
		t.Error("good cannot be read")
	}
}

// Code of a Go without generic functions is mended like any other.
func TestOlderGo(t *testing.T) {
	f, err := parser.ParseFile(fset, "p.go", `package p

import "example.org/gone"

func get(string) {}

func f() { get("https://graph.workplace.com/" + gone.ID()) }
`, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	code := &mend.Code{
		Path: "example.com/p", Fset: fset, Files: []*ast.File{f}, NewInfo: newInfo,
		Config: types.Config{Importer: withoutMissing{standard}, GoVersion: "go1.16"},
	}
	if lost := code.Mend().Lost; len(lost) > 0 {
		t.Errorf("the body of %s is lost", lost[0].Name.Name)
	}
}

// The path of a missing package does not always say its name, but the file does.
func TestPackageNames(t *testing.T) {
	text, out, code := mended(t, `package p

import (
	"net/http"

	"example.org/auth/proto"
	"example.org/other"
)

type client struct { base string }

func (c *client) token(in *authProto.Request) (*authProto.Response, error) {
	other.Log(in.Name)
	if _, err := http.Get(c.base + in.ID()); err != nil {
		return nil, err
	}
	return &authProto.Response{}, nil
}
`)
	if len(out.Lost) > 0 || !strings.Contains(text, "authProto.Response") {
		t.Errorf("the function is lost:\n%s", text)
	}
	if ssaform.Build(code.Fset, out.Types, out.Info, code.Files) == nil {
		t.Errorf("the SSA form cannot be built:\n%s", text)
	}
}

// fixed imports some packages and nothing else.
type fixed map[string]*types.Package

func (f fixed) Import(path string) (*types.Package, error) {
	if pkg := f[path]; pkg != nil {
		return pkg, nil
	}
	return nil, errors.New("cannot be had")
}

// Of what a package uses of another its export data has the types and no more. A
// place that asks for such a type gets it, whether or not the code imports its
// package.
func TestIndirect(t *testing.T) {
	far := types.NewPackage("far", "far")
	source := types.NewTypeName(token.NoPos, far, "Source", nil)
	types.NewNamed(source, types.NewInterfaceType(nil, nil), nil)
	far.Scope().Insert(source)

	near := types.NewPackage("near", "near")
	param := types.NewTuple(types.NewVar(token.NoPos, near, "from", source.Type()))
	near.Scope().Insert(types.NewFunc(token.NoPos, near, "Read", types.NewSignatureType(nil, nil, nil, param, nil, false)))
	near.MarkComplete()

	text, out, code := mendedWith(t, fixed{"near": near}, `package p

import (
	"gone"
	"near"
)

func get(string) {}

func f() {
	near.Read(gone.Body())
	get("/me")
}
`)
	if len(out.Lost) > 0 || !strings.Contains(text, "far.Source") {
		t.Errorf("%s\nhas no far.Source", text)
	}
	if slices.ContainsFunc(out.Types.Imports(), func(pkg *types.Package) bool { return pkg.Path() == "far" }) {
		t.Error("far counts as imported")
	}
	if ssaform.Build(code.Fset, out.Types, out.Info, code.Files) == nil {
		t.Errorf("%s\nno SSA form can be built", text)
	}
}

func TestName(t *testing.T) {
	for name, want := range map[string]string{
		"example.org/gone.Load/2":     "example.org/gone.Load",
		"example.org/gone.Load":       "example.org/gone.Load",
		"(*example.org/gone.T).Load":  "(*example.org/gone.T).Load",
		"main.main$1":                 "main.main$1",
		"(net/http.RoundTripper).Any": "(net/http.RoundTripper).Any",
	} {
		if got := mend.Name(name); got != want {
			t.Errorf("Name(%q) = %q, want %q", name, got, want)
		}
	}
}

// Of "C" the numbers and the functions of cgo are known, and nothing else.
func TestForeign(t *testing.T) {
	text, out, code := mended(t, `package p

/*
#define LIMIT 10
*/
import "C"

import "unsafe"

type holder struct {
	t C.thing
	p *C.char
}

func get(string) {}

func (h *holder) all(group string) error {
	text := C.CString(group)
	defer C.free(unsafe.Pointer(text))
	n, err := C.count(C.int(len(group)), text)
	if err != nil {
		return err
	}
	var buf [C.LIMIT]byte
	for i := 0; i < int(n); i++ {
		get("https://graph.workplace.com/" + C.GoString(h.p) + string(buf[i]))
	}
	if C.red == 0 {
		h.t.n = C.int(5)
	}
	for _, v := range (*[1 << 20]C.uint)(unsafe.Pointer(h.p))[:n:n] {
		get(string(rune(v)))
	}
	return nil
}

//export exported
func exported(x C.int, s *C.char) C.int { return x + 1 }
`)
	if len(out.Lost) > 0 {
		t.Errorf("%d functions are lost:\n%s", len(out.Lost), text)
	}
	if !strings.Contains(text, `"https://graph.workplace.com/" + C.C_GoString(h.p)`) {
		t.Errorf("a text is gone:\n%s", text)
	}
	if ssaform.Build(fset, out.Types, out.Info, code.Files) == nil {
		t.Errorf("the SSA form cannot be built:\n%s", text)
	}
}
