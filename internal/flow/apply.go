package flow

import (
	"strings"

	"golang.org/x/tools/go/ssa"
)

// enterCall hands a mark to a function whose summary is known.
func (w *walker) enterCall(i ssa.CallInstruction, n int, m mark, t *trail) {
	c := i.Common()
	k := n
	if c.IsInvoke() || n == receiver || c.Signature().Recv() != nil {
		k = n + 1 // The receiver is the first parameter.
	}
	m = w.header(c, n, m)
	known := w.summariesOf(c)
	if len(known) == 0 {
		w.lose(c, m)
	}
	for _, s := range known {
		for _, e := range s.from[labelled(param(k), m.Label)] {
			w.apply(i, e, s.steps[e], m, t)
		}
	}
}

// header says that a text is the value of a header if a function gets the name of
// that before it: AddHeader("Authorization", token).
func (w *walker) header(c *ssa.CallCommon, n int, m mark) mark {
	_, args := arguments(c)
	if n > 0 && n < len(args) && strings.EqualFold(text(args[n-1]), w.use.Header) {
		return w.positioned(m, w.use.Header)
	}
	return m
}

// lose takes note of a mark that goes into a function of the program which was
// not read.
func (w *walker) lose(c *ssa.CallCommon, m mark) {
	fn := c.StaticCallee()
	if fn == nil || fn.Object() == nil || fn.Object().Pkg() == nil || !w.isProgram(fn.Object().Pkg()) {
		return
	}
	path := fn.Object().Pkg().Path()
	if w.lost[path] == nil {
		w.lost[path] = map[*ssa.Function]map[string]bool{}
	}
	if w.lost[path][w.fn] == nil {
		w.lost[path][w.fn] = map[string]bool{}
	}
	w.lost[path][w.fn][m.place] = true
}

// summariesOf returns the summaries of what a call may run.
func (w *walker) summariesOf(c *ssa.CallCommon) []*exitSet {
	var list []*exitSet
	for _, fn := range w.targets(c) {
		list = append(list, w.summaries[fn])
	}
	if len(list) == 0 {
		if s := w.below.summary(calleeName(c)); s != nil {
			list = append(list, s)
		}
	}
	return list
}

// apply does with a mark at a call what the exit of the called function says.
func (w *walker) apply(i ssa.CallInstruction, e exit, steps []Step, m mark, t *trail) {
	q := e.Quality
	if q.As != "" && m.As == "" && m.Part && !w.looksLikeCredential(m.place) {
		q.As = ""
	}
	next := mark{m.place, m.then(q), m.branch}
	if len(steps) > 0 {
		t = t.add(i.Pos(), "it is passed on here").join(steps)
	}
	switch e.Way {
	case toResult:
		w.outcomeAt(i, e.Index, next, t)
	case toPlace:
		w.ready(next, t, i.Pos()) // as in store
		place, _ := unlabelled(e.Place)
		w.exit(next, exit{Way: toPlace, Place: labelled(place, next.Label)}.keep(next), t, i.Pos(), "")
	case toParam:
		if v := argument(i.Common(), e.Index); v != nil {
			w.write(v, next, t, i.Pos())
		}
	case toUse:
		w.used(next, e.Request.from(w.site(i.Pos())), t, i.Pos())
	case toSend:
		w.sent(i, next, e.Over, e.Request.from(w.site(i.Pos())), t)
	case toSink:
		w.exit(next, exit{Way: toSink, Sink: e.Sink, At: e.At}.keep(next), t, i.Pos(), "")
	}
}

// argument returns the argument for parameter k, the receiver first.
func argument(c *ssa.CallCommon, k int) ssa.Value {
	if c.IsInvoke() {
		if k == 0 {
			return c.Value
		}
		k--
	}
	if k < len(c.Args) {
		return c.Args[k]
	}
	return nil
}

// returned marks the results of a call with what the called functions bring in
// by themselves.
func (w *walker) returned(i ssa.CallInstruction) {
	for _, s := range w.summariesOf(i.Common()) {
		for _, e := range s.brought {
			m := mark{place: e.From, quality: e.Quality}
			t := (*trail)(nil).join(s.steps[e])
			switch e.Way {
			case toResult:
				w.outcomeAt(i, e.Index, m, t)
			case toParam:
				if v := argument(i.Common(), e.Index); v != nil {
					w.write(v, m, t, i.Pos())
				}
			default:
			}
		}
	}
}
