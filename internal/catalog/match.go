package catalog

import (
	"fmt"
	"slices"
	"strings"

	"github.com/workplacelint/workplacelint/internal/graphapi"
	"github.com/workplacelint/workplacelint/internal/strval"
)

// Match tells which endpoint a request is, by walking the graph from the node
// that its path begins with. origins narrow the types of nodes that ids in the
// path may have; they hold names of types or endpoints whose answers the ids
// were read from.
func (c *Catalog) Match(req graphapi.Request, origins Origins) Match {
	where := c.locate(req)
	switch where.api {
	case NoAPI:
		return Match{Kind: unresolvedOr(Unknown, req), API: NoAPI, Reason: "the host is not one of the platform"}
	case OtherProduct:
		reason := fmt.Sprintf("%s serves %s, and no permission of Workplace is for it", req.Host, where.product)
		return Match{Kind: Unknown, API: OtherProduct, Reason: reason}
	case SCIM:
		return settle(where, c.matchSCIM(req, where.segments))
	case Graph, UnknownHost:
	}
	m := settle(where, c.matchGraph(req, origins))
	if scim, ok := c.insteadSCIM(req, where, m); ok {
		return scim
	}
	if where.api == UnknownHost && !c.distinctive(req, m) {
		return c.ofUnknownHost(req, m)
	}
	return m
}

// ofUnknownHost is the answer about a request to an unknown host that nothing
// tells apart from one to another service: it is not resolved if it may be one
// to the platform, of which m is the answer.
func (c *Catalog) ofUnknownHost(req graphapi.Request, m Match) Match {
	may := c.mayBeAPI(req, m)
	kind := unresolvedOr(Unknown, req)
	if may {
		kind = Unresolved
	}
	return Match{Kind: kind, API: NoAPI, Reason: "the host is not known", MayBeAPI: may}
}

// mayBeAPI reports whether a request to an unknown host may be one to the
// platform although nothing tells it apart: m is what it would be.
func (c *Catalog) mayBeAPI(req graphapi.Request, m Match) bool {
	if m.Kind != Unresolved || len(req.Segments) == 0 {
		return m.Kind != Unknown
	}
	word, known := req.Segments[0].Literal()
	if !known || c.roots[word] != nil || len(literalForms(word)) > 0 {
		return true
	}
	return slices.ContainsFunc(c.bases, func(b *Base) bool {
		return strings.HasPrefix(b.Path, "/"+word+"/")
	})
}

// insteadSCIM answers with a call of the Account Management API if the host may
// be one of either API and the Graph API has no such request.
func (c *Catalog) insteadSCIM(req graphapi.Request, where place, m Match) (Match, bool) {
	if m.Kind == Exact || m.Kind == Ambiguous || where.api != UnknownHost && !where.gateway {
		return m, false
	}
	scim, base := c.matchAnyBase(req)
	if scim.Kind != Exact {
		return m, false
	}
	if base.Path == "/" && !where.gateway {
		// SCIM is a standard: without the path of a base, it may be any service's.
		return Match{Kind: Unresolved, API: NoAPI, Reason: "the host is not known", MayBeAPI: true}, true
	}
	scim = settle(where, scim)
	if where.gateway {
		scim.API = SCIM
	}
	return scim, true
}

func unresolvedOr(kind MatchKind, req graphapi.Request) MatchKind {
	if req.Open != "" || req.Method == "" {
		return Unresolved
	}
	return kind
}

// settle adds what the host says to the answer about the path.
func settle(where place, m Match) Match {
	m.API = where.api
	m.Workplace = unique(append(slices.Clone(where.evidence), m.Workplace...))
	return m
}

func unresolved(reason string) Match { return Match{Kind: Unresolved, Reason: reason} }
func unknown(reason string) Match    { return Match{Kind: Unknown, Reason: reason} }

// matchGraph matches a request that is taken for one to the Graph API.
func (c *Catalog) matchGraph(req graphapi.Request, origins Origins) Match {
	switch {
	case req.Open != "":
		return unresolved(req.Open)
	case req.Method == "":
		return unresolved("the method is not known")
	}
	w := walk{c: c, req: req, method: effectiveMethod(req), origins: origins}
	if ids, ok := w.idList(); ok {
		return w.matchIDs(ids)
	}
	if call := c.call(w.method, req); call != nil {
		return w.exactly(call)
	}
	if len(req.Segments) == 0 {
		return unknown("the path is empty")
	}
	m := w.match(req.Segments)
	if rest, ok := c.withoutVersion(req.Segments); ok && m.Kind != Exact && m.Kind != Ambiguous {
		return w.match(rest)
	}
	return m
}

// effectiveMethod honours the parameter with which a request can ask for
// another method than it is sent with.
func effectiveMethod(req graphapi.Request) string {
	if val, ok := req.Param("method"); ok && req.Method == "POST" {
		if lits, ok := val.Literals(); ok && len(lits) == 1 {
			switch m := strings.ToUpper(lits[0]); m {
			case "GET", "POST", "DELETE":
				return m
			}
		}
	}
	if req.Method == "HEAD" {
		return "GET"
	}
	return req.Method
}

// withoutVersion drops a leading hole that can only be the version.
func (c *Catalog) withoutVersion(segs []strval.Template) ([]strval.Template, bool) {
	if len(segs) < 2 {
		return nil, false
	}
	if _, ok := segs[0].AsHole(); !ok {
		return nil, false
	}
	lit, word := segs[1].Literal()
	if word && c.roots[lit] != nil {
		return segs[1:], true
	}
	if len(segs) < 3 || word && len(formsOf(segs[1])) == 0 {
		return nil, false
	}
	edge, ok := segs[2].Literal()
	return segs[1:], ok && len(c.edges[edge]) > 0
}

// call returns the call that is no walk which the request is, or nil.
func (c *Catalog) call(method string, req graphapi.Request) *Endpoint {
	for _, ep := range c.calls {
		if ep.Method != method || !sameLiterals(ep.segments, req.Segments) {
			continue
		}
		if ep.param == "" || hasParam(req, ep.param) {
			return ep
		}
	}
	if len(req.Segments) == 0 && method == "POST" && req.BodyOpen+req.ParamsOpen != "" {
		// Nothing else is ever sent to this path.
		return c.byName["POST /?batch="]
	}
	return nil
}

func hasParam(req graphapi.Request, name string) bool {
	_, ok := req.Param(name)
	return ok
}

func sameLiterals(want, got []strval.Template) bool {
	return slices.EqualFunc(want, got, func(w, g strval.Template) bool {
		wl, wok := w.Literal()
		gl, gok := g.Literal()
		return wok && gok && wl == gl
	})
}

// exactly answers with a call that is no walk.
func (w *walk) exactly(ep *Endpoint) Match {
	cand := Candidate{Endpoint: ep, Requirement: Requirement{Needs: slices.Clone(ep.Needs)}}
	return Match{Kind: Exact, Candidates: []Candidate{cand}}
}

// matchSCIM matches a path of the Account Management API.
func (c *Catalog) matchSCIM(req graphapi.Request, segs []strval.Template) Match {
	switch {
	case req.Open != "":
		return unresolved(req.Open)
	case req.Method == "":
		return unresolved("the method is not known")
	}
	w := walk{c: c, req: req}
	for _, ep := range c.scim {
		if ep.Method == req.Method && fitsPattern(ep.segments, segs) {
			return w.exactly(ep)
		}
	}
	for _, seg := range segs {
		if hole, ok := seg.AsHole(); ok && len(segs) == 1 {
			return unresolved("the path is not known: " + graphapi.HoleReason(hole))
		}
	}
	return unknown("the Account Management API has no such call")
}

// fitsPattern reports whether segs are an instance of the pattern, in which a
// hole stands for any one segment.
func fitsPattern(pattern, segs []strval.Template) bool {
	return slices.EqualFunc(pattern, segs, func(p, s strval.Template) bool {
		want, known := p.Literal()
		if !known {
			return true
		}
		got, ok := s.Literal()
		return ok && got == want
	})
}

// matchAnyBase matches a path behind an unknown host as one of the Account
// Management API, and returns the base that it is behind.
func (c *Catalog) matchAnyBase(req graphapi.Request) (Match, *Base) {
	for _, b := range c.bases {
		if segs, ok := behindBase(b.Path, fullSegments(req)); ok {
			if m := c.matchSCIM(req, segs); m.Kind == Exact {
				return m, b
			}
		}
	}
	return Match{}, nil
}

// Fits returns the endpoints whose method and path accept the request, before
// anything but the form of the ids narrows them, sorted. It is what [Match]
// starts from.
func (c *Catalog) Fits(req graphapi.Request) []*Endpoint {
	w := walk{c: c, req: req, method: effectiveMethod(req)}
	steps, _ := w.steps(req.Segments)
	var eps []*Endpoint
	for _, s := range steps {
		if !slices.Contains(eps, s.endpoint) {
			eps = append(eps, s.endpoint)
		}
	}
	slices.SortFunc(eps, compareEndpoints)
	return eps
}
