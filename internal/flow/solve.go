package flow

import (
	"cmp"
	"go/token"
	"maps"
	"slices"
	"strings"

	"github.com/workplacelint/workplacelint/internal/credential"
	"github.com/workplacelint/workplacelint/internal/sink"
)

// A Finding is a credential that leaves the program.
type Finding struct {
	Kind credential.Kind
	// From says where the credential comes from, "" if there are no words for it.
	From string
	Sink *sink.Sink
	// Pos is in the package at hand.
	Pos token.Pos
	// Where is the place of the sink if it is in another package.
	Where string
	// Steps lead from the source to the sink.
	Steps []Step
	// URL says that it leaves as a part of a URL or of an error that holds one.
	URL bool
}

// A source is a place whose text is a credential.
type source struct {
	kind  credential.Kind
	steps []Step // how it is known
}

// A solution says which places are sources and what becomes of them.
type solution struct {
	*pkg
	ev      *evidence
	evident bool
	// mixed says that the package gives another service a credential.
	mixed   bool
	sources map[string]source
	// uses are the uses by which places are credentials; strange are places whose
	// text another service gets as a credential.
	uses     map[string]*exit
	strange  map[string]bool
	holders  map[string]holder
	exits    *exitSet
	from     map[string][]exit // exits to places, by where they begin
	reported map[string]bool
	found    map[string]Finding // by category and place
}

// A holder is a place that holds the text of a source.
type holder struct {
	source string
	steps  []Step
}

// solve decides what leaves the program.
func (p *pkg) solve(ev *evidence) *solution {
	s := &solution{
		pkg: p, ev: ev, evident: ev.talks || ev.governed || p.below.evident,
		uses: map[string]*exit{}, strange: maps.Clone(p.below.strange),
		sources: map[string]source{}, holders: map[string]holder{}, exits: newExitSet(), from: map[string][]exit{},
		reported: map[string]bool{}, found: map[string]Finding{},
	}
	for _, set := range []*exitSet{p.below.places, p.places} {
		for _, e := range set.sorted() {
			s.exits.add(e, set.steps[e])
		}
	}
	for _, e := range s.exits.sorted() {
		if e.Way == toPlace {
			s.from[e.From] = append(s.from[e.From], e)
		}
	}
	s.mix()
	s.findSources()
	s.estrange()
	s.spreadBack()
	s.spread()
	return s
}

// findSources lists the places that are used as credentials.
func (s *solution) findSources() {
	maps.Copy(s.sources, s.below.sources)
	for _, name := range s.ev.declared {
		kind := s.use.HeaderKind
		if s.use.Names(s.use.KeyKind, name) {
			kind = s.use.KeyKind
		}
		for _, place := range []string{envPlace + name, fieldPlace + name, flagPlace + name, configPlace + name, varPlace + name} {
			s.add(place, kind, nil)
		}
	}
	for place, kind := range s.ev.sources {
		s.add(place, kind, nil)
	}
	for _, fn := range s.funcs {
		s.kept(s.summaries[fn])
	}
	s.sent()
}

// sent adds the places whose text is sent as a credential. A field of a type of a
// library is one for all who use the library: it is none if another service gets
// its text, too.
func (s *solution) sent() {
	uses := s.usages(s.exits.sorted(), func(e exit) bool { return s.below.places.steps[e] == nil })
	for _, from := range slices.Sorted(maps.Keys(uses)) {
		u := uses[from]
		place, _ := unlabelled(from)
		e := s.accepted(u, s.exits.steps)
		if e == nil || u.theirs && s.isLibrary(place) {
			s.strange[place] = s.strange[place] || u.theirs
			continue
		}
		s.uses[from] = e
		s.add(place, e.Quality.As, s.exits.steps[*e])
	}
}

// kept adds the places in which a function keeps a parameter that is used as a
// credential.
func (s *solution) kept(exits *exitSet) {
	used := s.used(exits)
	for _, e := range exits.sorted() {
		if kind, ok := used[e.From]; ok && e.Way == toPlace && (!e.Quality.Part || e.Quality.As != "") {
			place, _ := unlabelled(e.Place)
			s.add(place, kind, exits.steps[e])
		}
	}
}

// used returns the parameters of a function that are used as credentials.
func (s *solution) used(exits *exitSet) map[string]credential.Kind {
	used := map[string]credential.Kind{}
	for from, u := range s.usages(exits.sorted(), isOwn) {
		if _, _, ok := paramIndex(from); !ok {
			continue
		}
		if e := s.accepted(u, exits.steps); e != nil {
			used[from] = e.Quality.As
		}
	}
	return used
}

func (s *solution) add(place string, kind credential.Kind, steps []Step) {
	if _, ok := s.sources[place]; !ok && place != allEnv && !isNoSource(place) {
		s.sources[place] = source{kind, steps}
	}
}

// isNoSource reports whether a place is never taken for a secret: what clients
// send, and what everybody can read in the source.
func isNoSource(place string) bool {
	return strings.HasPrefix(place, inputPlace) || strings.HasPrefix(place, traitPlace) || strings.HasPrefix(place, textPlace)
}

// nearby reports whether one of the steps is in a function from which a request
// to the API is sent.
func (s *solution) nearby(steps []Step) bool {
	for _, fn := range s.funcs {
		syntax := fn.Syntax()
		if syntax == nil || !slices.ContainsFunc(steps, func(st Step) bool { return syntax.Pos() <= st.Pos && st.Pos < syntax.End() }) {
			continue
		}
		begin, end := s.fset.PositionFor(syntax.Pos(), false), s.fset.PositionFor(syntax.End(), false)
		for _, at := range s.ev.lines {
			if at.File == begin.Filename && begin.Line <= at.Line && at.Line <= end.Line {
				return true
			}
		}
	}
	return false
}

// maxHops bounds over how many places a text is followed.
const maxHops = 8

// estrange finds the places whose text goes as it is to where another service gets
// it, but for those that are sources themselves. They serve for credentials of
// several services, and what one of these gets says nothing of the place.
func (s *solution) estrange() {
	for range maxHops {
		before := len(s.strange)
		for _, e := range s.exits.sorted() {
			place, _ := unlabelled(e.Place)
			if _, known := s.sources[place]; e.Way == toPlace && !e.Quality.Part && s.strange[place] && !known {
				from, _ := unlabelled(e.From)
				s.strange[from] = true
			}
		}
		if len(s.strange) == before {
			return
		}
	}
}

// spreadBack makes places sources whose text goes into a source as it is. Of
// several that are kept in one object of a library, the one counts that is named
// as a credential.
func (s *solution) spreadBack() {
	for range maxHops {
		before := len(s.sources)
		for _, e := range s.exits.sorted() {
			if e.Way != toPlace || e.Quality.Part || e.Quality.Label != plain || strings.HasPrefix(e.From, paramPlace) || s.strange[e.From] {
				continue
			}
			if e.Quality.Among && !s.looksLikeCredential(e.From) {
				continue
			}
			if src, ok := s.sources[e.Place]; ok {
				s.add(e.From, src.kind, slices.Concat(s.exits.steps[e], src.steps))
			}
		}
		if len(s.sources) == before {
			return
		}
	}
}

// spread follows the text of sources from place to place.
func (s *solution) spread() {
	type visit struct {
		place string
		hops  int
	}
	var queue []visit
	for place := range s.sources {
		s.holders[place] = holder{source: place}
		queue = append(queue, visit{place, 0})
		if strings.HasPrefix(place, envPlace) {
			if h, ok := s.holders[allEnv]; !ok || place < h.source {
				s.holders[allEnv] = holder{source: place}
			}
		}
	}
	if _, ok := s.holders[allEnv]; ok {
		queue = append(queue, visit{allEnv, 0})
	}
	slices.SortFunc(queue, func(a, b visit) int { return cmp.Compare(a.place, b.place) })
	for len(queue) > 0 {
		v := queue[0]
		queue = queue[1:]
		if v.hops >= maxHops {
			continue
		}
		for _, e := range s.from[v.place] {
			if _, ok := s.holders[e.Place]; ok {
				continue
			}
			h := s.holders[v.place]
			s.holders[e.Place] = holder{h.source, slices.Concat(h.steps, s.exits.steps[e])}
			queue = append(queue, visit{e.Place, v.hops + 1})
		}
	}
}
