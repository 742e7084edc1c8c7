package appsecretproof

import (
	"go/ast"
	"go/types"
	"strconv"
	"strings"
)

// unescape signs what is escaped for a URL.
func (f *fixer) unescape() bool {
	message, ok := f.written()
	if !ok {
		return false
	}
	call, ok := message.(*ast.CallExpr)
	if !ok || f.callee(call) != "net/url.QueryEscape" && f.callee(call) != "net/url.PathEscape" {
		return false
	}
	f.unwrap(call)
	return true
}

// unwrap replaces a call by its only argument.
func (f *fixer) unwrap(call *ast.CallExpr) {
	f.drop(f.lastUse(call.Fun.(*ast.SelectorExpr).X))
	f.replace(call.Pos(), call.Args[0].Pos(), "")
	f.replace(call.Args[0].End(), call.End(), "")
}

// bareToken takes constant text away from the token that is signed, where it is
// kept in a variable of its own.
func (f *fixer) bareToken() bool {
	message, ok := f.written()
	if !ok {
		return false
	}
	id, ok := operands(message)[0].(*ast.Ident)
	if !ok || !f.isUsedOnce(id) {
		return false
	}
	def := f.definition(id)
	if def == nil {
		return false
	}
	var rest []string
	parts := operands(def.Rhs[0])
	for _, part := range parts {
		if f.text(part) == "" {
			rest = append(rest, f.source(part))
		}
	}
	if len(rest) != 1 || len(parts) == 1 {
		return false
	}
	f.replace(def.Rhs[0].Pos(), def.Rhs[0].End(), rest[0])
	return true
}

// oneClock reads the clock into a variable.
func (f *fixer) oneClock() bool {
	reads := f.calls("(time.Time).Unix")
	if len(reads) != 2 || f.source(reads[0]) != f.source(reads[1]) || f.lookup("now") != nil {
		return false
	}
	f.before(f.statement(reads[0]), "now := "+f.source(reads[0]))
	for _, read := range reads {
		f.replace(read.Pos(), read.End(), "now")
	}
	return true
}

// wholeSeconds prints a whole number where a float of it is printed.
func (f *fixer) wholeSeconds() bool {
	for _, call := range f.calls("fmt.Fprintf", "fmt.Sprintf") {
		last, ok := call.Args[len(call.Args)-1].(*ast.CallExpr)
		if !ok || len(last.Args) != 1 || f.source(last.Fun) != "float64" {
			continue
		}
		for _, arg := range call.Args {
			lit, ok := arg.(*ast.BasicLit)
			at := 0
			if ok {
				at = strings.LastIndexByte(lit.Value, '%')
			}
			if at > 0 {
				f.replace(lit.Pos(), lit.End(), lit.Value[:at]+"%d"+strings.TrimLeft(lit.Value[at+1:], "0123456789.fgeGEv"))
				f.replace(last.Pos(), last.End(), f.source(last.Args[0]))
				return true
			}
		}
	}
	return false
}

// decimalTime defines the time that is sent as the decimal text of Unix seconds.
func (f *fixer) decimalTime() bool {
	sent := f.sentTime()
	if sent == nil {
		return false
	}
	def := f.definition(sent)
	if def == nil || !strings.Contains(f.source(def.Rhs[0]), "time.Now()") {
		return false
	}
	var unused *ast.ImportSpec
	if call, ok := def.Rhs[0].(*ast.CallExpr); ok {
		if sel, ok := call.Fun.(*ast.SelectorExpr); ok {
			unused = f.lastUse(sel.X)
		}
	}
	format, ok := f.use("strconv", unused)
	if ok {
		f.replace(def.Rhs[0].Pos(), def.Rhs[0].End(), format+".FormatInt(time.Now().Unix(), 10)")
	}
	return ok
}

// noOffset takes the offset of a zone out of a sum, and its variable.
func (f *fixer) noOffset() bool {
	done := false
	ast.Inspect(f.body, func(n ast.Node) bool {
		sum, ok := n.(*ast.BinaryExpr)
		if !ok || done {
			return !done
		}
		conv, ok := sum.Y.(*ast.CallExpr)
		if !ok || len(conv.Args) != 1 {
			return true
		}
		id, ok := conv.Args[0].(*ast.Ident)
		if !ok || !f.isUsedOnce(id) {
			return true
		}
		if zone := f.zoneOf(f.pass.TypesInfo.Uses[id]); zone != nil {
			f.removeLine(zone)
			f.replace(sum.X.End(), sum.End(), "")
			done = true
		}
		return !done
	})
	return done
}

// zoneOf returns the statement "_, offset := t.Zone()" that defines a variable.
func (f *fixer) zoneOf(obj types.Object) ast.Stmt {
	for _, call := range f.calls("(time.Time).Zone") {
		a, ok := f.statement(call).(*ast.AssignStmt)
		if !ok || len(a.Lhs) != 2 || f.source(a.Lhs[0]) != "_" {
			continue
		}
		if id, ok := a.Lhs[1].(*ast.Ident); ok && f.pass.TypesInfo.Defs[id] == obj {
			return a
		}
	}
	return nil
}

func (f *fixer) removeLine(n ast.Node) {
	file := f.pass.Fset.File(f.file.FileStart)
	if line := file.Line(n.Pos()); line < file.LineCount() {
		f.replace(file.LineStart(line), file.LineStart(line+1), "")
	}
}

// newMAC returns the call of hmac.New, if there is one.
func (f *fixer) newMAC() *ast.CallExpr {
	if macs := f.calls("crypto/hmac.New"); len(macs) == 1 {
		return macs[0]
	}
	return nil
}

// swapKey exchanges key and message.
func (f *fixer) swapKey() bool {
	mac := f.newMAC()
	message, ok := f.written()
	if mac == nil || !ok || len(operands(message)) > 1 {
		return false
	}
	key, ok := mac.Args[1].(*ast.CallExpr)
	if !ok || len(key.Args) != 1 || len(operands(key.Args[0])) == 1 {
		return false
	}
	f.replace(key.Args[0].Pos(), key.Args[0].End(), f.source(message))
	f.replace(message.Pos(), message.End(), f.source(key.Args[0]))
	return true
}

// keyFrom returns the statement that defines the key and the call it comes from.
func (f *fixer) keyFrom(callees ...string) (def *ast.AssignStmt, call *ast.CallExpr) {
	mac := f.newMAC()
	if mac == nil {
		return nil, nil
	}
	id, ok := mac.Args[1].(*ast.Ident)
	if !ok {
		return nil, nil
	}
	if def = f.definition(id); def == nil {
		return nil, nil
	}
	call, ok = def.Rhs[0].(*ast.CallExpr)
	for _, name := range callees {
		if ok && f.callee(call) == name {
			return def, call
		}
	}
	return nil, nil
}

// textKey uses the text that is decoded.
func (f *fixer) textKey() bool {
	def, call := f.keyFrom("encoding/hex.DecodeString", "(*encoding/base64.Encoding).DecodeString")
	if def == nil || len(def.Lhs) != 2 || f.source(def.Lhs[1]) != "_" {
		return false
	}
	if sel, ok := call.Fun.(*ast.SelectorExpr).X.(*ast.SelectorExpr); ok {
		f.drop(f.lastUse(sel.X))
	}
	f.replace(def.Pos(), def.End(), f.source(def.Lhs[0])+" := []byte("+f.source(call.Args[0])+")")
	return true
}

// trimKey trims what a file holds.
func (f *fixer) trimKey() bool {
	if def, _ := f.keyFrom("os.ReadFile"); def == nil {
		return false
	}
	name, ok := f.use("bytes", nil)
	if !ok {
		return false
	}
	key := f.newMAC().Args[1]
	f.replace(key.Pos(), key.End(), name+".TrimSpace("+f.source(key)+")")
	return true
}

// hmac computes the HMAC where a plain hash is computed of the message and the
// secret.
func (f *fixer) hmac() bool {
	def, ok := f.statement(f.call).(*ast.AssignStmt)
	if !ok || f.callee(f.call) != "crypto/sha256.Sum256" || f.lookup("mac") != nil || def.Rhs[0] != f.call {
		return false
	}
	conv, ok := f.call.Args[0].(*ast.CallExpr)
	if !ok || len(conv.Args) != 1 {
		return false
	}
	parts := operands(conv.Args[0])
	if len(parts) != 4 || f.text(parts[1]) != f.rules.Separator {
		return false // It is not token|time followed by the secret.
	}
	name, ok := f.use("crypto/hmac", nil)
	if !ok {
		return false
	}
	f.before(def, "mac := "+name+".New(sha256.New, []byte("+f.source(parts[3])+"))"+f.indent(def)+
		"mac.Write([]byte("+f.source(parts[0])+" + "+strconv.Quote(f.rules.Separator)+" + "+f.source(parts[2])+"))")
	f.replace(f.call.Pos(), f.call.End(), "mac.Sum(nil)")
	return true
}

// writeFirst writes what is handed to Sum.
func (f *fixer) writeFirst() bool {
	if f.callee(f.call) != "(hash.Hash).Sum" || f.source(f.call.Args[0]) == "nil" {
		return false
	}
	f.before(f.statement(f.call), f.source(f.call.Fun.(*ast.SelectorExpr).X)+".Write("+f.source(f.call.Args[0])+")")
	f.replace(f.call.Args[0].Pos(), f.call.Args[0].End(), "nil")
	return true
}

// reset resets a hash that a function hands out.
func (f *fixer) reset() bool {
	writes := f.calls("(io.Writer).Write", "(hash.Hash).Write")
	if len(writes) != 1 || f.lookup("mac") != nil {
		return false
	}
	kept, ok := writes[0].Fun.(*ast.SelectorExpr).X.(*ast.CallExpr)
	if !ok {
		return false
	}
	first := f.statement(kept)
	if first == nil || first.Pos() != kept.Pos() {
		return false
	}
	f.replace(kept.Pos(), kept.End(), "mac := "+f.source(kept)+f.indent(first)+"mac.Reset()"+f.indent(first)+"mac")
	ast.Inspect(f.body, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok && call.Pos() > kept.Pos() && f.source(call) == f.source(kept) {
			f.replace(call.Pos(), call.End(), "mac")
		}
		return true
	})
	return true
}

// whole sends what is cut short.
func (f *fixer) whole() bool {
	for _, n := range f.path {
		if s, ok := n.(*ast.SliceExpr); ok && s.X.Pos() <= f.call.Pos() && f.call.End() <= s.X.End() {
			f.replace(s.X.End(), s.End(), "")
			return true
		}
	}
	return false
}

// lowerCase leaves the digest as it is.
func (f *fixer) lowerCase() bool {
	for _, n := range f.path {
		if call, ok := n.(*ast.CallExpr); ok && f.callee(call) == "strings.ToUpper" {
			f.unwrap(call)
			return true
		}
	}
	return false
}
