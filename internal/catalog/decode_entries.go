package catalog

import (
	"strings"

	"go.yaml.in/yaml/v4"

	"github.com/workplacelint/workplacelint/internal/strval"
)

var confidences = map[string]Confidence{"inferred": Inferred, "documented": Documented}

func (d decoder) confidence(dst *Confidence) handler {
	return oneOf(d, dst, "confidence", confidences)
}

// permission checks that n names a permission.
func (d decoder) permission(n *yaml.Node) {
	if d.cat.permissions[n.Value] == nil {
		d.fail(n, "expected a permission of permissions.yaml, not %s", n.Value)
	}
}

// nodeRef returns a handler for the name of a type of node.
func (d decoder) nodeRef(dst *string, what string) handler {
	return func(n *yaml.Node) {
		d.text(dst, what)(n)
		d.nodeExists(n)
	}
}

func (d decoder) nodeExists(n *yaml.Node) {
	name := n.Value
	d.refer(n, func() bool { return d.cat.nodes[name] != nil }, "a type of node, not "+name)
}

// permissionExists is permission for an entry that may come before the one it
// names.
func (d decoder) permissionExists(n *yaml.Node) {
	name := n.Value
	d.refer(n, func() bool { return d.cat.permissions[name] != nil }, "a permission of permissions.yaml, not "+name)
}

// path returns a handler for a path pattern.
func (d decoder) path(dst *string) handler {
	return func(n *yaml.Node) {
		d.text(dst, "path")(n)
		if _, err := strval.Parse(n.Value); err != nil {
			d.fail(n, "expected a path such as /{group-id}/feed, not %s", n.Value)
		}
	}
}

// sources returns a handler for a list of source ids, or addresses in an
// overlay.
func (d decoder) sources(dst *[]Source) handler {
	return func(n *yaml.Node) {
		*dst = nil
		var ids []string
		d.sorted(&ids, "sources")(n)
		for _, id := range ids {
			src, ok := d.cat.sources[id]
			if !ok && d.overlay && strings.HasPrefix(id, "http") {
				src, ok = Source{URL: id, Retrieved: d.retrieved}, true
			}
			if !ok {
				d.fail(n, "expected a source of sources.yaml, not %s", id)
				continue
			}
			*dst = append(*dst, src)
		}
		if len(*dst) == 0 {
			d.fail(n, "expected at least one source")
		}
	}
}

func (d decoder) sourceEntries(n *yaml.Node) {
	d.entries(n, "sources", func(key, val *yaml.Node) {
		src := Source{ID: key.Value, Retrieved: d.retrieved}
		d.text(&src.URL, "a source")(val)
		if src.Retrieved == "" {
			d.fail(key, "expected retrieved in a file with sources")
		}
		d.cat.sources[key.Value] = src
	})
}

func (d decoder) commonParams(n *yaml.Node) {
	var names []string
	d.sorted(&names, "common_params")(n)
	for _, name := range names {
		d.cat.common[name] = true
	}
}

func (d decoder) hostEntries(n *yaml.Node) {
	d.entries(n, "graph_hosts", func(key, val *yaml.Node) {
		h := &Host{Name: key.Value}
		d.object(val, key.Value, map[string]handler{
			"about":          d.text(&h.About, "about"),
			"workplace_only": d.flag(&h.WorkplaceOnly, "workplace_only"),
			"product":        d.text(&h.Product, "product"),
			"confidence":     d.confidence(&h.Confidence),
			"sources":        d.sources(&h.Sources),
		}, "about", "confidence", "sources")
		d.cat.hosts[h.Name] = h
	})
}

func (d decoder) baseEntries(n *yaml.Node) {
	d.items(n, "scim_bases", func(item *yaml.Node) {
		b := &Base{}
		d.object(item, "a base", map[string]handler{
			"host":       d.text(&b.Host, "host"),
			"path":       d.path(&b.Path),
			"version":    d.text(&b.Version, "version"),
			"about":      d.text(&b.About, "about"),
			"confidence": d.confidence(&b.Confidence),
			"sources":    d.sources(&b.Sources),
		}, "host", "path", "version", "about", "confidence", "sources")
		d.cat.bases = append(d.cat.bases, b)
	})
}

func (d decoder) rootEntries(n *yaml.Node) {
	d.entries(n, "roots", func(key, val *yaml.Node) {
		r := &Root{Name: key.Value}
		d.object(val, key.Value, map[string]handler{
			"about":          d.text(&r.About, "about"),
			"aliases":        d.sorted(&r.Aliases, "aliases"),
			"nodes":          d.nodeRefs(&r.Nodes, "nodes"),
			"workplace_only": d.flag(&r.WorkplaceOnly, "workplace_only"),
			"note":           d.text(&r.Note, "note"),
			"confidence":     d.confidence(&r.Confidence),
			"sources":        d.sources(&r.Sources),
		}, "about", "nodes", "confidence", "sources")
		if len(r.Nodes) == 0 {
			d.fail(key, "expected at least one of nodes in %s", r.Name)
			return
		}
		for _, name := range append([]string{r.Name}, r.Aliases...) {
			d.cat.roots[name] = r
		}
	})
}

// foreignEntry decodes what is known of nodes that Workplace does not have. An
// overlay replaces it.
func (d decoder) foreignEntry(n *yaml.Node) {
	f := &Foreign{}
	d.object(n, "foreign", map[string]handler{
		"names":      d.sorted(&f.Names, "names"),
		"note":       d.text(&f.Note, "note"),
		"confidence": d.confidence(&f.Confidence),
		"sources":    d.sources(&f.Sources),
	}, "names", "confidence", "sources")
	d.cat.foreign = f
}

func (d decoder) nodeRefs(dst *[]string, what string) handler {
	return func(n *yaml.Node) {
		d.names(dst, what)(n)
		if n.Kind != yaml.SequenceNode {
			return
		}
		for _, item := range n.Content {
			d.nodeExists(item)
		}
	}
}

func (d decoder) webhookEntries(n *yaml.Node) {
	d.entries(n, "objects", func(key, val *yaml.Node) {
		obj := &WebhookObject{Name: key.Value, Fields: map[string]*WebhookField{}}
		if old := d.cat.webhooks[key.Value]; old != nil && d.overlay {
			obj = old
		}
		d.object(val, key.Value, map[string]handler{
			"about":  d.text(&obj.About, "about"),
			"fields": func(n *yaml.Node) { d.webhookFields(n, obj) },
		}, "about", "fields")
		d.cat.webhooks[obj.Name] = obj
	})
}

func (d decoder) webhookFields(n *yaml.Node, obj *WebhookObject) {
	d.entries(n, "fields", func(key, val *yaml.Node) {
		f := &WebhookField{Object: obj.Name, Name: key.Value}
		var cond condition
		d.object(val, "webhook field "+key.Value, map[string]handler{
			"when":       d.text(&f.When, "when"),
			"needs":      d.needs(&cond),
			"note":       d.text(&f.Note, "note"),
			"confidence": d.confidence(&f.Confidence),
			"sources":    d.sources(&f.Sources),
		}, "when", "needs", "confidence", "sources")
		why := "webhook " + obj.Name + " " + f.Name
		f.Needs = because(cond.list(f.Confidence, f.Sources), why, "")
		obj.Fields[f.Name] = f
	})
}
