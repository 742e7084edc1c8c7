package appsecretproof

import (
	"go/ast"
	"go/token"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/astutil"

	"github.com/workplacelint/workplacelint/internal/proof"
)

// fixers make the edits for a category; none if the code has not the shape for
// which the edit is certain to be right. The request can only fail today, so
// what works is not put at risk.
var fixers = map[string]suggestion{
	proof.CategoryTimeUnsigned: {"Sign the time that is sent", (*fixer).signTime},
	proof.CategoryFormat:       {"Sign token, bar and time", (*fixer).format},
	proof.CategoryTimeUnit:     {"Read the clock in seconds", (*fixer).seconds},
	proof.CategoryTimeText:     {"Write the time in base ten", (*fixer).baseTen},
	proof.CategoryAlgorithm:    {"Use SHA-256", (*fixer).sha256},
	proof.CategoryMACMisuse:    {"Sum into nothing", (*fixer).sumNil},
	proof.CategoryEncoding:     {"Write the digest in hex", (*fixer).hex},
	proof.CategoryParam:        {"Correct the names of the parameters", (*fixer).names},
	proof.CategoryNotSent:      {"Join the parameters with &", (*fixer).join},
}

// fixes returns what can be done about a finding: the edit that is safe, or, if
// that is wanted, one that a person has to look at.
func (c *checker) fixes(d analysis.Diagnostic) []analysis.SuggestedFix {
	tries := []suggestion{fixers[d.Category]}
	if suggest {
		tries = append(tries, suggestions[d.Category]...)
	}
	for _, try := range tries {
		if try.edit == nil {
			continue // The category has no safe edit.
		}
		f := c.fixer(d.Pos, d.End)
		if f != nil && try.edit(f) && len(f.edits) > 0 {
			return []analysis.SuggestedFix{{Message: try.message, TextEdits: f.edits}}
		}
	}
	return nil
}

// A fixer edits the function around a finding.
type fixer struct {
	*checker
	file  *ast.File
	body  *ast.BlockStmt
	path  []ast.Node    // from the call out
	call  *ast.CallExpr // the finding is at
	edits []analysis.TextEdit
}

func (c *checker) fixer(pos, end token.Pos) *fixer {
	for _, file := range c.pass.Files {
		if pos < file.FileStart || pos > file.FileEnd {
			continue
		}
		f := &fixer{checker: c, file: file}
		nodes, _ := astutil.PathEnclosingInterval(file, pos, pos)
		for i, n := range nodes {
			if call, ok := n.(*ast.CallExpr); ok && call.Pos() == pos && call.End() == end {
				f.call, f.path = call, nodes[i+1:]
			}
			if decl, ok := n.(*ast.FuncDecl); ok {
				f.body = decl.Body
			}
		}
		if f.call != nil && f.body != nil {
			return f
		}
	}
	return nil
}

// replace adds an edit. Insertions at one place become one, in their order.
func (f *fixer) replace(from, to token.Pos, text string) {
	for i := range f.edits {
		if e := &f.edits[i]; from == to && e.Pos == from && e.End == to {
			e.NewText = append(e.NewText, text...)
			return
		}
	}
	f.edits = append(f.edits, analysis.TextEdit{Pos: from, End: to, NewText: []byte(text)})
}

// calls returns the calls in the function of functions with one of the names.
func (f *fixer) calls(names ...string) []*ast.CallExpr {
	var out []*ast.CallExpr
	ast.Inspect(f.body, func(n ast.Node) bool {
		if call, ok := n.(*ast.CallExpr); ok {
			for _, name := range names {
				if f.callee(call) == name {
					out = append(out, call)
				}
			}
		}
		return true
	})
	return out
}

// names replaces misspelt names of parameters.
func (f *fixer) names() bool {
	ast.Inspect(f.body, func(n ast.Node) bool {
		if lit, ok := n.(*ast.BasicLit); ok {
			if right, ok := f.rules.Meant(f.text(lit)); ok {
				f.replace(lit.Pos(), lit.End(), strconv.Quote(right))
			}
		}
		return true
	})
	return true
}

// join replaces the second question mark of a URL.
func (f *fixer) join() bool {
	name := f.rules.Parameters.Proof
	ast.Inspect(f.body, func(n ast.Node) bool {
		lit, ok := n.(*ast.BasicLit)
		if ok && strings.Contains(f.text(lit), "?"+name+"=") && strings.Count(lit.Value, "?"+name) == 1 {
			at := lit.Pos() + token.Pos(strings.Index(lit.Value, "?"+name))
			f.replace(at, at+1, "&")
		}
		return true
	})
	return true
}

// sumNil drops the argument of Sum.
func (f *fixer) sumNil() bool {
	if f.callee(f.call) != "(hash.Hash).Sum" || f.source(f.call.Args[0]) == "nil" || len(f.calls("(io.Writer).Write", "(hash.Hash).Write")) == 0 {
		return false
	}
	f.replace(f.call.Args[0].Pos(), f.call.Args[0].End(), "nil")
	return true
}

// sha256 replaces the hash of the MAC.
func (f *fixer) sha256() bool {
	macs := f.calls("crypto/hmac.New")
	if len(macs) != 1 {
		return false
	}
	sel, ok := macs[0].Args[0].(*ast.SelectorExpr)
	if !ok {
		return false
	}
	name, ok := f.use("crypto/sha256", f.lastUse(sel.X))
	if !ok {
		return false
	}
	f.replace(sel.Pos(), sel.End(), name+".New")
	return true
}
