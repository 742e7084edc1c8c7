package flow

import (
	"cmp"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/ssa"

	"github.com/workplacelint/workplacelint/internal/credential"
	"github.com/workplacelint/workplacelint/internal/sink"
)

// findings lists what leaves, in the order of positions.
func (s *solution) findings() []Finding {
	for _, e := range s.exits.sorted() {
		s.leak(e, s.exits.steps[e])
	}
	for _, fn := range s.funcs {
		s.params(fn)
		s.errors(fn)
	}
	s.recorded()
	s.flags()
	s.clear()
	list := make([]Finding, 0, len(s.found))
	for _, f := range s.found {
		list = append(list, f)
	}
	slices.SortFunc(list, func(a, b Finding) int {
		return cmp.Or(cmp.Compare(a.Pos, b.Pos), cmp.Compare(a.Sink.Category, b.Sink.Category), cmp.Compare(a.From, b.From))
	})
	return list
}

// leak adds a finding if an exit leads from a source out of the program.
func (s *solution) leak(e exit, steps []Step) {
	h, ok := s.holders[e.From]
	if !ok || e.Way != toSink {
		return
	}
	s.report(e, h.source, s.sources[h.source].kind, slices.Concat(h.steps, steps))
}

// report adds a finding unless it is known. Of several sources that leave in the
// same way at the same place, the first by name is reported.
func (s *solution) report(e exit, from string, kind credential.Kind, steps []Step) {
	key := e.Sink + " " + e.At
	if _, ok := s.found[key]; ok || s.below.reported[key] {
		return
	}
	f := Finding{Kind: kind, From: Describe(from), Sink: s.rules.Sinks.Category(e.Sink), Pos: s.position(steps), Steps: steps, URL: isURL(steps)}
	if !f.Pos.IsValid() && len(steps) > 0 {
		// All of the way is in other packages; here it is learned what it means.
		why := s.sources[from].steps
		f.Pos, f.Where = s.position(why), steps[len(steps)-1].String()
		f.Steps = slices.Concat(why, steps)
	} else if why := s.sources[from].steps; len(why) > 0 {
		f.Steps = append([]Step{why[len(why)-1]}, steps...)
	}
	if f.Sink == nil || !f.Pos.IsValid() {
		return
	}
	s.reported[key] = true
	s.found[key] = f
}

// position returns the last position of a way in the package at hand.
func (s *solution) position(steps []Step) token.Pos {
	for _, st := range slices.Backward(steps) {
		if st.Pos.IsValid() {
			return st.Pos
		}
	}
	return token.NoPos
}

func isURL(steps []Step) bool {
	return slices.ContainsFunc(steps, func(st Step) bool { return st.Note == failureNote || st.Note == linkNote })
}

// params adds what leaves of parameters that are used as credentials.
func (s *solution) params(fn *ssa.Function) {
	exits := s.summaries[fn]
	used := s.used(exits)
	for _, e := range exits.sorted() {
		kind, ok := used[e.From]
		if i, _, isParam := paramIndex(e.From); ok && isParam && e.Way == toSink {
			s.report(e, paramPlace+fn.Params[i].Name(), kind, exits.steps[e])
		}
	}
}

// errors adds the errors that an exported function returns and that hold a URL
// with a credential, each at the call that makes it.
func (s *solution) errors(fn *ssa.Function) {
	out := s.rules.Sinks.First(func(s *sink.Sink) bool { return s.Returned })
	obj, ok := fn.Object().(*types.Func)
	if out == nil || !ok || !obj.Exported() || s.types.Name() == "main" {
		return
	}
	exits := s.summaries[fn]
	used := s.used(exits)
	for _, e := range exits.sorted() {
		if e.Way != toResult || e.Quality.Label != plain || !isError(fn.Signature.Results().At(e.Index).Type()) {
			continue
		}
		at := slices.IndexFunc(exits.steps[e], func(st Step) bool { return st.Note == failureNote && st.Pos.IsValid() })
		if at < 0 {
			continue
		}
		steps := exits.steps[e][:at+1]
		e.Sink, e.At = out.Category, s.at(exits.steps[e][at].Pos)
		if kind, ok := used[e.From]; ok {
			i, _, _ := paramIndex(e.From)
			s.report(e, paramPlace+fn.Params[i].Name(), kind, steps)
		} else if h, ok := s.holders[e.From]; ok {
			s.report(e, h.source, s.sources[h.source].kind, slices.Concat(h.steps, steps))
		}
	}
}

// recorded adds what is sent over a transport that records URLs.
func (s *solution) recorded() {
	traits := map[string]string{}
	for _, e := range s.exits.sorted() {
		if strings.HasPrefix(e.From, traitPlace) && e.Way == toPlace {
			traits[e.Place] = e.From
		}
	}
	for range maxHops {
		for _, e := range s.exits.sorted() {
			if t := traits[e.From]; t != "" && e.Way == toPlace && traits[e.Place] == "" {
				traits[e.Place] = t
			}
		}
	}
	for _, e := range s.exits.sorted() {
		h, ok := s.holders[e.From]
		if e.Way != toSend || !ok {
			continue
		}
		trait := traits[e.Over]
		if strings.HasPrefix(e.Over, traitPlace) {
			trait = e.Over
		}
		if category, ok := strings.CutPrefix(trait, traitPlace); ok {
			steps := slices.Concat(h.steps, s.exits.steps[e])
			e.Sink = category
			s.report(e, h.source, s.sources[h.source].kind, steps)
		}
	}
}

// flags adds the flags of a command that shows its arguments.
func (s *solution) flags() {
	out := s.rules.Sinks.First(func(s *sink.Sink) bool { return len(s.Imports) > 0 })
	if out == nil || s.types.Name() != "main" || !imports(s.types, out.Imports, map[*types.Package]bool{}) {
		return
	}
	for _, e := range s.exits.sorted() {
		steps := s.exits.steps[e]
		src, ok := s.sources[e.From]
		if !ok || !strings.HasPrefix(e.From, flagPlace) || len(steps) == 0 {
			continue
		}
		e.Sink, e.At = out.Category, e.From
		s.report(e, e.From, src.kind, steps[:1])
	}
}

// imports reports whether a package imports one of others, directly or not.
func imports(p *types.Package, others []string, seen map[*types.Package]bool) bool {
	for _, imp := range p.Imports() {
		if slices.Contains(others, imp.Path()) {
			return true
		}
		if !seen[imp] && strings.Contains(imp.Path(), ".") {
			seen[imp] = true
			if imports(imp, others, seen) {
				return true
			}
		}
	}
	return false
}

// clear adds requests that are sent over plain http.
func (s *solution) clear() {
	out := s.rules.Sinks.First(func(s *sink.Sink) bool { return s.Scheme != "" })
	if out == nil {
		return
	}
	for _, r := range s.ev.clear {
		pos := s.locate(r.Position.File, r.Position.Line, r.Position.Column)
		if !pos.IsValid() {
			continue
		}
		steps := []Step{{Pos: pos, Note: "it " + out.Says}}
		s.report(exit{Sink: out.Category, At: s.at(pos)}, "", s.use.HeaderKind, steps)
	}
}

// locate returns the position in a file of the package, none if it is elsewhere.
func (s *solution) locate(name string, line, column int) token.Pos {
	pos := token.NoPos
	s.fset.Iterate(func(f *token.File) bool {
		if f.Name() == name && line >= 1 && line <= f.LineCount() {
			pos = f.LineStart(line) + token.Pos(max(column-1, 0))
			return false
		}
		return true
	})
	return pos
}
