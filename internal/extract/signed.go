package extract

import (
	"strings"

	"github.com/workplacelint/workplacelint/internal/digest"
	"github.com/workplacelint/workplacelint/internal/eval"
	"github.com/workplacelint/workplacelint/internal/graphapi"
	"github.com/workplacelint/workplacelint/internal/strval"
)

// A Signed is a request that carries a digest, as one function sees it from
// which it is sent. The same request is listed for each of its callers, since
// they may know more of what is signed.
type Signed struct {
	graphapi.Request
	// Root is the full name of the function. Parameters of it have an identity
	// in the values of the request; those of other functions have none.
	Root string
	// Position is the call in Root that leads to the request, Send the call that
	// sends it.
	Position, Send Position
	// Package is the import path of Root.
	Package string
	// Unsigned is where a key is compared with nothing, if the request is sent
	// all the same, without a digest, when there is no key.
	Unsigned *digest.Place
}

// signed returns the requests that carry a digest.
func (p *program) signed() []Signed {
	var out []Signed
	for _, key := range p.forest.keys() {
		n := p.forest.nodes[key]
		if n.outer().Package != p.own.Path {
			continue
		}
		for _, s := range n.sends {
			if ds := digestsOf(s); len(ds) > 0 {
				out = append(out, n.signed(s, ds))
			}
		}
	}
	return out
}

func (n *node) signed(s sent, ds []digest.Digest) Signed {
	outer := n.stack[len(n.stack)-1]
	out := Signed{
		Root: outer.Fn.Name, Package: outer.Fn.Package,
		Position: position(outer), Send: position(n.stack[0]),
	}
	method, _ := s.method.Alternatives()[0].Literal()
	for i, target := range preferKnownHosts(s.url.Alternatives(), knownPaths(s), nil) {
		req := graphapi.New(method, target, s.params)
		if i == 0 {
			out.Request = req
			continue
		}
		out.Params = joinAllParams(out.Params, req.Params)
	}
	for _, d := range ds {
		if d.If != nil && bypassed(n.stack, *d.If) {
			out.Unsigned = &d.If.At
		}
	}
	return out
}

// joinAllParams joins the values of params that have the same name and place.
func joinAllParams(a, b []graphapi.Param) []graphapi.Param {
	out := joinParams(a, b)
	for _, p := range b {
		found := false
		for _, q := range a {
			found = found || q.Name == p.Name && q.Place == p.Place
		}
		if !found {
			out = append(out, p)
		}
	}
	return out
}

// bypassed reports whether the call that sends can be reached past the branch
// in which the digest is computed.
func bypassed(stack []eval.Site, b digest.Branch) bool {
	for _, s := range stack {
		if s.Fn.Name == b.Function && eval.Avoids(s.Fn, b, s.Pos) {
			return true
		}
	}
	return false
}

// digestsOf returns the digests in a request.
func digestsOf(s sent) []digest.Digest {
	var out []digest.Digest
	look := func(v strval.Value) {
		for _, t := range v.Alternatives() {
			for _, h := range t.Holes() {
				if !strings.Contains(h.Ref, digest.Mark) {
					continue
				}
				if _, d, ok := digest.Parse(h.Ref); ok {
					out = append(out, d)
				}
			}
		}
	}
	look(s.url)
	for _, p := range s.params {
		look(p.Value)
	}
	return out
}
