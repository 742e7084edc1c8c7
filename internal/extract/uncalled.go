package extract

import (
	"slices"
	"strings"

	"github.com/workplacelint/workplacelint/internal/eval"
	"github.com/workplacelint/workplacelint/internal/graphapi"
	"github.com/workplacelint/workplacelint/internal/ir"
	"github.com/workplacelint/workplacelint/internal/strval"
)

// maxUncalled bounds the instructions that functions take which nobody here calls.
const maxUncalled = 200_000

// runUncalled runs functions of other packages of the module that send where this package
// says: it gives a host to one of their types, and they know of none themselves. On the
// ways that begin here nobody calls them; a router may, say, that got them as values.
// What they send is listed where they send it.
func (p *program) runUncalled() {
	if p.foreign || p.uncompared || len(p.gives()) == 0 {
		return
	}
	in, before := *p.in, p.total
	own := p.in
	p.in = &in
	defer func() { p.in = own }()
	p.in.Share = minShare
	// What is set on the way is known of those functions already.
	without, with := eval.NewTables(p.slots...), eval.NewTables(p.tables.Slots()...)
	for _, fn := range p.calls.order(p.uncalled()) {
		if !p.calls.matters(fn) {
			continue
		}
		if p.total-before > maxUncalled {
			p.incomp["uncalled"] = Evidence{Note: p.own.Path + " gives others the host of the platform; what " + fn.Short + " sends there is not followed"}
			return
		}
		p.in.Tables = without
		p.apart(fn)
		alone := p.taken()
		if !slices.ContainsFunc(alone, hostless) {
			continue
		}
		p.in.Tables = with
		p.apart(fn)
		told := slices.DeleteFunc(p.taken(), func(s sent) bool { return !p.sendsToPlatform(s) })
		p.uncalledSends = append(p.uncalledSends, told...)
		if !slices.ContainsFunc(told, incomplete) && (len(told) > 0 || !slices.ContainsFunc(alone, handedHost)) {
			p.calls.settle(fn.Name)
		}
	}
}

// uncalled returns the functions of other packages of the module that lead to something
// that is sent and that no way from this package leads through.
func (p *program) uncalled() []*ir.Func {
	on := map[string]bool{}
	for _, n := range p.forest.nodes {
		for _, s := range n.stack {
			on[s.Fn.Name] = true
		}
	}
	var out []*ir.Func
	for _, pkg := range p.pkgs[1:] {
		for _, fn := range pkg.Funcs {
			if pkg.Module == p.own.Module && fn.Package == pkg.Path && fn.Outer == "" && !fn.Synthetic && fn.Line > 0 && !on[fn.Name] && p.calls.leads[fn.Name] {
				out = append(out, fn)
			}
		}
	}
	return out
}

// hostless reports whether the host of a request is not known on some way.
func hostless(s sent) bool {
	return slices.ContainsFunc(s.url.Alternatives(), func(t strval.Template) bool { return graphapi.HostOf(t) == "" })
}

// handedHost reports whether a caller says by a parameter where a request goes.
func handedHost(s sent) bool {
	return slices.ContainsFunc(s.url.Alternatives(), func(t strval.Template) bool {
		if len(t.Parts) == 0 || t.Parts[0].Hole == nil {
			return false
		}
		ref, isParam := strings.CutPrefix(t.Parts[0].Hole.Ref, eval.ParamRef)
		_, place, _ := strings.Cut(ref, "#")
		return isParam && !strings.Contains(place, ".")
	})
}

func (p *program) sendsToPlatform(s sent) bool {
	return slices.ContainsFunc(s.url.Alternatives(), func(t strval.Template) bool { return p.hosts.has(graphapi.HostOf(t)) })
}

// uncalledRequests decides which of these requests are listed.
func (p *program) uncalledRequests(answers map[string][]string) []Request {
	f := newForest(p.own.Path)
	f.add(p.uncalledSends)
	var out []Request
	for _, root := range f.roots() {
		for _, n := range root.complete() {
			out = append(out, n.requests(answers, nil)...)
		}
	}
	return out
}

// complete returns the innermost nodes at which it is known what is asked. Which object
// it is asked of is left to the callers, of which nobody is in view.
func (n *node) complete() []*node {
	if len(n.callers) == 0 || !slices.ContainsFunc(n.sends, incomplete) {
		return []*node{n}
	}
	var out []*node
	for _, caller := range n.callers {
		out = append(out, caller.complete()...)
	}
	return out
}

// incomplete reports whether a caller may know more of a request than an id in it.
func incomplete(s sent) bool {
	return s.open != "" || openPath(s.url) || openValue(s.method) || asksMore(s)
}
