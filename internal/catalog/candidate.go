package catalog

import (
	"regexp"
	"slices"
	"strings"

	"github.com/workplacelint/workplacelint/internal/graphapi"
)

// candidate works out what a request needs if it is read that way, the dotted
// fields that the catalogue does not have, and the evidence of Workplace.
func (w *walk) candidate(s stride) (cand Candidate, unknownFields, evidence []string) {
	ep := s.endpoint
	needs := w.ownNeeds(ep)
	evidence = workplaceOf(s)
	if ep.subscribes {
		needs = addNeeds(needs, w.subscription())
	} else {
		f := fieldWalk{c: w.c}
		f.walk(w.answers(s), w.req.Fields, "")
		needs = addNeeds(needs, f.needs)
		unknownFields = f.unknown
		evidence = append(evidence, f.evidence...)
	}
	if s.root != nil && s.root.Confidence == Inferred && s.node.Path != s.root.Name {
		for i := range needs {
			needs[i].Confidence = min(needs[i].Confidence, s.root.Confidence)
		}
	}
	return Candidate{Endpoint: ep, Requirement: Requirement{Needs: needs}}, unknownFields, evidence
}

// answers returns the types whose fields an answer has.
func (w *walk) answers(s stride) []*Node {
	nodes := []*Node{w.c.nodes[s.endpoint.Node]}
	if s.root != nil && s.edge == nil {
		for _, name := range s.root.Nodes {
			if n := w.c.nodes[name]; n != nodes[0] {
				nodes = append(nodes, n)
			}
		}
	}
	return slices.DeleteFunc(nodes, func(n *Node) bool { return n == nil })
}

// ownNeeds returns what the endpoint needs with the parameters that are sent.
func (w *walk) ownNeeds(ep *Endpoint) []Need {
	sent := sentNames(w.req)
	var more []Need
	instead := false
	for _, p := range ep.Params {
		for _, name := range p.Names {
			if slices.Contains(sent, name) {
				more = addNeeds(more, because(p.Needs, "parameter "+name+" of "+ep.Name(), ""))
				instead = instead || p.Instead
				break
			}
		}
	}
	if instead {
		return more
	}
	return addNeeds(slices.Clone(ep.Needs), more)
}

// subscription returns what the webhooks need that a request subscribes to.
func (w *walk) subscription() []Need {
	object, ok := w.req.Param("object")
	objects, known := object.Literals()
	if !ok || !known {
		return nil
	}
	var needs []Need
	for _, obj := range objects {
		for _, f := range w.req.Fields {
			more, _ := w.c.Webhook(obj, f.Name)
			needs = addNeeds(needs, more)
		}
	}
	return needs
}

// workplaceOf returns the evidence in the path.
func workplaceOf(s stride) []string {
	var out []string
	if s.root != nil && s.root.WorkplaceOnly {
		out = append(out, "path /"+s.root.Name)
	}
	if s.node.WorkplaceOnly && s.told {
		out = append(out, "node "+s.node.Name)
	}
	if s.edge != nil && s.edge.WorkplaceOnly {
		out = append(out, "edge "+s.edge.Name+" of "+s.node.Name)
	}
	return out
}

// A fieldWalk follows the tree of fields through the graph.
type fieldWalk struct {
	c        *Catalog
	needs    []Need
	unknown  []string
	evidence []string
}

// walk follows fields of a value that is one of nodes; the first that has a
// field answers for it.
func (f *fieldWalk) walk(nodes []*Node, fields []graphapi.Field, prefix string) {
	if len(nodes) == 0 {
		return
	}
	for _, field := range fields {
		f.field(nodes, field, prefix+field.Name)
	}
}

func (f *fieldWalk) field(nodes []*Node, field graphapi.Field, path string) {
	for _, n := range nodes {
		if nf := n.Fields[field.Name]; nf != nil {
			f.needs = addNeeds(f.needs, because(nf.Needs, "field "+nf.Name+" of "+n.Name, path))
			f.proof(nf.WorkplaceOnly, nf.Name, n)
			f.walk(f.target(nf.Node), field.Fields, path+".")
			return
		}
		if e := f.c.edgeOf(n, field.Name); e != nil && e.Read != nil {
			f.needs = addNeeds(f.needs, because(e.Read.Needs, "field "+e.Name+" of "+n.Name, path))
			f.proof(e.WorkplaceOnly, e.Name, n)
			f.walk(f.target(e.Node), field.Fields, path+".")
			return
		}
	}
	f.unknown = append(f.unknown, path)
}

func (f *fieldWalk) target(name string) []*Node {
	if n := f.c.nodes[name]; n != nil {
		return []*Node{n}
	}
	return nil
}

func (f *fieldWalk) proof(only bool, field string, n *Node) {
	if text := "field " + field + " of " + n.Name; only && !slices.Contains(f.evidence, text) {
		f.evidence = append(f.evidence, text)
	}
}

var jsonKey = regexp.MustCompile(`"([A-Za-z_][A-Za-z0-9_]*)"\s*:`)

// sentNames returns the names of the parameters of a request, those inside
// JSON values too: recipient with the value {"ids": …} is also recipient.ids.
func sentNames(req graphapi.Request) []string {
	var names []string
	for _, p := range req.Params {
		if p.Place == graphapi.InHeader {
			continue
		}
		name := strings.NewReplacer("[", ".", "]", "").Replace(p.Name)
		names = append(names, name)
		for _, t := range p.Value.Templates {
			for _, part := range t.Parts {
				for _, m := range jsonKey.FindAllStringSubmatch(part.Lit, -1) {
					names = append(names, name+"."+m[1])
				}
			}
		}
	}
	return unique(names)
}
