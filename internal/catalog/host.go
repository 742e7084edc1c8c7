package catalog

import (
	"slices"
	"strings"

	"github.com/workplacelint/workplacelint/internal/graphapi"
	"github.com/workplacelint/workplacelint/internal/strval"
)

// A place is the API that a request belongs to, as far as host and path tell.
type place struct {
	api      API
	segments []strval.Template // of the path behind the base
	evidence []string          // of Workplace
	// gateway says that the host forwards to either API.
	gateway bool
	product string // that the host serves in place of Workplace
}

// hostName returns the host of an address that a user wrote.
func hostName(s string) string {
	tmpl := strval.Lit(s)
	if !strings.Contains(s, "://") {
		tmpl = strval.Lit("https://" + s)
	}
	return graphapi.HostOf(tmpl)
}

// locate tells the API of a request.
func (c *Catalog) locate(req graphapi.Request) place {
	if host := req.Host; host != "" {
		return c.locateHost(host, req)
	}
	if holes := req.HostValue.Holes(); len(holes) > 0 && len(req.HostValue.Parts) > 1 {
		return c.locateTemplate(req)
	}
	return place{api: UnknownHost, segments: req.Segments}
}

func (c *Catalog) locateHost(host string, req graphapi.Request) place {
	if h := c.hosts[host]; h != nil {
		if h.Product != "" {
			return place{api: OtherProduct, product: h.Product}
		}
		p := place{api: Graph, segments: req.Segments}
		if h.WorkplaceOnly {
			p.evidence = []string{"host " + host}
		}
		return p
	}
	if c.extraHost[host] {
		return place{
			api: Graph, segments: req.Segments, evidence: []string{"host " + host + " of the manifest"}, gateway: true,
		}
	}
	for _, b := range c.bases {
		if b.Host != host {
			continue
		}
		if rest, ok := behindBase(b.Path, fullSegments(req)); ok {
			return place{api: SCIM, segments: rest, evidence: []string{"address " + b.Host + strings.TrimSuffix(b.Path, "/")}}
		}
	}
	return place{api: NoAPI}
}

// locateTemplate takes a host that is known in part.
func (c *Catalog) locateTemplate(req graphapi.Request) place {
	var names []string
	for _, h := range c.Hosts() {
		names = append(names, h.Name)
	}
	for _, b := range c.bases {
		names = append(names, b.Host)
	}
	slices.Sort(names)
	if slices.ContainsFunc(names, req.HostValue.Covers) {
		return place{api: UnknownHost, segments: req.Segments}
	}
	return place{api: NoAPI}
}

// fullSegments returns the segments with what looked like a version of the
// Graph API before them.
func fullSegments(req graphapi.Request) []strval.Template {
	if req.Version == "" || strings.HasPrefix(req.Version, "{") {
		return req.Segments
	}
	return append([]strval.Template{strval.Lit(req.Version)}, req.Segments...)
}

// behindBase returns the segments behind the path of a base.
func behindBase(base string, segs []strval.Template) ([]strval.Template, bool) {
	pattern := patternSegments(base)
	if len(segs) < len(pattern) {
		return nil, false
	}
	for i, want := range pattern {
		lit, known := want.Literal()
		got, ok := segs[i].Literal()
		if known && (!ok || got != lit) {
			return nil, false
		}
	}
	return segs[len(pattern):], true
}

// IsCredential reports whether a parameter of the name carries a credential of the platform.
func (c *Catalog) IsCredential(param string) bool { return slices.Contains(c.credentials, param) }

// carriesCredential reports whether a request has a parameter that carries a
// credential, and whether it is one that only the platform has.
func (c *Catalog) carriesCredential(req graphapi.Request) (any, proof bool) {
	for _, p := range req.Params {
		if c.IsCredential(p.Name) {
			any = true
			proof = proof || strings.HasPrefix(p.Name, "appsecret")
		}
	}
	return any, proof
}

// distinctive reports whether a request to an unknown host is one to the Graph
// API: m is what it would be.
func (c *Catalog) distinctive(req graphapi.Request, m Match) bool {
	credential, proof := c.carriesCredential(req)
	versioned := req.Version != "" && req.Version != "v1.0" && !strings.HasPrefix(req.Version, "{")
	switch {
	case proof || credential && versioned:
		return true
	case m.Kind != Exact && m.Kind != Ambiguous:
		return false
	case versioned || credential || len(m.Workplace) > 0:
		return true
	}
	if len(req.Segments) < 2 {
		return false
	}
	// An id followed by an edge is how the Graph API writes paths; a word
	// followed by one is how everybody does.
	_, word := req.Segments[0].Literal()
	return !word
}
