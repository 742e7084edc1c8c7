package flow

import (
	"cmp"
	"go/token"
	"strconv"
	"strings"

	"github.com/workplacelint/workplacelint/internal/extract"
	"github.com/workplacelint/workplacelint/internal/verdict"
)

// A request is one that carries a text. The zero value is one that is made ready
// here and sent out of sight.
type request struct {
	// Calls are the calls that lead to it, the one that sends first, as long as it
	// depends on more of them whose it is.
	Calls string
	// Side is whose it is, as far as these calls tell.
	Side verdict.Side
}

func (r request) compare(s request) int {
	return cmp.Or(cmp.Compare(r.Calls, s.Calls), cmp.Compare(r.Side, s.Side))
}

// maxCalls bounds how many calls are told apart.
const maxCalls = 5

// from adds a call that leads to the request.
func (r request) from(call string) request {
	if r.Calls == "" || strings.Count(r.Calls, "\n") >= maxCalls {
		return r
	}
	return request{Calls: r.Calls + call}
}

// site is a call as in [request.Calls].
func (p *pkg) site(pos token.Pos) string {
	at := p.fset.PositionFor(pos, false)
	return callAt(extract.Position{File: at.Filename, Line: at.Line, Column: at.Column})
}

func callAt(at extract.Position) string {
	return at.File + ":" + strconv.Itoa(at.Line) + ":" + strconv.Itoa(at.Column) + "\n"
}

// requests are those of a package that the inventory knows, by the call that
// sends.
type requests struct {
	known map[string][]known
	// elsewhere are calls that send to hosts of other services, open are those of
	// which callers in other packages may know more.
	elsewhere, open map[string]bool
}

// A known request is decided by the last of its calls.
type known struct {
	calls string
	side  verdict.Side
}

func newRequests(elsewhere map[extract.Position]bool) *requests {
	r := &requests{known: map[string][]known{}, elsewhere: map[string]bool{}, open: map[string]bool{}}
	for at := range elsewhere {
		r.elsewhere[callAt(at)] = true
	}
	return r
}

func (r *requests) add(req *extract.Request, side verdict.Side) {
	send := callAt(req.Send)
	if req.Forwards {
		r.open[send] = true
		return
	}
	var calls strings.Builder
	for n, e := range req.Evidence {
		if n < maxCalls && !strings.HasPrefix(e.Note, extract.DirectiveNote) {
			calls.WriteString(callAt(e.Position))
		}
	}
	r.known[send] = append(r.known[send], known{calls.String(), side})
}

// An answer says whose a request is of which some calls are known.
type answer struct {
	side verdict.Side // the best that it may be
	seen bool         // the inventory knows the call that sends
	// settled says that no other caller changes it.
	settled bool
}

// ask asks whose a request is; further says that the calls of others may lead to
// it.
func (r *requests) ask(calls string, further bool) answer {
	send := calls[:strings.IndexByte(calls, '\n')+1]
	a := answer{settled: true}
	for _, k := range r.known[send] {
		if decided := strings.HasPrefix(calls, k.calls); decided || strings.HasPrefix(k.calls, calls) {
			a.seen = true
			a.side = max(a.side, k.side)
			a.settled = a.settled && (decided || !further)
		}
	}
	if !a.seen && r.elsewhere[send] {
		a.seen, a.side = true, verdict.Theirs
	}
	a.settled = a.settled && (a.side == verdict.Ours || a.side == verdict.Theirs && !r.open[send])
	a.seen = a.seen || r.open[send]
	return a
}

// sided adds to a request that carries a mark whose it is.
func (w *walker) sided(m mark, req request) request {
	if req.Calls == "" {
		return req
	}
	_, _, isParam := paramIndex(m.place)
	a := w.requests.ask(req.Calls, isParam)
	if a.settled {
		req.Calls = ""
	}
	return request{req.Calls, a.side}
}

// used notes that a request carries a text. What a parameter brings may be a
// credential for those who call the function.
func (w *walker) used(m mark, req request, t *trail, pos token.Pos) {
	note := ""
	if _, _, isParam := paramIndex(m.place); m.As != "" {
		note = "it is sent as the " + m.As.String()
	} else if !isParam {
		return
	}
	e := exit{Way: toUse, Quality: quality{Label: m.Label}, Request: w.sided(m, req)}
	if e.Request == (request{}) {
		e.At = w.at(pos)
	}
	w.exit(m, e, t, pos, note)
}

// ready notes that a text is put into the place of a credential, in a request that
// may be sent out of sight.
func (w *walker) ready(m mark, t *trail, pos token.Pos) {
	if m.As != "" {
		w.used(m, request{}, t, pos)
	}
}
