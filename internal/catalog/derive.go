package catalog

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/workplacelint/workplacelint/internal/graphapi"
	"github.com/workplacelint/workplacelint/internal/strval"
)

// A step is a walk of one edge from a type of node, or of none.
type step struct {
	node *Node
	edge *Edge
}

// derive makes the list of endpoints out of the graph, and the indexes.
func (c *Catalog) derive() {
	c.endpoints, c.concrete, c.byName = nil, nil, map[string]*Endpoint{}
	c.edges, c.named = map[string][]*step{}, map[string][]string{}
	for _, n := range c.Nodes() {
		c.deriveNode(n)
	}
	for _, ep := range slices.Concat(c.calls, c.unlocated, c.scim) {
		if ep.param != "" {
			ep.Path = "/?" + ep.param + "="
		}
		ep.finish(nil)
		if !ep.Unlocated {
			c.endpoints = append(c.endpoints, ep)
		}
	}
	slices.SortStableFunc(c.endpoints, compareEndpoints)
	for _, ep := range c.endpoints {
		c.byName[ep.Name()] = ep
	}
}

// compareEndpoints puts endpoints in the order of API, path and method.
func compareEndpoints(a, b *Endpoint) int {
	if a.API != b.API {
		return int(a.API) - int(b.API)
	}
	if n := strings.Compare(a.Path, b.Path); n != 0 {
		return n
	}
	return strings.Compare(a.Method, b.Method)
}

func (c *Catalog) deriveNode(n *Node) {
	for method, ep := range map[string]*Endpoint{"GET": n.Read, "POST": n.Update, "DELETE": n.Delete} {
		c.place(ep, method, "/"+n.Path, n, nil)
	}
	for _, name := range slices.Sorted(maps.Keys(n.Edges)) {
		c.deriveEdge(n, n.Edges[name])
	}
	if n.Abstract {
		return
	}
	c.concrete = append(c.concrete, n)
	for name, e := range c.edgesOf(n) {
		c.edges[name] = append(c.edges[name], &step{n, e})
		for _, ep := range e.all() {
			ep.starts = append(ep.starts, n)
		}
	}
	for _, word := range n.Names {
		c.named[word] = append(c.named[word], n.Name)
	}
}

func (c *Catalog) deriveEdge(n *Node, e *Edge) {
	path := "/" + n.Path + "/" + e.Name
	c.place(e.Read, "GET", path, n, e)
	c.place(e.Publish, "POST", path, n, e)
	c.place(e.Delete, "DELETE", path, n, e)
	target := "{id}"
	if t := c.nodes[e.Node]; t.Path != "" {
		target = t.Path
	}
	if ep := e.PublishByID; ep != nil {
		ep.inherit(e.Publish)
		c.place(ep, "POST", path+"/"+target, n, e)
	}
	if ep := e.DeleteByID; ep != nil {
		ep.inherit(e.Delete)
		c.place(ep, "DELETE", path+"/"+target, n, e)
	}
}

func (ep *Endpoint) inherit(from *Endpoint) {
	if ep.inherits && from != nil {
		ep.cond = from.cond
	}
}

// place makes ep the endpoint with that method and path.
func (c *Catalog) place(ep *Endpoint, method, path string, n *Node, e *Edge) {
	if ep == nil {
		return
	}
	ep.Method, ep.Path, ep.API, ep.edge = method, path, Graph, e
	ep.starts = nil
	if e == nil {
		ep.starts = []*Node{n}
	}
	if ep.Node == "" {
		ep.Node, ep.List = answer(method, n, e)
	}
	ep.finish(n.Sources)
	c.endpoints = append(c.endpoints, ep)
}

// answer returns what a call answers unless its entry says otherwise.
func answer(method string, n *Node, e *Edge) (node string, list bool) {
	switch {
	case method != "GET":
		return "Success", false
	case e == nil:
		return n.Name, false
	}
	return e.Node, e.List
}

// finish sets what follows from the rest of an entry.
func (ep *Endpoint) finish(sources []Source) {
	if ep.Sources == nil {
		ep.Sources = sources
	}
	ep.Needs = because(ep.cond.list(ep.Confidence, ep.Sources), ep.Name(), "")
	for i, p := range ep.Params {
		for j := range p.Needs {
			ep.Params[i].Needs[j].Sources = ep.Sources
		}
	}
	ep.segments = patternSegments(ep.Path)
}

func patternSegments(path string) []strval.Template {
	path, _, _ = strings.Cut(path, "?")
	tmpl, err := strval.Parse(path)
	if err != nil {
		return nil
	}
	return graphapi.NewRelative("", tmpl, nil).Segments
}

// edgesOf returns the edges of a node with those of what it extends.
func (c *Catalog) edgesOf(n *Node) map[string]*Edge {
	edges := map[string]*Edge{}
	for _, base := range n.Extends {
		maps.Copy(edges, c.edgesOf(c.nodes[base]))
	}
	maps.Copy(edges, n.Edges)
	return edges
}

// edgeOf returns one edge of a node, or nil.
func (c *Catalog) edgeOf(n *Node, name string) *Edge {
	if e := n.Edges[name]; e != nil {
		return e
	}
	for _, base := range n.Extends {
		if e := c.edgeOf(c.nodes[base], name); e != nil {
			return e
		}
	}
	return nil
}

// check reports endpoints that were derived twice: a call that is no walk and
// a walk, or two types of nodes with the same path.
func (c *Catalog) check() []error {
	var errs []error
	seen := map[string]bool{}
	for _, ep := range c.endpoints {
		if key := fmt.Sprint(ep.API, ep.Name()); seen[key] {
			errs = append(errs, fmt.Errorf("expected one entry for %s", ep.Name()))
		} else {
			seen[key] = true
		}
	}
	return errs
}
