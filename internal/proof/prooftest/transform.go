package prooftest

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strings"
)

// A Transform rewrites the cases of a module without changing what they do.
type Transform struct {
	Name string
	// edit changes one file.
	edit func(*rewriter)
	// extra is a file for each package, with PACKAGE for its name, and shared one
	// for the package macs.
	extra, shared string
}

// Transforms are the ways in which cases are rewritten.
func Transforms() []Transform {
	return []Transform{
		{Name: "rename", edit: (*rewriter).rename},
		{Name: "helper in another file", edit: call("hmac.New", "newMAC"), extra: macHelper},
		{Name: "helper in another package", edit: call("hmac.New", "macs.MAC"), shared: macShared},
		{Name: "named import", edit: (*rewriter).importNames},
		{Name: "struct fields", edit: (*rewriter).fields},
		{Name: "clock behind an interface", edit: call("time.Now", "theTicker.Now"), extra: tickerHelper},
		{Name: "closure", edit: (*rewriter).closure},
		{Name: "generic helper", edit: call("hex.EncodeToString", "hexOf"), extra: hexHelper},
		{Name: "named types", edit: (*rewriter).namedTypes, extra: "package PACKAGE\n\ntype accessToken string\n\ntype appKey string\n"},
		{Name: "split constants", edit: (*rewriter).split},
		{Name: "inlined sender", edit: (*rewriter).inline},
		{Name: "one more call", edit: (*rewriter).wrap},
	}
}

const macHelper = `package PACKAGE

import (
	"crypto/hmac"
	"hash"
)

func newMAC(h func() hash.Hash, key []byte) hash.Hash {
	mac := hmac.New(h, key)
	return mac
}
`

const macShared = `package macs

import (
	"crypto/hmac"
	"hash"
)

// MAC makes an HMAC.
func MAC(h func() hash.Hash, key []byte) hash.Hash { return hmac.New(h, key) }
`

const tickerHelper = `package PACKAGE

import "time"

type ticker interface{ Now() time.Time }

type realTicker struct{}

func (realTicker) Now() time.Time { return time.Now() }

var theTicker ticker = realTicker{}
`

const hexHelper = `package PACKAGE

import "encoding/hex"

func hexOf[T ~[]byte](sum T) string { return hex.EncodeToString(sum) }
`

// Apply writes the module in dir, rewritten, to out.
func (t Transform) Apply(dir, out string) error {
	module, err := moduleOf(dir)
	if err != nil {
		return err
	}
	packages := map[string]string{}
	err = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		rel, err := filepath.Rel(dir, path)
		if err != nil {
			return err
		}
		src, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if filepath.Ext(path) == ".go" {
			r, err := newRewriter(src, module)
			if err != nil {
				return fmt.Errorf("%s: %w", rel, err)
			}
			t.edit(r)
			packages[filepath.Dir(rel)] = r.file.Name.Name
			src = r.result()
		}
		return write(filepath.Join(out, rel), src)
	})
	if err != nil {
		return err
	}
	for sub, name := range packages {
		if t.extra == "" {
			break
		}
		if err := write(filepath.Join(out, sub, "extra.go"), []byte(strings.ReplaceAll(t.extra, "PACKAGE", name))); err != nil {
			return err
		}
	}
	if t.shared != "" {
		return write(filepath.Join(out, "macs", "macs.go"), []byte(t.shared))
	}
	return nil
}

// A rewriter edits one file.
type rewriter struct {
	module string
	src    []byte
	fset   *token.FileSet
	file   *ast.File
	edits  []textEdit
}

type textEdit struct {
	from, to int
	text     string
}

func newRewriter(src []byte, module string) (*rewriter, error) {
	r := &rewriter{module: module, src: src, fset: token.NewFileSet()}
	var err error
	r.file, err = parser.ParseFile(r.fset, "", src, parser.ParseComments)
	return r, err
}

func (r *rewriter) replace(from, to token.Pos, text string) {
	r.edits = append(r.edits, textEdit{r.fset.Position(from).Offset, r.fset.Position(to).Offset, text})
}

func (r *rewriter) text(n ast.Node) string {
	return string(r.src[r.fset.Position(n.Pos()).Offset:r.fset.Position(n.End()).Offset])
}

// result applies the edits, and keeps imports used.
func (r *rewriter) result() []byte {
	sort.SliceStable(r.edits, func(i, j int) bool { return r.edits[i].from < r.edits[j].from })
	var b strings.Builder
	at := 0
	for _, e := range r.edits {
		if e.from < at {
			continue
		}
		b.Write(r.src[at:e.from])
		b.WriteString(e.text)
		at = e.to
	}
	b.Write(r.src[at:])
	return []byte(b.String())
}

// call replaces the function that is called or named.
func call(from, to string) func(*rewriter) {
	pkg, name, _ := strings.Cut(from, ".")
	return func(r *rewriter) {
		found := false
		ast.Inspect(r.file, func(n ast.Node) bool {
			if sel, ok := n.(*ast.SelectorExpr); ok && sel.Sel.Name == name {
				if id, ok := sel.X.(*ast.Ident); ok && id.Name == pkg {
					r.replace(sel.Pos(), sel.End(), to)
					found = true
				}
			}
			return true
		})
		if !found {
			return
		}
		if strings.HasPrefix(to, "macs.") {
			r.replace(r.file.Name.End(), r.file.Name.End(), fmt.Sprintf("\n\nimport %q", r.module+"/macs"))
		}
		// The import of the package may have no other use.
		keep := map[string]string{"hmac": "hmac.Equal", "hex": "hex.Dump", "time": "time.Second"}[pkg]
		r.replace(r.file.End(), r.file.End(), "\nvar _ = "+keep+"\n")
	}
}

// functions calls f for each function with a body.
func (r *rewriter) functions(f func(*ast.FuncDecl)) {
	for _, d := range r.file.Decls {
		if fn, ok := d.(*ast.FuncDecl); ok && fn.Body != nil {
			f(fn)
		}
	}
}

// uses calls f for each identifier in a body that is no name of a field.
func uses(body ast.Node, f func(*ast.Ident)) {
	skip := map[*ast.Ident]bool{}
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.SelectorExpr:
			skip[n.Sel] = true
		case *ast.KeyValueExpr:
			if id, ok := n.Key.(*ast.Ident); ok {
				skip[id] = true
			}
		case *ast.Ident:
			if !skip[n] {
				f(n)
			}
		}
		return true
	})
}

// rename gives local variables other names.
func (r *rewriter) rename() {
	r.functions(func(fn *ast.FuncDecl) {
		local := map[string]bool{}
		ast.Inspect(fn.Body, func(n ast.Node) bool {
			if a, ok := n.(*ast.AssignStmt); ok && a.Tok == token.DEFINE {
				for _, l := range a.Lhs {
					if id, ok := l.(*ast.Ident); ok && id.Name != "_" {
						local[id.Name] = true
					}
				}
			}
			return true
		})
		uses(fn.Body, func(id *ast.Ident) {
			if local[id.Name] {
				r.replace(id.Pos(), id.End(), id.Name+"Value")
			}
		})
	})
}

// importNames gives imported packages other names.
func (r *rewriter) importNames() {
	names := map[string]bool{}
	for _, spec := range r.file.Imports {
		path := strings.Trim(spec.Path.Value, `"`)
		name := path[strings.LastIndexByte(path, '/')+1:]
		if name == "time" {
			continue // the clock of a run is put in its place by name
		}
		names[name] = true
		r.replace(spec.Pos(), spec.Pos(), "std"+name+" ")
	}
	ast.Inspect(r.file, func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok {
			if id, ok := sel.X.(*ast.Ident); ok && names[id.Name] {
				r.replace(id.Pos(), id.End(), "std"+id.Name)
			}
		}
		return true
	})
}

// credentials replaces the parameters token and secret in the functions that
// have both.
func (r *rewriter) credentials(setup, tok, sec string) {
	r.functions(func(fn *ast.FuncDecl) {
		has := map[string]bool{}
		for _, f := range fn.Type.Params.List {
			for _, id := range f.Names {
				has[id.Name] = true
			}
		}
		if !has["token"] || !has["secret"] {
			return
		}
		r.replace(fn.Body.Lbrace+1, fn.Body.Lbrace+1, "\n"+setup+"\n")
		uses(fn.Body, func(id *ast.Ident) {
			switch id.Name {
			case "token":
				r.replace(id.Pos(), id.End(), tok)
			case "secret":
				r.replace(id.Pos(), id.End(), sec)
			}
		})
	})
}

func (r *rewriter) fields() {
	r.credentials("creds := &struct{ token, secret string }{token: token, secret: secret}\n_ = creds", "creds.token", "creds.secret")
}

func (r *rewriter) namedTypes() {
	r.credentials("tok, key0 := accessToken(token), appKey(secret)\n_, _ = tok, key0", "string(tok)", "string(key0)")
}

// isCase reports whether a function is that of a case.
func isCase(fn *ast.FuncDecl) bool {
	return fn.Recv == nil && fn.Name.IsExported() && len(fn.Name.Name) == 3
}

// closure puts the body of a case into a function that is called at once.
func (r *rewriter) closure() {
	r.functions(func(fn *ast.FuncDecl) {
		if isCase(fn) {
			r.replace(fn.Body.Lbrace+1, fn.Body.Lbrace+1, "\nrun := func() (*http.Response, error) {")
			r.replace(fn.Body.Rbrace, fn.Body.Rbrace, "}\nreturn run()\n")
		}
	})
}

// wrap calls a case from another function.
func (r *rewriter) wrap() {
	r.functions(func(fn *ast.FuncDecl) {
		if isCase(fn) {
			inner := strings.ToLower(fn.Name.Name)
			r.replace(fn.Name.Pos(), fn.Name.End(), inner)
			r.replace(fn.End(), fn.End(), fmt.Sprintf("\n\nfunc %s(c *http.Client, token, secret string) (*http.Response, error) {\nreturn %s(c, token, secret)\n}\n", fn.Name.Name, inner))
		}
	})
}

// split makes names of parameters of two constants.
func (r *rewriter) split() {
	ast.Inspect(r.file, func(n ast.Node) bool {
		lit, ok := n.(*ast.BasicLit)
		if ok && lit.Kind == token.STRING && strings.HasPrefix(lit.Value, `"app`) && strings.Contains(lit.Value, "_") && !strings.Contains(lit.Value, "-") {
			at := strings.LastIndexByte(lit.Value, '_')
			r.replace(lit.Pos(), lit.End(), lit.Value[:at]+`" + "`+lit.Value[at:])
		}
		return true
	})
}

// inline puts the body of the function that sends in place of its calls.
func (r *rewriter) inline() {
	ast.Inspect(r.file, func(n ast.Node) bool {
		c, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		if id, ok := c.Fun.(*ast.Ident); ok && id.Name == "get" && len(c.Args) == 2 {
			r.replace(c.Pos(), c.End(), fmt.Sprintf(`%s.Get(me + "?" + %s.Encode())`, r.text(c.Args[0]), r.text(c.Args[1])))
		}
		return true
	})
}
