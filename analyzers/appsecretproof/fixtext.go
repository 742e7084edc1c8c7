package appsecretproof

import (
	"bytes"
	"go/ast"
	"go/format"
	"go/token"
	"go/types"
	"strconv"
	"strings"
)

// source returns the text of a node.
func (f *fixer) source(n ast.Node) string {
	var buf bytes.Buffer
	if err := format.Node(&buf, f.pass.Fset, n); err != nil {
		return ""
	}
	return buf.String()
}

// written returns the text that is written to the MAC, if that is done in one
// place: EXPR of Write([]byte(EXPR)).
func (f *fixer) written() (ast.Expr, bool) {
	writes := f.calls("(io.Writer).Write", "(hash.Hash).Write")
	if len(writes) != 1 || len(writes[0].Args) != 1 {
		return nil, false
	}
	conv, ok := writes[0].Args[0].(*ast.CallExpr)
	if !ok || len(conv.Args) != 1 || !f.pass.TypesInfo.Types[conv.Fun].IsType() {
		return nil, false
	}
	return conv.Args[0], true
}

// signTime signs the time that is sent, if it is known before the message is
// written.
func (f *fixer) signTime() bool {
	message, ok := f.written()
	if !ok {
		return false
	}
	if _, ok := message.(*ast.Ident); !ok {
		return false
	}
	at := f.sentTime()
	if at == nil {
		return false
	}
	obj, ok := f.pass.TypesInfo.Uses[at].(*types.Var)
	if !ok || obj.Pos() > message.Pos() || obj.Parent() == nil || !obj.Parent().Contains(message.Pos()) {
		return false
	}
	f.replace(message.End(), message.End(), " + "+strconv.Quote(f.rules.Separator)+" + "+at.Name)
	return true
}

// sentTime returns the variable that is sent as the time.
func (f *fixer) sentTime() *ast.Ident {
	for _, call := range f.calls("(net/url.Values).Set") {
		if f.text(call.Args[0]) == f.rules.Parameters.Time {
			if id, ok := call.Args[1].(*ast.Ident); ok {
				return id
			}
		}
	}
	return nil
}

// format signs token, separator and time, where two variables are signed with
// something else between them or in the other order.
func (f *fixer) format() bool {
	if lines := f.calls("fmt.Fprintln"); len(lines) == 1 && len(lines[0].Args) == 2 {
		if sel, ok := lines[0].Fun.(*ast.SelectorExpr); ok {
			f.replace(sel.Sel.Pos(), sel.Sel.End(), "Fprint")
			return true
		}
	}
	message, ok := f.written()
	at := f.sentTime()
	if !ok || at == nil {
		return false
	}
	var rest []*ast.Ident
	times := 0
	for _, part := range operands(message) {
		id, ok := part.(*ast.Ident)
		switch {
		case ok && f.pass.TypesInfo.Uses[id] == f.pass.TypesInfo.Uses[at]:
			times++
		case ok && f.text(id) == "":
			rest = append(rest, id)
		case f.text(part) == "":
			return false
		}
	}
	if times != 1 || len(rest) != 1 {
		return false
	}
	f.replace(message.Pos(), message.End(), rest[0].Name+" + "+strconv.Quote(f.rules.Separator)+" + "+at.Name)
	return true
}

// operands takes a concatenation apart.
func operands(e ast.Expr) []ast.Expr {
	if b, ok := e.(*ast.BinaryExpr); ok && b.Op == token.ADD {
		return append(operands(b.X), operands(b.Y)...)
	}
	return []ast.Expr{e}
}

// seconds reads the clock in seconds, where the reading goes nowhere but into
// the proof.
func (f *fixer) seconds() bool {
	reads := f.calls("(time.Time).UnixMilli", "(time.Time).UnixMicro", "(time.Time).UnixNano")
	if len(reads) != 1 || !f.onlyForProof(reads[0]) {
		return false
	}
	sel, ok := reads[0].Fun.(*ast.SelectorExpr)
	if ok {
		f.replace(sel.Sel.Pos(), sel.Sel.End(), "Unix")
	}
	return ok
}

// onlyForProof reports whether a value is kept in one variable, which is only
// signed and sent as the time.
func (f *fixer) onlyForProof(value ast.Expr) bool {
	var held types.Object
	ast.Inspect(f.body, func(n ast.Node) bool {
		if a, ok := n.(*ast.AssignStmt); ok && len(a.Lhs) == 1 && a.Pos() <= value.Pos() && value.End() <= a.End() {
			if id, ok := a.Lhs[0].(*ast.Ident); ok {
				held = f.pass.TypesInfo.Defs[id]
			}
		}
		return true
	})
	message, ok := f.written()
	if held == nil || !ok {
		return false
	}
	sent := f.sentTime()
	only := true
	ast.Inspect(f.body, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if ok && f.pass.TypesInfo.Uses[id] == held && id != sent && (id.Pos() < message.Pos() || id.Pos() > message.End()) {
			only = false
		}
		return true
	})
	return only
}

// baseTen prints the time in base ten.
func (f *fixer) baseTen() bool {
	calls := f.calls("strconv.FormatInt", "strconv.FormatUint")
	if len(calls) != 1 || f.pass.TypesInfo.Types[calls[0].Args[1]].Value == nil || f.source(calls[0].Args[1]) == "10" {
		return false
	}
	f.replace(calls[0].Args[1].Pos(), calls[0].Args[1].End(), "10")
	return true
}

// hex writes the digest in hex.
func (f *fixer) hex() bool {
	for _, n := range f.path {
		switch n := n.(type) {
		case *ast.BinaryExpr:
			for _, prefix := range f.rules.WebhookPrefixes {
				if f.text(n.X) == prefix {
					f.replace(n.X.Pos(), n.Y.Pos(), "")
					return true
				}
			}
		case *ast.CallExpr:
			if f.hexCall(n) {
				return true
			}
		case ast.Stmt:
			return f.hexPointer()
		}
	}
	return false
}

// hexCall replaces a call that writes the digest in another form.
func (f *fixer) hexCall(call *ast.CallExpr) bool {
	switch name := f.callee(call); {
	case name == "fmt.Sprintf" && len(call.Args) == 2:
		return f.hexVerb(call)
	case name == "(*encoding/base64.Encoding).EncodeToString":
		sel := call.Fun.(*ast.SelectorExpr)
		return f.hexOf(call.Fun, sel.X)
	case len(call.Args) == 1 && f.pass.TypesInfo.Types[call.Fun].IsType() && f.source(call.Fun) == "string":
		return f.hexOf(call.Fun, nil)
	}
	return false
}

// hexOf calls hex.EncodeToString in place of fn; dropped is an expression whose
// package may no longer be used.
func (f *fixer) hexOf(fn, dropped ast.Expr) bool {
	var unused *ast.ImportSpec
	if sel, ok := dropped.(*ast.SelectorExpr); ok {
		unused = f.lastUse(sel.X)
	}
	name, ok := f.use("encoding/hex", unused)
	if !ok {
		return false
	}
	f.replace(fn.Pos(), fn.End(), name+".EncodeToString")
	return true
}

// hexVerb prints the digest with %x. What is in hex already is not printed.
func (f *fixer) hexVerb(call *ast.CallExpr) bool {
	verb := f.text(call.Args[0])
	if inner, ok := call.Args[1].(*ast.CallExpr); ok && f.callee(inner) == "encoding/hex.EncodeToString" {
		f.drop(f.lastUse(call.Fun.(*ast.SelectorExpr).X))
		f.replace(call.Pos(), inner.Pos(), "")
		f.replace(inner.End(), call.End(), "")
		return true
	}
	if len(verb) > 4 || !strings.HasPrefix(verb, "%") || verb == "%x" {
		return false
	}
	f.replace(call.Args[0].Pos(), call.Args[0].End(), `"%x"`)
	return true
}

// hexPointer prints a slice of an array in place of its address.
func (f *fixer) hexPointer() bool {
	for _, call := range f.calls("fmt.Sprintf") {
		if len(call.Args) != 2 {
			continue
		}
		if u, ok := call.Args[1].(*ast.UnaryExpr); ok && u.Op == token.AND {
			if id, ok := u.X.(*ast.Ident); ok {
				f.replace(u.Pos(), u.End(), id.Name+"[:]")
				return true
			}
		}
	}
	return false
}
