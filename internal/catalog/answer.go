package catalog

import (
	"strings"

	"github.com/workplacelint/workplacelint/internal/graphapi"
	"github.com/workplacelint/workplacelint/internal/strval"
)

// EndpointNode returns the type of the nodes in the answer of an endpoint,
// given as a path or as "GET /path", or "" if it is not known or
// there are several. fields lead further into the answer:
// EndpointNode("/{group-id}/feed", "from") is User.
func (c *Catalog) EndpointNode(endpoint string, fields ...string) string {
	method, path := "GET", endpoint
	if m, rest, ok := strings.Cut(endpoint, " "); ok {
		method, path = m, rest
	}
	req, ok := parseRequest(method, path)
	if !ok {
		return ""
	}
	m := c.matchGraph(req, nil)
	name := ""
	for i, cand := range m.Candidates {
		if i > 0 && cand.Endpoint.Node != name {
			return ""
		}
		name = cand.Endpoint.Node
	}
	for _, f := range fields {
		name = c.fieldNode(name, f)
	}
	return name
}

// answered returns the types of the nodes in the answer of an endpoint: of a root, all
// that it may stand for, since which it is depends on the token.
func (c *Catalog) answered(endpoint string) []string {
	path := strings.TrimPrefix(endpoint[strings.IndexByte(endpoint, ' ')+1:], "/")
	if r := c.roots[path]; r != nil {
		return r.Nodes
	}
	return []string{c.EndpointNode(endpoint)}
}

// fieldNode returns the type of a field's value, "" if it is no node.
func (c *Catalog) fieldNode(node, field string) string {
	n := c.nodes[node]
	if n == nil {
		return ""
	}
	if f := n.Fields[field]; f != nil {
		return f.Node
	}
	if e := c.edgeOf(n, field); e != nil {
		return e.Node
	}
	return ""
}

func parseRequest(method, path string) (graphapi.Request, bool) {
	tmpl, err := strval.Parse(path)
	if err != nil {
		return graphapi.Request{}, false
	}
	return graphapi.NewRelative(method, tmpl, nil), true
}
