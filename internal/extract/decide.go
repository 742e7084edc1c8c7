package extract

import (
	"maps"
	"slices"
	"sort"
	"strings"

	"github.com/workplacelint/workplacelint/internal/eval"
	"github.com/workplacelint/workplacelint/internal/graphapi"
	"github.com/workplacelint/workplacelint/internal/ir"
	"github.com/workplacelint/workplacelint/internal/strval"
)

// A node is what is known of a call that sends, seen from some function above
// it: its stack leads from that function down to the call. The node of a
// caller adds one call to the stack and may know more.
type node struct {
	stack   []eval.Site
	sends   []sent
	callers []*node
	nested  bool                     // whether it is the caller of a node
	sigs    map[bool]map[string]bool // by whether the body counts
}

// outer returns the function that the node is seen from.
func (n *node) outer() *ir.Func { return n.stack[len(n.stack)-1].Fn }

// A forest holds the nodes of all functions that were run on their own.
type forest struct {
	pkg   string
	nodes map[string]*node
}

func newForest(pkg string) *forest { return &forest{pkg: pkg, nodes: map[string]*node{}} }

func (f *forest) add(sends []sent) {
	for _, s := range sends {
		key := stackKey(s.stack)
		n := f.nodes[key]
		if n == nil {
			n = &node{stack: s.stack}
			f.nodes[key] = n
		}
		n.sends = append(n.sends, s)
	}
}

// roots links callers to what they call and returns the nodes that call
// nothing, in order.
func (f *forest) roots() []*node {
	var roots []*node
	for _, key := range f.keys() {
		n := f.nodes[key]
		if below := f.below(n); below != nil {
			below.callers = append(below.callers, n)
			n.nested = true
		}
	}
	for _, key := range f.keys() {
		if n := f.nodes[key]; !n.nested {
			roots = append(roots, n)
		}
	}
	return roots
}

// foreign returns the functions of other packages that own functions called on
// the way to something that was sent, the inner ones first.
func (f *forest) foreign(own string) []*ir.Func {
	seen := map[*ir.Func]bool{}
	var out []*ir.Func
	for _, key := range f.keys() {
		for _, s := range f.nodes[key].stack {
			if s.Fn.Package != own && s.Fn.Outer == "" && !s.Fn.Synthetic && !seen[s.Fn] {
				seen[s.Fn] = true
				out = append(out, s.Fn)
			}
		}
	}
	return out
}

func (f *forest) keys() []string {
	keys := make([]string, 0, len(f.nodes))
	for k := range f.nodes {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	return keys
}

// below returns the node with the longest stack that n's stack begins with.
func (f *forest) below(n *node) *node {
	for k := len(n.stack) - 1; k > 0; k-- {
		if m := f.nodes[stackKey(n.stack[:k])]; m != nil {
			return m
		}
	}
	return nil
}

// decided returns the nodes at which requests are decided: for each call that
// sends, the innermost functions whose callers add nothing to it. What a
// function of another module sends is decided where this module calls it.
func (p *program) decided(n *node) []*node {
	if len(n.callers) == 0 || !p.undecided(n) {
		return []*node{n}
	}
	var out []*node
	for _, caller := range n.callers {
		out = append(out, p.decided(caller)...)
	}
	if rest := n.without(out); rest != nil && p.module(n) == p.own.Module && !p.enclosed(n.outer()) {
		out = append(out, rest)
	}
	return out
}

// enclosed reports whether all calls of a function are in view: nobody outside
// can call it, it is not handed out as a value, and no run was cut short.
func (p *program) enclosed(fn *ir.Func) bool {
	return fn.Package == p.own.Path && !fn.Exported && fn.Outer == "" && !p.slice.HandedOut(fn.Name) && len(p.incomp) == 0
}

// without returns what of n is known and is not sent by any of the nodes above
// it: no caller in view takes that way, others may. What a method sends is decided
// by the object: an address that a caller sends to with one method is not taken
// for one of objects with another, of which nobody is known to make one.
func (n *node) without(above []*node) *node {
	covered, paths := map[string]bool{}, map[string]bool{}
	for _, a := range above {
		maps.Copy(covered, a.signatures(false))
		if n.outer().Method {
			maps.Copy(paths, a.addresses())
		}
	}
	rest := &node{stack: n.stack}
	for _, s := range n.sends {
		body := bodySignature(s, false)
		for _, u := range s.url.Alternatives() {
			for _, m := range s.method.Alternatives() {
				one := s
				one.url, one.method = strval.Single(u), strval.Single(m)
				if !covered[unified(m)+" "+unified(u)+" "+body] && !paths[address(u)] && !dependent(one) {
					rest.sends = append(rest.sends, one)
				}
			}
		}
	}
	if len(rest.sends) == 0 {
		return nil
	}
	return rest
}

// dependent reports whether a request depends on who calls the function.
func dependent(s sent) bool {
	if openPath(s.url) || openValue(s.url) || openValue(s.method) || graphapi.HostOf(s.url.Alternatives()[0]) == "" {
		return true
	}
	return slices.ContainsFunc(s.params, func(p graphapi.Param) bool {
		return (p.Name == fieldsParam || p.Name == batchParam) && openValue(p.Value)
	})
}

func (p *program) undecided(n *node) bool {
	switch {
	case p.module(n) != p.own.Module:
		return true
	case n.open():
		return n.refined()
	case n.outer().Package != p.own.Path:
		return n.vague() && n.refined()
	}
	return n.several() && n.narrowed() || n.partial() && n.widened()
}

// reports reports whether a node is this package's to report. A call of another
// package's function that adds nothing to the request is reported there. Where it is
// not known whether it adds something, what goes to a host that nobody knows, and on a
// path that says nothing of the platform, is left to that package too.
func (p *program) reports(n *node) bool {
	if n.outer().Package != p.own.Path || p.stranger && !slices.ContainsFunc(n.sends, mayBeOurs) {
		return false
	}
	through := slices.ContainsFunc(n.stack, func(s eval.Site) bool {
		return s.Fn.Package != p.own.Path && p.modules[s.Fn.Package] == p.own.Module
	})
	return !p.uncompared || !through || slices.ContainsFunc(n.sends, mayBeOurs)
}

// mayBeOurs reports whether host or path of a request say that it may go to the
// platform.
func mayBeOurs(s sent) bool {
	return slices.ContainsFunc(s.url.Alternatives(), func(u strval.Template) bool {
		req := graphapi.New("", u, nil)
		return req.Host != "" || defaultCatalog().Mentions("/"+req.PathString())
	})
}

// module returns the module of the function that a node is seen from.
func (p *program) module(n *node) string { return p.modules[n.outer().Package] }

// vague reports whether the function leaves something of the request to others
// that is no parameter of it: a field of its receiver, say.
func (n *node) vague() bool {
	if n.several() || n.partial() {
		return true
	}
	for _, s := range n.sends {
		for _, u := range s.url.Alternatives() {
			if req := graphapi.New("", u, nil); req.Host == "" || req.Open != "" {
				return true
			}
		}
	}
	return false
}

// several reports whether there is more than one endpoint that it may be. Addresses of
// which nothing is known are one, and an id that may be empty makes no other endpoint.
func (n *node) several() bool {
	sigs, unknown, count := n.signatures(false), false, 0
	for sig := range sigs {
		method, rest, _ := strings.Cut(sig, " ")
		address, _, _ := strings.Cut(rest, " ")
		switch {
		case address == "" || strings.HasPrefix(address, "{x}"):
			unknown = true
		case !sigs[method+" "+withIDs(rest)] || withIDs(rest) == rest:
			count++
		}
	}
	return count > 1 || count == 1 && unknown
}

// withIDs writes a hole for each segment of a URL that is empty, so that it is told
// apart from others only if something else differs.
func withIDs(url string) string {
	scheme, rest, found := strings.Cut(url, "://")
	if !found {
		return url
	}
	for strings.Contains(rest, "//") {
		rest = strings.Replace(rest, "//", "/{x}/", 1)
	}
	return scheme + "://" + rest
}

// narrowed reports whether the callers together leave some of the endpoints
// out: which it is depends on an object that they give.
func (n *node) narrowed() bool { return misses(n.above(), n.signatures(false)) }

// widened reports whether the callers together know of endpoints that the
// function alone does not.
func (n *node) widened() bool { return misses(n.signatures(false), n.above()) }

// partial reports whether callers may know of requests that are not known here.
func (n *node) partial() bool {
	return slices.ContainsFunc(n.sends, func(s sent) bool { return s.partial })
}

// above returns the signatures of all callers together.
func (n *node) above() map[string]bool {
	all := map[string]bool{}
	for _, caller := range n.callers {
		maps.Copy(all, caller.signatures(false))
	}
	return all
}

// misses reports whether some of want are not in have. An address of which
// nothing is known tells endpoints apart no more in one function than in another.
func misses(have, want map[string]bool) bool {
	for sig := range want {
		if _, address, _ := strings.Cut(sig, " "); !have[sig] && !strings.HasPrefix(address, "{x}") {
			return true
		}
	}
	return false
}

// open reports whether the request depends on parameters of the function, or
// on a list or loop of which callers may know more.
func (n *node) open() bool {
	for _, s := range n.sends {
		if s.open != "" || openValue(s.method) || openValue(s.url) || openPath(s.url) {
			return true
		}
		for _, p := range s.params {
			if p.Place != graphapi.InHeader && openValue(p.Value) {
				return true
			}
		}
	}
	return false
}

func openPath(v strval.Value) bool {
	for _, t := range v.Alternatives() {
		if graphapi.New("", t, nil).Open != "" {
			return true
		}
	}
	return false
}

func openValue(v strval.Value) bool { return openHole(v) != nil }

// openHole returns the first hole of v that is a parameter.
func openHole(v strval.Value) *strval.Hole {
	for _, t := range v.Alternatives() {
		for _, h := range t.Holes() {
			if strings.HasPrefix(h.Ref, eval.ParamRef) {
				return &h
			}
		}
	}
	return nil
}

// refined reports whether a caller knows more of the request.
func (n *node) refined() bool {
	body := n.openBody()
	own := n.signature(body)
	for _, caller := range n.callers {
		if caller.signature(body) != own || caller.refined() || n.left() && !caller.left() {
			return true
		}
	}
	return false
}

// left reports whether path or method are left to the callers of the function.
// A caller that reads them from somewhere decides, even if that is not known.
func (n *node) left() bool {
	left := func(t strval.Template) bool {
		address, _, _ := t.Cut("?")
		return openHole(strval.Single(address)) != nil && graphapi.New("", address, nil).Open != ""
	}
	return slices.ContainsFunc(n.sends, func(s sent) bool {
		return openValue(s.method) || slices.ContainsFunc(s.url.Alternatives(), left)
	})
}

func (n *node) openBody() bool {
	return slices.ContainsFunc(n.sends, func(s sent) bool { return s.open != "" })
}
