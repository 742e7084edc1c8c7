package extract

import (
	"go/ast"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/workplacelint/workplacelint/internal/catalog"
	"github.com/workplacelint/workplacelint/internal/graphapi"
)

// DirectiveNote begins the note of the evidence that a directive is.
const DirectiveNote = "directive: "

// settle applies directives to the requests of a package: what they state takes
// the place of requests there that are not known. It adds their faults.
func (res *Result) settle(pass *analysis.Pass, files []*ast.File) {
	spots, faults := directives(pass.Fset, files)
	res.faults = append(res.faults, faults...)
	for _, s := range spots {
		res.settleSpot(pass, s)
	}
	if len(spots) > 0 {
		sortRequests(res.Requests)
	}
	slices.SortFunc(res.faults, func(a, b Fault) int { return int(a.Pos - b.Pos) })
}

func (res *Result) settleSpot(pass *analysis.Pass, s *spot) {
	var known, open []int
	for i := range res.Requests {
		switch r := &res.Requests[i]; {
		case isOpen(r) && s.reaches(r):
			open = append(open, i)
		case s.holds(r.Position):
			known = append(known, i)
		}
	}
	switch {
	case len(open) > 0:
		res.replace(s, open)
	case len(known) > 0:
		res.compare(s, known)
	case s.at == s.directives[0].pos:
		for _, d := range s.directives {
			res.faults = append(res.faults, d.fault(FaultUnused, "there is no call and no declaration here that could send %s", d.stated))
		}
	default:
		for _, d := range s.directives {
			res.Requests = append(res.Requests, d.made(pass, s))
		}
	}
}

// reaches reports whether a call on the way to what is sent is in the spot, or
// where it is made.
func (s *spot) reaches(r *Request) bool {
	holds := func(e Evidence) bool { return s.holds(e.Position) }
	return s.holds(r.Position) || slices.ContainsFunc(r.Evidence, holds) || slices.ContainsFunc(r.Made, holds)
}

// isOpen reports whether something of a request is not known that a directive
// can state.
func isOpen(r *Request) bool {
	m := defaultCatalog().Match(r.Request, r.IDOrigins)
	return m.Kind == catalog.Unresolved || m.Kind == catalog.Ambiguous || r.FieldsOpen != "" || r.Method == ""
}

// replace puts what the directives state in the place of requests that are not
// known.
func (res *Result) replace(s *spot, open []int) {
	var stated []Request
	for _, i := range open {
		for _, d := range s.directives {
			if d.agrees(&res.Requests[i]) {
				stated = append(stated, d.instead(&res.Requests[i]))
			}
		}
	}
	for _, d := range s.directives {
		if !d.used {
			res.faults = append(res.faults, d.contradicted(&res.Requests[open[0]]))
		}
	}
	if len(stated) == 0 {
		return
	}
	var rest []Request
	for i := range res.Requests {
		if !slices.Contains(open, i) {
			rest = append(rest, res.Requests[i])
		}
	}
	res.Requests = merge(append(rest, stated...))
}

// compare says of directives at requests that are known that they are not needed
// or not true.
func (res *Result) compare(s *spot, known []int) {
	for _, d := range s.directives {
		first := &res.Requests[known[0]]
		for _, i := range known {
			if d.agrees(&res.Requests[i]) {
				first = &res.Requests[i]
				break
			}
		}
		if !d.used {
			res.faults = append(res.faults, d.contradicted(first))
			continue
		}
		f := d.fault(FaultUnused, "this request is known without the directive")
		f.At = []Evidence{{first.Position, doneHere(first)}}
		res.faults = append(res.faults, f)
	}
}

func (d *directive) contradicted(r *Request) Fault {
	method := r.Method
	if method == "" {
		method = "?"
	}
	verb := "sends"
	if r.Unsent {
		verb = "makes"
	}
	f := d.fault(FaultContradicting, "this directive states %s %s, but the code %s %s %s", d.stated.method, d.path(), verb, method, pathText(r))
	f.At = []Evidence{{r.Position, doneHere(r)}}
	return f
}

// doneHere says what is done with a request at its place.
func doneHere(r *Request) string {
	if r.Unsent {
		return "it is made here"
	}
	return "it is sent here"
}

func (d *directive) path() string { return d.stated.request("", nil).PathString() }

// pathText writes as much of a path as is known.
func pathText(r *Request) string {
	if r.Open != "" && len(r.Segments) == 0 {
		return "?"
	}
	return r.PathString()
}

// agrees reports whether a request may be the one that the directive states.
func (d *directive) agrees(r *Request) bool {
	if !d.mayBe(r) {
		return false
	}
	d.used = true
	return true
}

func (d *directive) mayBe(r *Request) bool {
	req := d.stated.request("", nil)
	if r.Method != "" && r.Method != req.Method || req.Host != "" && r.Host != "" && r.Host != req.Host {
		return false
	}
	for i, seg := range r.Segments {
		if i >= len(req.Segments) {
			return r.Open != ""
		}
		known, isKnown := seg.Literal()
		stated, isStated := req.Segments[i].Literal()
		if isKnown && isStated && known != stated {
			return false
		}
	}
	return r.Open != "" || len(r.Segments) == len(req.Segments)
}

// instead returns what the directive states, sent where r is.
func (d *directive) instead(r *Request) Request {
	out := *r
	host := r.Host
	if host == "" {
		host = ownHost()
	}
	params := slices.DeleteFunc(slices.Clone(r.Params), func(p graphapi.Param) bool { return p.Place == graphapi.InQuery && r.Open != "" })
	out.Request = d.stated.request(host, params)
	if out.Version == "" {
		out.Version = r.Version
	}
	out.MethodOpen, out.OpenParam, out.Forwards = "", "", false
	out.Evidence = append(slices.Clone(r.Evidence), d.evidence())
	return out
}

// made returns what the directive states, of a place where nothing else is known
// to be sent.
func (d *directive) made(pass *analysis.Pass, s *spot) Request {
	d.used = true
	return Request{
		Request: d.stated.request(ownHost(), nil), Position: s.at, Send: s.at,
		Function: s.function(pass.TypesInfo, pass.Pkg), Package: pass.Pkg.Path(), Caller: s.caller(pass.TypesInfo, pass.Pkg),
		Evidence: []Evidence{{s.at, "request is sent here"}, d.evidence()}, OpenSender: true,
	}
}

func (d *directive) evidence() Evidence { return Evidence{d.pos, DirectiveNote + d.stated.String()} }

// ownHost is the host that a path without one is meant for: the platform's own.
func ownHost() string {
	for _, h := range defaultCatalog().Hosts() {
		if h.WorkplaceOnly && h.Confidence == catalog.Documented {
			return h.Name
		}
	}
	return ""
}
