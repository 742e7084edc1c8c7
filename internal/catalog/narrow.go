package catalog

import (
	"fmt"
	"slices"
	"strings"

	"github.com/workplacelint/workplacelint/internal/strval"
)

// narrow keeps the ways to read a path that the rest of the request supports:
// where the id comes from, what its variable is called, which fields and
// parameters are sent.
func (w *walk) narrow(segs []strval.Template, strides []stride) ([]stride, string) {
	seg := segs[0]
	if types := w.originTypes(seg); len(types) > 0 {
		kept := w.ofTypes(strides, types)
		if len(kept) == 0 {
			return nil, fmt.Sprintf("the id of a %s has no %s here", strings.Join(types, " or "), w.method)
		}
		return w.byContent(told(kept)), ""
	}
	types, foreign := w.namedTypes(seg)
	if foreign != "" {
		return nil, fmt.Sprintf("the id is named for a node %s, which Workplace does not have", foreign)
	}
	if len(types) > 0 {
		kept := w.ofTypes(strides, types)
		switch {
		case len(kept) > 0:
			return w.byContent(told(kept)), ""
		case !hasOneForm(seg):
			return nil, w.namedReason(segs, types)
		}
		// Have: {group}@example.com. The form says what the id is, the name of a
		// part of it does not.
	}
	if hasOneForm(seg) {
		strides = told(strides)
	}
	return w.byContent(unnamed(strides)), ""
}

// told marks ways whose node the request names, and not only what is left of all
// that Workplace has: of a host that it shares with Facebook, that says nothing.
func told(strides []stride) []stride {
	for i := range strides {
		strides[i].told = true
	}
	return strides
}

// hasOneForm reports whether an id is written in a form that only some types of
// nodes have, whatever its holes hold.
func hasOneForm(seg strval.Template) bool {
	_, whole := seg.AsHole()
	return !whole && len(formsOf(seg)) == 1
}

// namedReason says why nothing is left of a path whose id is named for types.
func (w *walk) namedReason(segs []strval.Template, types []string) string {
	what := strings.Join(types, " or ")
	if len(segs) == 1 {
		return fmt.Sprintf("%s is not offered on %s, which the id is named for", w.method, what)
	}
	return fmt.Sprintf("%s is not offered on an edge %s of %s, which the id is named for", w.method, segs[1], what)
}

// originTypes returns the types of nodes whose answers the id was read from.
func (w *walk) originTypes(seg strval.Template) []string {
	var types []string
	for _, hole := range seg.Holes() {
		if hole.Ref == "" {
			continue
		}
		for _, from := range w.origins[hole.Ref] {
			names := []string{from}
			if w.c.nodes[from] == nil {
				names = w.c.answered(from)
			}
			for _, name := range names {
				if name != "" && !slices.Contains(types, name) {
					types = append(types, name)
				}
			}
		}
	}
	slices.Sort(types)
	return types
}

// namedTypes returns the types of nodes that the last hole is named for, or
// the word for a node that Workplace does not have.
func (w *walk) namedTypes(seg strval.Template) (types []string, foreign string) {
	holes := seg.Holes()
	if len(holes) == 0 {
		return nil, ""
	}
	return w.c.spokenOf(holes[len(holes)-1])
}

// ofTypes keeps the ways from nodes of the types, or of one that an abstract
// type among them is extended by.
func (w *walk) ofTypes(strides []stride, types []string) []stride {
	var kept []stride
	for _, s := range strides {
		is := func(name string) bool { return name == s.node.Name || slices.Contains(s.node.Extends, name) }
		if s.root != nil || slices.ContainsFunc(types, is) {
			kept = append(kept, s)
		}
	}
	return kept
}

// unnamed drops nodes that are not meant unless something says so, if any
// other is left.
func unnamed(strides []stride) []stride {
	var kept []stride
	for _, s := range strides {
		if !s.onlyNamed {
			kept = append(kept, s)
		}
	}
	if len(kept) == 0 {
		return strides
	}
	return kept
}

// byContent keeps the ways that know most of the fields asked for, and of
// those the ones that know most of the parameters sent. Fields of which nobody
// knows half tell nothing: they are those of a node that the catalogue does not
// have.
func (w *walk) byContent(strides []stride) []stride {
	enough := func(s stride) bool { return 2*w.knownFields(s) >= len(w.req.Fields) }
	if slices.ContainsFunc(strides, enough) {
		strides = best(strides, w.knownFields)
	}
	return best(strides, w.knownParams)
}

// best keeps the ways with the highest score.
func best(strides []stride, score func(stride) int) []stride {
	if len(strides) < 2 {
		return strides
	}
	highest := 0
	scores := make([]int, len(strides))
	for i, s := range strides {
		scores[i] = score(s)
		highest = max(highest, scores[i])
	}
	var kept []stride
	for i, s := range strides {
		if scores[i] == highest {
			kept = append(kept, s)
		}
	}
	return kept
}

// knownFields counts the requested fields that the answer has.
func (w *walk) knownFields(s stride) int {
	n := w.c.nodes[s.endpoint.Node]
	count := 0
	for _, f := range w.req.Fields {
		if n != nil && w.c.hasField(n, f.Name) {
			count++
		}
	}
	return count
}

func (c *Catalog) hasField(n *Node, name string) bool {
	if n.Fields[name] != nil {
		return true
	}
	e := c.edgeOf(n, name)
	return e != nil && e.Read != nil
}

// knownParams counts the parameters that tell the endpoint from others.
func (w *walk) knownParams(s stride) int {
	count := 0
	for _, name := range sentNames(w.req) {
		known := slices.Contains(s.endpoint.Takes, name)
		for _, p := range s.endpoint.Params {
			known = known || slices.Contains(p.Names, name)
		}
		if known && !w.c.common[name] {
			count++
		}
	}
	return count
}
