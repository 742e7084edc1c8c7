package catalog

import (
	"slices"

	"go.yaml.in/yaml/v4"
)

// A condition is what an entry asks of the grants, in conjunctive normal form:
// one of each clause.
type condition struct {
	clauses [][]string
	unknown bool
}

// maxClauses bounds the normal form of a condition an overlay writes.
const maxClauses = 64

// needs returns a handler for a condition.
func (d decoder) needs(dst *condition) handler {
	const what = "needs"
	return func(n *yaml.Node) {
		if n.Kind == yaml.ScalarNode {
			switch n.Value {
			case "token":
			case "unknown":
				dst.unknown = true
			default:
				d.fail(n, "expected token, unknown, any_of or all_of for %s", what)
			}
			return
		}
		dst.clauses = d.clauses(n, what, 0)
	}
}

// clauses returns the normal form of {any_of: …} or {all_of: …}.
func (d decoder) clauses(n *yaml.Node, what string, depth int) [][]string {
	if n.Kind != yaml.MappingNode || len(n.Content) != 2 || depth > 4 {
		d.fail(n, "expected {any_of: [...]} or {all_of: [...]} for %s", what)
		return nil
	}
	op, list := n.Content[0], n.Content[1]
	var parts [][][]string
	d.items(list, what, func(item *yaml.Node) {
		if item.Kind == yaml.ScalarNode {
			d.permission(item)
			parts = append(parts, [][]string{{item.Value}})
			return
		}
		parts = append(parts, d.clauses(item, what, depth+1))
	})
	if len(parts) == 0 {
		d.fail(n, "expected at least one permission for %s", what)
		return nil
	}
	var out [][]string
	switch op.Value {
	case "all_of":
		for _, p := range parts {
			out = append(out, p...)
		}
	case "any_of":
		out = distribute(parts)
	default:
		d.fail(op, "expected any_of or all_of for %s, not %s", what, op.Value)
	}
	if len(out) > maxClauses {
		d.fail(n, "expected fewer alternatives for %s", what)
		return nil
	}
	return out
}

// distribute turns an or of ands into an and of ors: a or (b and c) is (a or b)
// and (a or c).
func distribute(parts [][][]string) [][]string {
	out := [][]string{nil}
	for _, p := range parts {
		var next [][]string
		for _, clause := range out {
			for _, more := range p {
				joined := slices.Concat(clause, more)
				next = append(next, joined)
			}
		}
		if out = next; len(out) > maxClauses {
			break
		}
	}
	for i := range out {
		out[i] = unique(out[i])
	}
	return out
}

// unique drops repetitions and keeps the order.
func unique(list []string) []string {
	seen := map[string]bool{}
	out := list[:0:0]
	for _, s := range list {
		if !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
	}
	return out
}

// list turns a condition into needs.
func (c condition) list(conf Confidence, sources []Source) []Need {
	var needs []Need
	for _, clause := range c.clauses {
		needs = append(needs, Need{AnyOf: clause, Confidence: conf, Sources: sources})
	}
	if c.unknown {
		needs = append(needs, Need{Unknown: true, Confidence: conf, Sources: sources})
	}
	return needs
}

// because sets what asks for the needs.
func because(needs []Need, why, field string) []Need {
	out := make([]Need, len(needs))
	for i, n := range needs {
		n.Why, n.Field = why, field
		out[i] = n
	}
	return out
}

// addNeeds appends more to needs, without what needs already asks for at the
// same place.
func addNeeds(needs, more []Need) []Need {
	for _, m := range more {
		if !slices.ContainsFunc(needs, func(n Need) bool { return sameNeed(n, m) }) {
			needs = append(needs, m)
		}
	}
	return needs
}

func sameNeed(a, b Need) bool {
	return a.Field == b.Field && a.Unknown == b.Unknown && slices.Equal(a.AnyOf, b.AnyOf)
}
