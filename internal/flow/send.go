package flow

import (
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/workplacelint/workplacelint/internal/sink"
)

// make moves a mark into the request that a call makes.
func (w *walker) make(i ssa.CallInstruction, sig *sink.Signature, n int, m mark, t *trail) {
	if n < 0 {
		return
	}
	switch sig.Role(n) {
	case sink.URL:
		if m.Label != plain {
			return
		}
		w.malformed(i, m, t)
		m.Label = inURL
		w.outcomeAt(i, 0, m, t)
	case sink.Text:
		w.ready(m, t, i.Pos())
		m.Label = inBody
		w.outcomeAt(i, 0, m, t)
	case sink.Sent:
		w.outcomeAt(i, 0, m, t)
	default:
	}
}

// send takes note of a mark in a request that is sent.
func (w *walker) send(i ssa.CallInstruction, sig *sink.Signature, n int, m mark, t *trail) {
	_, args := arguments(i.Common())
	if n == receiver {
		w.sentOver(i, sig, args, m)
		return
	}
	role := sig.Role(n)
	req := request{Calls: w.site(i.Pos())}
	inAddress := addresses(role, m)
	if inAddress || role == sink.Text || role == sink.Sent && m.Label.inRequest() {
		w.used(m, req, t, i.Pos())
		if role != sink.Text {
			w.chosen(i, args[n], t)
		}
	}
	if inAddress || role == sink.Sent && m.Label == inHeader {
		w.redirect(i, m, t)
	}
	if !inAddress {
		return
	}
	for _, over := range w.over(i) {
		w.sent(i, m, over, req, t)
	}
	w.recorded(i, args[n], m, t)
	m.Label = plain
	w.failure(i, m, t)
	m.Label = inLink
	w.outcomeAt(i, 0, m, t.add(i.Pos(), linkNote))
}

// redirect keeps what a request holds for the functions that get it if it is
// redirected.
func (w *walker) redirect(i ssa.CallInstruction, m mark, t *trail) {
	if m.Label == plain {
		m.Label = inURL
	}
	if len(w.redirects) > 0 {
		w.exit(m, exit{Way: toPlace, Place: labelled(redirectedPlace, m.Label)}.keep(m), t, i.Pos(), "a redirect repeats it")
	}
}

// followed marks the requests that a function gets which were sent before.
func (w *walker) followed() {
	for _, v := range w.fn.Params {
		for _, l := range []label{inURL, inHeader} {
			w.hold(v, mark{place: labelled(redirectedPlace, l), quality: quality{Label: l}}, nil)
		}
	}
}

// addresses reports whether a mark is in the URL of what is sent.
func addresses(role sink.Role, m mark) bool {
	return role == sink.URL && m.Label == plain || role == sink.Sent && m.Label == inURL
}

// sentOver takes note of what a call sends over, for the URLs that it is known
// to send.
func (w *walker) sentOver(i ssa.CallInstruction, sig *sink.Signature, args []ssa.Value, over mark) {
	for n, a := range args {
		for _, m := range w.marks(a) {
			if addresses(sig.Role(n), m) {
				w.sent(i, m, over.place, request{Calls: w.site(i.Pos())}, w.held[a][m])
			}
		}
	}
}

// over returns the places that say what a call sends over.
func (w *walker) over(i ssa.CallInstruction) []string {
	recv, _ := arguments(i.Common())
	out := []string{""}
	for m := range w.held[recv] {
		if m.place != "" && !slices.Contains(out, m.place) {
			out = append(out, m.place)
		}
	}
	slices.Sort(out)
	return out
}

// sent notes that the URL of a request holds a mark, and what it is sent over.
func (w *walker) sent(i ssa.CallInstruction, m mark, over string, req request, t *trail) {
	m.Label = plain
	if m.As != "" {
		w.used(m, req, t, i.Pos())
	}
	w.exit(m, exit{Way: toSend, Over: over, Quality: quality{Label: plain}, At: w.at(i.Pos()), Request: w.sided(m, req)}, t, i.Pos(), "it is in the URL of this request")
}

// recorded notes that a client records the URL of what it sends, or names it to
// others.
func (w *walker) recorded(i ssa.CallInstruction, url ssa.Value, m mark, t *trail) {
	c := i.Common()
	recv, _ := arguments(c)
	m.Label = plain
	if recv != nil {
		name := w.typeName(recv.Type())
		if s := w.rules.Clients[name]; s != nil && !w.quiet[name] {
			w.leak(m, s, sink.URL, t, i.Pos())
		}
	}
	if fn := c.StaticCallee(); fn != nil && fn.Pkg != nil {
		if s := w.rules.Helpers[fn.Pkg.Pkg.Path()]; s != nil {
			w.leak(m, s, sink.URL, t, i.Pos())
		}
	}
	if s := w.rules.Sinks.First(func(s *sink.Sink) bool { return len(s.Edges) > 0 }); s != nil && !w.stops[s.Unless] && redirected(url, s.Edges) {
		w.leak(m, s, sink.URL, t, i.Pos())
	}
}

// redirected reports whether the path of a URL ends in an edge that is answered
// with a redirect, unless the redirect is turned off.
func redirected(url ssa.Value, edges []string) bool {
	found := false
	for _, lit := range literals(url, 0) {
		if strings.Contains(lit, "redirect=") {
			return false
		}
		path, _, _ := strings.Cut(lit, "?")
		if _, last, ok := cutLast(path, "/"); ok && slices.Contains(edges, last) {
			found = true
		}
	}
	return found
}

func cutLast(s, sep string) (before, after string, ok bool) {
	i := strings.LastIndex(s, sep)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+len(sep):], true
}

// chosen notes that a client of the server chooses where a request goes that
// carries marks.
func (w *walker) chosen(i ssa.CallInstruction, req ssa.Value, t *trail) {
	s := w.rules.Sinks.First(func(s *sink.Sink) bool { return s.Hosts })
	if s == nil {
		return
	}
	marks := w.marks(req)
	for _, in := range marks {
		if !strings.HasPrefix(in.place, inputPlace) || in.Inner || in.Label == inHeader {
			continue
		}
		for _, m := range marks {
			if !strings.HasPrefix(m.place, inputPlace) && m.As != "" {
				m.Label = plain
				w.leak(m, s, sink.URL, t, i.Pos())
			}
		}
	}
}
