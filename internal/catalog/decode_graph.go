package catalog

import "go.yaml.in/yaml/v4"

var (
	idForms  = map[string]bool{"digits": true, "email": true, "composite": true, "thread": true, "badge": true, "opaque": true}
	scopings = map[string]string{"limited": "limited", "refused": "refused"}
	methods  = map[string]string{"GET": "GET", "POST": "POST", "PUT": "PUT", "PATCH": "PATCH", "DELETE": "DELETE"}
	holdings = map[string]string{"requests": "requests", "ids": "ids"}
)

// nodeFile decodes a file about one type of node. An overlay may name a type
// that exists and adds to it.
func (d decoder) nodeFile(root *yaml.Node) {
	at := valueOf(root, "node")
	n := &Node{Name: at.Value, Fields: map[string]*NodeField{}, Edges: map[string]*Edge{}}
	required := []string{"about", "confidence", "sources"}
	if old := d.cat.nodes[at.Value]; old != nil {
		if !d.overlay {
			d.fail(at, "expected one file about %s", at.Value)
			return
		}
		n, required = old, nil
	}
	d.object(root, "node "+n.Name, map[string]handler{
		"node":           d.text(&n.Name, "node"),
		"retrieved":      func(*yaml.Node) {},
		"about":          d.text(&n.About, "about"),
		"path":           d.path(&n.Path),
		"abstract":       d.flag(&n.Abstract, "abstract"),
		"extends":        d.bases(n),
		"aliases":        d.sorted(&n.Aliases, "aliases"),
		"ids":            d.forms(&n.IDs, "ids"),
		"named_ids":      d.forms(&n.NamedIDs, "named_ids"),
		"names":          d.sorted(&n.Names, "names"),
		"workplace_only": d.flag(&n.WorkplaceOnly, "workplace_only"),
		"note":           d.text(&n.Note, "note"),
		"confidence":     d.confidence(&n.Confidence),
		"sources":        d.sources(&n.Sources),
		"read":           d.operation(&n.Read, "read"),
		"update":         d.operation(&n.Update, "update"),
		"delete":         d.operation(&n.Delete, "delete"),
		"plain":          d.plain(n),
		"fields":         func(v *yaml.Node) { d.fields(v, n) },
		"edges":          func(v *yaml.Node) { d.edges(v, n) },
	}, required...)
	n.inherit()
	d.cat.nodes[n.Name] = n
	d.refer(at, func() bool {
		return n.Path != "" || len(n.IDs)+len(n.NamedIDs)+len(n.Edges) == 0
	}, "path in node "+n.Name+", which has ids or edges")
}

// bases decodes the abstract nodes that a node extends. They extend nothing, so
// that no node can extend itself.
func (d decoder) bases(node *Node) handler {
	return func(n *yaml.Node) {
		var names []string
		d.nodeRefs(&names, "extends")(n)
		node.Extends = names
		for _, name := range names {
			d.refer(n, func() bool {
				base := d.cat.nodes[name]
				return base != nil && base.Abstract && len(base.Extends) == 0
			}, node.Name+" to extend an abstract node, not "+name)
		}
	}
}

// inherit gives the fields that have no sources those of the node.
func (n *Node) inherit() {
	for _, f := range n.Fields {
		if f.plain {
			f.Confidence = n.Confidence
		}
		if f.Sources != nil {
			continue
		}
		f.Sources = n.Sources
		for i := range f.Needs {
			f.Needs[i].Sources = n.Sources
		}
	}
}

func (d decoder) forms(dst *[]string, what string) handler {
	return func(n *yaml.Node) {
		d.sorted(dst, what)(n)
		for _, form := range *dst {
			if !idForms[form] {
				d.fail(n, "expected badge, composite, digits, email, opaque or thread in %s, not %s", what, form)
			}
		}
	}
}

// plain decodes the list of fields that need nothing beyond the node.
func (d decoder) plain(node *Node) handler {
	return func(n *yaml.Node) {
		var names []string
		d.sorted(&names, "plain")(n)
		for _, name := range names {
			node.Fields[name] = &NodeField{Name: name, plain: true}
		}
	}
}

func (d decoder) fields(n *yaml.Node, node *Node) {
	d.entries(n, "fields", func(key, val *yaml.Node) {
		f := &NodeField{Name: key.Value}
		if node.Fields[f.Name] != nil && !d.overlay {
			d.fail(key, "expected %s once among the fields of %s", f.Name, node.Name)
		}
		var cond condition
		d.object(val, "field "+key.Value, map[string]handler{
			"node":           d.nodeRef(&f.Node, "node"),
			"list":           d.flag(&f.List, "list"),
			"needs":          d.needs(&cond),
			"workplace_only": d.flag(&f.WorkplaceOnly, "workplace_only"),
			"note":           d.text(&f.Note, "note"),
			"confidence":     d.confidence(&f.Confidence),
			"sources":        d.sources(&f.Sources),
		}, "needs", "confidence")
		f.Needs = because(cond.list(f.Confidence, f.Sources), "field "+f.Name+" of "+node.Name, "")
		node.Fields[f.Name] = f
	})
}

func (d decoder) edges(n *yaml.Node, node *Node) {
	d.entries(n, "edges", func(key, val *yaml.Node) {
		e := &Edge{Name: key.Value}
		required := []string{"node"}
		if old := node.Edges[e.Name]; old != nil && d.overlay {
			e, required = old, nil
		}
		d.object(val, "edge "+key.Value, map[string]handler{
			"node":           d.nodeRef(&e.Node, "node"),
			"list":           d.flag(&e.List, "list"),
			"workplace_only": d.flag(&e.WorkplaceOnly, "workplace_only"),
			"read":           d.operation(&e.Read, "read"),
			"publish":        d.operation(&e.Publish, "publish"),
			"delete":         d.operation(&e.Delete, "delete"),
			"publish_by_id":  d.byID(&e.PublishByID, "publish_by_id"),
			"delete_by_id":   d.byID(&e.DeleteByID, "delete_by_id"),
		}, required...)
		if len(e.all()) == 0 {
			d.fail(key, "expected read, publish or delete in edge %s", e.Name)
		}
		node.Edges[e.Name] = e
	})
}

func (d decoder) operation(dst **Endpoint, what string) handler {
	return func(n *yaml.Node) {
		ep := &Endpoint{}
		d.object(n, what, d.endpointKeys(ep), "does", "needs", "confidence")
		*dst = ep
	}
}

// byID decodes a call whose target is a further segment. It needs what the
// call without it needs, unless it says otherwise.
func (d decoder) byID(dst **Endpoint, what string) handler {
	return func(n *yaml.Node) {
		ep := &Endpoint{inherits: valueOf(n, "needs") == nil}
		d.object(n, what, d.endpointKeys(ep), "does", "confidence")
		*dst = ep
	}
}

// endpointKeys are the keys that all calls have.
func (d decoder) endpointKeys(ep *Endpoint) map[string]handler {
	return map[string]handler{
		"does":         d.text(&ep.Does, "does"),
		"returns":      d.nodeRef(&ep.Node, "returns"),
		"list":         d.flag(&ep.List, "list"),
		"needs":        d.needs(&ep.cond),
		"takes":        d.sorted(&ep.Takes, "takes"),
		"params":       func(n *yaml.Node) { d.params(n, ep) },
		"subscribes":   d.flag(&ep.subscribes, "subscribes"),
		"scoping":      oneOf(d, &ep.Scoping, "scoping", scopings),
		"scoping_note": d.text(&ep.ScopingNote, "scoping_note"),
		"note":         d.text(&ep.Note, "note"),
		"confidence":   d.confidence(&ep.Confidence),
		"sources":      d.sources(&ep.Sources),
	}
}

func (d decoder) params(n *yaml.Node, ep *Endpoint) {
	d.items(n, "params", func(item *yaml.Node) {
		var p ParamNeed
		var cond condition
		d.object(item, "params", map[string]handler{
			"names":      d.sorted(&p.Names, "names"),
			"needs":      d.needs(&cond),
			"instead":    d.flag(&p.Instead, "instead"),
			"why":        d.text(&p.Why, "why"),
			"confidence": d.confidence(&p.Confidence),
		}, "names", "needs", "why", "confidence")
		p.Needs = cond.list(p.Confidence, nil)
		ep.Params = append(ep.Params, p)
	})
}

// callEntries decodes calls that are no walks, and those of SCIM.
func (d decoder) callEntries(n *yaml.Node, what string) []*Endpoint {
	var eps []*Endpoint
	d.items(n, what, func(item *yaml.Node) {
		ep := &Endpoint{API: Graph}
		keys := d.endpointKeys(ep)
		keys["method"] = oneOf(d, &ep.Method, "method", methods)
		keys["path"] = d.path(&ep.Path)
		required := []string{"method", "path", "does", "needs", "confidence", "sources"}
		if what == "calls" {
			keys["param"] = d.text(&ep.param, "param")
			keys["holds"] = oneOf(d, &ep.holds, "holds", holdings)
			keys["reason"] = d.text(&ep.Reason, "reason")
			required = append(required, "reason")
		} else {
			ep.API = SCIM
			keys["versions"] = d.sorted(&ep.Versions, "versions")
			keys["filters"] = d.sorted(&ep.Filters, "filters")
		}
		d.object(item, what, keys, required...)
		eps = append(eps, ep)
	})
	return eps
}

func (d decoder) unlocatedEntries(n *yaml.Node) []*Endpoint {
	var eps []*Endpoint
	d.items(n, "unlocated", func(item *yaml.Node) {
		ep := &Endpoint{API: Graph, Unlocated: true}
		keys := d.endpointKeys(ep)
		keys["method"] = oneOf(d, &ep.Method, "method", methods)
		keys["node"] = d.nodeRef(&ep.At, "node")
		keys["reason"] = d.text(&ep.Reason, "reason")
		d.object(item, "unlocated", keys, "method", "node", "does", "needs", "reason", "confidence", "sources")
		eps = append(eps, ep)
	})
	return eps
}
