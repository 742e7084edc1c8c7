package appsecretproof

import (
	"go/ast"
	"go/token"
	"strconv"

	"github.com/workplacelint/workplacelint/internal/proof"
)

// A suggestion is an edit that a person has to look at: it changes what is signed
// or sent, and whether that is meant only they know.
type suggestion struct {
	message string
	edit    func(*fixer) bool
}

// suggestions are tried in their order where a category has no safe edit.
var suggestions = map[string][]suggestion{
	proof.CategoryNoTime:       {{"Sign the time and send it", (*fixer).addTime}},
	proof.CategoryTimeUnsigned: {{"Assign to the outer variable", (*fixer).unshadow}},
	proof.CategoryFormat:       {{"Sign the plain text", (*fixer).unescape}},
	proof.CategoryTokenMismatch: {
		{"Sign the token that is sent", (*fixer).bareToken},
	},
	proof.CategoryTwoClocks: {{"Read the clock once", (*fixer).oneClock}},
	proof.CategoryTimeText: {
		{"Print whole seconds", (*fixer).wholeSeconds},
		{"Print the decimal text of Unix seconds", (*fixer).decimalTime},
	},
	proof.CategoryTimeValue: {{"Leave out the offset of the zone", (*fixer).noOffset}},
	proof.CategoryKey: {
		{"Swap key and message", (*fixer).swapKey},
		{"Use the text of the secret as the key", (*fixer).textKey},
		{"Trim the content of the file", (*fixer).trimKey},
	},
	proof.CategoryAlgorithm: {{"Compute the HMAC", (*fixer).hmac}},
	proof.CategoryMACMisuse: {
		{"Write the message first", (*fixer).writeFirst},
		{"Reset the hash first", (*fixer).reset},
	},
	proof.CategoryEncoding: {
		{"Send all of it", (*fixer).whole},
		{"Write it in lower case", (*fixer).lowerCase},
	},
	proof.CategoryParam: {
		{"Replace the first proof", (*fixer).setProof},
		{"Send the time that is signed", (*fixer).sendTime},
	},
	proof.CategoryNotSent: {{"Assign the changed query to RawQuery", (*fixer).keepQuery}},
}

// statement returns the statement of a list that a node is a part of.
func (f *fixer) statement(n ast.Node) ast.Stmt {
	var found ast.Stmt
	look := func(list []ast.Stmt) {
		for _, s := range list {
			if s.Pos() <= n.Pos() && n.End() <= s.End() {
				found = s // the innermost comes last
			}
		}
	}
	ast.Inspect(f.body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BlockStmt:
			look(n.List)
		case *ast.CaseClause:
			look(n.Body)
		case *ast.CommClause:
			look(n.Body)
		}
		return true
	})
	return found
}

// indent is the end of a line and the space in front of a statement.
func (f *fixer) indent(s ast.Stmt) string {
	depth := f.pass.Fset.PositionFor(s.Pos(), false).Column - 1
	text := []byte{'\n'}
	for range depth {
		text = append(text, '\t')
	}
	return string(text)
}

func (f *fixer) before(s ast.Stmt, text string) { f.replace(s.Pos(), s.Pos(), text+f.indent(s)) }
func (f *fixer) after(s ast.Stmt, text string)  { f.replace(s.End(), s.End(), f.indent(s)+text) }

// definition returns the statement that defines the variable of a name.
func (f *fixer) definition(id *ast.Ident) *ast.AssignStmt {
	var found *ast.AssignStmt
	obj := f.pass.TypesInfo.Uses[id]
	ast.Inspect(f.body, func(n ast.Node) bool {
		if a, ok := n.(*ast.AssignStmt); ok && a.Tok == token.DEFINE && len(a.Rhs) == 1 {
			if name, ok := a.Lhs[0].(*ast.Ident); ok && obj != nil && f.pass.TypesInfo.Defs[name] == obj {
				found = a
			}
		}
		return true
	})
	return found
}

// isUsedOnce reports whether the variable of a name has no other use.
func (f *fixer) isUsedOnce(id *ast.Ident) bool {
	uses := 0
	for _, obj := range f.pass.TypesInfo.Uses {
		if obj == f.pass.TypesInfo.Uses[id] {
			uses++
		}
	}
	return uses == 1
}

// setCall returns the call that sets a parameter, and the source of what it is
// called on.
func (f *fixer) setCall(name string) (call *ast.CallExpr, on string) {
	for _, call := range f.calls("(net/url.Values).Set", "(net/url.Values).Add") {
		if f.text(call.Args[0]) == name {
			return call, f.source(call.Fun.(*ast.SelectorExpr).X)
		}
	}
	return nil, ""
}

// sendTimeAs sets the parameter for the time after the one for the proof.
func (f *fixer) sendTimeAs(text string) bool {
	call, on := f.setCall(f.rules.Parameters.Proof)
	if call == nil {
		return false
	}
	f.after(f.statement(call), on+".Set("+strconv.Quote(f.rules.Parameters.Time)+", "+text+")")
	return true
}

// addTime signs the token with a time, and sends that.
func (f *fixer) addTime() bool {
	message, ok := f.written()
	if _, isName := message.(*ast.Ident); !ok || !isName || f.lookup("seconds") != nil {
		return false
	}
	format, ok := f.use("strconv", nil)
	clock, isThere := f.use("time", nil)
	if !ok || !isThere {
		return false
	}
	f.before(f.statement(message), "seconds := "+format+".FormatInt("+clock+".Now().Unix(), 10)")
	f.replace(message.End(), message.End(), " + "+strconv.Quote(f.rules.Separator)+" + seconds")
	return f.sendTimeAs("seconds")
}

// sendTime sends the time that is signed, the last part of the message.
func (f *fixer) sendTime() bool {
	message, ok := f.written()
	if call, _ := f.setCall(f.rules.Parameters.Time); !ok || call != nil {
		return false
	}
	parts := operands(message)
	last, ok := parts[len(parts)-1].(*ast.Ident)
	return ok && len(parts) > 2 && f.sendTimeAs(last.Name)
}

// unshadow assigns to the variable that is sent as the time, where another one
// hides it.
func (f *fixer) unshadow() bool {
	sent := f.sentTime()
	if sent == nil {
		return false
	}
	outer, done := f.pass.TypesInfo.Uses[sent], false
	ast.Inspect(f.body, func(n ast.Node) bool {
		a, ok := n.(*ast.AssignStmt)
		if !ok || a.Tok != token.DEFINE || len(a.Lhs) != 1 {
			return true
		}
		id, ok := a.Lhs[0].(*ast.Ident)
		if inner := f.pass.TypesInfo.Defs[id]; ok && !done && id.Name == sent.Name && inner != nil && inner != outer {
			f.replace(a.TokPos, a.TokPos+2, "=")
			done = true
		}
		return true
	})
	return done
}

// setProof replaces an earlier proof where one is added to it.
func (f *fixer) setProof() bool {
	sel, ok := f.setsProof(f.call)
	if !ok || sel.Sel.Name != "Add" {
		return false
	}
	f.replace(sel.Sel.Pos(), sel.Sel.End(), "Set")
	return true
}

// keepQuery changes one query and assigns it.
func (f *fixer) keepQuery() bool {
	sel, ok := f.setsProof(f.call)
	if !ok || f.lookup("query") != nil {
		return false
	}
	copied := ast.Unparen(sel.X).(*ast.CallExpr)
	on := f.source(copied.Fun.(*ast.SelectorExpr).X)
	var last ast.Stmt
	for _, call := range f.calls("(*net/url.URL).Query") {
		s, isCall := f.statement(call).(*ast.ExprStmt)
		if !isCall || f.source(call) != f.source(copied) {
			continue
		}
		text := "query"
		if last == nil {
			text = "query := " + on + ".Query()" + f.indent(s) + text // the statement begins with the call
		}
		f.replace(call.Pos(), call.End(), text)
		last = s
	}
	if last == nil {
		return false
	}
	f.after(last, on+".RawQuery = query.Encode()")
	return true
}
