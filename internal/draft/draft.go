package draft

import (
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/workplacelint/workplacelint/internal/sender"
)

// A Draft is an entry to be read by a person.
type Draft struct {
	Sender *sender.Sender
	// Guesses says, by call, what was concluded from names.
	Guesses map[string][]string
	// Hosts are the addresses in the code of the library, sorted. One is taken for
	// its base.
	Hosts []string
	// Left are the functions that send and that no entry can describe, with the
	// reason, sorted.
	Left []string
}

// library is what is known of the functions of a library.
type library struct {
	g       *graph
	pkg     string // its import path
	roles   map[node]map[role]bool
	sends   map[string]bool
	methods map[string]map[string]bool // by function, the methods it sends with
	texts   map[string][]*ssa.Const    // by function, the texts in it
	draft   *Draft
}

// Of drafts the entry of one of the packages of a library. All of them are read.
func Of(path string, pkgs []*ssa.Package) *Draft {
	own := map[string]bool{}
	for _, p := range pkgs {
		own[p.Pkg.Path()] = true
	}
	l := &library{
		g: newGraph(func(p string) bool { return own[p] }), pkg: path, texts: map[string][]*ssa.Const{},
		draft: &Draft{Guesses: map[string][]string{}, Sender: &sender.Sender{
			Name: shortName(path), Packages: []string{path},
			Source: "https://pkg.go.dev/" + path, Confidence: "inferred", Calls: map[string]*sender.Call{},
		}},
	}
	var all, offered []*ssa.Function
	for _, p := range pkgs {
		for _, fn := range functions(p) {
			l.g.function(fn)
			l.readTexts(fn)
			all = append(all, fn)
			if p.Pkg.Path() == path && isOffered(fn) {
				offered = append(offered, fn)
			}
		}
	}
	l.g.implementations(all)
	var hosts map[string]bool
	l.roles, hosts = l.g.roles()
	for h := range hosts {
		l.draft.Hosts = append(l.draft.Hosts, h)
	}
	slices.Sort(l.draft.Hosts)
	if len(hosts) == 1 {
		l.draft.Sender.Base = l.draft.Hosts[0]
	}
	l.spread()
	l.entries(offered)
	return l.draft
}

// shortName returns what people call a library.
func shortName(path string) string {
	elems := strings.Split(path, "/")
	last := elems[len(elems)-1]
	if len(elems) > 1 && len(last) > 1 && last[0] == 'v' && strings.Trim(last[1:], "0123456789") == "" {
		last = elems[len(elems)-2]
	}
	return last
}

// functions returns the functions and methods that a package declares.
func functions(p *ssa.Package) []*ssa.Function {
	var out []*ssa.Function
	for _, m := range p.Members {
		switch m := m.(type) {
		case *ssa.Function:
			out = append(out, m)
		case *ssa.Type:
			named, ok := types.Unalias(m.Type()).(*types.Named)
			if !ok {
				continue
			}
			for method := range named.Methods() {
				if fn := p.Prog.FuncValue(method); fn != nil {
					out = append(out, fn)
				}
			}
		}
	}
	slices.SortFunc(out, func(a, b *ssa.Function) int { return strings.Compare(nameOf(a), nameOf(b)) })
	return out
}

// isOffered reports whether users of the library can call a function.
func isOffered(fn *ssa.Function) bool {
	obj, ok := fn.Object().(*types.Func)
	if !ok || !obj.Exported() {
		return false
	}
	recv := receiver(fn)
	return fn.Signature.Recv() == nil || recv != nil && recv.Exported()
}

func receiver(fn *ssa.Function) *types.TypeName {
	if fn.Signature.Recv() == nil {
		return nil
	}
	return typeName(fn.Signature.Recv().Type())
}

func typeName(t types.Type) *types.TypeName {
	if p, ok := types.Unalias(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	if named, ok := types.Unalias(t).(*types.Named); ok {
		return named.Obj()
	}
	return nil
}

// readTexts takes note of the texts in a function.
func (l *library) readTexts(fn *ssa.Function) {
	for _, b := range fn.Blocks {
		for _, instr := range b.Instrs {
			for _, op := range instr.Operands(nil) {
				c, ok := (*op).(*ssa.Const)
				if ok && text(c) != "" {
					l.texts[nameOf(fn)] = append(l.texts[nameOf(fn)], c)
				}
			}
		}
	}
}

// isPath reports whether a text is one of the path of an address.
func isPath(s string) bool {
	return host(s) == "" && strings.Contains(s, "/") && strings.ContainsFunc(s, func(r rune) bool { return r >= 'a' && r <= 'z' })
}

// spread finds out which functions send, and with which methods.
func (l *library) spread() {
	l.sends, l.methods = map[string]bool{}, map[string]map[string]bool{}
	for changed := true; changed; {
		changed = false
		for caller, calls := range l.g.calls {
			for _, c := range calls {
				changed = l.learn(caller, c) || changed
			}
		}
	}
}

// learn takes over from a call what it says of the caller.
func (l *library) learn(caller string, c call) (changed bool) {
	method, direct := senders[c.callee]
	if (direct || l.sends[c.callee] || sendsByName(c)) && !l.sends[caller] {
		l.sends[caller], changed = true, true
	}
	var with []string
	if method != "" {
		with = append(with, method)
	}
	given := false
	for i, a := range c.args {
		if l.is(paramOf(c.callee, i), sender.Method) {
			given = true
			if m := text(a); m != "" {
				with = append(with, m)
			}
		}
	}
	if !given {
		for m := range l.methods[c.callee] {
			with = append(with, m)
		}
	}
	for _, m := range with {
		if l.methods[caller] == nil {
			l.methods[caller] = map[string]bool{}
		}
		if !l.methods[caller][m] {
			l.methods[caller][m], changed = true, true
		}
	}
	return changed
}

// sendsByName reports whether a call hands a request to an interface that sends.
func sendsByName(c call) bool {
	if !strings.HasSuffix(c.callee, ").Do") && !strings.HasSuffix(c.callee, ").RoundTrip") {
		return false
	}
	for _, a := range c.args {
		if types.TypeString(a.Type(), nil) == "*net/http.Request" {
			return true
		}
	}
	return false
}

// is reports whether a node is a part of a request.
func (l *library) is(n node, part sender.Part) bool { return l.roles[n][role{part: part}] }
