package catalog

import (
	"fmt"
	"slices"
	"strings"

	"github.com/workplacelint/workplacelint/internal/graphapi"
	"github.com/workplacelint/workplacelint/internal/strval"
)

// A walk is the matching of one request.
type walk struct {
	c       *Catalog
	req     graphapi.Request
	method  string
	origins Origins
}

// A stride is one way to read the path: from a type of node, over an edge or
// not, to an endpoint.
type stride struct {
	node      *Node
	edge      *Edge
	endpoint  *Endpoint
	root      *Root
	onlyNamed bool // only where something says that the node is meant
	told      bool // something in the request says that the node is meant
}

// match matches segments, of which there is at least one.
func (w *walk) match(segs []strval.Template) Match {
	if len(segs) > 3 {
		return unknown("no path has that many segments")
	}
	if len(segs) > 1 {
		if hole, ok := firstHole(segs[1]); ok {
			return unresolved(fmt.Sprintf("the edge {%s} is not known: %s", hole.Name, graphapi.HoleReason(hole)))
		}
	}
	strides, reason := w.steps(segs)
	if len(strides) == 0 {
		return unknown(reason)
	}
	strides, reason = w.narrow(segs, strides)
	if len(strides) == 0 {
		return unknown(reason)
	}
	return w.answer(strides)
}

func firstHole(t strval.Template) (strval.Hole, bool) {
	holes := t.Holes()
	if len(holes) == 0 {
		return strval.Hole{}, false
	}
	return holes[0], true
}

// steps returns every way to read the segments, or the reason why there is
// none.
func (w *walk) steps(segs []strval.Template) (strides []stride, reason string) {
	if len(segs) == 0 || len(segs) > 3 {
		return nil, "no path has that many segments"
	}
	edge := ""
	if len(segs) > 1 {
		lit, ok := segs[1].Literal()
		if !ok {
			return nil, "the edge is not known"
		}
		edge = lit
	}
	if len(segs) == 3 && len(formsOf(segs[2])) == 0 {
		return nil, "no path goes on behind an edge like this"
	}
	if lit, ok := segs[0].Literal(); ok {
		if root := w.c.roots[lit]; root != nil {
			return w.fromRoot(root, edge, len(segs) == 3)
		}
	}
	return w.fromID(segs[0], edge, len(segs) == 3)
}

// fromRoot walks from a root; the first of its nodes that has what is asked
// for answers.
func (w *walk) fromRoot(root *Root, edge string, byID bool) ([]stride, string) {
	for _, name := range root.Nodes {
		n := w.c.nodes[name]
		if s, ok := w.stride(n, edge, byID); ok {
			s.root = root
			return []stride{s}, ""
		}
	}
	first := w.c.nodes[root.Nodes[0]]
	return nil, w.whyNot("/"+root.Name, first, edge)
}

// stride returns the walk from a node, if the graph has it.
func (w *walk) stride(n *Node, edge string, byID bool) (stride, bool) {
	s := stride{node: n}
	if edge == "" {
		s.endpoint = n.endpoint(w.method)
		return s, s.endpoint != nil
	}
	if s.edge = w.c.edgeOf(n, edge); s.edge == nil {
		return s, false
	}
	s.endpoint = s.edge.endpoint(w.method, byID)
	return s, s.endpoint != nil
}

// whyNot says why nothing is found at a node.
func (w *walk) whyNot(what string, n *Node, edge string) string {
	switch {
	case edge == "":
		return fmt.Sprintf("%s %s is not in the catalogue", w.method, what)
	case w.c.edgeOf(n, edge) == nil:
		return fmt.Sprintf("%s has no edge %s in the catalogue", what, edge)
	}
	return fmt.Sprintf("%s is not offered on edge %s of %s", w.method, edge, what)
}

// fromID walks from every type of node that an id in the first segment may
// address.
func (w *walk) fromID(seg strval.Template, edge string, byID bool) ([]stride, string) {
	forms := formsOf(seg)
	if len(forms) == 0 {
		return nil, "no path in the catalogue begins with " + seg.String()
	}
	var out []stride
	for _, n := range w.starts(edge) {
		ok, onlyNamed := n.hasForm(forms)
		if !ok {
			continue
		}
		if s, ok := w.stride(n, edge, byID); ok {
			s.onlyNamed = onlyNamed
			out = append(out, s)
		}
	}
	if len(out) > 0 {
		return out, ""
	}
	switch {
	case edge == "":
		return nil, w.method + " is not offered on any node with such an id"
	case len(w.c.edges[edge]) == 0:
		return nil, "no node has an edge " + edge + " in the catalogue"
	}
	return nil, w.method + " is not offered on an edge " + edge
}

// starts returns the types of nodes from which a walk may begin.
func (w *walk) starts(edge string) []*Node {
	if edge == "" {
		return w.c.concrete
	}
	nodes := make([]*Node, 0, len(w.c.edges[edge]))
	for _, s := range w.c.edges[edge] {
		nodes = append(nodes, s.node)
	}
	return nodes
}

// answer turns the ways that are left into a match.
func (w *walk) answer(strides []stride) Match {
	var m Match
	var found [][]string // unknown fields of each candidate
	var proofs [][]string
	for _, s := range strides {
		cand, fields, evidence := w.candidate(s)
		found = append(found, fields)
		proofs = append(proofs, evidence)
		same := func(o Candidate) bool { return o.Endpoint == cand.Endpoint }
		if !slices.ContainsFunc(m.Candidates, same) {
			m.Candidates = append(m.Candidates, cand)
		}
	}
	slices.SortFunc(m.Candidates, func(a, b Candidate) int { return compareEndpoints(a.Endpoint, b.Endpoint) })
	m.Kind = Ambiguous
	if len(m.Candidates) == 1 {
		m.Kind = Exact
	}
	m.UnknownFields, m.Workplace = common(found), common(proofs)
	return m
}

// common returns what all lists have, in the order of the first.
func common(lists [][]string) []string {
	var out []string
	for _, s := range lists[0] {
		all := true
		for _, l := range lists[1:] {
			all = all && slices.Contains(l, s)
		}
		if all {
			out = append(out, s)
		}
	}
	return out
}

// idList returns the ids of a request that reads several nodes at once, each
// with the rest of the path behind it.
func (w *walk) idList() ([][]strval.Template, bool) {
	val, ok := w.req.Param("ids")
	if !ok || w.method != "GET" || len(w.req.Segments) > 1 {
		return nil, false
	}
	if len(w.req.Segments) == 1 {
		lit, ok := w.req.Segments[0].Literal()
		if !ok || len(w.c.edges[lit]) == 0 || w.c.roots[lit] != nil {
			return nil, false
		}
	}
	var ids [][]strval.Template
	for _, alt := range val.Alternatives() {
		for _, id := range splitList(alt) {
			ids = append(ids, append([]strval.Template{id}, w.req.Segments...))
		}
	}
	return ids, len(ids) > 0
}

// splitList splits a template at commas. Several holes between two commas are
// taken for one id.
func splitList(t strval.Template) []strval.Template {
	var items []strval.Template
	var item strval.Template
	for _, p := range t.Parts {
		if p.Hole != nil {
			item = item.Concat(strval.Of(*p.Hole))
			continue
		}
		for i, text := range strings.Split(p.Lit, ",") {
			if i > 0 {
				items, item = append(items, item), strval.Template{}
			}
			item = item.Concat(strval.Lit(strings.TrimSpace(text)))
		}
	}
	items = append(items, item)
	return slices.DeleteFunc(items, strval.Template.IsEmpty)
}

// matchIDs matches a request that reads several nodes. It needs what reading
// each of them needs.
func (w *walk) matchIDs(ids [][]strval.Template) Match {
	all := w.match(ids[0])
	for _, segs := range ids[1:] {
		m := w.match(segs)
		switch {
		case m.Kind < all.Kind:
			all = m
		case m.Kind == Exact && !sameCandidates(m, all):
			all = w.several(all, m)
		case m.Kind == Ambiguous && !sameCandidates(m, all):
			all.Candidates = mergeCandidates(all.Candidates, m.Candidates)
		}
		all.Workplace = unique(append(all.Workplace, m.Workplace...))
	}
	return all
}

func sameCandidates(a, b Match) bool {
	return slices.EqualFunc(a.Candidates, b.Candidates, func(x, y Candidate) bool { return x.Endpoint == y.Endpoint })
}

// several is the answer for ids of different types.
func (w *walk) several(a, b Match) Match {
	ep := w.c.byName["GET /?ids="]
	if ep == nil {
		return a
	}
	needs := addNeeds(slices.Clone(a.Candidates[0].Requirement.Needs), b.Candidates[0].Requirement.Needs)
	a.Candidates = []Candidate{{Endpoint: ep, Requirement: Requirement{Needs: needs}}}
	return a
}

func mergeCandidates(a, b []Candidate) []Candidate {
	out := slices.Clone(a)
	for _, cand := range b {
		if !slices.ContainsFunc(out, func(o Candidate) bool { return o.Endpoint == cand.Endpoint }) {
			out = append(out, cand)
		}
	}
	slices.SortFunc(out, func(x, y Candidate) int { return compareEndpoints(x.Endpoint, y.Endpoint) })
	return out
}
