// Package signature finds how code checks the signatures of webhook deliveries,
// and judges it.
//
// Functions are run on abstract values, as for requests, with comparisons noted
// that a digest or a signature header takes part in.
package signature

import (
	"go/ast"
	"go/constant"
	"net/textproto"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/workplacelint/workplacelint/internal/digest"
	"github.com/workplacelint/workplacelint/internal/eval"
	"github.com/workplacelint/workplacelint/internal/ir"
	"github.com/workplacelint/workplacelint/internal/ssaform"
	"github.com/workplacelint/workplacelint/internal/strval"
)

// A Use is what a package has to do with deliveries.
type Use struct {
	// Headers are the signature headers that are named, sorted.
	Headers []string
	// Callback is where the verification of a callback is answered first; nil if
	// it is not.
	Callback ast.Node
	// Comparisons are those that a digest takes part in, in order.
	Comparisons []Comparison
	// Opens are where deliveries without signature are let in, in order.
	Opens []Open
}

// A Comparison is one of a digest with something else.
type Comparison struct {
	// Constant says that it takes the same time whatever is compared.
	Constant bool
	Digests  []digest.Digest
	// Header is the signature header on the other side, "" if it is not known.
	Header string
	At     digest.Place
}

// Find returns what a package has to do with deliveries. Of its imports the
// functions are given that lead to a digest.
func (r *Rules) Find(pass *analysis.Pass, form *ssaform.Form, imports []*ir.Package) *Use {
	use := r.named(pass, form.Files)
	if len(use.Headers) == 0 {
		return use
	}
	built := form.Package()
	if built == nil {
		return use
	}
	use.Opens = r.opens(built)
	pkg := ir.Lower(built)
	for _, fn := range pkg.Funcs {
		withComparisons(fn)
	}
	f := &finder{rules: r, seen: map[string]bool{}, use: use}
	in := &eval.Interp{U: eval.NewUniverse(append(imports, pkg)...), Tables: eval.NewTables(), Models: f.models()}
	for range 2 {
		for _, fn := range pkg.Funcs {
			// Closures too: handlers are mostly called by a library.
			if fn.Package == pkg.Path {
				f.run(in, fn)
			}
		}
	}
	slices.SortFunc(use.Comparisons, func(a, b Comparison) int {
		if a.At.File != b.At.File {
			return strings.Compare(a.At.File, b.At.File)
		}
		return (a.At.Line-b.At.Line)*1000 + a.At.Column - b.At.Column
	})
	return use
}

// named finds the constants that name a header or a parameter of the
// verification of a callback.
func (r *Rules) named(pass *analysis.Pass, files []*ast.File) *Use {
	use := &Use{}
	for _, file := range files {
		ast.Inspect(file, func(n ast.Node) bool {
			e, ok := n.(ast.Expr)
			if !ok {
				return true
			}
			v := pass.TypesInfo.Types[e].Value
			if v == nil || v.Kind() != constant.String {
				return true
			}
			text := constant.StringVal(v)
			if _, ok := r.header(text); ok {
				use.Headers = append(use.Headers, textproto.CanonicalMIMEHeaderKey(text))
			}
			if slices.Contains(r.Verification, text) && use.Callback == nil {
				use.Callback = n
			}
			return false
		})
	}
	slices.Sort(use.Headers)
	use.Headers = slices.Compact(use.Headers)
	return use
}

// compareFunc is the function that a comparison of a body is replaced by, for
// its model.
const compareFunc = "operator =="

// withComparisons makes calls of the comparisons in a function.
func withComparisons(fn *ir.Func) {
	sym := int32(-1)
	for b := range fn.Blocks {
		for i := range fn.Blocks[b].Instrs {
			in := &fn.Blocks[b].Instrs[i]
			if op := fn.Str(in.Sym); in.Op != ir.OpBinary || op != "==" && op != "!=" || hasConstant(fn, in.Args) {
				continue
			}
			if sym < 0 {
				sym = int32(len(fn.Strings))
				fn.Strings = append(fn.Strings, compareFunc)
			}
			in.Op, in.Sym = ir.OpCall, sym
		}
	}
}

// hasConstant reports whether one of two operands is a constant: what is compared
// with nil or a literal is no signature.
func hasConstant(fn *ir.Func, args []int32) bool {
	for _, a := range args {
		if _, ok := fn.Const(a); ok {
			return true
		}
	}
	return false
}

type finder struct {
	rules *Rules
	use   *Use
	seen  map[string]bool
}

// run runs a function. A failure of ours in one must not hide the others.
func (f *finder) run(in *eval.Interp, fn *ir.Func) {
	defer func() { _ = recover() }()
	in.Run(fn)
}

const (
	headerRef = "header:"
	bodyRef   = "body:"
)

func (f *finder) models() map[string]eval.Model {
	m := eval.Models()
	m["(net/http.Header).Get"] = func(c *eval.Call) eval.Val { return f.header(c) }
	m["(net/http.Header).Values"] = func(c *eval.Call) eval.Val { return f.header(c) }
	m[compareFunc] = f.compare(false)
	for _, name := range []string{"bytes.Equal", "bytes.Compare", "strings.Compare", "strings.EqualFold", "bytes.EqualFold", "bytes.HasPrefix", "strings.HasPrefix", "reflect.DeepEqual", "slices.Equal"} {
		m[name] = f.compare(false)
	}
	for _, name := range constantTime {
		m[name] = f.compare(true)
	}
	for _, name := range []string{"io.ReadAll", "io/ioutil.ReadAll"} {
		read := m[name]
		m[name] = func(c *eval.Call) eval.Val {
			if len(c.Args) == 1 && isBody(c, c.Args[0]) {
				return eval.Val{Tuple: []eval.Val{eval.Hole(strval.Hole{Name: "body", Kind: strval.KindBytes, Ref: bodyRef + c.Ref()}), {}}}
			}
			return read(c)
		}
	}
	return m
}

// isBody reports whether a value is the body of a request that is not known.
func isBody(c *eval.Call, v eval.Val) bool {
	for _, id := range c.Objects(v) {
		if o := c.State.Get(id); o != nil && strings.HasSuffix(o.Origin.Ref, ".Body") {
			return true
		}
	}
	return false
}

func (f *finder) header(c *eval.Call) eval.Val {
	h := strval.Hole{Name: "header", Origin: strval.OriginDecoded}
	if names, ok := c.Text(1).Literals(); ok && len(names) == 1 {
		if _, ok := f.rules.header(names[0]); ok {
			h.Ref = headerRef + textproto.CanonicalMIMEHeaderKey(names[0]) + ":" + c.Ref()
		}
	}
	return eval.Hole(h)
}

// compare notes a comparison that a digest takes part in.
func (f *finder) compare(constant bool) eval.Model {
	return func(c *eval.Call) eval.Val {
		kind := strval.KindBool
		if c.Instr.Kind == ir.KindInt {
			kind = strval.KindInt
		}
		cmp := Comparison{Constant: constant, At: digest.Place{
			File: c.Frame.Fn.FileOf(c.Instr.Pos), Line: int(c.Instr.Line), Column: int(c.Instr.Col), Function: c.Frame.Fn.Name,
		}}
		for i := range c.Args {
			cmp.read(c.Bytes(i))
		}
		if len(cmp.Digests) > 0 {
			f.note(cmp)
		}
		return eval.Hole(strval.Hole{Name: "equal", Kind: kind})
	}
}

// read takes the digests and the header from one side of a comparison.
func (cmp *Comparison) read(v strval.Value) {
	for _, t := range v.Alternatives() {
		for _, h := range t.Holes() {
			if _, d, ok := digest.Parse(h.Ref); ok && d.Keyed {
				cmp.Digests = append(cmp.Digests, d)
			}
			if _, rest := digest.Unwrap(h.Ref); strings.HasPrefix(rest, headerRef) {
				cmp.Header, _, _ = strings.Cut(rest[len(headerRef):], ":")
			}
		}
	}
}

func (f *finder) note(cmp Comparison) {
	for _, d := range cmp.Digests {
		key := cmp.At.File + d.Ref() + cmp.Header + itoa(cmp.At.Line) + ":" + itoa(cmp.At.Column)
		if !f.seen[key] {
			f.seen[key] = true
			one := cmp
			one.Digests = []digest.Digest{d}
			f.use.Comparisons = append(f.use.Comparisons, one)
		}
	}
}
