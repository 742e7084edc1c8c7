package catalog

import "go.yaml.in/yaml/v4"

var (
	sensitivities = map[string]int{"low": 1, "medium": 2, "high": 3, "critical": 4}
	statuses      = map[string]Status{"current": Current, "legacy": Legacy, "removed": Removed}
	accesses      = map[string]string{"read": "read", "write": "write", "read_write": "read_write", "admin": "admin"}
)

func (d decoder) permissionEntries(n *yaml.Node) {
	d.entries(n, "permissions", func(key, val *yaml.Node) {
		p := &Permission{Name: key.Value}
		d.object(val, key.Value, map[string]handler{
			"labels":      func(n *yaml.Node) { d.labels(n, p) },
			"does":        d.text(&p.Description, "does"),
			"access":      oneOf(d, &p.Access, "access", accesses),
			"area":        d.text(&p.Area, "area"),
			"scopable":    d.flag(&p.Scopable, "scopable"),
			"depends_on":  d.dependencies(p),
			"subsumes":    func(n *yaml.Node) { d.subsumes(n, p) },
			"prefer":      func(n *yaml.Node) { d.prefer(n, p) },
			"option":      d.text(&p.Option, "option"),
			"sensitivity": oneOf(d, &p.Sensitivity, "sensitivity", sensitivities),
			"risk":        d.text(&p.Risk, "risk"),
			"status":      oneOf(d, &p.Status, "status", statuses),
			"no_use":      d.text(&p.NoUse, "no_use"),
			"note":        d.text(&p.Note, "note"),
			"confidence":  d.confidence(&p.Confidence),
			"sources":     d.sources(&p.Sources),
		}, "labels", "does", "access", "area", "sensitivity", "risk", "status", "confidence", "sources")
		d.cat.permissions[p.Name] = p
	})
}

func (d decoder) dependencies(p *Permission) handler {
	return func(n *yaml.Node) {
		d.sorted(&p.DependsOn, "depends_on")(n)
		for _, item := range n.Content {
			d.permissionExists(item)
		}
	}
}

// labels decodes the labels of each language, the current one first.
func (d decoder) labels(n *yaml.Node, p *Permission) {
	p.Labels = nil
	d.entries(n, "labels", func(key, val *yaml.Node) {
		var texts []string
		d.names(&texts, "labels")(val)
		for i, text := range texts {
			p.Labels = append(p.Labels, Label{Text: text, Language: key.Value, Current: i == 0})
			if i == 0 && key.Value == "en" {
				p.Label = text
			}
		}
	})
	if p.Label == "" {
		d.fail(n, "expected an English label")
	}
}

func (d decoder) subsumes(n *yaml.Node, p *Permission) {
	d.entries(n, "subsumes", func(key, val *yaml.Node) {
		d.permissionExists(key)
		w := Weaker{Name: key.Value}
		d.object(val, key.Value, map[string]handler{
			"confidence": d.confidence(&w.Confidence),
		}, "confidence")
		p.Subsumes = append(p.Subsumes, w)
	})
}

func (d decoder) prefer(n *yaml.Node, p *Permission) {
	d.entries(n, "prefer", func(key, val *yaml.Node) {
		d.permissionExists(key)
		w := Narrower{Name: key.Value}
		d.object(val, key.Value, map[string]handler{
			"when":       d.text(&w.When, "when"),
			"run_time":   d.flag(&w.RunTime, "run_time"),
			"confidence": d.confidence(&w.Confidence),
		}, "when", "confidence")
		p.Prefer = append(p.Prefer, w)
	})
}
