package extract

import (
	"sort"
	"strconv"
	"strings"

	"github.com/workplacelint/workplacelint/internal/eval"
	"github.com/workplacelint/workplacelint/internal/graphapi"
	"github.com/workplacelint/workplacelint/internal/strval"
)

// A node is what is known of a call that sends, seen from some function above
// it: its stack leads from that function down to the call. The node of a
// caller adds one call to the stack and may know more.
type node struct {
	stack   []eval.Site
	sends   []sent
	callers []*node
	nested  bool // whether it is the caller of a node
	foreign bool // whether its innermost function belongs to another package
}

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
// sends, the innermost functions whose callers add nothing to it.
func decided(n *node) []*node {
	if !n.open() || !n.refined() {
		return []*node{n}
	}
	var out []*node
	for _, caller := range n.callers {
		out = append(out, decided(caller)...)
	}
	return out
}

// open reports whether the request depends on parameters of the function.
func (n *node) open() bool {
	for _, s := range n.sends {
		if s.open != "" || openValue(s.method) || openValue(s.url) {
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
	own := n.signature()
	for _, caller := range n.callers {
		if caller.signature() != own {
			return true
		}
	}
	return false
}

// signature writes what decides which endpoint a request is. Holes are alike,
// and so are ids: it adds nothing to a request to know of which node it asks.
func (n *node) signature() string {
	lines := map[string]bool{}
	for _, s := range n.sends {
		for _, m := range s.method.Alternatives() {
			for _, u := range s.url.Alternatives() {
				lines[unified(m)+" "+unified(u)+" "+bodySignature(s)] = true
			}
		}
	}
	sorted := make([]string, 0, len(lines))
	for l := range lines {
		sorted = append(sorted, l)
	}
	sort.Strings(sorted)
	return strings.Join(sorted, "\n")
}

func bodySignature(s sent) string {
	var b strings.Builder
	b.WriteString(s.open)
	for _, p := range s.params {
		if p.Place == graphapi.InHeader {
			continue
		}
		b.WriteString(" " + p.Name)
		if p.Name == fieldsParam || p.Name == batchParam {
			b.WriteString("=" + p.Value.Map(func(t strval.Template) strval.Template { return strval.MustParse(unified(t)) }).String())
		}
	}
	return b.String()
}

// unified writes a template with all holes and all ids alike. Of the values
// that parameters have only those that choose what is read are kept.
func unified(t strval.Template) string {
	var b strings.Builder
	for _, p := range t.Parts {
		if p.Hole != nil {
			b.WriteString("{x}")
			continue
		}
		b.WriteString(strings.NewReplacer("{", "{{", "}", "}}").Replace(p.Lit))
	}
	path, query, found := strings.Cut(b.String(), "?")
	segs := strings.Split(path, "/")
	for i, s := range segs {
		if _, err := strconv.ParseUint(s, 10, 64); err == nil {
			segs[i] = "{x}"
		}
	}
	out := strings.Join(segs, "/")
	if !found {
		return out
	}
	pairs := strings.Split(query, "&")
	for i, pair := range pairs {
		if name, _, ok := strings.Cut(pair, "="); ok && name != fieldsParam && name != batchParam {
			pairs[i] = name + "={x}"
		}
	}
	return out + "?" + strings.Join(pairs, "&")
}

// The parameters whose values decide what a request asks for; graphapi gives
// them their meaning.
const (
	fieldsParam = "fields"
	batchParam  = "batch"
)
