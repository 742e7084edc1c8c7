package extract

import (
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/workplacelint/workplacelint/internal/eval"
	"github.com/workplacelint/workplacelint/internal/ir"
	"github.com/workplacelint/workplacelint/internal/slice"
)

// A request may be made for somebody else to send: the program that imports the
// package, a library that cannot be read, a worker behind a queue. What is sent is
// found first. Where a request is made that goes to no call that sends, as far as
// arguments and results tell, the functions run once more that have to do with it, and
// what they leave behind is listed.

// makingRequests are the functions of net/http that make a request.
var makingRequests = map[string]bool{"net/http.NewRequest": true, "net/http.NewRequestWithContext": true}

// makesRequest reports whether an instruction makes a request: a call, or a literal.
func makesRequest(f *ir.Func, i *ir.Instr) bool {
	return i.Op == ir.OpCall && makingRequests[f.Str(i.Sym)] || i.Op == ir.OpAlloc && f.Str(i.Type) == requestType
}

// making is what a recorder knows of the requests that a run makes.
type making struct {
	on     bool // whether they are recorded
	gone   map[eval.ObjID]bool
	recent map[eval.ObjID]sent
}

// sent takes note that a request is sent.
func (m *making) sent(id eval.ObjID) {
	if m.on {
		m.gone[id] = true
	}
}

// begin forgets the requests of the last run.
func (m *making) begin() {
	if m.on {
		m.gone, m.recent = map[eval.ObjID]bool{}, map[eval.ObjID]sent{}
	}
}

// made takes note of a request as it is made: nothing may lead to it at the end.
func (r *recorder) made(c *eval.Call, v eval.Val) eval.Val {
	if r.making.on {
		for _, id := range c.Objects(v) {
			r.making.recent[id] = requestOf(c, id)
		}
	}
	return made(v)
}

// handed takes note of requests as they are when a function gets them of which nothing
// is known.
func (r *recorder) handed(c *eval.Call) {
	for _, a := range c.Args {
		for _, id := range c.Objects(a) {
			if c.State.Get(id).Type == requestType {
				r.making.recent[original(c, id)] = requestOf(c, id)
			}
		}
	}
}

// ended records what a run made and did not send. Others may put more into it.
func (r *recorder) ended(c *eval.Call) {
	for _, id := range c.Of(requestType) {
		if original(c, id) == id {
			r.making.recent[id] = requestOf(c, id)
		}
	}
	for _, id := range slices.Sorted(maps.Keys(r.making.recent)) {
		s := r.making.recent[id]
		s.stack, s.url = c.Born(id), r.ours(s.url)
		if r.making.gone[id] || len(s.stack) == 0 || s.url.IsBottom() {
			continue
		}
		s.unsent, s.openSender = true, true
		s.partial = c.In.Tables.Partial()
		r.add(s)
	}
	r.making.begin()
}

// runUnsent runs the functions of the package that have a request last which nobody
// is seen to send, and those of it that they call to make it.
func (p *program) runUnsent() {
	makes := p.unsentMakes()
	if len(makes) == 0 {
		return
	}
	sends := p.calls.leads
	p.calls.leads = map[string]bool{}
	of := make([]slice.Send, len(makes))
	var from, ends []string
	for i, m := range makes {
		of[i], p.making[place{m.Function, m.Pos}] = m.Send, true
		from, ends = append(from, m.Function), append(ends, m.Ends...)
	}
	p.calls.spread(from)
	made := maps.Clone(p.calls.leads)
	if slices.ContainsFunc(makes, func(m slice.Make) bool { return !slices.ContainsFunc(m.Ends, p.isOwn) }) {
		ends = append(ends, p.entrances(made)...)
	}
	maps.Copy(p.calls.leads, trueOf(sends))
	p.refill(p.slice.Of(of))
	p.observe()
	p.takers = newTakers(p.forest)
	p.climb(ends, made)
	p.runForeign(p.unsent)
}

// climb runs functions with those that they call to make a request, as made says. A
// request that lies in a struct or a list goes further than its place tells: where
// nobody sends it, the callers run too if they may know more of it.
func (p *program) climb(ends []string, made map[string]bool) {
	callers, order := p.calls.callers(), p.calls.order(p.roots())
	ran := map[string]bool{}
	for len(ends) > 0 {
		run := p.between(ends, made)
		ends = nil
		for _, fn := range order {
			if !run[fn.Name] || ran[fn.Name] {
				continue
			}
			ran[fn.Name] = true
			p.apart(fn)
			sends := p.taken()
			p.unsent.add(sends)
			if !p.settles(sends) && !p.takers.takeAll(sends) {
				for _, name := range callers[fn.Name] {
					ends = append(ends, p.calls.outermost(name))
				}
			}
		}
	}
}

// observe has the recorder told of what runs make.
func (p *program) observe() {
	p.rec.making.on = true
	p.rec.making.begin()
	p.in.Ended = p.rec.ended
	p.in.Outside = func(c *eval.Call) {
		p.rec.handed(c)
		p.demand.call(c)
	}
}

// unsentMakes returns where requests are made that may go to the platform, and of which
// a function of the package is the last that is seen to have them; also where a function
// below it puts one somewhere and nobody is known to send any that is made there.
func (p *program) unsentMakes() []slice.Make {
	if p.foreign {
		return nil // What it makes counts where this module calls it.
	}
	for _, n := range p.forest.nodes {
		for _, s := range n.sends {
			if len(s.made) > 0 {
				p.sent[stackKey(s.made[:1])] = true
			}
		}
	}
	callers := sync.OnceValue(p.calls.callers)
	counts := func(m *slice.Make) bool {
		if slices.ContainsFunc(m.Ends, p.isOwn) {
			return true
		}
		at := eval.Site{Fn: p.calls.funcs[m.Function], Pos: m.Pos}
		return !p.sent[stackKey([]eval.Site{at})] && p.comesHere(m.Ends, callers())
	}
	return slices.DeleteFunc(p.slice.Unsent(counts), func(m slice.Make) bool { return !p.hosts.mentioned(m.Texts) })
}

func (p *program) isOwn(name string) bool {
	f := p.calls.funcs[name]
	return f != nil && f.Package == p.own.Path
}

// comesHere reports whether a function of the package leads to one of some functions
// of others.
func (p *program) comesHere(work []string, callers map[string][]string) bool {
	seen := map[string]bool{}
	for len(work) > 0 {
		name := work[len(work)-1]
		work = work[:len(work)-1]
		if p.isOwn(name) {
			return true
		}
		if !seen[name] {
			seen[name] = true
			work = append(work, callers[name]...)
		}
	}
	return false
}

// entrances returns the functions of the package that call a function of another one
// which makes a request.
func (p *program) entrances(made map[string]bool) []string {
	var out []string
	for _, f := range p.own.Funcs {
		away := func(name string) bool { return made[name] && !p.isOwn(name) }
		if made[f.Name] && p.isOwn(f.Name) && slices.ContainsFunc(p.calls.callees(f), away) {
			out = append(out, p.calls.outermost(f.Name))
		}
	}
	return out
}

// between returns the functions on the way from some functions down to those that they
// lead to.
func (p *program) between(work []string, leads map[string]bool) map[string]bool {
	out := map[string]bool{}
	for len(work) > 0 {
		name := work[len(work)-1]
		work = work[:len(work)-1]
		if f := p.calls.funcs[name]; f != nil && leads[name] && !out[name] {
			out[name] = true
			work = append(work, p.calls.callees(f)...)
		}
	}
	return out
}

func trueOf(all map[string]bool) map[string]bool {
	out := maps.Clone(all)
	maps.DeleteFunc(out, func(_ string, yes bool) bool { return !yes })
	return out
}

// refill finds out what those fields and variables hold that matter to a slice and did
// not before.
func (p *program) refill(s *slice.Slice) {
	before := p.writes
	p.writes = s.Writers()
	maps.DeleteFunc(p.writes, func(name string, _ bool) bool { return before[name] })
	matters := p.in.Matters
	p.in.Matters, p.in.Escaped, p.filling = func(string) bool { return false }, false, true
	p.fill(p.writers(p.roots()))
	p.in.Matters, p.in.Escaped, p.filling = matters, true, false
}

// taken returns those of the requests that were recorded which are not sent. How the
// others were made counts: whoever sends them takes them.
func (p *program) taken() []sent {
	sends := p.rec.take()
	if !p.rec.making.on {
		return sends
	}
	return slices.DeleteFunc(sends, func(s sent) bool {
		if !s.unsent {
			p.takers.add(s)
		}
		return !s.unsent || !p.making[place{s.stack[0].Fn.Name, s.stack[0].Pos}]
	})
}

// A place is an instruction of a function.
type place struct {
	function string
	ir.Pos
}

// unsentRequests returns the requests that are made in the package and that nothing in
// view sends.
func (p *program) unsentRequests(answers map[string][]string) []Request {
	var out []Request
	if len(p.unsent.nodes) == 0 {
		return nil
	}
	for _, root := range p.unsent.roots() {
		for _, n := range p.decided(root) {
			n.sends = slices.DeleteFunc(slices.Clone(n.sends), func(s sent) bool { return !mayBeOurs(s) || p.takers.take(s) })
			if p.reports(n) && len(n.sends) > 0 {
				out = append(out, n.requests(answers, nil)...)
			}
		}
	}
	return slices.DeleteFunc(out, func(r Request) bool { return r.Host == "" && !defaultCatalog().Mentions("/"+r.PathString()) })
}

// takers are what is sent in view, by how it is made.
type takers struct {
	// made are the calls that make what is sent, from the inside to each that leads
	// there.
	made map[string]bool
	// within is what is sent, with the functions that lead there; anywhere is what is
	// sent of which it is not known how it was made, since it lay in a field.
	within   map[string]bool
	anywhere map[string]bool
}

func newTakers(f *forest) *takers {
	t := &takers{made: map[string]bool{}, within: map[string]bool{}, anywhere: map[string]bool{}}
	for _, n := range f.nodes {
		for _, s := range n.sends {
			t.add(s)
		}
	}
	return t
}

func (t *takers) add(s sent) {
	for n := range s.made {
		t.made[stackKey(s.made[:n+1])] = true
	}
	for what := range asked(s) {
		if len(s.made) == 0 {
			t.anywhere[what] = true
		}
		for _, at := range s.stack {
			t.within[at.Fn.Name+" "+what] = true
		}
	}
}

// take reports whether a request is sent: as it is made, from a field that it may lie
// in, or by another one with its address in the function that made it.
func (t *takers) take(s sent) bool {
	if t.made[stackKey(s.stack)] {
		return true
	}
	outer := s.stack[len(s.stack)-1].Fn.Name
	for what := range asked(s) {
		if !t.anywhere[what] && !t.within[outer+" "+what] {
			return false
		}
	}
	return true
}

func (t *takers) takeAll(sends []sent) bool {
	return !slices.ContainsFunc(sends, func(s sent) bool { return !t.take(s) })
}

// asked writes methods and addresses of a request, with all ids alike.
func asked(s sent) map[string]bool {
	out := map[string]bool{}
	for _, m := range s.method.Alternatives() {
		for _, u := range s.url.Alternatives() {
			out[unified(m)+" "+address(u)] = true
		}
	}
	return out
}

// takes returns the keys of the calls that made a request in other packages; see
// [Request.Takes].
func takes(made []eval.Site, own string) []string {
	var keys []string
	var b strings.Builder
	for _, s := range made {
		if s.Line > 0 {
			b.WriteString(callKey(position(s)))
		}
		if s.Fn.Package != own {
			keys = append(keys, b.String())
		}
	}
	return keys
}
