package extract

import (
	"cmp"
	"slices"
	"strings"

	"github.com/workplacelint/workplacelint/internal/eval"
	"github.com/workplacelint/workplacelint/internal/graphapi"
	"github.com/workplacelint/workplacelint/internal/strval"
)

// requests makes the results of a node: one for each endpoint that it may be.
// strange are paths that the same call sends to at other services: a host that
// configuration may set instead is one of theirs.
func (n *node) requests(answers map[string][]string, strange []string) []Request {
	var out []Request
	known, all := knownPaths(n.sends...), addresses(n.sends...)
	emptied := n.emptied()
	for _, s := range n.sends {
		for _, target := range n.withoutPages(n.withoutEmpty(withoutEmptyIDs(preferDefaults(preferKnownHosts(s.url.Alternatives(), known, strange), all), emptied))) {
			for _, method := range s.method.Alternatives() {
				out = append(out, n.request(s, method, target, answers))
			}
		}
	}
	return withoutOpenVersions(merge(out))
}

// withoutOpenVersions drops the requests that another one is with a version that is
// known in the place of one that is not: a default of what callers may choose.
func withoutOpenVersions(reqs []Request) []Request {
	known := map[string]bool{}
	for _, r := range reqs {
		if r.Version != "" && r.Version != graphapi.UnknownVersion {
			r.Version = graphapi.UnknownVersion
			known[r.key()] = true
		}
	}
	return slices.DeleteFunc(reqs, func(r Request) bool {
		return r.Version == graphapi.UnknownVersion && known[r.key()]
	})
}

func (n *node) request(s sent, method, target strval.Template, answers map[string][]string) Request {
	verb, _ := method.Literal()
	req := graphapi.New(strings.ToUpper(verb), target, s.params)
	if s.open != "" && req.BodyOpen == "" {
		req.BodyOpen = s.open
	}
	outer := n.stack[len(n.stack)-1]
	r := Request{
		Request:  req,
		Position: position(outer),
		Send:     position(n.stack[0]),
		Function: outer.Fn.Short,
		Package:  outer.Fn.Package,
		Caller:   outer.Fn.Name,
		Sender:   s.sender,
		Evidence: evidence(n.stack, s.unsent),
		Made:     makers(s.made, n.stack),

		OpenSender: s.openSender,
		Batched:    s.batched,
		Returned:   s.returned,
		Partial:    s.partial,
		Unsent:     s.unsent,
	}
	if !s.unsent {
		r.Takes = takes(s.made, outer.Fn.Package)
	}
	if verb == "" && r.Open == "" {
		r.MethodOpen = methodReason(method)
	}
	address, _, _ := target.Cut("?")
	r.OpenParam = openParam(method, address, req.Params)
	r.Forwards = r.Host == "" && r.Open != "" && openHole(strval.Single(address)) != nil
	r.IDOrigins = idOrigins(target, answers)
	return r
}

func methodReason(method strval.Template) string {
	for _, h := range method.Holes() {
		return graphapi.HoleReason(h)
	}
	return "it is not known"
}

func position(s eval.Site) Position {
	return Position{File: s.InFile(), Line: int(s.Line), Column: int(s.Col)}
}

func evidence(stack []eval.Site, unsent bool) []Evidence {
	out := make([]Evidence, 0, len(stack))
	for _, s := range stack {
		if s.Line == 0 {
			continue // In what the compiler adds nobody wrote a call.
		}
		note := "called here, in " + s.Fn.Short
		if len(out) == 0 {
			note = "request is sent here, in " + s.Fn.Short
		}
		if unsent && len(out) == 0 {
			note = "request is made here, in " + s.Fn.Short + ", and nobody in view sends it"
		}
		out = append(out, Evidence{Position: position(s), Note: note})
	}
	return out
}

// makers says where a request is made, if that is none of the calls that lead to
// where it is sent.
func makers(made, stack []eval.Site) []Evidence {
	var out []Evidence
	for _, m := range made[:min(len(made), 1)] {
		if !slices.ContainsFunc(stack, func(s eval.Site) bool { return s.InFile() == m.InFile() && s.Line == m.Line }) {
			out = append(out, Evidence{Position: position(m), Note: "request is made here, in " + m.Fn.Short})
		}
	}
	return out
}

// openParam names the parameter of the function that decides the request.
func openParam(method, address strval.Template, params []graphapi.Param) string {
	h := openHole(strval.SetOf(method, address))
	for _, p := range params {
		if h == nil && (p.Name == fieldsParam || p.Name == batchParam) {
			h = openHole(p.Value)
		}
	}
	if h == nil {
		return ""
	}
	fn, _, _ := strings.Cut(strings.TrimPrefix(h.Ref, eval.ParamRef), "#")
	return "parameter " + h.Name + " of " + fn[strings.LastIndexAny(fn, "./")+1:]
}

// idOrigins finds the holes of a path that were read from the answers to other
// requests.
func idOrigins(target strval.Template, answers map[string][]string) map[string][]string {
	var out map[string][]string
	for _, h := range target.Holes() {
		for _, ref := range answerRefs(h.Ref) {
			if paths := answers[ref]; len(paths) > 0 {
				if out == nil {
					out = map[string][]string{}
				}
				out[h.Ref] = append(out[h.Ref], paths...)
			}
		}
	}
	return out
}

// answerRefs returns the identity of the answer that a hole was read from.
func answerRefs(ref string) []string {
	const mark = "resp:"
	if !strings.HasPrefix(ref, mark) {
		return nil
	}
	n := strings.IndexByte(ref[len(mark):], ':')
	if n < 0 {
		return nil
	}
	return []string{ref[:len(mark)+n+1]}
}

// withoutPages drops the URLs that are links in answers to the same call, if it
// sends something else: further pages of what that asks for, which need nothing
// more.
func (n *node) withoutPages(urls []strval.Template) []strval.Template {
	first := slices.ContainsFunc(n.sends, func(s sent) bool {
		return slices.ContainsFunc(s.url.Alternatives(), func(u strval.Template) bool { return !n.isPage(u) })
	})
	if !first {
		return urls
	}
	return slices.DeleteFunc(urls, n.isPage)
}

func (n *node) isPage(u strval.Template) bool {
	address, _, _ := u.Cut("?")
	link, ok := address.AsHole()
	return ok && slices.ContainsFunc(answerRefs(link.Ref), func(ref string) bool {
		return slices.ContainsFunc(n.sends, func(s sent) bool { return s.ref == ref })
	})
}

// withoutEmpty drops URLs that are empty but for parameters, if the call has
// others: nothing is sent there, the text is that of a way on which it is not set.
func (n *node) withoutEmpty(urls []strval.Template) []strval.Template {
	empty := func(u strval.Template) bool {
		address, _, _ := u.Cut("?")
		return address.IsEmpty()
	}
	for _, s := range n.sends {
		if slices.ContainsFunc(s.url.Alternatives(), func(u strval.Template) bool { return !empty(u) }) {
			return slices.DeleteFunc(slices.Clone(urls), empty)
		}
	}
	return urls
}

// withoutEmptyIDs drops the URLs that differ from another of the call only in a segment
// that is empty, or left out before others, where the other has one that is not known:
// the zero value that stands for an id nobody found.
func withoutEmptyIDs(urls []strval.Template, emptied map[string]bool) []strval.Template {
	var out []strval.Template
	for _, u := range urls {
		if !emptied[u.String()] {
			out = append(out, u)
		}
	}
	return out
}

// emptied returns the URLs of the call with a segment that is not known left out.
func (n *node) emptied() map[string]bool {
	held := map[string]bool{}
	for _, s := range n.sends {
		for _, u := range s.url.Alternatives() {
			addEmptied(held, strings.Split(u.String(), "/"))
		}
	}
	return held
}

func addEmptied(held map[string]bool, segs []string) {
	for i, seg := range segs {
		if i > 2 && strings.HasPrefix(seg, "{") {
			held[withEmpty(segs, i)] = true
			if i < len(segs)-1 {
				held[strings.Join(slices.Delete(slices.Clone(segs), i, i+1), "/")] = true
			}
		}
	}
}

func withEmpty(segs []string, at int) string {
	segs = slices.Clone(segs)
	segs[at] = ""
	return strings.Join(segs, "/")
}

// merge joins the results that ask the same of the same endpoint.
func merge(reqs []Request) []Request {
	var out []Request
	at := map[string]int{}
	for _, r := range reqs {
		key := r.key()
		if i, ok := at[key]; ok {
			out[i].Params = joinParams(out[i].Params, r.Params)
			out[i].OpenSender = out[i].OpenSender || r.OpenSender
			out[i].Takes = append(out[i].Takes, r.Takes...)
			out[i].FieldsOpen = cmp.Or(out[i].FieldsOpen, r.FieldsOpen)
			out[i].ParamsOpen = cmp.Or(out[i].ParamsOpen, r.ParamsOpen)
			out[i].BodyOpen = cmp.Or(out[i].BodyOpen, r.BodyOpen)
			for ref, paths := range r.IDOrigins {
				if out[i].IDOrigins == nil {
					out[i].IDOrigins = map[string][]string{}
				}
				out[i].IDOrigins[ref] = append(out[i].IDOrigins[ref], paths...)
			}
			continue
		}
		at[key] = len(out)
		out = append(out, r)
	}
	return out
}

// key identifies a request by where it is decided and what it asks.
func (r Request) key() string {
	var b strings.Builder
	b.WriteString(r.Position.File)
	b.WriteString(posKey(r.Position))
	b.WriteString(r.Method + " " + r.Host + " " + r.Version + " " + r.PathString() + " " + r.Open)
	b.WriteString(strings.Join(graphapi.FlatFields(r.Fields), ","))
	for _, p := range r.Params {
		if p.Place != graphapi.InHeader {
			b.WriteString("&" + p.Name)
		}
	}
	return b.String()
}

// sortRequests orders results by position, then by what they ask.
func sortRequests(reqs []Request) {
	slices.SortStableFunc(reqs, func(a, b Request) int {
		return cmp.Or(
			strings.Compare(a.Position.File, b.Position.File),
			cmp.Compare(a.Position.Line, b.Position.Line),
			cmp.Compare(a.Position.Column, b.Position.Column),
			strings.Compare(a.key(), b.key()),
		)
	})
}

// pathOf returns the path of a URL as a template.
func pathOf(u strval.Template) string {
	return graphapi.New("", u, nil).PathString()
}
