package ir_test

import (
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"testing"

	"golang.org/x/tools/go/ssa"
	"golang.org/x/tools/go/ssa/ssautil"

	"github.com/workplacelint/workplacelint/internal/ir"
)

// A call of a method of an interface says whether a text may go in or come out.
func TestMuteCalls(t *testing.T) {
	pkg := lower(t, `package p
		import ("context"; "io"; "net/http")
		type methods interface {
			Add(n int, ok bool) float64
			Run(ctx context.Context) error
			List(path string) error
			Path() string
			Read() (string, error)
			Do(*http.Request) error
			Each(func(string))
			ServeHTTP(http.ResponseWriter, *http.Request)
		}
		func f(m methods, c io.Closer, w io.Writer) {
			m.Add(1, true)
			m.Run(nil)
			m.List("a")
			m.Path()
			m.Read()
			m.Do(nil)
			m.Each(nil)
			m.ServeHTTP(nil, nil)
			c.Close()
			w.Write(nil)
		}`)
	want := map[string]bool{
		"Add": true, "Run": true, "Close": true, "Write": true, "ServeHTTP": true,
		"List": false, "Path": false, "Read": false, "Do": false, "Each": false,
	}
	for _, f := range pkg.Funcs {
		for _, b := range f.Blocks {
			for _, in := range b.Instrs {
				method := f.Str(in.Sym)
				mute, ok := want[method]
				if in.Op != ir.OpInvoke || !ok {
					continue
				}
				if in.Flag != mute {
					t.Errorf("call of %s: mute %t, want %t", method, in.Flag, mute)
				}
				delete(want, method)
			}
		}
	}
	if len(want) > 0 {
		t.Errorf("calls not seen: %v", want)
	}
}

func lower(t *testing.T, src string) *ir.Package {
	t.Helper()
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "p.go", src, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	conf := &types.Config{Importer: importer.ForCompiler(fset, "source", nil)}
	pkg, _, err := ssautil.BuildPackage(conf, fset, types.NewPackage("example.com/p", ""), []*ast.File{f}, ssa.GlobalDebug)
	if err != nil {
		t.Fatal(err)
	}
	return ir.Lower(pkg)
}

// A type may be made of itself: whether it holds texts is asked all the same.
func TestTypesOfThemselves(t *testing.T) {
	pkg := lower(t, `package p
		type tree []tree
		type table map[string]table
		type node struct{ next *node }
		type asked interface { Tree() tree; Table() *table; Node() **node }
		type empty struct{}
		func (empty) Tree() tree { return nil }
		func (empty) Table() *table { return nil }
		func (empty) Node() **node { return nil }
		func f() asked { return empty{} }`)
	for _, f := range pkg.Funcs {
		if f.Name == "example.com/p.f" {
			return
		}
	}
	t.Error("f is missing")
}
